#pragma once
// What was written for comments, by commands or by the editor out of what it was offered. It is known by its
// text: found again wherever edits around it have moved it, and no longer once the user has changed it.

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"

namespace treewright::lsp {

/// One comment's.
struct Generated {
  std::vector<std::string> texts;  ///< alternatives for one range, each as it stands in the document
  std::string above;               ///< what they follow: the text from the comment's first byte on
};

/// Thread-safe.
class GeneratedCode {
 public:
  /// Where generated code stands in a text.
  struct Occurrence {
    std::shared_ptr<const Generated> code;
    std::size_t shown = 0;    ///< which of its texts
    syntax::ByteRange range;  ///< of that
  };

  /// The first of the texts stands in the document. The oldest of a document are forgotten when there are
  /// many.
  void remember(const std::string& uri, Generated code);
  /// The editor may insert one of the texts at `begin` by itself. Nothing happens once `stop` is requested:
  /// the document has changed since, or is closed.
  void offer(const std::string& uri, Generated code, std::size_t begin, const std::stop_token& stop);
  /// The document is `text` now: what stands there as it was offered is remembered.
  void changed(const std::string& uri, std::string_view text);

  /// Of `code`, the text `shown` stands in the document now.
  void show(const std::string& uri, const std::shared_ptr<const Generated>& code, std::size_t shown);

  /// What stands in whole lines at `offset` of the document's `text`, or ends or begins there, the newest and
  /// the longest: any text below its comment; where that has changed, the one that was shown.
  [[nodiscard]] std::optional<Occurrence> find(const std::string& uri, std::string_view text,
                                               std::size_t offset);
  /// The document is closed.
  void forget(const std::string& uri);

 private:
  using CodePtr = std::shared_ptr<const Generated>;
  struct Offer {
    CodePtr code;
    std::size_t begin;
  };
  struct Taken {
    CodePtr code;
    std::size_t shown;  ///< which of the texts stood there last
  };
  struct Document {
    std::vector<Offer> offers;
    std::vector<Taken> taken;
  };
  static void take(Document& document, const CodePtr& code, std::size_t shown);

  std::mutex mutex_;
  std::map<std::string, Document> by_uri_;
};

/// Of the comment above generated code.
[[nodiscard]] std::size_t comment_end(std::string_view text, const syntax::ByteRange& code);

}  // namespace treewright::lsp
