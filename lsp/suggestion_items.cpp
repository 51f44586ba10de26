#include "lsp/suggestion_items.h"

#include <algorithm>

#include "lsp/cursor_edit.h"
#include "lsp/file_uri.h"

namespace treewright::lsp {
namespace {

using completion::Reason;
using completion::reason_name;
using completion::Suggestion;

constexpr int kind_snippet = 15;
constexpr int format_plain_text = 1;
constexpr int insert_as_is = 1;

std::string first_line(const std::string& code) {
  const auto end = code.find('\n');
  return end == std::string::npos ? code : code.substr(0, end) + " …";
}

/// Editors hide items that do not match what is typed: the line up to the cursor always does.
std::string filter_text(const SuggestionJob& job, const std::string& label) {
  const auto& buffer = job.snapshot->buffer;
  const auto start = buffer.line_start(buffer.line_of(job.cursor));
  const auto prefix = buffer.text().substr(start, job.cursor - start);
  return prefix.find_first_not_of(" \t\f") == std::string::npos ? label : prefix;
}

/// A menu item's main edit must be on the cursor's line. Where that cannot be, it is an empty one, and the
/// code comes in as an additional edit, which may be anywhere.
void add_edits(Json& item, const SuggestionJob& job, const completion::TextEdit& edit) {
  const auto& buffer = job.snapshot->buffer;
  if (const auto near = edit_around_cursor(buffer, job.cursor, edit)) {
    item["textEdit"] = text_edit(buffer.range_of(near->range, job.encoding), near->text);
    return;
  }
  item["textEdit"] = text_edit(buffer.range_of({job.cursor, job.cursor}, job.encoding), "");
  item["additionalTextEdits"] =
      Json::array({text_edit(buffer.range_of(edit.range, job.encoding), edit.text)});
}

Json completion_item(const SuggestionJob& job, const Suggestion& suggestion, std::size_t rank) {
  Json item = {{"label", first_line(suggestion.code)},
               {"kind", kind_snippet},
               {"detail", "treewright"},
               {"sortText", fmt::format("{:04}", rank)},
               {"insertTextFormat", format_plain_text},
               {"insertTextMode", insert_as_is},
               {"data", {{"language", job.snapshot->language->id}, {"code", suggestion.code}}}};
  if (suggestion.provenance) {
    item["data"]["like"] = like_of(job, *suggestion.provenance);
    item["detail"] = fmt::format("treewright, {}", item["data"]["like"]["text"].get<std::string>());
  }
  item["filterText"] = filter_text(job, item["label"]);
  add_edits(item, job, suggestion.edit);
  return item;
}

/// True where the same place can give code a moment later, so that the editor should ask again.
bool is_passing(const std::string& reason) {
  return reason == reason_name(Reason::cancelled) || reason == reason_name(Reason::model_loading);
}

Json list_without_items(std::string_view reason) {
  return {{"items", Json::array()}, {"data", {{"reason", reason}}}};
}

/// A paragraph of Markdown, or nothing.
std::string link_to(const Json& like) {
  std::string uri, text;
  std::uint32_t line = 0;
  if (like.is_null() ||
      !Fields(like, "like").require("uri", uri).require("text", text).require("line", line).done())
    return {};
  return fmt::format("\n\n[{}]({}#L{})", text, uri, line);
}

}  // namespace

Json like_of(const SuggestionJob& job, const completion::Provenance& from) {
  return {{"uri", uri_of_path(job.folder / from.path)},
          {"line", from.line},
          {"similarity", from.similarity},
          {"text", completion::label_of(from)}};
}

Json completion_list(const SuggestionJob& job, const SuggestionResult& result) {
  if (result.suggestions.empty()) {
    auto list = list_without_items(result.reason);
    list["isIncomplete"] = is_passing(result.reason);
    return list;
  }
  auto items = Json::array();
  for (const auto& suggestion : result.suggestions)
    items.push_back(completion_item(job, suggestion, items.size()));
  // Incomplete: whoever types on changes the comment, and with it what is asked.
  return {{"isIncomplete", true}, {"items", std::move(items)}};
}

Json inline_completion_list(const SuggestionJob& job, const SuggestionResult& result) {
  const auto& buffer = job.snapshot->buffer;
  auto items = Json::array();
  for (const auto& suggestion : result.suggestions) {
    const auto edit = edit_around_cursor(buffer, job.cursor, suggestion.edit);
    if (!edit) continue;
    items.push_back({{"insertText", edit->text}, {"range", buffer.range_of(edit->range, job.encoding)}});
  }
  if (!items.empty()) return {{"items", std::move(items)}};
  return list_without_items(result.reason.empty() ? reason_cursor_elsewhere
                                                  : std::string_view(result.reason));
}

Json cancelled_completion_list() {
  auto list = list_without_items(reason_name(Reason::cancelled));
  list["isIncomplete"] = true;
  return list;
}

Json cancelled_inline_completion_list() { return list_without_items(reason_name(Reason::cancelled)); }

Json resolved_item(Json item) {
  std::string code;
  std::string language;
  const auto data = item.find("data");
  if (data == item.end()) return item;
  Json like;
  if (!Fields(*data, "data").require("code", code).require("language", language).accept("like", like).done())
    return item;
  // A fence longer than any run of backticks in the code.
  std::string fence = "```";
  while (code.find(fence) != std::string::npos) fence += '`';
  const auto text = fmt::format("{}{}\n{}\n{}{}", fence, language, code, fence, link_to(like));
  item["documentation"] = {{"kind", "markdown"}, {"value", text}};
  return item;
}

}  // namespace treewright::lsp
