#include "cli/lsp_command.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "cli/interrupt.h"
#include "lsp/server.h"
#include "lsp/tcp_server.h"

namespace treewright::cli {
namespace {

namespace fs = std::filesystem;

struct Flags {
  bool stdio = false;
  std::string listen;
  bool allow_remote = false;
  std::string model;
  std::string log_file;
  std::string log_level = "warning";
};

/// Editors start the server wherever they happen to be: the model is looked for beside the program too, where
/// a build tree and an installation have it.
fs::path default_model_folder() {
  const fs::path name = "models/python-base";
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& folder : {name, program / "../.." / name, program / "../share/treewright" / name}) {
    if (fs::exists(folder, error)) return folder.lexically_normal();
  }
  return name;
}

/// stdout belongs to the protocol.
void start_logging(const Flags& flags) {
  try {
    auto logger = flags.log_file.empty() ? spdlog::stderr_logger_mt("treewright")
                                         : spdlog::basic_logger_mt("treewright", flags.log_file);
    spdlog::set_default_logger(std::move(logger));
  } catch (const spdlog::spdlog_ex& error) {
    fail({fmt::format("--log-file {}: {}", flags.log_file, error.what())});
  }
  const auto level = spdlog::level::from_str(flags.log_level);
  spdlog::set_level(level);
  spdlog::flush_on(level);
}

int serve_stdio(lsp::Server& server) {
  lsp::DescriptorStream stream(STDIN_FILENO, STDOUT_FILENO, lsp::DescriptorStream::Ownership::borrowed);
  return server.serve(stream);
}

void serve_tcp(lsp::Server& server, const Flags& flags) {
  const auto address = lsp::parse_listen_address(flags.listen);
  if (!address) fail(address.error());
  auto tcp =
      lsp::TcpServer::listen(*address, flags.allow_remote, [&server](lsp::Stream& s) { server.serve(s); });
  if (!tcp) fail(tcp.error());
  const std::stop_callback stop(stop_on_interrupt(), [&tcp] { tcp->stop(); });
  fmt::print(stderr, "treewright: listening on {}:{}\n", address->host, tcp->port());
  tcp->run();
}

void run(const Flags& flags) {
  std::signal(SIGPIPE, SIG_IGN);
  start_logging(flags);
  const fs::path folder = flags.model.empty() ? default_model_folder() : fs::path(flags.model);
  if (!flags.listen.empty()) static_cast<void>(stop_on_interrupt());  // before there are threads to interrupt
  lsp::Server server([folder] { return engine::Generator::load(folder); });
  if (!flags.listen.empty()) return serve_tcp(server, flags);
  if (const int code = serve_stdio(server); code != 0) throw CLI::RuntimeError(code);
}

}  // namespace

void add_lsp_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("lsp", "Serve editors over the Language Server Protocol");
  auto* stdio =
      command->add_flag("--stdio", flags->stdio, "one editor on standard input and output (the default)");
  auto* listen = command->add_option("--listen", flags->listen, "HOST:PORT: any number of editors over TCP");
  listen->excludes(stdio);
  command
      ->add_flag("--allow-remote", flags->allow_remote,
                 "let --listen take an address that other machines reach")
      ->needs(listen);
  command->add_option("--model", flags->model, "the model's folder (default: models/python-base)");
  command->add_option("--log-file", flags->log_file, "write the log there instead of to standard error");
  command->add_option("--log-level", flags->log_level, "trace, debug, info, warning, error or off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}));
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
