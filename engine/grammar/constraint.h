#pragma once
// Which tokens may come next: the one interface between beam search and a language's syntax.

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/request.h"
#include "engine/text/code_tokens.h"

namespace treewright::grammar {

/// What a constraint makes of a token once, so that asking about it is cheap. Opaque to others.
struct Terminal {
  std::uint16_t kind = 0;    ///< 0: never allowed
  std::uint16_t traits = 0;  ///< of the text, for literals
  friend bool operator==(const Terminal&, const Terminal&) = default;
};

/// Where a hypothesis stands: a handle into the session that made it, copied in O(1) and valid as long as it.
struct State {
  std::uint32_t id = 0;
  friend bool operator==(const State&, const State&) = default;
};

/// The states of one request. One thread at a time.
class Session {
 public:
  virtual ~Session() = default;
  [[nodiscard]] virtual State start() = 0;
  [[nodiscard]] virtual bool allows(State state, Terminal terminal) = 0;
  /// Only where allows(state, terminal).
  [[nodiscard]] virtual State advance(State state, Terminal terminal) = 0;
  /// Whether the tokens so far are whole statements (at least one).
  [[nodiscard]] virtual bool may_end(State state) = 0;
  /// Few tokens that lead to a state that may end; no tokens where `state` may, or where none are found
  /// within bounds. Names are avoided.
  [[nodiscard]] virtual std::vector<text::Token> shortest_ending(State state) = 0;
};

/// Immutable: one for all requests and threads.
class Constraint {
 public:
  virtual ~Constraint() = default;
  [[nodiscard]] virtual Terminal terminal(const text::Token& token) const = 0;
  /// Whose compiler shall take the statements as well; nullptr: nobody asks.
  [[nodiscard]] virtual const syntax::Language* language() const { return nullptr; }
  [[nodiscard]] virtual std::unique_ptr<Session> begin(const engine::Surroundings& surroundings) const = 0;
};

/// Allows everything, ends anywhere.
class NullConstraint final : public Constraint {
 public:
  [[nodiscard]] Terminal terminal(const text::Token&) const override { return {1, 0}; }
  [[nodiscard]] std::unique_ptr<Session> begin(const engine::Surroundings& surroundings) const override;
};

}  // namespace treewright::grammar
