#include "engine/embed/embedder.h"

#include <algorithm>
#include <cmath>

namespace treewright::embed {
namespace {

/// Brings `vector` to `length`; zeros stay zeros.
void scale(std::vector<float>& vector, double length) {
  double squares = 0;
  for (const float number : vector) squares += static_cast<double>(number) * number;
  if (squares == 0) return;
  const auto factor = static_cast<float>(length / std::sqrt(squares));
  for (float& number : vector) number *= factor;
}

}  // namespace

Result<Embedder> Embedder::load(const std::filesystem::path& folder) {
  auto model = load_embedding_model(folder);
  if (!model) return tl::unexpected(model.error());
  return Embedder(*std::move(model));
}

Embedder::Embedder(EmbeddingModel model)
    : dimension_(static_cast<std::size_t>(model.dimension)),
      weights_(model.weights),
      rows_(std::move(model.rows)) {
  for (std::string& term : model.terms)
    terms_.emplace(std::move(term), static_cast<std::uint32_t>(terms_.size()));
}

std::vector<float> Embedder::embed(std::string_view text) const {
  std::vector<float> sum(dimension_, 0);
  add(Stemmer().stems(text), 1, sum);  // one stemmer is not for several threads
  return sum;
}

std::vector<float> Embedder::embed(const Passage& passage) const {
  std::vector<float> sum(dimension_, 0);
  add(passage.description, weights_.description, sum);
  add(passage.name, weights_.name, sum);
  add(passage.code, weights_.code, sum);
  scale(sum, 1);
  return sum;
}

void Embedder::add(std::span<const std::string> stems, double weight, std::vector<float>& sum) const {
  std::vector<float> part(dimension_, 0);
  for (const std::uint32_t term : terms_of(stems)) {
    const float* row = rows_.data() + term * dimension_;
    for (std::size_t i = 0; i < dimension_; ++i) part[i] += row[i];
  }
  scale(part, weight);
  for (std::size_t i = 0; i < dimension_; ++i) sum[i] += part[i];
}

/// Known ones, each once.
std::vector<std::uint32_t> Embedder::terms_of(std::span<const std::string> stems) const {
  std::vector<std::uint32_t> terms;
  for (const std::string& stem : stems) {
    if (const auto term = terms_.find(stem); term != terms_.end()) terms.push_back(term->second);
  }
  std::ranges::sort(terms);
  const auto twice = std::ranges::unique(terms);
  terms.erase(twice.begin(), twice.end());
  return terms;
}

}  // namespace treewright::embed
