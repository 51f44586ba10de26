#include "completion/intent.h"

#include <algorithm>

#include "completion/commented_code.h"
#include "completion/description.h"
#include "completion/layout.h"
#include "completion/remark.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::string_view declared_elsewhere[] = {"abstractmethod", "overload"};

class Intent {
 public:
  Intent(const Source& source, const Site& site) : source_(source), site_(site), layout_(source) {}

  std::optional<std::string_view> rule_against() const {
    const bool docstring = site_.kind == SiteKind::docstring;
    const std::vector<std::string> lines = docstring ? std::vector{site_.description} : comment_lines();
    const Remark remark = make_remark(lines, site_.description, docstring);
    if (const auto rule = marking_rule(remark)) return rule;
    if (!docstring && is_commented_code(*source_.language, lines)) return "commented-code";
    if (docstring && describes_code()) return "describes-code";
    if (docstring && is_declared_elsewhere()) return "declaration";
    if (const auto rule = form_rule(remark)) return rule;
    return wording_rule(remark);
  }

 private:
  /// What the comment's lines say behind their first mark: pragmas and empty lines are left out, rulers stay.
  std::vector<std::string> comment_lines() const {
    const std::string_view mark = layout_.rules().line_comment;
    std::vector<std::string> lines;
    const std::string_view text =
        source_.text.substr(site_.comment.begin, site_.comment.end - site_.comment.begin);
    for (const std::string_view line : split_lines(text)) {
      std::string_view inner = trim(line);
      const bool is_ruler = inner.size() > mark.size() + 1 && !says_something(inner) &&
                            inner.find_first_of("%!") == std::string_view::npos;
      if (!is_ruler && comment_text(layout_.rules(), inner).empty()) continue;
      inner.remove_prefix(std::min(mark.size(), inner.size()));
      if (inner.starts_with(' ')) inner.remove_prefix(1);
      lines.emplace_back(inner);
    }
    return lines;
  }

  /// A module's or class's docstring above its code speaks of that code.
  bool describes_code() const {
    if (site_.surroundings.docstring) return false;
    const Line last = layout_.line_at(site_.comment.end);
    const auto code = layout_.code_after(last);
    const std::size_t width = columns(site_.indentation);
    return code && layout_.width(*code) >= width;
  }

  /// The body of an abstract or overloaded function stands elsewhere.
  bool is_declared_elsewhere() const {
    const std::vector<Level> levels = layout_.levels_above(layout_.line_at(site_.comment.begin));
    if (levels.empty()) return false;
    for (auto line = layout_.previous(levels.front().line); line; line = layout_.previous(*line)) {
      const std::string_view code = layout_.content(*line);
      if (!code.starts_with('@')) return false;
      if (std::ranges::any_of(declared_elsewhere,
                              [&](std::string_view word) { return contains_word(code, word); }))
        return true;
    }
    return false;
  }

  const Source& source_;
  const Site& site_;
  Layout layout_;
};

}  // namespace

std::optional<std::string_view> rule_against_request(const Source& source, const Site& site) {
  return Intent(source, site).rule_against();
}

}  // namespace treewright::completion
