#pragma once
// The other direction: how well does code explain its description? (the reconstruction model of tranX's
// reranker, Yin & Neubig 2019, "Reranking for Neural Semantic Parsing", section 3.1)

#include <string_view>

#include "engine/text/encoding.h"

namespace treewright::text {

/// The code's words as the source, the description's as the steps, with the final `end`. A description
/// without a word gives that step alone.
[[nodiscard]] Example encode_reconstruction(const Vocabulary& vocabulary, std::string_view code,
                                            std::string_view description, const EncodingLimits& limits);

}  // namespace treewright::text
