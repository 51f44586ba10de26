#include "engine/model/tree_relations.h"

namespace treewright::model {

void relate_last(std::span<const std::int64_t> parents, std::int64_t* pairs) {
  const auto last = static_cast<std::int64_t>(parents.size()) - 1;
  const auto parent_of = [&](std::int64_t node) { return parents[static_cast<std::size_t>(node)]; };
  const std::int64_t parent = parent_of(last);
  std::int64_t above = parent;  // the next one on the way to the root
  const auto relation = [&](std::int64_t node) {
    if (node == above) {
      above = node < 0 ? node - 1 : parent_of(node);
      return node == parent ? Relation::parent : Relation::ancestor;
    }
    return node >= 0 && parent_of(node) == parent ? Relation::sibling : Relation::other;
  };
  auto written = static_cast<std::int64_t>(relation(last));
  for (std::int64_t s = last; s >= 0; --s) {
    const auto read = static_cast<std::int64_t>(relation(s - 1));
    pairs[s] = written * relation_count + read;
    written = read;
  }
}

torch::Tensor relate_steps(const torch::Tensor& parents) {
  const std::int64_t width = parents.size(1);
  auto pairs = torch::zeros({parents.size(0), width, width}, torch::kLong);
  const auto rows = parents.cpu().contiguous();
  for (std::int64_t b = 0; b < parents.size(0); ++b) {
    const std::int64_t* row = rows.const_data_ptr<std::int64_t>() + b * width;
    std::int64_t* to = pairs.data_ptr<std::int64_t>() + b * width * width;
    for (std::int64_t t = 0; t < width; ++t)
      relate_last({row, static_cast<std::size_t>(t) + 1}, to + t * width);
  }
  return pairs.to(parents.device());
}

}  // namespace treewright::model
