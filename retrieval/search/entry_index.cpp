#include "retrieval/search/entry_index.h"

#include <algorithm>
#include <future>

#include "retrieval/search/fusion.h"

namespace treewright::retrieval {

EntryIndex::EntryIndex(const embed::Embedder* embedder) : embedder_(embedder) {
  if (embedder_ != nullptr) vectors_.emplace(embedder_->dimension());
}

void EntryIndex::add(std::int64_t id, const Entry& entry) {
  const StemmedEntry stemmed = stem(stemmer_, entry);
  words_.add(id, stemmed);
  if (!vectors_) return;
  vectors_->add(id, embedder_->embed(embed::Passage{stemmed.description, stemmed.name, stemmed.code}));
}

void EntryIndex::remove(std::int64_t id) {
  words_.remove(id);
  if (vectors_) vectors_->remove(id);
}

EntryIndex::Rankings EntryIndex::rank(std::string_view description, std::size_t most) const {
  if (!vectors_) return {words_.find(description, most), {}};
  // Side by side, as each takes about as long; where no thread is to be had, get() searches.
  auto words =
      std::async(std::launch::async | std::launch::deferred, [&] { return words_.find(description, most); });
  auto vectors = vectors_->find(embedder_->embed(description), most);
  return {words.get(), std::move(vectors)};
}

std::vector<Hit> EntryIndex::find(std::string_view description, std::size_t most) const {
  if (!vectors_) return words_.find(description, most);
  const Rankings rankings = rank(description, std::max(most, fusion_depth));
  return fuse(rankings.words, rankings.vectors, most);
}

}  // namespace treewright::retrieval
