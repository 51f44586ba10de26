#include "cli/why_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/output.h"
#include "retrieval/exclusion/exclusions.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string workspace = ".";
  std::vector<std::string> paths;
  std::string format = "text";
};

nlohmann::json json_of(const retrieval::Verdict& verdict) {
  return {
      {"source", verdict.source}, {"line", verdict.line}, {"rule", verdict.rule}, {"about", verdict.path}};
}

void print(const std::string& asked, const retrieval::Verdicts& verdicts, const std::string& format) {
  if (format == "text") {
    std::cout << asked << ": " << verdicts.describe() << '\n';
    return;
  }
  std::cout << to_text({{"path", asked},
                        {"read", !verdicts.reading.excluded},
                        {"indexed", !verdicts.indexing.excluded},
                        {"reading", json_of(verdicts.reading)},
                        {"indexing", json_of(verdicts.indexing)}})
            << '\n';
}

void run(const Flags& flags) {
  if (!std::filesystem::is_directory(flags.workspace))
    fail({fmt::format("{}: is no folder; name the workspace with --workspace", flags.workspace)});
  retrieval::Exclusions exclusions(flags.workspace);
  for (const std::string& path : flags.paths)
    print(path, exclusions.check(std::filesystem::absolute(path)), flags.format);
}

}  // namespace

void add_why_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command =
      app.add_subcommand("why", "Whether a file may be read and is indexed, and the rules that decide");
  command->add_option("path", flags->paths, "files and folders, which need not exist")->required();
  command->add_option("--workspace", flags->workspace, "folder that the editor has open")
      ->capture_default_str();
  command->add_option("--format", flags->format, "text or json (lines)")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
