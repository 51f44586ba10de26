#pragma once
// What a benchmark gives: figures, each with what it is judged by, all from one run on one machine.

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace treewright::bench {

/// A limit, and the figure that is held against it.
struct Target {
  std::string of;  ///< what `figure` is: "ms at 60 GFLOP/s", "times the bound"
  double figure;   ///< the value itself, scaled, or its ratio to the bound
  double limit;    ///< in the unit of `figure`
  bool at_most;    ///< false: at least
  [[nodiscard]] bool met() const { return at_most ? figure <= limit : figure >= limit; }
};

struct Measurement {
  std::string name;  ///< dotted words: "request.p50"
  double value = 0;
  std::string unit;
  std::string bound_name;       ///< what no implementation beats here; empty where there is none
  std::optional<double> bound;  ///< measured in the same run, in `unit`
  std::optional<Target> target;
};
using Measurements = std::vector<Measurement>;

/// How long to measure. Every figure keeps to it, so that a run's length does not depend on the machine.
struct Effort {
  std::chrono::duration<double> time{2};  ///< for a figure, about
  std::size_t least = 5;                  ///< runs, however long they take
  std::stop_token stop;                   ///< ends the measuring early; the figures are then worth nothing
};

/// What the machine does on one thread: the yardstick of the other figures.
struct Rates {
  double gflops = 0;     ///< sgemm, GFLOP/s
  double gigabytes = 0;  ///< reading memory, GB/s
  double products = 0;   ///< the matrix products of one decoding step of the model, seconds
};

}  // namespace treewright::bench
