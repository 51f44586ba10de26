#include "lab/cli/evaluation_output.h"

#include <array>
#include <iostream>

namespace treewright::cli {
namespace {

using nlohmann::json;

constexpr std::size_t shown = 5;  // candidates and answers of a row

struct NamedShare {
  const char* name;
  const char* title;
  const Share& share;
};

std::array<NamedShare, 6> shares_of(const lab::CodeMetrics& m) {
  return {{{"answered", "answered", m.answered},
           {"token_accuracy", "token accuracy", m.token_accuracy},
           {"exact", "exact match", m.exact},
           {"exact_any", "exact match, any candidate", m.exact_any},
           {"unknown", "outputs with an unknown token", m.unknown},
           {"valid", "first candidates that parse", m.valid}}};
}

json share_json(const Share& share) {
  return {{"percent", share.percent()}, {"hits", share.hits}, {"of", share.of}};
}

json bleu_json(double value, const lab::NgramCounts& counts) {
  return {{"value", value},
          {"matches", counts.matches},
          {"totals", counts.totals},
          {"candidate_length", counts.candidate_length},
          {"reference_length", counts.reference_length}};
}

struct NamedRanks {
  const char* name;
  const char* title;
  const RankScore& score;
};

std::array<NamedRanks, 3> ranks_of(const retrieval::SearchScores& scores) {
  return {{{"words", "words in common (BM25)", scores.words},
           {"vectors", "vectors", scores.vectors},
           {"fused", "both, fused", scores.fused}}};
}

json score_json(const lab::GoldenScore& score) {
  return {{"first", share_json(score.first)}, {"top5", share_json(score.top5)}};
}

std::string text_of(const Share& share) {
  return fmt::format("{:6.2f} %  {} of {}", share.percent(), share.hits, share.of);
}

std::string text_of(double bleu, const lab::NgramCounts& counts) {
  std::string text = fmt::format("{:6.2f}   n-grams", bleu);
  for (std::size_t i = 0; i < counts.matches.size(); ++i)
    text += fmt::format(" {}/{}", counts.matches[i], counts.totals[i]);
  return text + fmt::format(", length {}/{}", counts.candidate_length, counts.reference_length);
}

void print_figure(std::string_view title, const std::string& figure) {
  std::cout << fmt::format("{:<36}{}\n", title, figure);
}

void print_code(std::string_view mark, const std::string& code) {
  std::string indented(mark);
  for (const char c : code) {
    indented += c;
    if (c == '\n') indented += std::string(mark.size(), ' ');
  }
  std::cout << indented << '\n';
}

}  // namespace

json metrics_json(const lab::CodeMetrics& m) {
  json object = {{"bleu", bleu_json(m.token_bleu(), m.token_ngrams)},
                 {"corpus_bleu", bleu_json(m.corpus_bleu(), m.ngrams)},
                 {"sentence_bleu",
                  {{"value", m.sentence_bleu()}, {"sum", m.sentence_bleu_sum}, {"rows", m.answered.of}}}};
  for (const NamedShare& named : shares_of(m)) object[named.name] = share_json(named.share);
  return object;
}

json scores_json(const lab::GoldenScores& scores) {
  return {{"comments", score_json(scores.comments)},
          {"docstrings", score_json(scores.docstrings)},
          {"all", score_json(scores.all())}};
}

json search_json(const retrieval::SearchScores& scores) {
  json object;
  for (const NamedRanks& ranks : ranks_of(scores)) {
    object[ranks.name] = {
        {"mrr", {{"value", ranks.score.mean_reciprocal()}, {"sum", ranks.score.reciprocal_sum}}},
        {"recall", share_json(ranks.score.found)}};
  }
  return object;
}

void print_metrics(const lab::CodeMetrics& m) {
  print_figure("BLEU of lexical tokens", text_of(m.token_bleu(), m.token_ngrams));
  for (const NamedShare& named : shares_of(m)) print_figure(named.title, text_of(named.share));
  print_figure("corpus BLEU-4", text_of(m.corpus_bleu(), m.ngrams));
  print_figure("mean sentence BLEU", fmt::format("{:6.2f}   {:.4f} over {} rows", m.sentence_bleu(),
                                                 m.sentence_bleu_sum, m.answered.of));
}

void print_scores(const lab::GoldenScores& scores) {
  const auto print = [](std::string_view what, const lab::GoldenScore& score) {
    print_figure(fmt::format("{}: first candidate", what), text_of(score.first));
    print_figure(fmt::format("{}: one of the first five", what), text_of(score.top5));
  };
  print("comments", scores.comments);
  print("docstrings", scores.docstrings);
  print("all", scores.all());
}

void print_search(const retrieval::SearchScores& scores) {
  for (const NamedRanks& ranks : ranks_of(scores)) {
    const RankScore& score = ranks.score;
    print_figure(fmt::format("{}: MRR@10", ranks.title),
                 fmt::format("{:6.4f}    {:.2f} over {} rows", score.mean_reciprocal(), score.reciprocal_sum,
                             score.found.of));
    print_figure(fmt::format("{}: recall@10", ranks.title), text_of(score.found));
  }
}

void print_row(const std::string& verdict, const std::string& id, const std::string& description,
               const std::vector<std::string>& candidates, const std::vector<std::string>& wanted) {
  std::cout << fmt::format("{:<8}{}  {}\n", verdict, id, description);
  for (std::size_t i = 0; i < std::min(shown, candidates.size()); ++i)
    print_code(fmt::format("    {}. ", i + 1), candidates[i]);
  for (std::size_t i = 0; i < std::min(shown, wanted.size()); ++i) print_code("    =  ", wanted[i]);
  if (wanted.size() > shown) std::cout << fmt::format("       and {} more\n", wanted.size() - shown);
  std::cout << '\n';
}

}  // namespace treewright::cli
