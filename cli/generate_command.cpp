#include "cli/generate_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "completion/query_row.h"

namespace treewright::cli {
namespace {

struct Flags {
  ModelFlags model;
  std::string description;
  std::vector<std::string> scope;
  std::string format = "text";
};

void run(const Flags& flags) {
  const auto generator = load_model(flags.model);
  engine::Request request;
  request.description = flags.description;
  request.candidates = flags.model.candidates;
  request.max_tokens = flags.model.max_tokens;
  request.surroundings.bare = flags.scope.empty();
  for (const std::string& name : flags.scope) request.names.push_back({name, engine::NameKind::local});
  const Stopwatch watch;
  const auto answer = completion::suggest_described(generator, request);
  print_bare_answer(answer, watch.milliseconds(), flags.format);
}

}  // namespace

void add_generate_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("generate", "Code for a description");
  command->add_option("description", flags->description, "what the code shall do")->required();
  command->add_option("--scope", flags->scope, "names it may use")->delimiter(',');
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_model_flags(*command, flags->model);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
