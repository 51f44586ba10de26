#pragma once
// What a network looked at while it wrote an answer.

#include <optional>
#include <vector>

#include "engine/model/network.h"

namespace treewright::model {

struct StepReadout {
  std::vector<float> weights;  ///< a memory position; they sum to 1
  /// The memory position that its text was taken from: the likeliest of those that hold it, where copying is
  /// likelier than writing. A text of several pieces that stands in the memory is always copied: a network
  /// learns no other way.
  std::optional<int> copied;
};

/// Of every step of `example`, in one run over the steps as they stand: teacher forcing. The weights are the
/// mean over the network's attentions to the memory: one of a token LSTM, two of a tree LSTM, a head and
/// layer each of a Transformer. In evaluation mode it may run on many threads.
[[nodiscard]] std::vector<StepReadout> read_attention(Network& network, const text::Example& example);

}  // namespace treewright::model
