#include "cli/lsp_command.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "cli/common/interrupt.h"
#include "cli/common/logging.h"
#include "cli/common/model_flags.h"
#include "cli/common/model_path.h"
#include "cli/common/workspace.h"
#include "lsp/io_thread.h"
#include "lsp/server.h"
#include "lsp/stream.h"
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
};

int serve_stdio(lsp::Server& server) {
  lsp::IoThread io;
  lsp::DescriptorStream stream(io, STDIN_FILENO, STDOUT_FILENO, lsp::DescriptorStream::Ownership::borrowed);
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
  start_server_log(flags.log_file);  // stdout belongs to the protocol
  const fs::path folder = flags.model.empty() ? default_model_folder() : fs::path(flags.model);
  if (!flags.listen.empty()) static_cast<void>(stop_on_interrupt());  // before there are threads to interrupt
  lsp::ServerOptions options;
  if (auto embedder = load_embedder()) {
    options.embedder = *std::move(embedder);
  } else {
    spdlog::error("{}; the index is searched by words in common alone", embedder.error().message);
  }
  lsp::Server server([folder] { return engine::Generator::load(folder); }, options);
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
  add_model_option(*command, flags->model);
  command->add_option("--log-file", flags->log_file, "write the log there instead of to standard error");
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
