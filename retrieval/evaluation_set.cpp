#include "retrieval/evaluation_set.h"

#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/file.h"

namespace treewright::retrieval {
namespace {

std::string words_of(std::string_view description) {
  std::string words;
  for (const char c : description) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      words += static_cast<char>(std::tolower(byte));
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

}  // namespace

Result<EvaluationSet> EvaluationSet::read(const std::filesystem::path& path) {
  const auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  EvaluationSet set;
  std::istringstream lines(*text);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("nl") || !row["nl"].is_string()) {
      return failure("{}:{}: must be an object with the string \"nl\"", path.string(), number);
    }
    set.words_.insert(words_of(row["nl"].get<std::string>()));
  }
  return set;
}

bool EvaluationSet::contains(std::string_view description) const {
  return words_.contains(words_of(description));
}

}  // namespace treewright::retrieval
