#pragma once
// Messages on their way to one client. A client that reads slowly delays nobody else.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "lsp/stream.h"

namespace treewright::lsp {

/// Thread-safe. Messages leave whole and in the order in which they were pushed, on a thread of their own.
class Outbox {
 public:
  /// `stream` must outlive the outbox. A client that lets more than `limit` bytes pile up is disconnected.
  explicit Outbox(Stream& stream, std::size_t limit = std::size_t{256} << 20);
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  ~Outbox() { close(); }

  /// Takes a message body and adds the frame. Dropped without a word once the client is gone.
  void push(const std::string& body);
  /// Writes what is waiting (for a second at most), then stops. Idempotent.
  void close();

 private:
  void run();

  Stream& stream_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool closing_ = false;
  bool idle_ = true;  ///< nothing is being written
  std::thread writer_;
};

}  // namespace treewright::lsp
