#include "tests/completion/golden_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace treewright::tests {
namespace {

GoldenFile read_golden_file(const std::filesystem::path& path) {
  GoldenFile file{path, {}};
  std::ifstream stream(path, std::ios::binary);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("==== ")) {
      file.cases.push_back({line.substr(5), {""}});
    } else if (line == "---") {
      file.cases.back().parts.emplace_back();
    } else {
      file.cases.back().parts.back() += line + "\n";
    }
  }
  return file;
}

void write_golden_file(const GoldenFile& file) {
  std::ofstream stream(file.path, std::ios::binary);
  for (const GoldenCase& golden : file.cases) {
    stream << "==== " << golden.title << "\n";
    for (std::size_t i = 0; i < golden.parts.size(); ++i) stream << (i > 0 ? "---\n" : "") << golden.parts[i];
  }
}

}  // namespace

std::vector<GoldenFile> read_golden_files(const std::filesystem::path& folder) {
  std::vector<GoldenFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(read_golden_file(entry.path()));
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::string check_golden_file(const GoldenFile& file,
                              const std::function<std::string(const GoldenCase&)>& answer) {
  const char* update = std::getenv("TREEWRIGHT_UPDATE_GOLDEN");
  std::ostringstream differences;
  GoldenFile updated = file;
  for (GoldenCase& golden : updated.cases) {
    const std::string actual = answer(golden) + "\n";  // an empty line ends a case
    if (golden.parts.back() == actual) continue;
    differences << file.path.filename().string() << ": " << golden.title << "\nexpected:\n"
                << golden.parts.back() << "actual:\n"
                << actual << "\n";
    golden.parts.back() = actual;
  }
  if (update == nullptr || std::string_view(update) != "1") return differences.str();
  write_golden_file(updated);
  return {};
}

}  // namespace treewright::tests
