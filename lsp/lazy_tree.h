#pragma once
// The syntax tree of a text that changes: parsed when a request needs it, not when the text is edited.

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string_view>

#include "engine/syntax/tree.h"

namespace treewright::lsp {

/// Belongs to one text. parse() and known() may be called on any thread; edit() and forget() while nobody
/// else uses the tree. Copies never wait for a parse: they know what has been parsed so far.
class LazyTree {
 public:
  LazyTree() = default;
  LazyTree(const LazyTree& other);
  LazyTree& operator=(const LazyTree& other);
  ~LazyTree() = default;

  /// The tree of `text`, which must be the text that the edits have made. Starts from the last tree that was
  /// parsed; where another thread parses it already, waits for that. Empty when `stop` is requested or it
  /// takes longer than `limit`.
  [[nodiscard]] syntax::Tree parse(const syntax::Language& language, std::string_view text,
                                   const std::stop_token& stop, std::chrono::milliseconds limit) const;
  /// The tree where it has been parsed, else an empty one. Never waits for a parse.
  [[nodiscard]] syntax::Tree known() const;

  /// The text was edited.
  void edit(const syntax::Edit& edit);
  /// The text is another one.
  void forget();

 private:
  mutable std::mutex parsing_;    // held for as long as a parse takes
  mutable std::mutex mutex_;      // held for moments; guards what follows
  mutable syntax::Tree current_;  ///< of the text as it is; empty until somebody needs it
  syntax::Tree previous_;         ///< of an earlier text, moved as the edits since then say; may be empty
};

}  // namespace treewright::lsp
