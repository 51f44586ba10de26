#pragma once
// Which harvested pairs are worth learning from. Each rule says why it drops.

#include <string_view>
#include <vector>

#include "engine/text/code_tokens.h"

namespace treewright::lab {

/// Why a pair was dropped, or kept. The names are printed by `treewright-lab corpus extract`.
enum class PairVerdict {
  kept,
  no_code,      ///< nothing follows that the comment describes
  not_english,  ///< symbols, other alphabets, too few words
  word_count,   ///< fewer than 2 words or more than 25
  remark,       ///< a note to readers, a licence, a task, a reference: describes no code
  commented_code,
  not_tokenisable,
  too_long,
  trivial,    ///< pass, …, raise NotImplementedError
  unrelated,  ///< no word of the description is in the code
  duplicate,
  over_limit,  ///< more than enough of this package or of this description
  evaluated,   ///< its description stands in a set that is evaluated on
};
inline constexpr std::size_t pair_verdict_count = 13;
[[nodiscard]] std::string_view pair_verdict_name(PairVerdict verdict);

inline constexpr std::size_t max_code_tokens = 64;

/// `kept` where a description reads as English that tells what code does. `raw` is the comment with its
/// marks.
[[nodiscard]] PairVerdict check_description(std::string_view description, std::string_view raw);

/// `kept` where the code has a learnable size and shares a content word with the description.
[[nodiscard]] PairVerdict check_code(std::string_view description, const std::vector<text::Token>& code);

}  // namespace treewright::lab
