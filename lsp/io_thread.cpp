#include "lsp/io_thread.h"

#include <signal.h>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {
namespace {

/// Writing to a pipe that nobody reads is then an error and no signal. Such a SIGPIPE is of the thread that
/// writes, and this one writes for all.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

IoThread::IoThread() : thread_([this] { run(); }) {}

void IoThread::run() {
  block_sigpipe();
  while (!context_.stopped()) log_exceptions("transport", [this] { context_.run(); });
}

void IoThread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace treewright::lsp
