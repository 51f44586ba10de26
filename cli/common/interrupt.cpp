#include "cli/common/interrupt.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <thread>

namespace treewright::cli {

std::stop_token stop_on_interrupt() {
  static std::stop_source source;
  static const bool installed = [] {
    // The signals are blocked in every later thread and taken by one that waits for them: no work in a
    // handler.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] {
      int signal = 0;
      sigwait(&signals, &signal);
      source.request_stop();
      sigwait(&signals, &signal);
      std::_Exit(128 + signal);
    }).detach();
    return true;
  }();
  static_cast<void>(installed);
  return source.get_token();
}

void fail(const Error& error) {
  std::cerr << "treewright: " << error.message << '\n';
  throw CLI::RuntimeError(1);
}

}  // namespace treewright::cli
