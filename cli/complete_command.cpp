#include "cli/complete_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "cli/common/workspace.h"
#include "cli/target.h"

namespace treewright::cli {
namespace {

struct Flags {
  ModelFlags model;
  std::string target;
  std::string workspace;
  std::string format = "text";
};

void run(const Flags& flags) {
  const Target target = open_target(flags.target);
  const auto generator = load_model(flags.model);
  const auto workspace = open_workspace(flags.workspace);
  const Stopwatch watch;
  completion::Query query = target.query(workspace.get(), flags.workspace);
  query.candidates = flags.model.candidates;
  query.max_tokens = flags.model.max_tokens;
  const auto answer = completion::suggest(target.source(), query, &generator);
  print_answer(answer, target.source(), target.path, watch.milliseconds(), flags.format);
}

}  // namespace

void add_complete_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command =
      app.add_subcommand("complete", "Code for the comment or docstring at FILE:LINE[:COLUMN]");
  command->add_option("target", flags->target, "FILE:LINE[:COLUMN], 1-based")->required();
  command->add_option("--format", flags->format, "text, diff or json")
      ->check(CLI::IsMember({"text", "diff", "json"}))
      ->capture_default_str();
  add_workspace_option(*command, flags->workspace);
  add_model_flags(*command, flags->model);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
