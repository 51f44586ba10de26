#pragma once
// What commands wrote for comments. It is known by its text: found again wherever edits around it have moved
// it, and no longer once the user has changed it.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"

namespace treewright::lsp {

/// One comment's.
struct Generated {
  std::vector<std::string> texts;  ///< alternatives for one place, each as it stands in the document
  std::size_t shown = 0;           ///< which of them does
};

/// One thread at a time.
class GeneratedCode {
 public:
  struct Place {
    std::shared_ptr<Generated> code;
    syntax::ByteRange range;  ///< of the text that is shown
  };

  /// The oldest of a document are forgotten when there are many.
  void remember(const std::string& uri, Generated code);
  /// The newest whose text stands at `offset` of the document's `text`, or ends or begins there.
  [[nodiscard]] std::optional<Place> find(const std::string& uri, std::string_view text,
                                          std::size_t offset) const;
  /// The document is closed.
  void forget(const std::string& uri) { by_uri_.erase(uri); }

 private:
  std::map<std::string, std::vector<std::shared_ptr<Generated>>> by_uri_;
};

}  // namespace treewright::lsp
