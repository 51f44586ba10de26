#pragma once
// Does a comment or docstring ask for code where it stands? Most comments that people write do not: they name
// a licence, head a section, give a reason, remember a task. Suggestions that come by themselves keep quiet
// there.

#include <optional>
#include <string_view>

#include "completion/site.h"

namespace treewright::completion {

/// The first rule by which the site's text asks for no code, as a word for people and tests ("licence",
/// "commented-code", …); empty where it may ask. An ordered list of rules, each of which knows one kind of
/// remark; what none of them knows is taken for a request. Thread-safe; takes microseconds, and for commented
/// code a parse of the comment's text.
[[nodiscard]] std::optional<std::string_view> rule_against_request(const Source& source, const Site& site);

}  // namespace treewright::completion
