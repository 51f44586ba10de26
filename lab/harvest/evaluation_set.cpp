#include "lab/harvest/evaluation_set.h"

#include <cctype>

#include "support/file.h"
#include "support/json_lines.h"

namespace treewright::lab {
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
  const auto rows = parse_json_lines(*text, path.string());
  if (!rows) return tl::unexpected(rows.error());
  EvaluationSet set;
  for (const auto& [row, number] : *rows) {
    const auto nl = row.find("nl");
    if (nl == row.end() || !nl->is_string())
      return failure("{}:{}: \"nl\" must be a string", path.string(), number);
    set.words_.insert(words_of(nl->get<std::string>()));
  }
  return set;
}

bool EvaluationSet::contains(std::string_view description) const {
  return words_.contains(words_of(description));
}

}  // namespace treewright::lab
