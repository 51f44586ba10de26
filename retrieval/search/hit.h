#pragma once
// What an index finds.

#include <cstdint>

namespace treewright::retrieval {

struct Hit {
  std::int64_t id = 0;
  double score = 0;
};

/// Which of two hits comes first: the higher score, and of equal ones the newer entry, whose id is higher.
[[nodiscard]] inline bool better(const Hit& a, const Hit& b) {
  return a.score > b.score || (a.score == b.score && a.id > b.id);
}

}  // namespace treewright::retrieval
