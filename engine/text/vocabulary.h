#pragma once
// The numbers that the model reads and writes: structure, the grammar's symbols, then sub-word pieces.

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/code_tokens.h"
#include "engine/text/subwords.h"

namespace treewright::text {

/// Numbers with a fixed meaning; the grammar's symbols follow, then the pieces.
enum Special : int { pad, begin, end, newline, indent, dedent, string_end, first_string_start };
inline constexpr std::array<std::string_view, 6> string_prefixes = {"", "f", "r", "b", "rb", "fr"};

class Vocabulary {
 public:
  /// `symbols`: the grammar's anonymous terminals, or the names of its transition system's actions, in the
  /// order kept in config.json.
  Vocabulary(std::vector<std::string> symbols, Subwords subwords);

  [[nodiscard]] int size() const { return first_piece_ + subwords_.size(); }
  [[nodiscard]] int first_symbol() const { return first_symbol_; }
  [[nodiscard]] int first_piece() const { return first_piece_; }
  [[nodiscard]] const std::vector<std::string>& symbols() const { return symbols_; }

  /// The single number of a structural token, symbol or string start; -1 for tokens written in pieces
  /// (identifier, number, content) and for symbols the vocabulary does not have.
  [[nodiscard]] int number(const Token& token) const;
  /// Pieces of free text as vocabulary numbers; " x" starts a word, "x" continues one.
  [[nodiscard]] std::vector<int> pieces(std::string_view text) const;
  /// The token that a number below first_piece() stands for (not pad, begin, end).
  [[nodiscard]] Token token(int number) const;
  /// The text of a number from first_piece() on; empty for pieces that are never written (control, bytes).
  [[nodiscard]] const std::string& piece(int number) const { return subwords_.piece(number - first_piece_); }
  [[nodiscard]] bool is_symbol(std::string_view text) const {
    return symbol_numbers_.contains(std::string(text));
  }

 private:
  std::vector<std::string> symbols_;
  std::unordered_map<std::string, int> symbol_numbers_;
  Subwords subwords_;
  int first_symbol_;
  int first_piece_;
};

/// The anonymous terminals of a grammar, sorted: what a new model's vocabulary starts from.
[[nodiscard]] std::vector<std::string> grammar_symbols(const syntax::Language& language);

}  // namespace treewright::text
