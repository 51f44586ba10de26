// The golden cases of tests/corpus/site: where a site is, what it says, and what inserting code there does.
#include <gtest/gtest.h>

#include <sstream>

#include "completion/insert.h"
#include "completion/scope.h"
#include "engine/syntax/language.h"
#include "tests/fixtures/golden_file.h"

namespace treewright::completion {
namespace {

using tests::GoldenCase;

constexpr std::string_view cursor_mark = "▮";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

bool has_flag(const GoldenCase& golden, std::string_view flag) {
  return golden.title.find("[" + std::string(flag) + "]") != std::string::npos;
}

std::string source_of(const GoldenCase& golden) {
  std::string text = golden.parts.front();
  if (has_flag(golden, "no newline")) text.pop_back();
  if (has_flag(golden, "crlf")) replace_all(text, "\n", "\r\n");
  if (has_flag(golden, "cr")) replace_all(text, "\n", "\r");
  if (has_flag(golden, "bom")) text.insert(0, byte_order_mark);
  return text;
}

std::string quoted(std::string_view text) {
  std::string result(text);
  replace_all(result, "\t", "\\t");
  replace_all(result, "\r", "\\r");
  replace_all(result, "\n", "\\n");
  return '"' + result + '"';
}

// Carriage returns and a missing last line end are made visible.
std::string shown(std::string text) {
  replace_all(text, byte_order_mark, "");
  replace_all(text, "\r", "␍");
  if (!text.ends_with('\n')) text += "\n\\ no newline at the end\n";
  return text;
}

std::vector<text::Line> lines_of(const std::string& code) {
  std::vector<text::Line> lines;
  std::istringstream stream(code);
  for (std::string line; std::getline(stream, line);) {
    const std::size_t spaces = line.find_first_not_of(' ');
    lines.push_back({static_cast<int>(spaces / 4), line.substr(spaces)});
  }
  return lines;
}

void show_site(std::ostream& out, const Source& source, const Site& site) {
  constexpr std::string_view kinds[] = {"line comment", "comment block", "docstring"};
  out << kinds[static_cast<int>(site.kind)];
  if (site.surroundings.docstring) out << ", body";
  if (site.surroundings.in_class_body) out << ", in class";
  if (site.surroundings.in_function) out << ", in function";
  if (site.surroundings.in_async) out << ", async";
  if (site.surroundings.in_loop) out << ", in loop";
  out << "\ndescription: " << site.description << "\nindentation: " << quoted(site.indentation)
      << "\nunit: " << quoted(site.indent_unit) << "\n";
  if (!site.existing_code) return;
  const auto [begin, end] = *site.existing_code;
  out << "existing code: " << quoted(source.text.substr(begin, end - begin)) << "\n";
}

std::string answer(const GoldenCase& golden) {
  std::string text = source_of(golden);
  const std::size_t cursor = text.find(cursor_mark);
  if (cursor == std::string::npos) return "the case has no cursor mark\n";
  text.erase(cursor, cursor_mark.size());
  const syntax::Language& language = *syntax::language_by_id("python");
  const syntax::Tree tree = syntax::Parser(language).parse(text);
  const Source source{&language, text, &tree};
  const auto site = find_site(source, cursor);
  if (!site) return "reason: " + std::string(reason_name(site.error())) + "\n";
  std::ostringstream out;
  show_site(out, source, *site);
  const std::string code = golden.parts.size() > 2 ? golden.parts[1] : "result = 1\n";
  const auto edit = make_edit(source, *site, lines_of(code), site->existing_code);
  if (!edit) return out.str() + "nothing to insert\n";
  if (!is_valid_in_place(source, *edit)) out << "INVALID\n";
  text.replace(edit->range.begin, edit->range.end - edit->range.begin, edit->text);
  return out.str() + ">>>>\n" + shown(text);
}

const std::filesystem::path folder = "tests/corpus/site";

TEST(SiteCorpus, EveryCaseIsAsExpected) {
  std::size_t cases = 0;
  for (const tests::GoldenFile& file : tests::read_golden_files(folder)) {
    cases += file.cases.size();
    const std::string differences = tests::check_golden_file(file, answer);
    EXPECT_TRUE(differences.empty()) << differences;
  }
  EXPECT_GE(cases, 60u);
}

}  // namespace
}  // namespace treewright::completion
