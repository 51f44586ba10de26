#pragma once
// Which words of a description each token of some code looked at, and which it was copied from: plain values,
// no tensors.

#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace treewright::engine {

struct Explanation {
  struct Word {
    std::string text;  ///< as the description has it; the opening mark of a quoted span stands for the span
    bool is_name = false;  ///< a name in scope, no word of the description
  };
  struct Token {
    std::string text;                   ///< as it stands in the code
    std::size_t line = 0;               ///< of the code, from 0
    std::optional<std::size_t> copied;  ///< index of the word that it was taken from
    std::vector<double> weights;        ///< a word each: whole ten-thousandths that sum to 1
  };
  /// The description's in order (also those beyond what the model reads), then the names that some token
  /// looked at.
  std::vector<Word> words;
  std::vector<Token> tokens;  ///< in order; neither layout, nor comments, nor what only serves layout
};

/// Why there is no explanation.
struct Unexplained {
  enum class Why {
    no_words,      ///< the description says nothing
    no_tokens,     ///< the code says nothing
    invalid_code,  ///< it does not parse
    not_written,   ///< it parses, and the model could never write it
    too_long,
    cancelled,
  };
  Why why = Why::not_written;
  std::string message;  ///< one line, for people
};

using Explained = tl::expected<Explanation, Unexplained>;

}  // namespace treewright::engine
