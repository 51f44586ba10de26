#pragma once
// The workspace's own code for a description like the one at hand, with this one's names in the places of
// that one's.

#include <optional>

#include "completion/workspace.h"
#include "engine/request.h"

namespace treewright::completion {

/// Descriptions less alike than this ask for other code. Chosen, with the score below, by the edit similarity
/// of the first suggestion on the packages of the development fold.
inline constexpr double least_similarity_to_adapt = 0.4;

/// The example's code as a candidate; its score is 1.5 times the logarithm of the similarity, so that a model
/// that is sure of its own comes before what is only alike. A word of its description that the code copies
/// becomes the request's word in that place, where that is a name in scope or looks like no plain English.
/// Nothing where the code is no whole piece of `language`, or the request has no word for such a name.
[[nodiscard]] std::optional<engine::Candidate> adapt(const syntax::Language& language,
                                                     const engine::Request& request,
                                                     const WorkspaceExample& found);

}  // namespace treewright::completion
