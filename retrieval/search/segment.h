#pragma once
// A part of the index: entries that came together, ready to be searched.

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/embed/embedder.h"
#include "retrieval/search/lexical_index.h"
#include "retrieval/search/vector_index.h"

namespace treewright::retrieval {

/// In memory. One thread at a time while it is filled; any number may read it afterwards.
class Segment {
 public:
  /// With vectors of so many numbers; 0: without vectors.
  explicit Segment(std::size_t dimension);

  /// `id` must be above all before it. `vector` is left alone where the segment is without.
  void add(std::int64_t id, const StemmedEntry& entry, std::span<const float> vector);
  /// The entries of `other`, which has the same dimension and higher ids, those of `gone` (rising) left out.
  void append(const Segment& other, std::span<const std::uint32_t> gone);

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  /// By document, rising.
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] const LexicalIndex& words() const { return words_; }
  /// Empty where it is without.
  [[nodiscard]] const VectorIndex& vectors() const { return vectors_; }
  /// The documents with ids from `first` to `last`: the first one, and the one after the last one.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> documents(std::int64_t first,
                                                                  std::int64_t last) const;

 private:
  std::size_t dimension_;
  std::vector<std::int64_t> ids_;
  LexicalIndex words_;
  VectorIndex vectors_;
};

/// A segment as one state of the index has it.
class SegmentView {
 public:
  /// `gone` are documents, rising, that nothing finds.
  explicit SegmentView(std::shared_ptr<const Segment> segment, std::vector<std::uint32_t> gone = {});

  [[nodiscard]] const Segment& operator*() const { return *segment_; }
  [[nodiscard]] const Segment* operator->() const { return segment_.get(); }
  [[nodiscard]] const std::shared_ptr<const Segment>& segment() const { return segment_; }
  [[nodiscard]] const std::vector<std::uint32_t>& gone() const { return gone_; }
  /// Documents that are not gone, and their weighted words.
  [[nodiscard]] std::size_t size() const { return segment_->size() - gone_.size(); }
  [[nodiscard]] double total_length() const { return total_length_; }

 private:
  std::shared_ptr<const Segment> segment_;
  std::vector<std::uint32_t> gone_;
  double total_length_;
};

/// Makes a segment of entries. One thread at a time.
class SegmentBuilder {
 public:
  /// `embedder` must outlive it; null: words in common must do.
  explicit SegmentBuilder(const embed::Embedder* embedder);

  /// `id` must be above all before it.
  void add(std::int64_t id, const Entry& entry);
  [[nodiscard]] std::size_t size() const { return segment_->size(); }
  [[nodiscard]] SegmentView build() && { return SegmentView(std::move(segment_)); }

 private:
  const embed::Embedder* embedder_;
  Stemmer stemmer_;
  std::shared_ptr<Segment> segment_;
};

}  // namespace treewright::retrieval
