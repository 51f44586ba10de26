#pragma once
// Whether a piece of code is one of the answers that a golden row accepts (tests/corpus/README.md).

#include <optional>
#include <string_view>
#include <vector>

#include "engine/text/code_tokens.h"

namespace treewright::text {

/// `tokenize`, with string contents by value as far as quotes go: an escaped quote is the quote itself (not
/// in raw strings, where the backslash counts). Two pieces of code that differ in layout, comments or the
/// choice of quotes alone have the same tokens.
[[nodiscard]] Result<std::vector<Token>> comparable_tokens(const syntax::Language& language,
                                                           std::string_view code);

/// An answer in which `$name` stands for any identifier: the same one at every place, and never the one of
/// another placeholder. A `$name` in the text of a string is no placeholder; in an f-string's braces it is.
class AnswerPattern {
 public:
  /// Fails on an answer that is not whole code.
  [[nodiscard]] static Result<AnswerPattern> parse(const syntax::Language& language, std::string_view answer);

  /// `candidate` as comparable_tokens gives it.
  [[nodiscard]] bool matches(const std::vector<Token>& candidate) const;

 private:
  struct Expected {
    Token token;
    bool is_placeholder = false;  ///< then token.text is its name
  };
  std::vector<Expected> expected_;
};

}  // namespace treewright::text
