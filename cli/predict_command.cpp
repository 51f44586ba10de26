#include "cli/predict_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "cli/common/progress.h"
#include "cli/common/workspace.h"
#include "completion/query_row.h"
#include "support/file.h"
#include "support/json_lines.h"

namespace treewright::cli {
namespace {

struct Flags {
  ModelFlags model;
  engine::GeneratorOptions decoding;
  GuidanceFlags guidance;
  std::string input, output, workspace;
};

struct Row {
  nlohmann::json id;
  completion::QueryRow query;
};

/// All rows are read before the first is answered: a damaged one costs no waiting.
std::vector<Row> read_rows(const std::string& path) {
  const auto lines = read_json_lines(path);
  if (!lines) fail(lines.error());
  std::vector<Row> rows;
  for (const JsonLine& line : *lines) {
    auto query = completion::parse_query_row(line.value);
    if (!query) fail({fmt::format("{}:{}: {}", path, line.number, query.error().message)});
    rows.push_back({line.value.value("id", nlohmann::json(line.number)), *std::move(query)});
  }
  return rows;
}

void run(const Flags& flags) {
  const std::vector<Row> rows = read_rows(flags.input);
  engine::GeneratorOptions options = flags.decoding;
  set_guidance(flags.guidance, options);
  const auto generator = load_model(flags.model, options);
  const auto workspace = open_workspace(flags.workspace);
  const auto stop = stop_on_interrupt();
  std::string lines;
  {
    Progress progress(rows.size(), "rows");
    for (const Row& row : rows) {
      const auto suggestions = completion::answer_row(
          generator, row.query, {flags.model.candidates, flags.model.max_tokens, stop, workspace.get()});
      if (stop.stop_requested()) break;
      lines += to_text({{"id", row.id}, {"candidates", candidates_json(suggestions)}}) + '\n';
      progress.step();
    }
  }
  if (stop.stop_requested()) fail({fmt::format("interrupted; {} is as it was", flags.output)});
  if (const auto written = write_file(flags.output, lines); !written) fail(written.error());
}

}  // namespace

void add_predict_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("predict", "Candidates for every row of a JSON lines file");
  command->add_option("--input", flags->input, R"(rows {"id", "nl", "context"?, "kind"?})")->required();
  command->add_option("--output", flags->output, R"(rows {"id", "candidates"})")->required();
  add_model_flags(*command, flags->model);
  add_workspace_option(*command, flags->workspace);
  add_decoding_flags(*command, flags->decoding);
  add_guidance_flags(*command, flags->guidance);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
