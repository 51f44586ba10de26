#include <algorithm>
#include <cctype>

#include "engine/syntax/layout_rules.h"
#include "engine/text/code_spacing.h"
#include "engine/text/code_tokens.h"
#include "engine/text/code_tree.h"

namespace treewright::text {
namespace {

/// Writes a tree whose brackets tell what belongs together: a line for each statement, a space wherever
/// nothing speaks against it.
class FreeWriter {
 public:
  FreeWriter(const syntax::LayoutRules& rules, const CodeTree& tree) : rules_(rules), tree_(tree) {}

  std::string run() {
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      leave_until(i);
      if (syntax::contains(rules_.tight, tree_[i].type)) glued_ = true;
      path_.push_back(i);
      if (tree_[i].end == i + 1) write_leaf(tree_[i]);
    }
    leave_until(static_cast<std::uint32_t>(tree_.size()));
    return std::move(text_);
  }

 private:
  std::string_view parent_type() const {
    return path_.size() < 2 ? std::string_view() : tree_[path_[path_.size() - 2]].type;
  }

  void leave_until(std::uint32_t i) {
    while (!path_.empty() && tree_[path_.back()].end <= i) {
      const CodeNode& node = tree_[path_.back()];
      const bool statement =
          syntax::contains(rules_.statement_lists, parent_type()) && node.end > path_.back() + 1;
      glued_ = syntax::contains(rules_.literals, parent_type());
      if (!glued_ && (statement || syntax::contains(rules_.lines, node.type))) end_line();
      path_.pop_back();
    }
  }

  void write_leaf(const CodeNode& leaf) {
    if (leaf.text.empty()) return;
    if (leaf.text == "\n") return end_line();
    const bool in_list = syntax::contains(rules_.statement_lists, parent_type());
    const bool begins_line = !rules_.line_start.empty() && leaf.text.starts_with(rules_.line_start) &&
                             (!leaf.named || is_first_child());
    if (in_list && leaf.text == "}") --depth_;
    if ((in_list && leaf.text == "}") || begins_line) end_line();
    if (glued_) {
      // Nothing may stand between.
    } else if (!line_begun_) {
      text_.append(static_cast<std::size_t>(std::max(0, depth_)) * 2, ' ');
    } else if (space_before(leaf)) {
      text_ += ' ';
    }
    text_ += leaf.text;
    last_ = &leaf;
    line_begun_ = true;
    glued_ = false;
    if (in_list && leaf.text == "{") {
      ++depth_;
      end_line();
    }
  }

  bool space_before(const CodeNode& leaf) const {
    if (last_ == nullptr) return false;
    if (is_one_of(leaf.text, ",;)]")) return false;
    const bool after_name = last_->named && syntax::contains(rules_.names, last_->type);
    if (is_one_of(leaf.text, ".([")) return !(after_name || is_one_of(last_->text, ")]"));
    return !is_one_of(last_->text, "([") && last_->text != ".";
  }

  bool is_first_child() const { return path_.size() > 1 && path_.back() == path_[path_.size() - 2] + 1; }

  void end_line() {
    if (line_begun_) text_ += '\n';
    line_begun_ = false;
  }

  const syntax::LayoutRules& rules_;
  const CodeTree& tree_;
  std::vector<std::uint32_t> path_;  ///< from the root to the node under way
  std::string text_;
  const CodeNode* last_ = nullptr;  ///< leaf
  bool line_begun_ = false;
  bool glued_ = false;  ///< no space may stand here
  int depth_ = 0;
};

}  // namespace

Result<std::string> write_code(const syntax::Language& language, const CodeTree& tree) {
  if (language.layout->block.empty()) return FreeWriter(*language.layout, tree).run();
  const auto tokens = code_tokens(language, tree);
  if (!tokens) return tl::unexpected(tokens.error());
  return join(render(language, *tokens));
}

}  // namespace treewright::text
