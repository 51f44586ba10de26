#pragma once
// What ReCode does with what it retrieves (Hayati et al. 2018), and its published variants by name.

#include <cstddef>
#include <optional>
#include <string_view>

namespace treewright::recode {

/// M and lambda are the paper's for Django; a model's configuration says what was tuned for it.
struct RecodeOptions {
  std::size_t retrieved = 10;  ///< examples used, M
  double lambda = 2;           ///< an n-gram multiplies a probability by exp(lambda · its score)
  int shortest = 1;            ///< fewest actions of an n-gram
  int longest = 4;             ///< most, n
  bool all_lengths = true;     ///< n-grams of all lengths count; false: an action's longest alone
  bool positions = true;       ///< an n-gram knows which slot of its parent an action fills
  bool order = true;           ///< and which element of a list it is
  bool subtract_mean = true;   ///< a score is the similarity above the mean over the index
  bool substitute = true;      ///< what an example copies is replaced by what the request has in its place
  bool drop_unmapped = true;   ///< n-grams end before a copied word that the description has nothing for
  bool exclude_identical = false;  ///< examples with the request's very description are not used
};

/// "recode" (the defaults), "paper", "published-code" or "no-substitution"; nothing for another name.
[[nodiscard]] std::optional<RecodeOptions> recode_variant(std::string_view name);

}  // namespace treewright::recode
