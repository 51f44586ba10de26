#include "lsp/lazy_tree.h"

#include <utility>

#include "engine/syntax/timed_parse.h"

namespace treewright::lsp {

LazyTree::LazyTree(const LazyTree& other) {
  const std::lock_guard lock(other.mutex_);
  current_ = other.current_;
  previous_ = other.previous_;
}

LazyTree& LazyTree::operator=(const LazyTree& other) {
  LazyTree copy(other);
  const std::lock_guard lock(mutex_);
  current_ = std::move(copy.current_);
  previous_ = std::move(copy.previous_);
  return *this;
}

syntax::Tree LazyTree::parse(const syntax::Language& language, std::string_view text,
                             const std::stop_token& stop, std::chrono::milliseconds limit) const {
  const std::lock_guard parsing(parsing_);
  if (auto tree = known(); !tree.empty()) return tree;
  auto tree = syntax::parse_in_time(language, text, &previous_, stop, limit);
  const std::lock_guard lock(mutex_);
  current_ = tree;
  return tree;
}

syntax::Tree LazyTree::known() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void LazyTree::edit(const syntax::Edit& edit) {
  const std::lock_guard lock(mutex_);
  const auto& last = current_.empty() ? previous_ : current_;
  previous_ = last.edited(edit);
  current_ = {};
}

void LazyTree::forget() {
  const std::lock_guard lock(mutex_);
  current_ = previous_ = {};
}

}  // namespace treewright::lsp
