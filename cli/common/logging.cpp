#include "cli/common/logging.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "cli/common/interrupt.h"

namespace treewright::cli {
namespace {

void set_level(const std::string& level) {
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::flush_on(spdlog::level::from_str(level));
}

}  // namespace

void add_log_level(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands({})) {
    const std::string level = command->get_name() == "lsp" ? "warning" : "info";
    command->preparse_callback([level](std::size_t) { set_level(level); });
    command
        ->add_option_function<std::string>("--log-level", set_level,
                                           "trace, debug, info, warning, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}))
        ->default_str(level);
    add_log_level(*command);
  }
}

void start_log() {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("treewright"));
  spdlog::set_pattern("%v");
}

void start_server_log(const std::string& file) {
  const auto level = spdlog::get_level();
  try {
    if (!file.empty()) spdlog::set_default_logger(spdlog::basic_logger_mt("treewright file", file));
  } catch (const spdlog::spdlog_ex& error) {
    fail({fmt::format("--log-file {}: {}", file, error.what())});
  }
  spdlog::set_pattern("%+");
  spdlog::set_level(level);
  spdlog::flush_on(level);
}

}  // namespace treewright::cli
