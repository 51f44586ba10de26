#pragma once
// The rules of exclusion of a folder that the editor has open.

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>

#include "retrieval/exclusion/exclusions.h"

namespace treewright::lsp {

/// Thread-safe.
class FolderRules {
 public:
  /// `folder` is canonical.
  explicit FolderRules(std::filesystem::path folder);

  /// Blocks: rules are read from the disk when first needed, and git is asked where the user's own are. Not
  /// for the thread that reads a client's messages.
  [[nodiscard]] retrieval::Verdicts check(const std::filesystem::path& file);
  /// Rules have changed on the disk: the next check() reads them anew. Never blocks.
  void invalidate() { is_stale_ = true; }

 private:
  const std::filesystem::path folder_;
  std::atomic<bool> is_stale_ = true;
  std::mutex mutex_;
  std::optional<retrieval::Exclusions> exclusions_;  // guarded by mutex_
};

}  // namespace treewright::lsp
