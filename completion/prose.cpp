#include "completion/prose.h"

#include <algorithm>
#include <array>
#include <string>

#include "completion/request_words.h"
#include "engine/text/description.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::array<std::string_view, 4> key_rows{"qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"};
// English has no letter of its own beyond ASCII, but borrowed some words.
constexpr std::array<std::string_view, 7> borrowed{"naïve",  "vigenère", "café", "résumé",
                                                   "façade", "bézier",   "voilà"};
constexpr std::string_view filler_words[] = {"lorem", "ipsum", "blah", "bla", "foobar", "asd", "sdf",
                                             "dfg",   "fgh",   "hjk",  "jkl", "zxc",    "xcv", "qwe"};
constexpr std::size_t shortest_noise = 4;
constexpr std::size_t longest_consonant_run = 6;

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

/// Four keys that lie side by side, in either direction: "asdf", "rewq". "property" has such a run as well.
bool runs_along_keys(std::string_view word) {
  if (word.ends_with("erty") || word.ends_with("erties")) return false;
  for (std::size_t at = 0; at + shortest_noise <= word.size(); ++at) {
    const std::string keys(word.substr(at, shortest_noise));
    const std::string back(keys.rbegin(), keys.rend());
    if (std::ranges::any_of(key_rows, [&](std::string_view row) {
          return row.find(keys) != std::string_view::npos || row.find(back) != std::string_view::npos;
        }))
      return true;
  }
  return false;
}

/// "aaaa", "sdkfjhw": four times one letter, or more consonants in a row than any English word has.
bool is_unpronounceable(std::string_view word) {
  std::size_t same = 0, consonants = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    same = i > 0 && word[i] == word[i - 1] ? same + 1 : 1;
    consonants = is_vowel(word[i]) ? 0 : consonants + 1;
    if (same >= shortest_noise || consonants >= longest_consonant_run) return true;
  }
  return false;
}

bool is_noise(std::string_view word) {
  if (std::ranges::find(filler_words, word) != std::end(filler_words)) return true;
  return word.size() >= shortest_noise && (runs_along_keys(word) || is_unpronounceable(word));
}

/// The kinds of words that a description has.
struct Census {
  std::size_t words = 0, english = 0, foreign = 0, noise = 0;
  std::size_t latin_letters = 0, other_letters = 0;
};

/// "read_all", "HTTP", "DataFrame" and "x2" are no prose.
bool looks_like_code(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c == '_' || is_digit(c); }) ||
         std::ranges::any_of(word.substr(1), is_upper);
}

void count_letters(std::string_view word, Census& census) {
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint character = code_point_at(word, at);
    if (is_latin(character.value)) {
      ++census.latin_letters;
    } else if (is_letter(character.value)) {
      ++census.other_letters;
    }
    at += std::max<std::size_t>(1, character.size);
  }
}

void count_word(std::string_view written, Census& census) {
  const std::string word = lower_case(written);
  ++census.words;
  count_letters(word, census);
  const bool plain = std::ranges::all_of(word, is_ascii);
  if (is_request_verb(word) || is_english_particle(word)) {
    ++census.english;
  } else if (is_foreign_particle(word) || (!plain && std::ranges::find(borrowed, word) == borrowed.end())) {
    ++census.foreign;
  } else if (plain && is_noise(word)) {
    ++census.noise;
  }
}

Census take_census(std::string_view description, const std::vector<engine::Name>& names) {
  Census census;
  const auto is_in_scope = [&](const std::string& word) {
    const std::string normal = nfkc(word);
    return std::ranges::any_of(names, [&](const engine::Name& name) { return nfkc(name.text) == normal; });
  };
  std::size_t quoted = 0;  // words that a quoted span has yet
  for (const text::Word& word : text::split_description(description)) {
    const bool opens = !word.copy.empty() && (word.read == "'" || word.read == "\"" || word.read == "`");
    if (opens) quoted = text::split_description(word.copy).size() + 1;
    if (quoted > 0) {
      --quoted;
    } else if (is_identifier(word.copy) && !looks_like_code(word.copy) && !is_in_scope(word.copy)) {
      count_word(word.copy, census);
    }
  }
  return census;
}

}  // namespace

bool is_understood(std::string_view description, const std::vector<engine::Name>& names) {
  const Census census = take_census(description, names);
  if (census.other_letters > census.latin_letters) return false;
  if (census.foreign > 0 && census.words > 1 && census.foreign > 2 * census.english) return false;
  return census.noise == 0 || census.english > 0;
}

}  // namespace treewright::completion
