#include "lab/cli/compare_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <map>
#include <memory>

#include "cli/common/interrupt.h"
#include "lab/evaluate/bootstrap.h"
#include "lab/evaluate/metrics.h"
#include "support/json_lines.h"

namespace treewright::cli {
namespace {

using nlohmann::json;

struct Flags {
  std::string dataset;
  std::vector<std::string> predictions;
  std::string language = "python";
  int samples = 1000;
};

struct NamedFigure {
  const char* title;
  lab::Figure figure;
};
constexpr std::array figures = {NamedFigure{"exact match", lab::exact_match},
                                NamedFigure{"mean sentence BLEU", lab::mean_sentence_bleu},
                                NamedFigure{"corpus BLEU-4", lab::corpus_bleu_of}};

std::vector<JsonLine> read_lines(const std::string& path) {
  auto lines = read_json_lines(path);
  if (!lines) fail(lines.error());
  return *std::move(lines);
}

std::vector<lab::Row> read_references(const std::string& path) {
  std::vector<lab::Row> rows;
  for (const JsonLine& line : read_lines(path)) {
    auto row = lab::parse_reference_row(line.value, line.number);
    if (!row) fail({fmt::format("{}:{}: {}", path, line.number, row.error().message)});
    rows.push_back(*std::move(row));
  }
  return rows;
}

/// The candidates of a line of `predict`.
Result<std::vector<std::string>> parse_candidates(const json& object) {
  const auto candidates = object.find("candidates");
  if (!object.contains("id") || candidates == object.end() || !candidates->is_array())
    return failure(R"(must have "id" and "candidates": name a file that predict has written)");
  std::vector<std::string> codes;
  for (const json& candidate : *candidates) {
    const json code = candidate.is_object() ? candidate.value("code", json()) : candidate;
    if (!code.is_string()) return failure(R"("candidates" must hold texts, or objects with "code")");
    codes.push_back(code.get<std::string>());
  }
  return codes;
}

lab::RowScores score_file(const syntax::Language& language, const std::vector<lab::Row>& rows,
                          const std::string& path) {
  std::map<std::string, std::vector<std::string>> answers;
  for (const JsonLine& line : read_lines(path)) {
    auto codes = parse_candidates(line.value);
    if (!codes) fail({fmt::format("{}:{}: {}", path, line.number, codes.error().message)});
    answers[lab::row_id(line.value, line.number)] = *std::move(codes);
  }
  lab::RowScores scores;
  for (const lab::Row& row : rows) {
    lab::CodeMetrics metrics;
    lab::score(language, row.code, answers[row.id], metrics);
    scores.push_back({metrics.exact.hits > 0, metrics.sentence_bleu_sum, metrics.ngrams});
  }
  return scores;
}

void print_file(const std::string& path, const lab::RowScores& scores, const lab::RowScores* baseline,
                int samples) {
  std::cout << fmt::format("{} ({} rows)\n", path, scores.size());
  for (const NamedFigure& named : figures) {
    std::cout << fmt::format("  {:<20}{:7.2f}", named.title, lab::figure_of(scores, named.figure));
    if (baseline != nullptr) {
      const auto found = lab::paired_bootstrap(*baseline, scores, named.figure, samples);
      std::cout << fmt::format("   {:+.2f}, 95 % of {} samples in {:+.2f} to {:+.2f}, p = {:.3f}",
                               found.value, samples, found.low, found.high, found.not_above);
    }
    std::cout << '\n';
  }
}

void run(const Flags& flags) {
  const syntax::Language* language = syntax::language_by_id(flags.language);
  if (language == nullptr) fail({fmt::format("--language: \"{}\" is unknown", flags.language)});
  const std::vector<lab::Row> rows = read_references(flags.dataset);
  if (rows.empty()) fail({flags.dataset + ": has no rows; name a file of JSON lines"});
  const auto baseline = score_file(*language, rows, flags.predictions.front());
  print_file(flags.predictions.front(), baseline, nullptr, flags.samples);
  for (std::size_t i = 1; i < flags.predictions.size(); ++i) {
    const auto scores = score_file(*language, rows, flags.predictions[i]);
    print_file(flags.predictions[i], scores, &baseline, flags.samples);
  }
}

}  // namespace

void add_compare_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("compare", "Score predictions, and how sure the differences are");
  command->add_option("--dataset", flags->dataset, R"(rows {"id", "nl", "code"})")->required();
  command
      ->add_option("predictions", flags->predictions,
                   "files that predict has written; the others are compared with the first")
      ->required();
  command->add_option("--language", flags->language, "of the code")->capture_default_str();
  command->add_option("--samples", flags->samples, "of the paired bootstrap")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
