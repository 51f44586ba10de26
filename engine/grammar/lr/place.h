#pragma once
// What a hypothesis must remember beside its LR stacks: enclosing blocks and literals, and the line it is in.

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/grammar/block.h"
#include "engine/grammar/lr/terminals.h"
#include "engine/request.h"

namespace treewright::grammar {

/// Numbers stand for places of one session; place 0 is the start.
class Places {
 public:
  Places(const Terminals& terminals, const engine::Surroundings& surroundings);
  [[nodiscard]] bool allows(std::uint32_t place, Terminal terminal) const;
  [[nodiscard]] std::uint32_t advance(std::uint32_t place, Terminal terminal);
  /// Brackets, literals and blocks still to close: no ending is shorter.
  [[nodiscard]] unsigned open(std::uint32_t place) const { return places_[place].open; }
  /// Whether the code may end here, as far as this knows.
  [[nodiscard]] bool may_end(std::uint32_t place) const {
    return places_[place].open == 0 && !places_[place].needs_clause;
  }
  /// Traits of the innermost literal.
  [[nodiscard]] std::uint16_t literal(std::uint32_t place) const {
    return literals_[places_[place].literal].traits;
  }

 private:
  struct Nested {
    std::uint32_t outer = 0;
    Block block = {};
    bool needs_clause = false;
    auto operator<=>(const Nested&) const = default;
  };
  struct Literal {
    std::uint32_t outer = 0;
    std::uint16_t traits = 0;
    auto operator<=>(const Literal&) const = default;
  };
  struct Place {
    std::uint32_t block = 0;
    std::uint32_t literal = 0;
    std::uint16_t open = 0;
    syntax::BlockKind header = syntax::BlockKind::plain;  ///< of the current line
    /// Two bits an open bracket, the innermost lowest: see BracketState. Those beyond 32 are forgotten.
    std::uint64_t brackets = 0;
    std::uint16_t line = 0;  ///< terminal kind of the current line's first word
    bool line_begun = false;
    bool line_async = false;
    bool line_needs_clause = false;
    bool needs_clause = false;  ///< the block before was one of those
    bool after_async = false;
    bool after_indent = false;
    bool after_content = false;
    bool after_literal = false;
    bool after_bytes = false;
    auto operator<=>(const Place&) const = default;
  };

  [[nodiscard]] bool allows_word(const Place& place, const TerminalKind& kind) const;
  [[nodiscard]] bool allows_literal(const Place& place, text::TokenKind kind, Terminal terminal) const;
  [[nodiscard]] std::uint32_t open_block(const Place& place);
  void read_word(Place& place, const TerminalKind& kind, std::uint16_t number);
  static void read_bracket(Place& place, const TerminalKind& kind);

  const Terminals& terminals_;
  std::vector<Nested> blocks_;
  std::vector<Literal> literals_;
  std::vector<Place> places_;
  std::map<Nested, std::uint32_t> block_numbers_;
  std::map<Literal, std::uint32_t> literal_numbers_;
  std::map<Place, std::uint32_t> place_numbers_;
};

}  // namespace treewright::grammar
