#include "retrieval/search/search_scores.h"

#include <gmock/gmock.h>

namespace treewright::retrieval {
namespace {

Entry entry(const std::string& description, const std::string& code) {
  return {.description = description, .code = code};
}

/// "erase" means what "remove" does; other words have directions of their own.
embed::Embedder embedder() {
  return embed::Embedder({3, {}, {"eras", "remov", "read", "path"}, {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0.1F}});
}

TEST(SearchScores, VectorsFindWhatWordsDoNot) {
  const std::vector entries = {entry("erase it", "os.remove(path)"), entry("read it", "path.read()")};
  const SearchScores scores = score_search(embedder(), entries);
  EXPECT_EQ(scores.words.found.hits, 1U);
  EXPECT_EQ(scores.vectors.found.hits, 2U);
  EXPECT_EQ(scores.vectors.mean_reciprocal(), 1);
  EXPECT_EQ(scores.fused.found.hits, 2U);
  EXPECT_EQ(scores.fused.found.of, 2U);
}

TEST(SearchScores, EqualCodeIsFoundToo) {
  const std::vector entries = {entry("read it", "read(path)"), entry("read a path", "read(path)")};
  EXPECT_EQ(score_search(embedder(), entries).words.mean_reciprocal(), 1);
}

}  // namespace
}  // namespace treewright::retrieval
