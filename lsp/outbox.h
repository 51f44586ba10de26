#pragma once
// Messages on their way to one client. A client that reads slowly delays nobody: no thread waits for it.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>

#include "lsp/stream.h"

namespace treewright::lsp {

/// Thread-safe. Messages leave whole and in the order in which they were pushed.
class Outbox {
 public:
  /// `stream` must outlive the outbox. A client that lets more than `limit` bytes pile up, behind the message
  /// that is being written, is disconnected.
  explicit Outbox(Stream& stream, std::size_t limit = std::size_t{256} << 20)
      : stream_(stream), limit_(limit) {}
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  ~Outbox() { close(); }

  /// Takes a message body and adds the frame; never waits. Dropped without a word once the client is gone.
  void push(const std::string& body);
  /// Waits until what is waiting has been written (for a second at most), then stops. Idempotent.
  void close();

 private:
  void write_next(std::unique_lock<std::mutex>& lock);
  void written(bool handed_over);
  void give_up();

  Stream& stream_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;  // and what follows: guarded by mutex_
  std::deque<std::string> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool closing_ = false;
  bool writing_ = false;  ///< written() will be called
};

}  // namespace treewright::lsp
