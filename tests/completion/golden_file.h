#pragma once
// Cases as text, in the way of tree-sitter's corpus files; the format is described in tests/corpus/README.md.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace treewright::tests {

struct GoldenCase {
  std::string title;               ///< with its [flags]
  std::vector<std::string> parts;  ///< the text between "---" lines, the expectation last
};

struct GoldenFile {
  std::filesystem::path path;
  std::vector<GoldenCase> cases;
};

[[nodiscard]] std::vector<GoldenFile> read_golden_files(const std::filesystem::path& folder);

/// The expectations that are not what `answer` gives, with both, for people. With TREEWRIGHT_UPDATE_GOLDEN=1
/// in the environment the file gets the answers instead.
[[nodiscard]] std::string check_golden_file(const GoldenFile& file,
                                            const std::function<std::string(const GoldenCase&)>& answer);

}  // namespace treewright::tests
