#include "tests/engine/grammar/code_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

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
    code = std::regex_replace(code, std::regex(fmt::format("\\{{{}\\}}", slot)), "name");
  }
  return code;
}

}  // namespace

std::vector<std::string> code_rows() {
  static const std::regex clause_alone("^\\s*((elif|else|except|finally|case)\\b|@)");
  std::vector<std::string> rows;
  for (const std::filesystem::path& path : row_files()) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      const auto row = nlohmann::json::parse(line);
      std::string code = filled(row.at("code"), row);
      code.erase(code.find_last_not_of(" \t\r\n") + 1);
      if (code.ends_with(':')) code += "\n    pass";
      const bool one_line = code.find('\n') == std::string::npos || code.ends_with(":\n    pass");
      if (!one_line || !std::regex_search(code, clause_alone)) rows.push_back(std::move(code));
    }
  }
  return rows;
}

}  // namespace treewright::grammar
