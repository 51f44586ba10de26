#include "engine/text/description.h"

#include <algorithm>

#include "support/text.h"
#include "support/unicode.h"

namespace treewright::text {
namespace {

bool is_ascii_word(char c) { return is_ascii(c) && is_word_character(c); }

/// A name, up to where a script without spaces begins or ends: "打印user" is two words, "größe" is one.
std::size_t name_end(std::string_view text, std::size_t at) {
  const std::size_t end = identifier_end(text, at);
  const auto is_spaceless = [&](std::size_t i) {
    return !is_ascii(text[i]) && is_written_without_spaces(code_point_at(text, i).value);
  };
  for (std::size_t i = at; i < end; i += code_point_at(text, i).size) {
    if (is_spaceless(i) != is_spaceless(at) && starts_identifier(code_point_at(text, i).value)) return i;
  }
  return end;
}

std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
    for (++end; end < text.size() && is_digit(text[end]);) ++end;
  }
  return end;
}

/// Signs and pictures beyond ASCII, up to the next name: "→", "🍋🍋".
std::size_t signs_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  do {
    end += std::max<std::size_t>(1, code_point_at(text, end).size);
  } while (end < text.size() && !is_ascii(text[end]) && identifier_end(text, end) == end);
  return end;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  if (const std::size_t end = name_end(text, at); end > at) return end;
  if (is_digit(text[at])) return number_end(text, at);
  return is_ascii(text[at]) ? at + 1 : signs_end(text, at);
}

/// "Return" reads as "return"; "HTTP", "DataFrame" and "x" stay. Letters read in their plain form.
std::string as_read(std::string_view word) {
  std::string read = nfkc(word);
  const bool capitalised = word.size() > 1 && is_upper(word[0]) &&
                           std::all_of(word.begin() + 1, word.end(),
                                       [](char c) { return is_ascii(c) && is_letter(c) && !is_upper(c); });
  return capitalised ? lower_case(read) : read;
}

bool opens_span(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c != '\'' && c != '"' && c != '`') return false;
  return at == 0 || !is_word_character(text[at - 1]);
}

/// "NAME_END" closes a field, as in the Hearthstone benchmark.
bool is_field_mark(std::string_view word) {
  return word.ends_with("_END") && std::ranges::all_of(word, [](char c) { return c == '_' || is_upper(c); });
}

/// "Al'Akir the Windlord" → "AlAkirTheWindlord": as a class would be called after it.
std::string class_name(std::string_view words) {
  std::string name;
  bool first = true;
  for (const char c : words) {
    if (is_ascii_word(c)) {
      name += first && is_letter(c) && !is_upper(c) ? static_cast<char>(c - 'a' + 'A') : c;
      first = false;
    }
    first = first || is_space(c);
  }
  return is_identifier(name) ? name : std::string();
}

/// A field of several words, which stand in `words` from `begin` on, can be copied whole: its first word is
/// preceded by one that does, and the mark copies the class name made of it.
void close_field(std::string_view field, std::size_t begin, std::string_view mark, std::vector<Word>& words) {
  field = trim(field);
  std::string name = class_name(field);
  if (words.size() > begin + 1)
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(begin), Word{"{", std::string(field), true});
  words.push_back({std::string(mark), name == field ? std::string() : std::move(name), true});
}

void split_into(std::string_view text, bool quoted, std::vector<Word>& words) {
  bool spaced = !quoted;
  std::size_t field = 0, field_words = words.size();
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      spaced = true;
      ++at;
      continue;
    }
    const std::size_t close =
        !quoted && opens_span(text, at) ? text.find(text[at], at + 1) : std::string_view::npos;
    if (close != std::string_view::npos && close > at + 1) {
      const std::string_view inside = text.substr(at + 1, close - at - 1);
      words.push_back({std::string(1, text[at]), std::string(inside), spaced});
      split_into(inside, true, words);
      words.push_back({std::string(1, text[at]), {}, false});
      at = close + 1;
    } else {
      const std::size_t end = word_end(text, at);
      const std::string_view word = text.substr(at, end - at);
      if (is_field_mark(word)) {
        close_field(text.substr(field, at - field), field_words, word, words);
        field = end;
        field_words = words.size();
      } else {
        const bool copies = is_identifier(word) || is_digit(word[0]);
        words.push_back({as_read(word), copies ? std::string(word) : std::string(), spaced});
      }
      at = end;
    }
    spaced = false;
  }
}

}  // namespace

bool is_number(std::string_view text) {
  return !text.empty() && is_digit(text[0]) && std::count(text.begin(), text.end(), '.') <= 1 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::vector<Word> split_description(std::string_view description) {
  std::vector<Word> words;
  split_into(description, false, words);
  return words;
}

}  // namespace treewright::text
