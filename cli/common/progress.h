#pragma once
// How far a command is, on stderr: one line that moves on a terminal, a line now and then elsewhere.

#include <chrono>
#include <cstddef>
#include <string>

namespace treewright::cli {

/// Silent below log level "info". One thread at a time.
class Progress {
 public:
  Progress(std::size_t total, std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step() { advance_to(done_ + 1); }  ///< one more is done
  void advance_to(std::size_t done);

 private:
  void show();

  using Clock = std::chrono::steady_clock;
  std::size_t done_ = 0;
  std::size_t total_;
  std::string what_;
  bool moves_;  ///< a terminal
  Clock::time_point shown_ = Clock::now();
};

}  // namespace treewright::cli
