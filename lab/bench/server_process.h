#pragma once
// `treewright lsp` in a process of its own, as an editor starts it.

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/result.h"

namespace treewright::bench {

struct ServerCommand {
  std::filesystem::path program;         ///< `treewright`
  std::filesystem::path model;           ///< its --model
  std::vector<std::string> environment;  ///< NAME=VALUE, beside this process's
};

/// The process is ended with the object. Descriptors are the editor's ends; who reads and writes closes them
/// (bench::Editor owns them).
class ServerProcess {
 public:
  [[nodiscard]] static Result<ServerProcess> start(const ServerCommand& command);
  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&&) = delete;
  ~ServerProcess();

  [[nodiscard]] int in() const { return in_; }    ///< what the server writes
  [[nodiscard]] int out() const { return out_; }  ///< what the server reads
  /// VmRSS in MB; 0 once the process is gone.
  [[nodiscard]] double resident_megabytes() const;

 private:
  ServerProcess(pid_t process, int in, int out) : process_(process), in_(in), out_(out) {}
  pid_t process_;
  int in_, out_;
};

}  // namespace treewright::bench
