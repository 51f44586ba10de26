#include "retrieval/search/segment.h"

#include <algorithm>
#include <utility>

#include "retrieval/search/document_numbers.h"

namespace treewright::retrieval {

Segment::Segment(std::size_t dimension) : dimension_(dimension), vectors_(dimension) {}

void Segment::add(std::int64_t id, const StemmedEntry& entry, std::span<const float> vector) {
  ids_.push_back(id);
  words_.add(entry);
  if (dimension_ > 0) vectors_.add(vector);
}

void Segment::append(const Segment& other, std::span<const std::uint32_t> gone) {
  const std::vector<std::uint32_t> numbers = numbers_without(other.size(), gone);
  for (std::size_t document = 0; document < other.size(); ++document) {
    if (numbers[document] != no_document) ids_.push_back(other.ids_[document]);
  }
  words_.append(other.words_, gone);
  if (dimension_ > 0) vectors_.append(other.vectors_, gone);
}

std::pair<std::uint32_t, std::uint32_t> Segment::documents(std::int64_t first, std::int64_t last) const {
  const auto number = [&](auto at) { return static_cast<std::uint32_t>(at - ids_.begin()); };
  return {number(std::ranges::lower_bound(ids_, first)), number(std::ranges::upper_bound(ids_, last))};
}

SegmentView::SegmentView(std::shared_ptr<const Segment> segment, std::vector<std::uint32_t> gone)
    : segment_(std::move(segment)), gone_(std::move(gone)), total_length_(segment_->words().total_length()) {
  for (const std::uint32_t document : gone_) total_length_ -= segment_->words().length(document);
}

SegmentBuilder::SegmentBuilder(const embed::Embedder* embedder)
    : embedder_(embedder),
      segment_(std::make_shared<Segment>(embedder == nullptr ? 0 : embedder->dimension())) {}

void SegmentBuilder::add(std::int64_t id, const Entry& entry) {
  const StemmedEntry stemmed = stem(stemmer_, entry);
  std::vector<float> vector;
  if (embedder_ != nullptr)
    vector = embedder_->embed(embed::Passage{stemmed.description, stemmed.name, stemmed.code});
  segment_->add(id, stemmed, vector);
}

}  // namespace treewright::retrieval
