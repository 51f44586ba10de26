#include <memory>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/model_flags.h"
#include "cli/output.h"
#include "cli/workspace.h"
#include "completion/file_target.h"
#include "support/file.h"

namespace treewright::cli {
namespace {

struct Flags {
  ModelFlags model;
  std::string target;
  std::string workspace;
  std::string format = "text";
};

void run(const Flags& flags) {
  const auto target = completion::parse_file_target(flags.target);
  if (!target) fail(target.error());
  const auto text = read_file(target->path);
  if (!text) fail(text.error());
  const auto offset = completion::offset_of(*target, *text);
  if (!offset) fail(offset.error());
  const syntax::Language* language = syntax::language_by_path(target->path);
  if (language == nullptr) fail({target->path + ": no known language has this extension"});
  const auto generator = load_model(flags.model);
  const auto workspace = open_workspace(flags.workspace);
  const Stopwatch watch;
  const syntax::Tree tree = syntax::Parser(*language).parse(*text);
  const completion::Source source{language, *text, &tree};
  completion::Query query{*offset,
                          completion::Trigger::command,
                          flags.model.candidates,
                          flags.model.max_tokens,
                          {},
                          workspace.get(),
                          {}};
  if (workspace != nullptr)
    query.path = std::filesystem::relative(target->path, flags.workspace).generic_string();
  const auto answer = completion::suggest(source, query, &generator);
  print_answer(answer, source, target->path, watch.milliseconds(), flags.format);
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
