#include "engine/recode/example_index.h"

#include <algorithm>

#include "support/json_lines.h"

namespace treewright::recode {
namespace {

constexpr int unknown_word = -1;  // equal to no word of an example
constexpr std::size_t sample_size = 256;

/// A word and how often it stands in a description.
struct WordCount {
  int word;
  std::uint32_t count;
};

std::vector<WordCount> count_words(Words words) {
  std::vector<int> sorted(words.begin(), words.end());
  std::ranges::sort(sorted);
  std::vector<WordCount> counts;
  for (const int word : sorted) {
    if (counts.empty() || counts.back().word != word) counts.push_back({word, 0});
    ++counts.back().count;
  }
  return counts;
}

bool better(const Retrieved& a, const Retrieved& b) {
  return a.similarity > b.similarity || (a.similarity == b.similarity && a.example < b.example);
}

/// Puts `found` where it belongs among the `most` best.
void keep_best(std::vector<Retrieved>& best, const Retrieved& found, std::size_t most) {
  best.insert(std::ranges::upper_bound(best, found, better), found);
  if (best.size() > most) best.pop_back();
}

}  // namespace

Result<std::vector<Example>> parse_examples(std::string_view json_lines, std::string_view name) {
  const auto lines = parse_json_lines(json_lines, name);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<Example> examples;
  for (const JsonLine& line : *lines) {
    for (const char* field : {"nl", "code"}) {
      const auto found = line.value.find(field);
      if (found == line.value.end() || !found->is_string())
        return failure("{}:{}: \"{}\" must be a string", name, line.number, field);
    }
    examples.push_back({line.value["nl"].get<std::string>(), line.value["code"].get<std::string>()});
  }
  return examples;
}

std::string to_json_lines(const std::vector<Example>& examples) {
  std::string lines;
  for (const Example& example : examples) {
    const nlohmann::ordered_json line = {{"nl", example.description}, {"code", example.code}};
    lines += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  }
  return lines;
}

ExampleIndex::ExampleIndex(std::vector<Example> examples) : examples_(std::move(examples)) {
  for (std::size_t e = 0; e < examples_.size(); ++e) {
    const std::size_t begin = words_.size();
    for (ComparedWord& word : compared_words(examples_[e].description)) {
      const auto next = static_cast<int>(word_numbers_.size());
      words_.push_back(word_numbers_.emplace(std::move(word.read), next).first->second);
    }
    ends_.push_back(words_.size());
    postings_.resize(word_numbers_.size());
    for (const auto& [word, count] : count_words(Words(words_).subspan(begin)))
      postings_[static_cast<std::size_t>(word)].push_back({static_cast<std::uint32_t>(e), count});
  }
}

Words ExampleIndex::words_of(std::size_t example) const {
  const std::size_t begin = example == 0 ? 0 : ends_[example - 1];
  return Words(words_).subspan(begin, ends_[example] - begin);
}

std::vector<int> ExampleIndex::numbers_of(std::string_view description) const {
  std::vector<int> numbers;
  for (const ComparedWord& word : compared_words(description)) {
    const auto found = word_numbers_.find(word.read);
    numbers.push_back(found == word_numbers_.end() ? unknown_word : found->second);
  }
  return numbers;
}

/// An edit keeps no more words than two descriptions have in common: a heap, the highest bound first.
std::vector<ExampleIndex::Bound> ExampleIndex::bounds(Words words) const {
  std::vector<std::uint32_t> common(examples_.size(), 0);
  for (const auto& [word, count] : count_words(words)) {
    if (word == unknown_word) continue;
    for (const Posting& posting : postings_[static_cast<std::size_t>(word)])
      common[posting.example] += std::min(count, posting.count);
  }
  std::vector<Bound> bounds;
  for (std::uint32_t e = 0; e < common.size(); ++e) {
    if (common[e] == 0) continue;
    const auto longer = static_cast<double>(std::max(words.size(), words_of(e).size()));
    bounds.push_back({common[e] / longer, e});
  }
  return bounds;
}

std::vector<Retrieved> ExampleIndex::find(std::string_view description, const Query& query) const {
  constexpr double rounding = 1e-9;
  const std::vector<int> words = numbers_of(description);
  std::vector<Bound> short_list = bounds(words);
  const auto lower = [](const Bound& a, const Bound& b) { return a.similarity < b.similarity; };
  std::ranges::make_heap(short_list, lower);
  std::vector<Retrieved> best;
  while (query.most > 0 && !short_list.empty()) {
    const double least = best.size() < query.most ? 0 : best.back().similarity;
    const Bound bound = short_list.front();
    if (bound.similarity < least - rounding) break;
    std::ranges::pop_heap(short_list, lower);
    short_list.pop_back();
    if (query.exclude_identical && examples_[bound.example].description == description) continue;
    keep_best(best, {bound.example, similarity(words, words_of(bound.example), least)}, query.most);
  }
  return best;
}

double ExampleIndex::mean_similarity(std::string_view description) const {
  if (examples_.empty()) return 0;
  const std::vector<int> words = numbers_of(description);
  const std::size_t count = std::min(sample_size, size());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += similarity(words, words_of(i * size() / count));
  return sum / static_cast<double>(count);
}

}  // namespace treewright::recode
