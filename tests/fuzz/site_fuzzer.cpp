// A document and a cursor: the site, the names in scope, and code put there. The cursor stands at the input's
// first ▮, else where its last two bytes say; after the first ▯ comes the code, so that seeds can be read.
#include <cstdint>
#include <cstdlib>

#include "completion/insert.h"
#include "completion/scope.h"
#include "engine/syntax/language.h"

namespace {

using namespace treewright;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Input {
  std::string text;
  std::size_t cursor = 0;
  std::vector<text::Line> code{{0, "if x:"}, {1, "return x"}};
};

std::vector<text::Line> lines_of(std::string_view code) {
  std::vector<text::Line> lines;
  while (!code.empty()) {
    const std::size_t end = std::min(code.find('\n'), code.size());
    const std::size_t indent = std::min(code.substr(0, end).find_first_not_of('\t'), end);
    if (indent < end)
      lines.push_back({static_cast<int>(indent), std::string(code.substr(indent, end - indent))});
    code.remove_prefix(std::min(end + 1, code.size()));
  }
  return lines;
}

Input take_apart(std::string_view bytes) {
  constexpr std::string_view cursor_mark = "▮", code_mark = "▯";
  Input input;
  if (const std::size_t at = bytes.find(code_mark); at != std::string_view::npos) {
    if (auto lines = lines_of(bytes.substr(at + code_mark.size())); !lines.empty())
      input.code = std::move(lines);
    bytes = bytes.substr(0, at);
  }
  input.text = bytes;
  if (const std::size_t at = bytes.find(cursor_mark); at != std::string_view::npos) {
    input.cursor = at;
    input.text.erase(at, cursor_mark.size());
  } else if (bytes.size() >= 2) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[bytes.size() - i]); };
    input.cursor = byte(1) * 256u + byte(2);
    input.text.resize(bytes.size() - 2);
  }
  return input;
}

void check_range(const syntax::ByteRange& range, std::size_t size) {
  require(range.begin <= range.end && range.end <= size);
}

void check_edit(const completion::Source& source, const completion::TextEdit& edit) {
  check_range(edit.range, source.text.size());
  require(!edit.text.empty() || edit.range.begin < edit.range.end);
  if (!is_valid_in_place(source, edit)) return;
  std::string after(source.text);
  after.replace(edit.range.begin, edit.range.end - edit.range.begin, edit.text);
  const syntax::Tree tree = syntax::Parser(*source.language).parse(after);
  // Error recovery is no function of the text alone: an incremental parse may count otherwise where there are
  // errors.
  if (syntax::count_errors(source.tree->root()) == 0) require(syntax::count_errors(tree.root()) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = take_apart({reinterpret_cast<const char*>(data), size});
  const syntax::Language* language = syntax::language_by_id("python");
  const syntax::Tree tree = syntax::Parser(*language).parse(input.text);
  if (tree.empty()) return 0;
  const completion::Source source{language, input.text, &tree};
  const auto site = find_site(source, input.cursor);
  if (!site) return 0;
  require(!site->description.empty() && site->description.find('\n') == std::string::npos);
  require(site->insert_at <= input.text.size());
  check_range(site->comment, input.text.size());
  if (site->blank_line) check_range(*site->blank_line, input.text.size());
  if (site->existing_code) check_range(*site->existing_code, input.text.size());
  for (const engine::Name& name : names_in_scope(source, site->insert_at, site->existing_code)) {
    require(!name.text.empty());
  }
  if (const auto edit = make_edit(source, *site, input.code)) check_edit(source, *edit);
  if (const auto edit = make_edit(source, *site, input.code, site->existing_code)) check_edit(source, *edit);
  return 0;
}
