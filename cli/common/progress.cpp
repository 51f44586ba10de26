#include "cli/common/progress.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

namespace treewright::cli {

using namespace std::chrono_literals;

Progress::Progress(std::size_t total, std::string what)
    : total_(total), what_(std::move(what)), moves_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (done_ > 0) show();
  if (moves_ && done_ > 0 && spdlog::should_log(spdlog::level::info)) fmt::print(stderr, "\n");
}

void Progress::advance_to(std::size_t done) {
  done_ = done;
  if (Clock::now() - shown_ < (moves_ ? 100ms : 10s)) return;
  shown_ = Clock::now();
  show();
}

void Progress::show() {
  if (!spdlog::should_log(spdlog::level::info)) return;
  if (moves_) {
    fmt::print(stderr, "\r{} of {} {}", done_, total_, what_);
  } else {
    spdlog::info("{} of {} {}", done_, total_, what_);
  }
}

}  // namespace treewright::cli
