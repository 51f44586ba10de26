#include "lab/evaluate/metrics.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/syntax/tree.h"
#include "engine/text/answer_pattern.h"
#include "engine/text/fragment.h"

namespace treewright::lab {
namespace {

using Tokens = Result<std::vector<text::Token>>;

bool has_unknown_token(const std::string& code) {
  constexpr std::array<std::string_view, 4> marks = {"<unk>", "<UNK>", "[UNK]", "\xE2\x81\x87"};
  return std::ranges::any_of(marks,
                             [&](std::string_view mark) { return code.find(mark) != std::string::npos; });
}

bool is_valid(const syntax::Language& language, const std::string& code) {
  return syntax::count_errors(syntax::Parser(language).parse(code).root()) == 0;
}

/// The token's kind is part of the word: a number is not an identifier of the same text.
Words as_words(const std::vector<text::Token>& tokens) {
  Words words;
  for (const text::Token& token : tokens)
    words.push_back(std::to_string(static_cast<int>(token.kind)) + token.text);
  return words;
}

struct Pair {
  Words reference, candidate;
};

Pair lexical_words(const std::string& reference, const Tokens& reference_tokens, const std::string& candidate,
                   const Tokens& candidate_tokens) {
  if (reference_tokens && candidate_tokens) return {as_words(*reference_tokens), as_words(*candidate_tokens)};
  return {tokenize_for_bleu(reference), tokenize_for_bleu(candidate)};
}

void count_places(const Pair& words, Share& accuracy) {
  accuracy.of += words.reference.size();
  for (std::size_t i = 0; i < std::min(words.reference.size(), words.candidate.size()); ++i) {
    if (words.reference[i] == words.candidate[i]) ++accuracy.hits;
  }
}

}  // namespace

double CodeMetrics::sentence_bleu() const {
  return answered.of == 0 ? 0.0 : 100 * sentence_bleu_sum / static_cast<double>(answered.of);
}

Result<Row> parse_reference_row(const nlohmann::json& object, std::size_t line) {
  auto row = parse_row(object, line);
  if (row && row->code.empty())
    return failure("\"code\" must be a string: what the description stands for; or give \"accept\"");
  return row;
}

void score(const syntax::Language& language, const std::string& reference,
           const std::vector<std::string>& candidates, CodeMetrics& metrics) {
  const auto tokens_of = [&](const std::string& code) {
    return text::comparable_tokens(language, text::complete_fragment(code));
  };
  const Tokens wanted = tokens_of(reference);
  const auto is_exact = [&](const std::string& candidate) {
    if (!wanted) return tokenize_for_bleu(reference) == tokenize_for_bleu(candidate);
    const Tokens tokens = tokens_of(candidate);
    return tokens && *tokens == *wanted;
  };
  const std::string first = candidates.empty() ? std::string() : candidates.front();
  const bool answered = !candidates.empty();
  metrics.answered.count(answered);
  metrics.exact.count(answered && is_exact(first));
  metrics.exact_any.count(std::ranges::any_of(candidates, is_exact));
  metrics.valid.count(answered && is_valid(language, text::complete_fragment(first)));
  if (answered) metrics.unknown.count(has_unknown_token(first));
  const Pair words = lexical_words(reference, wanted, first, tokens_of(first));
  count_places(words, metrics.token_accuracy);
  metrics.token_ngrams += count_ngrams(words.reference, words.candidate);
  const NgramCounts ngrams = count_ngrams(tokenize_for_bleu(reference), tokenize_for_bleu(first));
  metrics.ngrams += ngrams;
  metrics.sentence_bleu_sum += lab::sentence_bleu(ngrams);
}

}  // namespace treewright::lab
