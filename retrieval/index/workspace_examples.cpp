#include "retrieval/index/workspace_examples.h"

namespace treewright::retrieval {

std::vector<completion::WorkspaceExample> WorkspaceExamples::find(const std::string& description,
                                                                  std::size_t most) const {
  std::vector<completion::WorkspaceExample> examples;
  auto found = index_->search(description, most);
  if (!found) return examples;
  for (Found& each : *found) {
    Entry& entry = each.stored.entry;
    examples.push_back({{std::move(entry.description), std::move(entry.code)},
                        {std::move(each.stored.path), entry.line, entry.end_line, each.similarity}});
  }
  return examples;
}

}  // namespace treewright::retrieval
