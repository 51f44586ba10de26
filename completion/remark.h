#pragma once
// A comment or docstring as the rules of intent.h read it.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace treewright::completion {

struct Remark {
  std::vector<std::string> lines;  ///< without comment marks or quotes; a line's own indentation stays
  std::string description;         ///< the site's
  std::string text;  ///< all of `lines` as one line in lower case, rulers and task marks included
  std::vector<std::string> words;  ///< of `description` in lower case, without punctuation at either end
  bool is_docstring = false;

  [[nodiscard]] std::string_view first_word() const {
    return words.empty() ? "" : std::string_view(words[0]);
  }
  /// It begins with a verb that asks for code: "sort the rows", "returns the sum".
  [[nodiscard]] bool is_imperative() const;
  [[nodiscard]] bool has_any(std::span<const std::string_view> parts) const;  ///< in `text`
  [[nodiscard]] bool starts_with_any(std::span<const std::string_view> parts) const;
  [[nodiscard]] bool has_word(std::span<const std::string_view> any) const;  ///< in `words`
};

[[nodiscard]] Remark make_remark(std::vector<std::string> lines, std::string description, bool is_docstring);

/// Each of these three gives the first of its rules that knows the remark for no request; empty where none
/// does.
[[nodiscard]] std::optional<std::string_view> marking_rule(
    const Remark& remark);  ///< a licence, a tool's pragma
[[nodiscard]] std::optional<std::string_view> form_rule(
    const Remark& remark);  ///< a table, a banner, a task, …
[[nodiscard]] std::optional<std::string_view> wording_rule(const Remark& remark);  ///< a reason, a fact, …

struct RemarkRule {
  std::string_view name;
  bool (*matches)(const Remark& remark);
};
[[nodiscard]] std::optional<std::string_view> first_match(std::span<const RemarkRule> rules,
                                                          const Remark& remark);
[[nodiscard]] bool is_one_of(std::span<const std::string_view> words, std::string_view word);

}  // namespace treewright::completion
