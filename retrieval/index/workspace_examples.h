#pragma once
// A workspace's index as completion asks it.

#include <memory>

#include "completion/workspace.h"
#include "retrieval/index/workspace_index.h"

namespace treewright::retrieval {

class WorkspaceExamples final : public completion::Workspace {
 public:
  explicit WorkspaceExamples(std::shared_ptr<const WorkspaceIndex> index) : index_(std::move(index)) {}

  /// None where the store cannot be read: a suggestion does without.
  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override;

 private:
  std::shared_ptr<const WorkspaceIndex> index_;
};

}  // namespace treewright::retrieval
