#pragma once
// Where requests run: a fixed number of threads and a bounded queue, so that edits never wait for a
// generation.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace treewright::lsp {

struct SchedulerPolicy {
  std::size_t threads = 1;  ///< 0: submit() runs the task itself, for tests
  std::size_t queue = 256;  ///< tasks that may wait
  /// One thread a core, at most 8: a generation keeps one core busy.
  [[nodiscard]] static SchedulerPolicy for_this_machine();
};

struct Task {
  std::function<void()> run;
  std::function<void()>
      drop;  ///< called instead of run when the queue is full or the scheduler ends; must not block
};

/// Thread-safe. Documents take turns; of one document's tasks the newest runs first, as the others are likely
/// outdated. When the queue is full, the oldest task of the document with the most tasks is dropped: a flood
/// hits itself. Cancelling is the task's own business: a cancelled one should return at once when it is run.
/// What a task throws goes to the log; the task is let go of as one that has run.
class Scheduler {
 public:
  explicit Scheduler(SchedulerPolicy policy);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  /// Drops what waits, and waits for what runs.
  ~Scheduler();

  /// Never waits.
  void submit(const std::string& document, Task task);
  /// Until nothing waits or runs.
  void block_until_idle();

 private:
  struct Line {
    std::string document;
    std::deque<Task> tasks;  ///< oldest first
  };

  void work();
  [[nodiscard]] Task take_next();
  [[nodiscard]] Task take_overflow();

  const SchedulerPolicy policy_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Line> lines_;  ///< the next document's first; none is empty
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace treewright::lsp
