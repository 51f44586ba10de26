#pragma once
// Texts as vectors whose cosine says how much they have to do with each other. A static embedding: every word
// stem has a trained row, whose length is the word's importance, and a text's vector is the sum of its stems'
// rows, brought to length one (as model2vec and the static retrieval models of sentence-transformers do:
// https://huggingface.co/blog/static-embeddings). Microseconds a text, no network.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/embed/embedding_model.h"
#include "support/stems.h"

namespace treewright::embed {

/// What is searched, by the stems of its parts (Stemmer): any may be empty. They are the caller's: whoever
/// makes them has more than one use for them.
struct Passage {
  std::span<const std::string> description = {}, name = {}, code = {};
};

/// Immutable after construction: any number of threads may call it.
class Embedder {
 public:
  /// Fails as load_embedding_model does.
  [[nodiscard]] static Result<Embedder> load(const std::filesystem::path& folder);
  explicit Embedder(EmbeddingModel model);

  /// Numbers a vector.
  [[nodiscard]] std::size_t dimension() const { return dimension_; }

  /// A vector of length one; all zeros where no word is known. How often a word occurs does not count.
  [[nodiscard]] std::vector<float> embed(std::string_view text) const;
  /// The same of a passage: its parts' vectors, each times its weight in config.json, are summed.
  [[nodiscard]] std::vector<float> embed(const Passage& passage) const;

 private:
  void add(std::span<const std::string> stems, double weight, std::vector<float>& sum) const;
  [[nodiscard]] std::vector<std::uint32_t> terms_of(std::span<const std::string> stems) const;

  std::size_t dimension_;
  FieldWeights weights_;
  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<float> rows_;
};

}  // namespace treewright::embed
