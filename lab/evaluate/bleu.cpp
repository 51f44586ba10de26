#include "lab/evaluate/bleu.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>

namespace treewright::lab {
namespace {

constexpr std::size_t orders = 4;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || c == '_'; }

// Bytes of the character that `text` starts with; 1 for a byte that starts none.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length > text.size()) return 1;
  const auto follows = [](char c) { return (c & 0xC0) == 0x80; };
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), follows) ? length
                                                                                                    : 1;
}

// What Python's `\s` takes for a space.
bool is_space(std::string_view character) {
  if (character.size() == 1) {
    const char c = character.front();
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
  }
  constexpr std::array<std::string_view, 8> spaces = {"\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80",
                                                      "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
                                                      "\xE2\x81\x9F", "\xE3\x80\x80"};
  const bool is_quad = character.size() == 3 && character.starts_with("\xE2\x80") &&
                       static_cast<unsigned char>(character[2]) <= 0x8A;
  return is_quad || std::ranges::find(spaces, character) != spaces.end();
}

using Ngram = std::vector<std::string_view>;

std::map<Ngram, std::size_t> ngrams(const Words& words, std::size_t n) {
  std::map<Ngram, std::size_t> counts;
  for (std::size_t i = 0; i + n <= words.size(); ++i) {
    const auto run = std::span(words).subspan(i, n);
    ++counts[Ngram(run.begin(), run.end())];
  }
  return counts;
}

double brevity_penalty(const NgramCounts& counts) {
  if (counts.candidate_length > counts.reference_length) return 1;
  if (counts.candidate_length == 0) return 0;
  return std::exp(1 - static_cast<double>(counts.reference_length) /
                          static_cast<double>(counts.candidate_length));
}

}  // namespace

Words tokenize_for_bleu(std::string_view code) {
  Words words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  while (!code.empty()) {
    const std::size_t length = character_length(code);
    const std::string_view character = code.substr(0, length);
    code.remove_prefix(length);
    if (length == 1 && is_word(character.front())) {
      if (!word.empty() && is_lower(word.back()) && is_upper(character.front())) end_word();
      word += character;
      continue;
    }
    end_word();
    if (is_space(character)) continue;
    words.emplace_back(character == "\"" || character == "'" ? "`" : character);
  }
  end_word();
  return words;
}

NgramCounts& NgramCounts::operator+=(const NgramCounts& other) {
  for (std::size_t i = 0; i < orders; ++i) {
    matches[i] += other.matches[i];
    totals[i] += other.totals[i];
  }
  candidate_length += other.candidate_length;
  reference_length += other.reference_length;
  return *this;
}

NgramCounts count_ngrams(const Words& reference, const Words& candidate) {
  NgramCounts counts;
  counts.candidate_length = candidate.size();
  counts.reference_length = reference.size();
  for (std::size_t n = 1; n <= orders; ++n) {
    const auto wanted = ngrams(reference, n);
    std::size_t total = 0;
    for (const auto& [ngram, count] : ngrams(candidate, n)) {
      total += count;
      if (const auto found = wanted.find(ngram); found != wanted.end())
        counts.matches[n - 1] += std::min(count, found->second);
    }
    counts.totals[n - 1] = std::max<std::size_t>(1, total);  // NLTK's: a row too short for n counts one miss
  }
  return counts;
}

double corpus_bleu(const NgramCounts& counts) {
  if (counts.matches[0] == 0) return 0;
  double logarithm = 0;
  for (std::size_t i = 0; i < orders; ++i) {
    const double precision = counts.matches[i] == 0 ? std::numeric_limits<double>::min()
                                                    : static_cast<double>(counts.matches[i]) /
                                                          static_cast<double>(counts.totals[i]);
    logarithm += 0.25 * std::log(precision);
  }
  return brevity_penalty(counts) * std::exp(logarithm);
}

double sentence_bleu(const NgramCounts& counts) {
  if (counts.matches[0] == 0) return 0;
  double logarithm = 0, halving = 1;
  for (std::size_t i = 0; i < std::min(orders, counts.reference_length); ++i) {
    if (counts.matches[i] == 0) halving *= 2;
    const double matches = counts.matches[i] == 0 ? 1 / halving : static_cast<double>(counts.matches[i]);
    logarithm += 0.25 * std::log(matches / static_cast<double>(counts.totals[i]));
  }
  return brevity_penalty(counts) * std::exp(logarithm);
}

}  // namespace treewright::lab
