#include "engine/model/step_rows.h"

#include "engine/model/layers.h"

namespace treewright::model {

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
