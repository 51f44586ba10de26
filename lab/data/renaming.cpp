#include "lab/data/renaming.h"

#include <algorithm>
#include <set>
#include <utility>

#include "support/text.h"

namespace treewright::lab {
namespace {

struct Run {
  std::string text;
  bool word;    ///< its characters are those of words
  bool quoted;  ///< a word alone between quotes or backticks: `df`, 'name'
};

/// A text as maximal runs of characters of words, and of others.
std::vector<Run> runs_of(const std::string& text) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < text.size();) {
    const bool word = is_word_character(text[at]);
    std::size_t end = at;
    while (end < text.size() && is_word_character(text[end]) == word) ++end;
    const bool quoted = word && at > 0 && end < text.size() && text[at - 1] == text[end] &&
                        std::string_view("'\"`").find(text[end]) != std::string_view::npos;
    runs.push_back({text.substr(at, end - at), word, quoted});
    at = end;
  }
  return runs;
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  for (Run& run : runs_of(text)) {
    if (run.word) words.insert(std::move(run.text));
  }
  return words;
}

using Names = std::map<std::string, std::string>;  // old → new

std::string replace_words(const std::string& text, const Names& names, const Names& quoted_names = {}) {
  std::string out;
  for (const Run& run : runs_of(text)) {
    const auto found = names.find(run.text), quoted = quoted_names.find(run.text);
    out += found != names.end()                         ? found->second
           : run.quoted && quoted != quoted_names.end() ? quoted->second
                                                        : run.text;
  }
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
  if (shape_of(word) == Shape::number)
    return word.size() > 1 && word[0] != '0' &&
           std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
  // "list" and "append" are English as well; "self" is in every other line.
  constexpr std::size_t common = 100;  // one row in as many
  return seen.in_description_only * 10 <= seen.together &&
         static_cast<std::size_t>(seen.in_code) * common <= rows_ + common;
}

std::string Renamer::another(const std::string& word, std::mt19937_64& random) const {
  const Shape shape = shape_of(word);
  const auto found = names_.find(shape);
  if (found == names_.end()) return word;
  const std::vector<std::string>& names = found->second;
  const auto any = [&]() -> const std::string& { return names[random() % names.size()]; };
  if (shape == Shape::number || random() % 2 == 0) return any();
  const std::string first = part_of(any(), random);
  return first + (shape == Shape::capitalised ? "" : "_") + part_of(any(), random);
}

Row Renamer::rename(const Row& row, std::mt19937_64& random) const {
  const auto coded = words_of(row.code);
  Names names, quoted;
  for (const Run& run : runs_of(row.request.description)) {
    // Some stay, so that new names are seen beside known ones.
    if (!run.word || !coded.contains(run.text) || random() % 4 == 0) continue;
    if (is_name(run.text)) {
      names.try_emplace(run.text, another(run.text, random));
    } else if (run.quoted && shape_of(run.text) != Shape::number) {
      quoted.try_emplace(run.text, another(run.text, random));
    }
  }
  Row renamed = row;
  renamed.is_variant = true;
  renamed.request.description = replace_words(row.request.description, names, quoted);
  names.merge(quoted);
  renamed.code = replace_words(row.code, names);
  for (engine::Name& name : renamed.request.names) name.text = replace_words(name.text, names);
  return renamed;
}

}  // namespace treewright::lab
