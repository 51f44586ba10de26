#include "lsp/scheduler.h"

#include <algorithm>
#include <utility>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {

SchedulerPolicy SchedulerPolicy::for_this_machine() {
  return {std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8)};
}

Scheduler::Scheduler(SchedulerPolicy policy) : policy_(policy) {
  for (std::size_t i = 0; i < policy_.threads; ++i) threads_.emplace_back([this] { work(); });
}

Scheduler::~Scheduler() {
  std::list<Line> dropped;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    dropped.swap(lines_);
    waiting_ = 0;
    changed_.notify_all();
  }
  for (const auto& line : dropped) {
    for (const auto& task : line.tasks) log_exceptions("scheduler", task.drop);
  }
  for (auto& thread : threads_) thread.join();
}

void Scheduler::submit(const std::string& document, Task task) {
  if (policy_.threads == 0) return task.run();
  Task overflow;
  {
    const std::lock_guard lock(mutex_);
    auto line =
        std::find_if(lines_.begin(), lines_.end(), [&](const Line& l) { return l.document == document; });
    if (line == lines_.end()) line = lines_.insert(lines_.end(), Line{document, {}});
    line->tasks.push_back(std::move(task));
    if (++waiting_ > policy_.queue) overflow = take_overflow();
    changed_.notify_all();
  }
  if (overflow.drop) log_exceptions("scheduler", overflow.drop);
}

Task Scheduler::take_next() {
  auto& line = lines_.front();
  auto task = std::move(line.tasks.back());
  line.tasks.pop_back();
  --waiting_;
  if (line.tasks.empty()) {
    lines_.pop_front();
  } else {
    lines_.splice(lines_.end(), lines_, lines_.begin());
  }
  return task;
}

Task Scheduler::take_overflow() {
  const auto longest = std::max_element(
      lines_.begin(), lines_.end(),
      [](const Line& left, const Line& right) { return left.tasks.size() < right.tasks.size(); });
  auto task = std::move(longest->tasks.front());
  longest->tasks.pop_front();
  --waiting_;
  if (longest->tasks.empty()) lines_.erase(longest);
  return task;
}

void Scheduler::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !lines_.empty(); });
    if (ending_) return;
    auto task = take_next();
    ++running_;
    lock.unlock();
    log_exceptions("scheduler", task.run);
    task = {};  // what it holds is released before it counts as done
    lock.lock();
    --running_;
    changed_.notify_all();
  }
}

void Scheduler::block_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_ == 0 && running_ == 0; });
}

}  // namespace treewright::lsp
