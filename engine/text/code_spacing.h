#pragma once
// Where spaces stand between the tokens of one line (PEP 8 for Python). Internal to the writers of code.

#include <string_view>
#include <vector>

#include "engine/syntax/layout_rules.h"
#include "engine/text/code_tokens.h"

namespace treewright::text {

/// Whether the text is a single character, one of these.
[[nodiscard]] bool is_one_of(std::string_view text, std::string_view characters);

/// Follows a line token by token: ask space_before, then advance.
class Spacing {
 public:
  explicit Spacing(const syntax::LayoutRules& rules) : rules_(rules) { reset(); }
  void reset();  ///< a new line begins
  [[nodiscard]] bool space_before(const Token& next) const;
  void advance(const Token& token);

 private:
  /// What the innermost open bracket (or literal) holds.
  enum class Inside { line, call, parameters, subscript, group, braces, literal, interpolation, format };
  struct Level {
    Inside inside;
    int lambdas = 0;         ///< whose colon is still to come
    bool annotated = false;  ///< the current parameter has a type: spaces around its default's "="
    bool is(Inside kind) const { return inside == kind; }
  };
  enum class Last { nothing, value, keyword, binary, prefix, open, comma, colon, dot, literal };

  [[nodiscard]] bool space_before_symbol(const Token& next) const;
  [[nodiscard]] bool space_after_last(const Token& next) const;
  [[nodiscard]] bool tight_equals() const;
  [[nodiscard]] bool is_prefix(const Token& token) const;
  [[nodiscard]] Last classify(const Token& token) const;
  void open(const Token& token);
  void close(const Token& token);
  void colon();

  const syntax::LayoutRules& rules_;
  std::vector<Level> levels_;
  Last last_ = Last::nothing;
  std::string last_text_;
  bool last_is_number_ = false;
  bool last_tight_ = false;  ///< the last token is an operator that stands tight
  bool definition_ = false;  ///< "def" was read, its parameters were not
};

}  // namespace treewright::text
