#include "lsp/outbox.h"

#include <chrono>
#include <utility>

#include "lsp/exception_barrier.h"
#include "lsp/frame_reader.h"

namespace treewright::lsp {

void Outbox::push(const std::string& body) {
  auto message = frame(body);
  std::unique_lock lock(mutex_);
  if (closing_) return;
  waiting_bytes_ += message.size();
  waiting_.push_back(std::move(message));
  if (!writing_) {
    write_next(lock);
  } else if (waiting_bytes_ > limit_) {
    give_up();
  }
}

/// What the stream throws costs the client, which would miss a message otherwise.
void Outbox::write_next(std::unique_lock<std::mutex>& lock) {
  auto message = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= message.size();
  writing_ = true;
  lock.unlock();
  const auto begun = catch_exceptions(
      [&] { stream_.write(std::move(message), [this](bool handed_over) { written(handed_over); }); });
  lock.lock();
  if (begun) return;
  log_exception("outbox", begun.error());
  writing_ = false;
  give_up();
}

void Outbox::written(bool handed_over) {
  std::unique_lock lock(mutex_);
  writing_ = false;
  if (!handed_over) {
    give_up();
  } else if (!waiting_.empty()) {
    write_next(lock);
  } else {
    changed_.notify_all();
  }
}

void Outbox::give_up() {
  closing_ = true;
  waiting_.clear();
  waiting_bytes_ = 0;
  stream_.close();
  changed_.notify_all();
}

void Outbox::close() {
  std::unique_lock lock(mutex_);
  closing_ = true;
  const auto is_drained = [this] { return !writing_ && waiting_.empty(); };
  if (changed_.wait_for(lock, std::chrono::seconds(1), is_drained)) return;
  give_up();
  changed_.wait(lock, [this] { return !writing_; });  // a closed stream ends it at once
}

}  // namespace treewright::lsp
