#pragma once
// Somebody who works on a workspace: opens files, types comments, asks, cancels, saves.

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "lab/bench/editor.h"
#include "lab/soak/soak.h"
#include "lab/soak/soak_workspace.h"

namespace treewright::lab {

/// One thread. Counts what it does in a SoakReport.
class SoakEditor {
 public:
  SoakEditor(bench::Editor& editor, SoakWorkspace& workspace, SoakReport& report, std::uint64_t seed)
      : editor_(editor), workspace_(workspace), report_(report), random_(seed) {}

  [[nodiscard]] Result<void> start();
  /// One thing, drawn at random.
  [[nodiscard]] Result<void> step();
  /// Every file is closed, and the repository goes to its other branch.
  [[nodiscard]] Result<void> switch_branch();
  /// Waits for what is still to be answered.
  [[nodiscard]] Result<void> finish();

 private:
  struct OpenFile {
    std::string text;
    int version = 1;
    std::optional<int> asked;  ///< the last request in it that has no answer yet
  };
  using File = std::map<std::string, OpenFile>::value_type;

  [[nodiscard]] std::size_t below(std::size_t bound);
  [[nodiscard]] std::string uri(const std::string& name) const;
  [[nodiscard]] Result<void> open_one();
  [[nodiscard]] Result<void> close_one();
  [[nodiscard]] Result<void> save(File& file);
  [[nodiscard]] Result<void> type_comment(File& file);
  [[nodiscard]] Result<void> insert(File& file, std::size_t line, std::size_t column, std::string_view text);
  [[nodiscard]] Result<void> ask(File& file, std::size_t line, std::size_t column);
  [[nodiscard]] Result<void> cancel(OpenFile& file);
  [[nodiscard]] Result<void> take_answer();

  bench::Editor& editor_;
  SoakWorkspace& workspace_;
  SoakReport& report_;
  std::mt19937_64 random_;
  std::map<std::string, OpenFile> open_;
  std::set<int> waiting_;
};

}  // namespace treewright::lab
