#include "tests/engine/grammar/code_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string_view>

namespace treewright::grammar {
namespace {

std::vector<std::filesystem::path> row_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(TREEWRIGHT_SOURCE_DIR "/corpus/idioms")) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  const char* more = std::getenv("TREEWRIGHT_ROWS");
  std::istringstream list(more == nullptr ? "" : more);
  for (std::string file; std::getline(list, file, ':');) files.emplace_back(file);
  return files;
}

std::string filled(std::string code, const nlohmann::json& row) {
  if (!row.contains("slots")) return code;
  for (const auto& [slot, values] : row["slots"].items()) {
    code = std::regex_replace(code, std::regex(fmt::format("\\{{{}(:[a-z]+)?\\}}", slot)), "name");
  }
  return code;
}

bool begins_with(std::string_view code, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    const bool whole =
        code.size() == word.size() || (code.size() > word.size() && std::isalnum(code[word.size()]) == 0);
    return code.starts_with(word) && whole;
  });
}

/// A clause gets its statement, a header its body, as the benchmarks' scorer completes them.
std::string completed(std::string code) {
  code.erase(code.find_last_not_of(" \t\r\n") + 1);
  code.erase(0, code.find_first_not_of(" \t\r\n"));
  const bool opens_try = begins_with(code, {"try"});
  if (begins_with(code, {"elif", "else"})) code = "if True:\n    pass\n" + code;
  if (begins_with(code, {"except", "finally"})) code = "try:\n    pass\n" + code;
  if (code.starts_with('@') && code.find('\n') == std::string::npos) return code + "\ndef dummy(): pass";
  if (!code.ends_with(':')) return code;
  return code + "\n    pass" + (opens_try ? "\nexcept:\n    pass" : "");
}

}  // namespace

std::vector<std::string> code_rows() {
  std::vector<std::string> rows;
  for (const std::filesystem::path& path : row_files()) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      const auto row = nlohmann::json::parse(line);
      rows.push_back(completed(filled(row.at("code"), row)));
    }
  }
  return rows;
}

}  // namespace treewright::grammar
