#include "lab/cli/eval_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "cli/common/progress.h"
#include "cli/common/workspace.h"
#include "lab/cli/evaluation_output.h"
#include "lab/evaluate/evaluation.h"
#include "support/file.h"
#include "support/json_lines.h"

namespace treewright::cli {
namespace {

using nlohmann::json;

struct Flags {
  ModelFlags model;
  GuidanceFlags guidance;
  std::string dataset, workspace;
  std::size_t limit = 0;
  bool show = false;
  engine::GeneratorOptions decoding;
  std::string format = "text";
};

template <typename Row, typename Parse>
std::vector<Row> parse_rows(const std::vector<JsonLine>& lines, const Flags& flags, const Parse& parse) {
  std::vector<Row> rows;
  for (const JsonLine& line : lines) {
    auto row = parse(line);
    if (!row) fail({fmt::format("{}:{}: {}", flags.dataset, line.number, row.error().message)});
    rows.push_back(*std::move(row));
  }
  return rows;
}

void print_result(const Flags& flags, const char* kind, json figures) {
  std::cout << to_text({{"rows", kind},
                        {"figures", std::move(figures)},
                        {"candidates", flags.model.candidates},
                        {"copy", flags.decoding.copy},
                        {"constraint", flags.decoding.constrain},
                        {"guidance", flags.guidance.variant}})
            << '\n';
}

void evaluate_pairs(const Flags& flags, const engine::Generator& generator,
                    const std::vector<JsonLine>& lines) {
  auto rows = parse_rows<lab::Row>(
      lines, flags, [](const JsonLine& line) { return lab::parse_reference_row(line.value, line.number); });
  const auto stop = stop_on_interrupt();
  lab::CodeMetrics metrics;
  {
    Progress progress(rows.size(), "rows");
    const auto on_row = [&](const lab::Row& row, const std::vector<std::string>& candidates) {
      if (flags.show) print_row("row", row.id, row.request.description, candidates, {row.code});
      progress.step();
    };
    metrics = lab::evaluate(generator, std::move(rows),
                            {flags.model.candidates, flags.model.max_tokens, stop, on_row});
  }
  if (stop.stop_requested()) fail({"interrupted: no figures"});
  if (flags.format == "json") return print_result(flags, "pairs", metrics_json(metrics));
  print_metrics(metrics);
}

void show_row(const lab::GoldenRow& row, std::optional<std::size_t> place,
              const std::vector<completion::Suggestion>& suggestions) {
  std::vector<std::string> candidates;
  candidates.reserve(suggestions.size());
  for (const auto& suggestion : suggestions) candidates.push_back(suggestion.code);
  print_row(!place ? "wrong" : fmt::format("right {}", *place + 1), row.id, row.query.description, candidates,
            row.accept);
}

void evaluate_sites(const Flags& flags, const engine::Generator& generator,
                    const std::vector<JsonLine>& lines) {
  const syntax::Language& language = generator.language();
  const auto rows = parse_rows<lab::GoldenRow>(
      lines, flags, [&](const JsonLine& line) { return lab::parse_golden_row(language, line.value); });
  const auto workspace = open_workspace(flags.workspace);
  const auto stop = stop_on_interrupt();
  lab::GoldenScores scores;
  {
    Progress progress(rows.size(), "rows");
    for (const lab::GoldenRow& row : rows) {
      const auto suggestions = completion::answer_row(
          generator, row.query, {flags.model.candidates, flags.model.max_tokens, stop, workspace.get()});
      if (stop.stop_requested()) break;
      const auto place = lab::place_of_match(language, row, suggestions);
      scores.add(row, place);
      if (flags.show) show_row(row, place, suggestions);
      progress.step();
    }
  }
  if (stop.stop_requested()) fail({"interrupted: no figures"});
  if (flags.format == "json") return print_result(flags, "sites", scores_json(scores));
  print_scores(scores);
}

/// Of a static embedding: whether a row's description finds its code among the code of all rows.
void evaluate_search(const Flags& flags, const std::vector<JsonLine>& lines) {
  const auto embedder = embed::Embedder::load(flags.model.folder());
  if (!embedder) fail(embedder.error());
  const auto rows = parse_rows<lab::Row>(
      lines, flags, [](const JsonLine& line) { return lab::parse_reference_row(line.value, line.number); });
  std::vector<retrieval::Entry> entries;
  entries.reserve(rows.size());
  for (const lab::Row& row : rows)
    entries.push_back({.description = row.request.description, .code = row.code});
  const retrieval::SearchScores scores = retrieval::score_search(*embedder, entries);
  if (flags.format == "json") {
    std::cout << to_text({{"rows", "search"}, {"figures", search_json(scores)}}) << '\n';
  } else {
    print_search(scores);
  }
}

void run(const Flags& flags) {
  const auto lines = read_json_lines(flags.dataset, flags.limit);
  if (!lines) fail(lines.error());
  if (lines->empty()) fail({flags.dataset + ": has no rows; name a file of JSON lines"});
  if (embed::holds_embedding_model(flags.model.folder())) return evaluate_search(flags, *lines);
  engine::GeneratorOptions options = flags.decoding;
  set_guidance(flags.guidance, options);
  const auto generator = load_model(flags.model, options);
  const bool sites = lines->front().value.contains("accept");
  sites ? evaluate_sites(flags, generator, *lines) : evaluate_pairs(flags, generator, *lines);
}

}  // namespace

void add_eval_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("eval", "How well a model answers the rows of a data set");
  command
      ->add_option("--dataset", flags->dataset,
                   R"(rows {"nl", "code", …}, or {"id", "kind", "nl", "context", "accept"})")
      ->required();
  command->add_option("--limit", flags->limit, "first rows only (0: all)")->capture_default_str();
  auto* show = command->add_flag("--show", flags->show, "every row with its candidates and answers");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_model_flags(*command, flags->model);
  add_workspace_option(*command, flags->workspace);
  add_decoding_flags(*command, flags->decoding);
  add_guidance_flags(*command, flags->guidance);
  command->callback([flags, show] {
    if (flags->show && flags->format == "json") throw CLI::ExcludesError("--format json", show->get_name());
    run(*flags);
  });
}

}  // namespace treewright::cli
