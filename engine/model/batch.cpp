#include "engine/model/batch.h"

#include <algorithm>

namespace treewright::model {
namespace {

torch::Tensor vector_tensor(const std::vector<int64_t>& values) {
  return torch::tensor(values, torch::kLong);
}

/// Several lists of numbers one after another, with where each starts (the layout of torch::embedding_bag).
class Bags {
 public:
  void add(const std::vector<int>& numbers) {
    offsets_.push_back(static_cast<int64_t>(flat_.size()));
    flat_.insert(flat_.end(), numbers.begin(), numbers.end());
  }
  void add_empty() { offsets_.push_back(static_cast<int64_t>(flat_.size())); }
  [[nodiscard]] torch::Tensor flat() const { return vector_tensor(flat_); }
  [[nodiscard]] torch::Tensor offsets() const { return vector_tensor(offsets_); }

 private:
  std::vector<int64_t> flat_, offsets_;
};

struct Widths {
  std::size_t pieces = 0, names = 0;
};

Widths widths_of(const std::vector<const text::EncodedSource*>& sources) {
  Widths widths;
  for (const auto* source : sources) {
    widths.pieces = std::max(widths.pieces, source->pieces.size());
    widths.names = std::max(widths.names, source->names.size());
  }
  return widths;
}

/// Memory position m of a source stands at m (a piece) or widths.pieces + (m − its pieces) (a name) in the
/// batch.
void fill_memory(const text::EncodedSource& source, const Widths& widths, int64_t b, SourceBatch& batch,
                 Bags& surfaces) {
  auto exists = batch.memory_mask.accessor<bool, 2>();
  auto copies = batch.copy_mask.accessor<bool, 2>();
  for (std::size_t at = 0; at < widths.pieces + widths.names; ++at) {
    const bool is_name = at >= widths.pieces;
    const std::size_t m = is_name ? at - widths.pieces + source.pieces.size() : at;
    const bool present = is_name ? m < source.memory_size() : m < source.pieces.size();
    if (!present) {
      surfaces.add_empty();
      continue;
    }
    exists[b][static_cast<int64_t>(at)] = true;
    copies[b][static_cast<int64_t>(at)] = !source.surfaces[m].empty();
    surfaces.add(source.surface_pieces[m]);
  }
}

}  // namespace

SourceBatch SourceBatch::to(const torch::Device& device) const {
  return {pieces.to(device),       piece_lengths.to(device), name_pieces.to(device), name_offsets.to(device),
          name_kinds.to(device),   memory_mask.to(device),   copy_mask.to(device),   copy_pieces.to(device),
          copy_offsets.to(device), flags.to(device),         surface_kinds};
}

TreeBatch TreeBatch::to(const torch::Device& device) const {
  return {slots.to(device), positions.to(device), parents.to(device), parent_numbers.to(device)};
}

SourceBatch make_source_batch(const std::vector<const text::EncodedSource*>& sources) {
  const Widths widths = widths_of(sources);
  const auto b_count = static_cast<int64_t>(sources.size());
  const auto s = static_cast<int64_t>(widths.pieces), n = static_cast<int64_t>(widths.names);
  SourceBatch batch;
  batch.pieces = torch::zeros({b_count, s}, torch::kLong);
  batch.piece_lengths = torch::zeros({b_count}, torch::kLong);
  batch.name_kinds = torch::zeros({b_count, n}, torch::kLong);
  batch.memory_mask = torch::zeros({b_count, s + n}, torch::kBool);
  batch.copy_mask = torch::zeros({b_count, s + n}, torch::kBool);
  batch.flags = torch::zeros({b_count, static_cast<int64_t>(text::flag_count)});
  Bags names, surfaces;
  for (int64_t b = 0; b < b_count; ++b) {
    const text::EncodedSource& source = *sources[static_cast<std::size_t>(b)];
    std::copy(source.pieces.begin(), source.pieces.end(), batch.pieces[b].data_ptr<int64_t>());
    batch.piece_lengths[b] = static_cast<int64_t>(source.pieces.size());
    std::copy(source.flags.begin(), source.flags.end(), batch.flags[b].data_ptr<float>());
    for (std::size_t i = 0; i < widths.names; ++i) {
      if (i < source.names.size()) {
        names.add(source.names[i].pieces);
        batch.name_kinds[b][static_cast<int64_t>(i)] = source.names[i].kind;
      } else {
        names.add_empty();
      }
    }
    fill_memory(source, widths, b, batch, surfaces);
  }
  if (sources.size() == 1) batch.surface_kinds = sources.front()->surface_kinds;
  batch.name_pieces = names.flat();
  batch.name_offsets = names.offsets();
  batch.copy_pieces = surfaces.flat();
  batch.copy_offsets = surfaces.offsets();
  return batch;
}

}  // namespace treewright::model
