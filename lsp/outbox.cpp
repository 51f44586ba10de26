#include "lsp/outbox.h"

#include <chrono>
#include <utility>

#include "lsp/frame_reader.h"

namespace treewright::lsp {

Outbox::Outbox(Stream& stream, std::size_t limit)
    : stream_(stream), limit_(limit), writer_([this] { run(); }) {}

void Outbox::push(const std::string& body) {
  auto message = frame(body);
  const std::lock_guard lock(mutex_);
  if (closing_) return;
  waiting_bytes_ += message.size();
  waiting_.push_back(std::move(message));
  if (waiting_bytes_ > limit_) {
    closing_ = true;
    waiting_.clear();
    stream_.close();
  }
  changed_.notify_all();
}

void Outbox::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto message = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= message.size();
    idle_ = false;
    lock.unlock();
    const bool written = stream_.write(message);
    lock.lock();
    idle_ = true;
    if (!written) {
      closing_ = true;
      waiting_.clear();
      stream_.close();
    }
    changed_.notify_all();
  }
}

void Outbox::close() {
  {
    std::unique_lock lock(mutex_);
    closing_ = true;
    changed_.notify_all();
    const bool drained =
        changed_.wait_for(lock, std::chrono::seconds(1), [this] { return idle_ && waiting_.empty(); });
    if (!drained) {
      waiting_.clear();
      stream_.close();
    }
  }
  if (writer_.joinable()) writer_.join();
}

}  // namespace treewright::lsp
