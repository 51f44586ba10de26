#pragma once
// Code as the decoder writes it: lexical tokens with layout as structure (newline, indent, dedent), never as
// spaces. String literals are opened, filled and closed, so that f-strings hold real expressions. Quotes are
// not part of the tokens: rendering chooses them.

#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/language.h"
#include "engine/text/code_tree.h"
#include "support/result.h"

namespace treewright::text {

enum class TokenKind {
  symbol,  ///< keyword, operator or punctuation: text is the grammar's anonymous terminal ("def", "==", "(")
  identifier,    ///<
  number,        ///< integer or float literal
  string_start,  ///< text is the lower-case prefix: "", "f", "r", "b", "rb", "fr"
  content,     ///< a run of literal text inside a string, or of a format specifier, as written in the source
  string_end,  ///<
  newline,     ///< end of a simple statement
  indent,      ///< start of a block (stands for the line end after a header too)
  dedent,      ///< end of a block
};

struct Token {
  TokenKind kind;
  std::string text;  ///< empty for string_end, newline, indent, dedent
  friend bool operator==(const Token&, const Token&) = default;
};

/// Whether both are written alike. Tokens that differ may be: `print` is a keyword in one and a name in the
/// other.
[[nodiscard]] bool writes_alike(const std::vector<Token>& a, const std::vector<Token>& b);

/// Tokens of a whole, well-formed piece of code (dedented statements). Comments are left out; `pass` bodies
/// stay. Fails on code with ERROR or MISSING nodes, or a literal that holds a line end.
[[nodiscard]] Result<std::vector<Token>> tokenize(const syntax::Language& language, std::string_view code);

/// Index of no node: layout is no leaf of the tree.
inline constexpr std::uint32_t no_node = 0xffffffff;

/// Tokens of a tree. Literals may hold line ends. Fails on a block without statements. `leaves`, where it is
/// given, becomes the tokens' nodes.
[[nodiscard]] Result<std::vector<Token>> code_tokens(const syntax::Language& language, const CodeTree& tree,
                                                     std::vector<std::uint32_t>* leaves = nullptr);

/// A rendered line: its depth in blocks below the candidate's own level, and its text without indentation.
struct Line {
  int depth = 0;
  std::string text;
  friend bool operator==(const Line&, const Line&) = default;
};

/// The inverse of tokenize up to layout: PEP 8 spacing, double quotes unless the content holds one.
/// Accepts unfinished sequences (open blocks end at the end).
[[nodiscard]] std::vector<Line> render(const syntax::Language& language, const std::vector<Token>& tokens);

/// Lines joined by "\n" without a final one, each indented by depth × `unit`.
[[nodiscard]] std::string join(const std::vector<Line>& lines, std::string_view unit = "    ");

}  // namespace treewright::text
