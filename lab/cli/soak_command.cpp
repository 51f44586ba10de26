#include "lab/cli/soak_command.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/model_path.h"
#include "lab/bench/measure.h"
#include "lab/cli/user_program.h"
#include "lab/soak/soak.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string model, sources, format = "text";
  std::int64_t seconds = 3600;
  std::uint64_t seed = 1;
};

void print_text(const lab::SoakReport& report) {
  std::cout << fmt::format(
      "{} edits, {} requests ({} unanswered), {} cancellations, {} saves, {} branch switches\n"
      "memory {:.1f} MB after a sixth of the time, {:.1f} MB at the end: {:+.2f} % (limit +2 %)\n",
      report.edits, report.requests, report.unanswered, report.cancellations, report.saves,
      report.branch_switches, report.early_megabytes, report.late_megabytes, 100 * report.growth());
}

void print_json(const lab::SoakReport& report) {
  std::cout << nlohmann::json{{"edits", report.edits},
                              {"requests", report.requests},
                              {"unanswered", report.unanswered},
                              {"cancellations", report.cancellations},
                              {"saves", report.saves},
                              {"branch_switches", report.branch_switches},
                              {"early_megabytes", report.early_megabytes},
                              {"late_megabytes", report.late_megabytes},
                              {"growth", report.growth()},
                              {"passed", report.passed()}}
            << '\n';
}

void run(const Flags& flags) {
  std::signal(SIGPIPE, SIG_IGN);  // a server that ends early is an error to report
  lab::SoakOptions options;
  options.program = user_program();
  options.model = flags.model.empty() ? default_model_folder() : std::filesystem::path(flags.model);
  if (flags.sources.empty()) {
    const auto sources = bench::standard_library();
    if (!sources) fail(sources.error());
    options.sources = *sources;
  } else {
    options.sources = flags.sources;
  }
  options.duration = std::chrono::seconds(flags.seconds);
  options.seed = flags.seed;
  options.stop = stop_on_interrupt();
  options.report = [](const std::string& line) { std::cerr << line << std::endl; };
  const auto report = lab::soak(options);
  if (!report) fail(report.error());
  flags.format == "json" ? print_json(*report) : print_text(*report);
  if (!report->passed()) throw CLI::RuntimeError(1);
}

}  // namespace

void add_soak_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand(
      "soak", "Work with a server for a long time: everything is answered, and its memory stays");
  add_model_option(*command, flags->model);
  command->add_option("--seconds", flags->seconds, "how long")
      ->check(CLI::Range(1, 7 * 24 * 3600))
      ->capture_default_str();
  command->add_option("--sources", flags->sources,
                      "a folder of Python files to work on a copy of (default: Python's standard library)");
  command->add_option("--seed", flags->seed, "of what is drawn at random")->capture_default_str();
  command->add_option("--format", flags->format)
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
