#include "completion/remark.h"

#include <algorithm>

#include "completion/request_words.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

std::string_view without_punctuation(std::string_view word) {
  const auto is_inside = [](char c) { return is_word_character(c) || c == '\''; };
  while (!word.empty() && !is_inside(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_inside(word.back())) word.remove_suffix(1);
  return word;
}

std::vector<std::string> words_of(std::string_view description) {
  std::vector<std::string> words;
  while (!(description = trim(description)).empty()) {
    const std::size_t end = std::min(description.find_first_of(" /", 1), description.size());
    const std::string_view word = without_punctuation(description.substr(0, end));
    if (!word.empty()) words.push_back(lower_case(word));
    description.remove_prefix(end);
  }
  return words;
}

}  // namespace

bool Remark::is_imperative() const {
  const std::string_view first = first_word();
  if (is_request_verb(first)) return true;
  // "then sort them", "now print it", "finally close the file", "1. read the file"
  const bool is_lead = first == "then" || first == "now" || first == "first" || first == "finally" ||
                       first == "next" || first == "step" || (!first.empty() && is_digit(first.front()));
  const auto second = std::ranges::find_if(words, [](const std::string& word) { return is_letter(word[0]); });
  if (!is_lead) return false;
  const auto verb = second == words.begin() ? second + 1 : second;
  return std::any_of(verb, words.size() > 3 ? words.begin() + 3 : words.end(), is_request_verb);
}

bool Remark::has_any(std::span<const std::string_view> parts) const {
  return std::ranges::any_of(parts,
                             [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool Remark::starts_with_any(std::span<const std::string_view> parts) const {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.starts_with(part); });
}

bool Remark::has_word(std::span<const std::string_view> any) const {
  return std::ranges::any_of(words, [&](const std::string& word) { return is_one_of(any, word); });
}

Remark make_remark(std::vector<std::string> lines, std::string description, bool is_docstring) {
  Remark remark{std::move(lines), std::move(description), {}, {}, is_docstring};
  for (const std::string& line : remark.lines) {
    std::string_view inner = trim(line);
    while (inner.starts_with('#') || inner.starts_with(':')) inner = trim(inner.substr(1));
    if (inner.empty()) continue;
    if (!remark.text.empty()) remark.text += ' ';
    remark.text += lower_case(inner);
  }
  remark.words = words_of(remark.description);
  return remark;
}

std::optional<std::string_view> first_match(std::span<const RemarkRule> rules, const Remark& remark) {
  const auto rule = std::ranges::find_if(rules, [&](const RemarkRule& each) { return each.matches(remark); });
  if (rule == rules.end()) return std::nullopt;
  return rule->name;
}

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace treewright::completion
