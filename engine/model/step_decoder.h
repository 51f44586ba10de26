#pragma once
// A network's decoder one step at a time, for beam search.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/text/encoding.h"

namespace treewright::model {

/// Where a step of a tree decoder stands.
struct StepPlace {
  int slot = 0;
  int position = 0;
  std::int64_t parent_number = text::begin;  ///< the action that made the slot
  std::int64_t parent_row = -1;  ///< StepDecoder::first_row() + row of the step that took it; -1: the root's
  const std::uint8_t* legal = nullptr;  ///< [V], see grammar::TreeCodec::legal_numbers
  text::TextKinds takes = 0;            ///< what may be copied
};

/// The hypotheses of one request. One thread at a time, in inference mode.
class StepDecoder {
 public:
  StepDecoder() = default;
  StepDecoder(const StepDecoder&) = delete;
  StepDecoder& operator=(const StepDecoder&) = delete;
  virtual ~StepDecoder() = default;

  /// Row k of the step's hypotheses continues row parents[k] of the last step's with actions[k] (a
  /// vocabulary number, or V + a memory position). The first step has one row: parent 0. `places` of a tree
  /// decoder, one a row; of a token decoder none.
  /// Log-probabilities [K, V + M], the caller's to change until the next step; a tree decoder's are of legal
  /// actions alone, and the others very small.
  [[nodiscard]] virtual std::span<float> step(const std::vector<std::int64_t>& parents,
                                              const std::vector<std::int64_t>& actions,
                                              const std::vector<StepPlace>& places) = 0;
  /// Number of the last step's row 0 among all rows of the request.
  [[nodiscard]] virtual std::int64_t first_row() const = 0;
  [[nodiscard]] virtual std::int64_t action_count() const = 0;  ///< V + M
};

}  // namespace treewright::model
