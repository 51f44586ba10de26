#include "lab/soak/soak_editor.h"

#include <algorithm>
#include <array>

#include "lsp/file_uri.h"
#include "support/file.h"

namespace treewright::lab {
namespace {

using lsp::Json;

constexpr std::size_t most_open = 6;
constexpr std::size_t most_waiting = 8;
constexpr std::size_t most_bytes = std::size_t{96} << 10;  ///< a file that has grown beyond is closed
constexpr std::array<std::string_view, 8> comments = {
    "return the number of rows",  "sort the names by length",
    "open the file at path",      "print the total",
    "read all lines of the file", "raise an error when the value is negative",
    "join the parts with commas", "count the words"};

/// The line after each function's header, from 0.
std::vector<std::size_t> first_lines_of_functions(const std::string& text) {
  std::vector<std::size_t> lines;
  std::size_t line = 0, begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view content(text.data() + begin, end - begin);
    ++line;
    if (content.starts_with("def ") && content.ends_with(":")) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

std::size_t offset_of_line(const std::string& text, std::size_t line) {
  std::size_t offset = 0;
  for (; line > 0; --line) offset = text.find('\n', offset) + 1;
  return offset;
}

Json position(std::size_t line, std::size_t column) { return {{"line", line}, {"character", column}}; }

}  // namespace

std::size_t SoakEditor::below(std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
}

std::string SoakEditor::uri(const std::string& name) const {
  return lsp::uri_of_path(workspace_.folder() / name);
}

Result<void> SoakEditor::start() { return editor_.initialize({{"index", true}}, workspace_.folder()); }

Result<void> SoakEditor::step() {
  if (open_.size() < 2) return open_one();
  auto file = std::next(open_.begin(), static_cast<std::ptrdiff_t>(below(open_.size())));
  const std::size_t draw = below(100);
  if (draw < 8 || file->second.text.size() > most_bytes) return close_one();
  if (draw < 16 && open_.size() < most_open) return open_one();
  if (draw < 28) return save(*file);
  return type_comment(*file);
}

Result<void> SoakEditor::open_one() {
  const std::string& name = workspace_.files()[below(workspace_.files().size())];
  if (open_.contains(name)) return {};
  auto text = read_file(workspace_.folder() / name);
  if (!text) return tl::unexpected(text.error());
  const auto opened = editor_.open(uri(name), *text);
  open_[name].text = *std::move(text);
  return opened;
}

Result<void> SoakEditor::close_one() {
  auto file = std::ranges::max_element(open_, {}, [](const File& f) { return f.second.text.size(); });
  const Json document = {{"textDocument", {{"uri", uri(file->first)}}}};
  open_.erase(file);
  return editor_.notify("textDocument/didClose", document);
}

Result<void> SoakEditor::save(File& file) {
  ++report_.saves;
  if (auto written = write_file(workspace_.folder() / file.first, file.second.text); !written) return written;
  return editor_.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(file.first)}}}});
}

Result<void> SoakEditor::type_comment(File& file) {
  const auto lines = first_lines_of_functions(file.second.text);
  if (lines.empty()) return close_one();
  const std::size_t line = lines[below(lines.size())];
  const std::string comment = fmt::format("    # {}", comments[below(comments.size())]);
  if (auto inserted = insert(file, line, 0, "\n"); !inserted) return inserted;
  for (std::size_t column = 0; column < comment.size(); ++column) {
    if (auto typed = insert(file, line, column, comment.substr(column, 1)); !typed) return typed;
    const bool last = column + 1 == comment.size();
    if (!last && below(4) != 0) continue;
    if (file.second.asked && below(2) == 0) {
      if (auto cancelled = cancel(file.second); !cancelled) return cancelled;
    }
    if (auto asked = ask(file, line, column + 1); !asked) return asked;
  }
  return {};
}

Result<void> SoakEditor::insert(File& file, std::size_t line, std::size_t column, std::string_view text) {
  ++report_.edits;
  file.second.text.insert(offset_of_line(file.second.text, line) + column, text);
  const Json place = position(line, column);
  return editor_.notify(
      "textDocument/didChange",
      {{"textDocument", {{"uri", uri(file.first)}, {"version", ++file.second.version}}},
       {"contentChanges", {{{"range", {{"start", place}, {"end", place}}}, {"text", text}}}}});
}

Result<void> SoakEditor::ask(File& file, std::size_t line, std::size_t column) {
  while (waiting_.size() >= most_waiting) {
    if (auto taken = take_answer(); !taken) return taken;
  }
  ++report_.requests;
  const bool menu = below(3) == 0;
  const Json context = {{"triggerKind", menu ? 1 : 1 + below(2)}};
  const auto id = editor_.send_request(menu ? "textDocument/completion" : "textDocument/inlineCompletion",
                                       {{"textDocument", {{"uri", uri(file.first)}}},
                                        {"position", position(line, column)},
                                        {"context", context}});
  if (!id) return tl::unexpected(id.error());
  waiting_.insert(*id);
  file.second.asked = *id;
  return {};
}

Result<void> SoakEditor::cancel(OpenFile& file) {
  ++report_.cancellations;
  return editor_.notify("$/cancelRequest", {{"id", *std::exchange(file.asked, std::nullopt)}});
}

Result<void> SoakEditor::take_answer() {
  const auto answer = editor_.next_answer();
  if (!answer) {
    report_.unanswered = waiting_.size();
    return tl::unexpected(answer.error());
  }
  waiting_.erase(answer->value("id", 0));
  for (auto& [name, file] : open_) {
    if (file.asked && !waiting_.contains(*file.asked)) file.asked.reset();
  }
  return {};
}

Result<void> SoakEditor::switch_branch() {
  while (!open_.empty()) {
    if (auto closed = close_one(); !closed) return closed;
  }
  const auto changed = workspace_.switch_branch();
  if (!changed) return tl::unexpected(changed.error());
  ++report_.branch_switches;
  Json changes = Json::array();
  constexpr int type_changed = 2;
  for (const std::string& name : *changed) changes.push_back({{"uri", uri(name)}, {"type", type_changed}});
  return editor_.notify("workspace/didChangeWatchedFiles", {{"changes", std::move(changes)}});
}

Result<void> SoakEditor::finish() {
  while (!waiting_.empty()) {
    if (auto taken = take_answer(); !taken) return taken;
  }
  return editor_.leave();
}

}  // namespace treewright::lab
