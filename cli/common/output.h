#pragma once
// What the commands print. Data goes to stdout; docs/command-line.md has the schemas.

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "completion/provider.h"

namespace treewright::cli {

class Stopwatch {
 public:
  [[nodiscard]] double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// On one line, bytes that are not UTF-8 replaced.
[[nodiscard]] std::string to_text(const nlohmann::json& object);
[[nodiscard]] nlohmann::json provenance_json(const completion::Provenance& from);
[[nodiscard]] nlohmann::json candidates_json(const std::vector<completion::Suggestion>& suggestions);

/// `format`: "text" (candidates), "diff" (comment, coloured diff, alternatives, time) or "json".
void print_answer(const completion::Answer& answer, const completion::Source& source, const std::string& path,
                  double milliseconds, const std::string& format);
/// `format`: "text" or "json".
void print_bare_answer(const completion::Answer& answer, double milliseconds, const std::string& format);

}  // namespace treewright::cli
