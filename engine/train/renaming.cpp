#include "engine/train/renaming.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace treewright::train {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Calls `use` with every maximal run of characters of words, and of others, in order.
template <typename Use>
void for_each_run(const std::string& text, const Use& use) {
  for (std::size_t at = 0; at < text.size();) {
    const bool word = in_word(text[at]);
    std::size_t end = at;
    while (end < text.size() && in_word(text[end]) == word) ++end;
    use(text.substr(at, end - at), word);
    at = end;
  }
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  for_each_run(text, [&](std::string run, bool word) {
    if (word) words.insert(std::move(run));
  });
  return words;
}

std::string replace_words(const std::string& text, const std::map<std::string, std::string>& by) {
  std::string out;
  for_each_run(text, [&](const std::string& run, bool) {
    const auto found = by.find(run);
    out += found == by.end() ? run : found->second;
  });
  return out;
}

/// A word between underscores, or all of a name that has none.
std::string part_of(const std::string& name, std::mt19937_64& random) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : name + "_") {
    if (c != '_') part += c;
    if (c != '_' || part.empty()) continue;
    parts.push_back(std::exchange(part, {}));
  }
  return parts.empty() ? name : parts[random() % parts.size()];
}

}  // namespace

Renamer::Shape Renamer::shape_of(const std::string& word) {
  const auto has = [&](int (*is)(int)) {
    return std::ranges::any_of(word, [&](unsigned char c) { return is(c) != 0; });
  };
  if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) return Shape::number;
  if (!has(std::islower) && word.size() > 1 && has(std::isupper)) return Shape::upper;
  return std::isupper(static_cast<unsigned char>(word[0])) != 0 ? Shape::capitalised : Shape::lower;
}

Renamer::Renamer(const std::vector<Row>& rows) : rows_(rows.size()) {
  for (const Row& row : rows) {
    const auto described = words_of(row.request.description), coded = words_of(row.code);
    for (const std::string& word : described)
      ++(coded.contains(word) ? seen_[word].together : seen_[word].in_description_only);
    for (const std::string& word : coded) ++seen_[word].in_code;
  }
  for (const auto& [word, seen] : seen_) {
    if (is_name(word)) names_[shape_of(word)].push_back(word);
  }
}

bool Renamer::is_name(const std::string& word) const {
  const auto found = seen_.find(word);
  if (found == seen_.end() || found->second.together == 0) return false;
  const Seen& seen = found->second;
  if (std::isdigit(static_cast<unsigned char>(word[0])) != 0)
    return word.size() > 1 && std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
  // "list" and "append" are English as well; "self" is in every other line.
  constexpr std::size_t common = 100;  // one row in as many
  return seen.in_description_only * 10 <= seen.together &&
         static_cast<std::size_t>(seen.in_code) * common <= rows_ + common;
}

std::string Renamer::another(const std::string& word, std::mt19937_64& random) const {
  const Shape shape = shape_of(word);
  const std::vector<std::string>& names = names_.at(shape);
  const auto any = [&]() -> const std::string& { return names[random() % names.size()]; };
  if (shape == Shape::number || random() % 2 == 0) return any();
  const std::string first = part_of(any(), random);
  return first + (shape == Shape::capitalised ? "" : "_") + part_of(any(), random);
}

Row Renamer::rename(const Row& row, std::mt19937_64& random) const {
  const auto coded = words_of(row.code);
  std::map<std::string, std::string> by;
  for (const std::string& word : words_of(row.request.description)) {
    // Some stay, so that new names are seen beside known ones.
    if (coded.contains(word) && is_name(word) && random() % 4 != 0) by[word] = another(word, random);
  }
  Row renamed = row;
  renamed.request.description = replace_words(row.request.description, by);
  renamed.code = replace_words(row.code, by);
  renamed.is_variant = true;
  for (engine::Name& name : renamed.request.names) name.text = replace_words(name.text, by);
  return renamed;
}

}  // namespace treewright::train
