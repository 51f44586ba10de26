#include "lab/cli/bench_command.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/model_path.h"
#include "cli/common/workspace.h"
#include "lab/bench/suite.h"
#include "lab/cli/user_program.h"
#include "support/file.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string model;
  std::string format = "table";
  std::string output;
  std::vector<std::string> only;
  bool quick = false;
};

void run(const Flags& flags) {
  std::signal(SIGPIPE, SIG_IGN);          // a server that ends early is an error to report
  spdlog::set_level(spdlog::level::off);  // not what the measured servers have to say
  bench::SuiteOptions options;
  auto embedder = load_embedder();
  if (!embedder) fail(embedder.error());
  options.embedder = *std::move(embedder);
  options.model = flags.model.empty() ? default_model_folder() : std::filesystem::path(flags.model);
  options.program = user_program();
  options.only = flags.only;
  options.quick = flags.quick;
  options.stop = stop_on_interrupt();
  options.report = [](const std::string& group) { std::cerr << "measuring: " << group << std::endl; };
  const auto result = bench::run_suite(options);
  if (!result) fail(result.error());
  const std::string text = flags.format == "json" ? bench::to_json(*result) : bench::to_table(*result);
  if (flags.output.empty()) {
    std::cout << text;
  } else if (const auto written = write_file(flags.output, text); !written) {
    fail(written.error());
  }
}

}  // namespace

void add_bench_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("bench", "Measure speed, each figure with its bound");
  add_model_option(*command, flags->model);
  command->add_option("--format", flags->format)
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  command->add_option("--output", flags->output, "write there instead of to standard output");
  command->add_option("--only", flags->only, "groups to measure")
      ->delimiter(',')
      ->check(CLI::IsMember(bench::group_names()));
  command->add_flag("--quick", flags->quick, "a tenth of the time, for a first look");
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
