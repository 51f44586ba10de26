#pragma once
// A description as words: what the encoder reads and what pointer-copy can copy.

#include <string>
#include <string_view>
#include <vector>

#include "support/unicode.h"

namespace treewright::text {

struct Word {
  std::string read;  ///< as the encoder sees it: a capitalised English word in lower case
  std::string copy;  ///< what copying it writes; empty where there is nothing to copy (punctuation)
  bool spaced;       ///< a space stood before it
};

/// Splits into identifiers, numbers and punctuation. A quoted or backticked span gives its opening mark as a
/// word that copies the whole content, then the content's own words, then the closing mark. A mark like
/// NAME_END ends a field, which can be copied whole and as the class name made of it. A name may have letters
/// of any script. Any bytes are fine; an apostrophe inside a word opens no span.
[[nodiscard]] std::vector<Word> split_description(std::string_view description);

using treewright::is_identifier;  // in any script; keywords are identifiers too
/// Digits with at most one point: "3", "0.5".
[[nodiscard]] bool is_number(std::string_view text);

}  // namespace treewright::text
