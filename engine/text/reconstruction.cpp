#include "engine/text/reconstruction.h"

#include "engine/text/description.h"

namespace treewright::text {
namespace {

/// A name or number that stands in the code is copied; other words are pieces. Bytes that no piece has are
/// left out: the score of two candidates is compared, and they leave out the same.
void append_word(const Vocabulary& vocabulary, const EncodedSource& source, const Word& word,
                 std::vector<TargetStep>& steps) {
  std::vector<int> copies;
  const bool is_word = is_identifier(word.copy) || is_number(word.copy);
  for (std::size_t m = 0; is_word && m < source.surfaces.size(); ++m) {
    if (source.surfaces[m] == word.copy) copies.push_back(static_cast<int>(m));
  }
  if (!copies.empty()) {
    steps.push_back({-1, std::move(copies)});
    return;
  }
  for (const int piece : vocabulary.pieces(word.spaced ? " " + word.read : word.read)) {
    if (!vocabulary.piece(piece).empty()) steps.push_back({piece, {}});
  }
}

}  // namespace

Example encode_reconstruction(const Vocabulary& vocabulary, std::string_view code,
                              std::string_view description, const EncodingLimits& limits) {
  engine::Request request;
  request.description = std::string(code);
  request.surroundings.bare = true;
  Example example{encode_source(vocabulary, request, limits), {}};
  for (const Word& word : split_description(description)) {
    if (example.steps.size() >= limits.max_pieces) break;
    append_word(vocabulary, example.source, word, example.steps);
  }
  example.steps.push_back({end, {}});
  return example;
}

}  // namespace treewright::text
