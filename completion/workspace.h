#pragma once
// What the user's own workspace has for a description. An interface, so that this room needs no index.

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/example.h"

namespace treewright::completion {

/// Where a suggestion's like stands.
struct Provenance {
  std::string path;            ///< relative to the workspace, with "/"
  std::uint32_t line = 0;      ///< of the code, 1-based
  std::uint32_t end_line = 0;  ///< inclusive
  double similarity = 0;       ///< of its description and the one asked about, 0 … 1
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// "like src/io.py:42, 0.83".
[[nodiscard]] inline std::string label_of(const Provenance& from) {
  return fmt::format("like {}:{}, {:.2f}", from.path, from.line, from.similarity);
}

struct WorkspaceExample {
  engine::Example example;
  Provenance from;
};

/// How many are asked for to guide a request, as ReCode does.
inline constexpr std::size_t most_examples = 10;

/// Thread-safe.
class Workspace {
 public:
  virtual ~Workspace() = default;
  /// The examples with the most similar descriptions, best first; none where the workspace cannot be asked.
  [[nodiscard]] virtual std::vector<WorkspaceExample> find(const std::string& description,
                                                           std::size_t most) const = 0;
};

}  // namespace treewright::completion
