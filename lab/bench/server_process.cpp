#include "lab/bench/server_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <utility>

namespace treewright::bench {
namespace {

/// In the child: becomes the program, or ends.
[[noreturn]] void become(const ServerCommand& command, int in, int out) {
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);  // Ctrl-C is blocked here, for one thread to take
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  for (const std::string& variable : command.environment) {
    const auto equals = variable.find('=');
    ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
  }
  ::execl(command.program.c_str(), "treewright", "lsp", "--stdio", "--model", command.model.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Result<ServerProcess> ServerProcess::start(const ServerCommand& command) {
  std::array<int, 2> to{}, from{};
  if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
    return failure("no pipes left for a child process");
  const pid_t process = ::fork();
  if (process < 0) return failure("cannot start a process");
  if (process == 0) become(command, to[0], from[1]);
  ::close(to[0]);
  ::close(from[1]);
  return ServerProcess(process, from[0], to[1]);
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)), in_(other.in_), out_(other.out_) {}

ServerProcess::~ServerProcess() {
  if (process_ <= 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

double ServerProcess::resident_megabytes() const {
  std::ifstream status(fmt::format("/proc/{}/status", process_));
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace treewright::bench
