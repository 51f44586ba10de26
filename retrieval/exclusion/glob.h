#pragma once
// Patterns as gitignore(5) writes them, matched byte by byte.

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace treewright::retrieval {

/// `?` one byte, `*` any number of bytes, `[a-z]` and `[!…]` with POSIX classes, `\` quotes. Of a path, `?`,
/// `*` and `[…]` stop at a slash, and `**` between slashes or at an end stands for any number of folders.
/// Thread-safe once made; time grows with pattern × text, whatever the pattern.
class Glob {
 public:
  enum class Of : std::uint8_t { name, path };

  /// Every pattern is one: what is malformed (an open `[`, a `\` at the end) matches nothing, as in git.
  Glob(std::string_view pattern, Of of);
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  enum class Kind : std::uint8_t {
    bytes,      ///< one byte of `set`
    many,       ///< any number of bytes of `set`
    maybe_two,  ///< the next two tokens may be left out: `**/` stands for no folder too
  };
  using Set = std::bitset<256>;
  struct Token {
    Kind kind;
    Set set;
  };

  class Parser;
  void enter(std::size_t token, std::vector<std::uint8_t>& states) const;

  std::vector<Token> tokens_;
  bool malformed_ = false;
};

}  // namespace treewright::retrieval
