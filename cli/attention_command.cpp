#include "cli/attention_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "cli/common/workspace.h"
#include "cli/heatmap.h"
#include "cli/target.h"
#include "completion/attention.h"

namespace treewright::cli {
namespace {

struct Flags {
  ModelFlags model;
  std::string target;
  std::string text;
  std::string workspace;
  std::string format = "text";
};

void print_json(const completion::Attention& attention) {
  nlohmann::json object = completion::attention_json(attention);
  object["range"] = nlohmann::json();
  if (attention.range) object["range"] = {{"begin", attention.range->begin}, {"end", attention.range->end}};
  object["sources"] = nlohmann::json::array();
  for (const completion::Provenance& from : attention.sources)
    object["sources"].push_back(provenance_json(from));
  std::cout << to_text(object) << '\n';
}

void print_text(const completion::Attention& attention) {
  std::cout << heatmap(attention.explanation);
  for (const completion::Provenance& from : attention.sources)
    std::cout << completion::label_of(from) << '\n';
}

void run(const Flags& flags) {
  const Target target = open_target(flags.target);
  const auto generator = load_model(flags.model);
  const auto workspace = open_workspace(flags.workspace);
  completion::AttentionQuery query{target.query(workspace.get(), flags.workspace)};
  if (!flags.text.empty()) query.text = flags.text;
  const auto found = completion::find_attention(target.source(), query, &generator);
  if (!found) {
    const auto& [reason, detail] = found.error();
    fail({fmt::format("{}: no attention: {}{}{}", flags.target, completion::reason_name(reason),
                      detail.empty() ? "" : ": ", detail)});
  }
  if (flags.format == "json") {
    print_json(*found);
  } else {
    print_text(*found);
  }
}

}  // namespace

void add_attention_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand(
      "attention", "Which words the code of the comment at FILE:LINE[:COLUMN] looks at, and is copied from");
  command->add_option("target", flags->target, "FILE:LINE[:COLUMN], 1-based")->required();
  command->add_option("--text", flags->text, "code for the comment (default: what stands below it)");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_workspace_option(*command, flags->workspace);
  add_model_option(*command, flags->model.model);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
