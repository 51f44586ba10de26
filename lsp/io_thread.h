#pragma once
// The thread on which Asio moves every byte and keeps every timer of the transport.

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <thread>

namespace treewright::lsp {

/// Outlives whatever uses its context. Its handlers run one after another and must not block: what waits for
/// one client would delay all. An exception in a handler goes to the log, and the next one runs.
class IoThread {
 public:
  IoThread();
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;
  ~IoThread() { stop(); }

  /// Thread-safe, as asio::post is; sockets and timers on it belong to its handlers.
  [[nodiscard]] asio::io_context& context() { return context_; }

  /// Waits for the handler that runs; those that wait are destroyed with the context. Idempotent.
  void stop();

 private:
  void run();

  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
  std::thread thread_;
};

}  // namespace treewright::lsp
