#pragma once
// A Python text with its tree; `▮` marks the cursor, as in the golden cases.

#include <string>

#include "completion/site.h"
#include "engine/syntax/language.h"

namespace treewright::completion {

class SourceText {
 public:
  explicit SourceText(std::string marked) : text_(std::move(marked)) {
    const std::string mark = "▮";
    if (const std::size_t at = text_.find(mark); at != std::string::npos) {
      cursor_ = at;
      text_.erase(at, mark.size());
    }
    tree_ = syntax::Parser(*language()).parse(text_);
  }
  [[nodiscard]] Source source() const { return {language(), text_, &tree_}; }
  [[nodiscard]] std::size_t cursor() const { return cursor_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] static const syntax::Language* language() { return syntax::language_by_id("python"); }

 private:
  std::string text_;
  std::size_t cursor_ = 0;
  syntax::Tree tree_;
};

}  // namespace treewright::completion
