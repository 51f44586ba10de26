#pragma once
// Which of the names in scope a model is shown.

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/request.h"

namespace treewright::text {

/// At most `limit` of `names`, by their places in it. Up to half of the limit are the nearest of the function
/// around the site (its name, parameters and locals); then come those that share a word with the description
/// ("user" of get_users), then the others, each nearest first. A file of fifty functions whose names begin
/// alike would else drown the few names that a comment speaks of. All of them, in their order, where there is
/// room.
[[nodiscard]] std::vector<std::size_t> choose_names(std::string_view description,
                                                    const std::vector<engine::Name>& names,
                                                    std::size_t limit);

}  // namespace treewright::text
