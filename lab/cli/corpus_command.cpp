#include "lab/cli/corpus_command.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/common/interrupt.h"
#include "lab/harvest/idioms.h"
#include "lab/harvest/package_extractor.h"
#include "support/file.h"

namespace treewright::cli {
namespace {

struct ExtractFlags {
  std::vector<std::string> folders;
  std::string output, left_out;
  lab::ExtractOptions options;
};

struct IdiomFlags {
  std::string folder, output, left_out;
  std::size_t count = 60000;
  std::uint64_t seed = 1;
};

lab::EvaluationSet evaluation_set(const std::string& path) {
  if (path.empty()) return {};
  auto set = lab::EvaluationSet::read(path);
  if (!set) fail(set.error());
  return *std::move(set);
}

void add_left_out(CLI::App& command, std::string& path) {
  command.add_option("--left-out", path, "JSON lines whose \"nl\" are evaluated on: no row has one of them");
}

void extract(const ExtractFlags& flags) {
  lab::ExtractOptions options = flags.options;
  options.left_out = evaluation_set(flags.left_out);
  const auto report = lab::extract_packages({flags.folders.begin(), flags.folders.end()}, flags.output,
                                            options, [](std::string_view line) { spdlog::info("{}", line); });
  if (!report) fail(report.error());
  spdlog::info("{} packages, {} files, {} lines", report->packages, report->files, report->lines);
  for (std::size_t i = 0; i < report->counts.size(); ++i) {
    spdlog::info("{:>10}  {}", report->counts[i], lab::pair_verdict_name(static_cast<lab::PairVerdict>(i)));
  }
}

void expand(const IdiomFlags& flags) {
  const auto idioms = lab::read_idioms(flags.folder);
  if (!idioms) fail(idioms.error());
  const auto left_out = evaluation_set(flags.left_out);
  std::string lines;
  for (const lab::Pair& pair : lab::expand_idioms(*idioms, flags.count, flags.seed)) {
    if (!left_out.contains(pair.nl)) lines += lab::to_json_line(pair) + '\n';
  }
  if (const auto written = write_file(flags.output, lines); !written) fail(written.error());
}

void add_extract(CLI::App& corpus) {
  auto flags = std::make_shared<ExtractFlags>();
  CLI::App* command =
      corpus.add_subcommand("extract", "Harvest pairs with their scope from folders of packages");
  command->add_option("folders", flags->folders, "folders whose subfolders are packages")->required();
  command->add_option("--output", flags->output, "JSON lines to write")->required();
  command->add_option("--limit-per-package", flags->options.limit_per_package, "rows of one package");
  add_left_out(*command, flags->left_out);
  command->callback([flags] { extract(*flags); });
}

void add_idioms(CLI::App& corpus) {
  auto flags = std::make_shared<IdiomFlags>();
  CLI::App* command = corpus.add_subcommand("idioms", "Expand the idioms of a folder into pairs");
  command->add_option("folder", flags->folder, "folder of *.jsonl and pools.json")->required();
  command->add_option("--output", flags->output, "JSON lines to write")->required();
  command->add_option("--count", flags->count, "rows");
  command->add_option("--seed", flags->seed, "of the sampling");
  add_left_out(*command, flags->left_out);
  command->callback([flags] { expand(*flags); });
}

}  // namespace

void add_corpus_command(CLI::App& app) {
  CLI::App* corpus = app.add_subcommand("corpus", "Make training pairs");
  corpus->require_subcommand(1);
  add_extract(*corpus);
  add_idioms(*corpus);
}

}  // namespace treewright::cli
