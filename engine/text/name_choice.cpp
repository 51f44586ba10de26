#include "engine/text/name_choice.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_set>

#include "support/sub_tokens.h"

namespace treewright::text {
namespace {

using Words = std::unordered_set<std::string>;

constexpr std::size_t shortest_word = 3;

/// "users" and "user" are one.
std::string singular(std::string word) {
  if (word.size() > shortest_word && word.ends_with('s')) word.pop_back();
  return word;
}

Words words_of(std::string_view text) {
  Words words;
  for (std::string& word : sub_tokens(text)) {
    if (word.size() >= shortest_word) words.insert(singular(std::move(word)));
  }
  return words;
}

bool shares_word(const Words& words, std::string_view name) {
  const std::vector<std::string> own = sub_tokens(name);
  return std::ranges::any_of(own, [&](const std::string& word) { return words.contains(singular(word)); });
}

bool is_of_function(const engine::Name& name) {
  return name.kind == engine::NameKind::parameter || name.kind == engine::NameKind::local ||
         name.kind == engine::NameKind::enclosing;
}

}  // namespace

std::vector<std::size_t> choose_names(std::string_view description, const std::vector<engine::Name>& names,
                                      std::size_t limit) {
  std::vector<std::size_t> places(names.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (places.size() <= limit) return places;
  const Words words = words_of(description);
  std::size_t near = 0;
  const auto rank = [&](std::size_t place) {
    if (is_of_function(names[place]) && near < limit / 2) {
      ++near;
      return 0;
    }
    return shares_word(words, names[place].text) ? 1 : 2;
  };
  std::vector<int> ranks(places.size());
  std::ranges::transform(places, ranks.begin(), rank);
  std::ranges::stable_sort(places, {}, [&](std::size_t place) { return ranks[place]; });
  places.resize(limit);
  return places;
}

}  // namespace treewright::text
