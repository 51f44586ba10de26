#include "engine/model/step_rows.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/model/layers.h"

namespace treewright::model {
namespace {

void load_scaled(const float* embedding, int64_t units, float* to) {
  const float scale = std::sqrt(static_cast<float>(units));
  std::transform(embedding, embedding + units, to, [scale](float x) { return x * scale; });
}

}  // namespace

void load_actions(const torch::Tensor& embedding, const torch::Tensor& copy_inputs,
                  const std::vector<int64_t>& actions, const torch::Tensor& to) {
  const int64_t vocabulary = embedding.size(0);
  for (std::size_t k = 0; k < actions.size(); ++k) {
    const float* from =
        actions[k] < vocabulary ? row(embedding, actions[k]) : row(copy_inputs, actions[k] - vocabulary);
    load_scaled(from, embedding.size(1), row(to, static_cast<int64_t>(k)));
  }
}

void load_places(const torch::Tensor& embedding, const torch::Tensor& slots, const torch::Tensor& positions,
                 const std::vector<StepPlace>& places, const torch::Tensor& to) {
  const int64_t units = embedding.size(1), place_units = slots.size(1);
  for (std::size_t k = 0; k < places.size(); ++k) {
    float* parent = row(to, static_cast<int64_t>(k)) + units;
    load_scaled(row(embedding, places[k].parent_number), units, parent);
    const float* slot = row(slots, places[k].slot);
    std::transform(slot, slot + place_units, row(positions, places[k].position), parent + units,
                   std::plus<>());
  }
}

void score_actions(const torch::Tensor& outputs, const Panels& queries, const Panels& vocabulary,
                   const Panels& copy_keys, const torch::Tensor& query_rows, const torch::Tensor& logits) {
  const int64_t units = vocabulary.inputs();
  multiply(outputs, queries, query_rows);
  vocabulary.multiply(row(query_rows, 0), query_rows.stride(0), query_rows.size(0), row(logits, 0),
                      logits.stride(0));
  multiply(query_rows.narrow(1, units, copy_keys.inputs()), copy_keys,
           logits.narrow(1, vocabulary.outputs(), copy_keys.outputs()));
}

void forbid_illegal(const std::vector<StepPlace>& places, const std::vector<text::TextKinds>& surface_kinds,
                    const torch::Tensor& logits) {
  constexpr auto very_small = static_cast<float>(nothing);
  const int64_t vocabulary = logits.size(1) - static_cast<int64_t>(surface_kinds.size());
  for (std::size_t k = 0; k < places.size(); ++k) {
    float* scores = row(logits, static_cast<int64_t>(k));
    for (int64_t n = 0; n < vocabulary; ++n) scores[n] = places[k].legal[n] != 0 ? scores[n] : very_small;
    for (std::size_t m = 0; m < surface_kinds.size(); ++m) {
      if ((surface_kinds[m] & places[k].takes) == 0)
        scores[vocabulary + static_cast<int64_t>(m)] = very_small;
    }
  }
}

}  // namespace treewright::model
