// Remarks that are known by their form: each rule knows one kind.
#include <algorithm>

#include "completion/remark.h"
#include "completion/request_words.h"
#include "support/text.h"
#include "support/unicode.h"

namespace treewright::completion {
namespace {

bool is_ruler_sign(char32_t c) {
  if (c < 0x80) return std::string_view("-=*~#_").find(static_cast<char>(c)) != std::string_view::npos;
  return (c >= 0x2500 && c <= 0x25FF) || c == 0x2014 || c == 0x2015 || c == 0xAF;
}

/// How many signs of a ruler the line begins with, and ends with.
std::pair<std::size_t, std::size_t> ruler_signs(std::string_view line) {
  std::size_t head = 0, tail = 0;
  bool at_head = true;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint character = code_point_at(line, at);
    const bool is_sign = character.size > 0 && is_ruler_sign(character.value);
    at_head &= is_sign;
    head += at_head ? 1 : 0;
    tail = is_sign ? tail + 1 : 0;
    at += std::max<std::size_t>(1, character.size);
  }
  return {head, tail};
}

/// A line of signs above, below or beside the text.
bool is_banner(const Remark& remark) {
  return !remark.is_docstring && std::ranges::any_of(remark.lines, [](const std::string& line) {
    const std::string_view inner = trim(line);
    const auto [head, tail] = ruler_signs(inner);
    const bool slashes = inner.starts_with("////") || inner.starts_with("++++") || inner.starts_with("<<<<");
    return slashes || head >= 3 || tail >= 3 || inner.starts_with("## ");
  });
}

bool is_capital(const std::string& description, bool every_word) {
  bool starts = true;
  char before = ' ';
  for (const char c : description) {
    if (starts && is_letter(c) && !is_upper(c)) return false;
    if (!every_word && is_letter(c)) return is_upper(c);
    if (is_upper(c) && is_letter(before) && !is_upper(before)) return false;  // "TypeVar" is a name
    before = c;
    starts = c == ' ' || c == '-' || c == '/';
  }
  return true;
}

bool is_all_capitals(const std::string& description) {
  const auto letters = std::ranges::count_if(description, [](char c) { return is_letter(c); });
  return letters >= 4 &&
         std::ranges::none_of(description, [](char c) { return is_letter(c) && !is_upper(c); });
}

constexpr std::string_view block_ends[] = {"if",       "for",  "while", "with", "try",   "class", "def",
                                           "function", "loop", "main",  "file", "block", "else",  "method"};
constexpr std::string_view end_words[] = {"end", "endif", "endfor", "endwhile", "eof", "enddef", "endclass"};

/// "Helpers", "Public API", "CONSTANTS", "Error Handling", "end of main".
bool is_title(const Remark& remark) {
  if (remark.is_docstring || remark.lines.size() > 1 || remark.words.empty() || remark.words.size() > 5)
    return false;
  if (is_one_of(end_words, remark.first_word()))
    return remark.words.size() == 1 ||
           is_one_of(block_ends, remark.words[1] == "of" ? remark.words.back() : remark.words[1]);
  if (remark.words.size() > 4 || remark.description.find_first_of(".,;()=\"'`") != std::string::npos)
    return false;
  if (is_all_capitals(remark.description)) return true;
  if (is_request_verb(remark.first_word()) && remark.words.size() > 1) return false;
  const bool section = is_section_word(remark.words.back());
  if (section && remark.words.size() == 1) return true;
  if (section && (is_capital(remark.description, false) || remark.description.ends_with(':'))) return true;
  return remark.words.size() > 1 && is_capital(remark.description, true);
}

constexpr std::string_view sections_of_test[] = {
    "arrange",  "act",      "assert", "given",  "when",    "then",        "and",         "setup",
    "teardown", "exercise", "verify", "expect", "execute", "expectation", "expectations"};
constexpr std::string_view section_starts[] = {"arrange:",  "act:",  "assert:",  "given:", "when:",  "then:",
                                               "arrange -", "act -", "assert -", "given ", "expect:"};

/// "Arrange", "Act & Assert", "GIVEN a user".
bool is_test_section(const Remark& remark) {
  if (remark.is_docstring || remark.words.empty()) return false;
  const bool only_sections = std::ranges::all_of(
      remark.words, [](const std::string& word) { return is_one_of(sections_of_test, word); });
  if (only_sections || remark.text == "set up" || remark.text == "tear down") return true;
  if (remark.starts_with_any(section_starts)) return true;
  const std::string_view inner = remark.description;
  return inner.starts_with("WHEN ") || inner.starts_with("THEN ") || inner.starts_with("When ") ||
         inner.starts_with("Then the ");
}

constexpr std::string_view loud_marks[] = {
    "TODO",   "FIXME",   "HACK",      "XXX",       "NOTE",    "NB",       "BUG",        "WARNING",
    "WARN",   "CAUTION", "IMPORTANT", "DANGER",    "REVIEW",  "TEMP",     "DEPRECATED", "QUESTION",
    "IDEA",   "HINT",    "TIP",       "INFO",      "UNDONE",  "NOCOMMIT", "REFACTOR",   "OPTIMIZE",
    "KLUDGE", "WIP",     "REMINDER",  "ATTENTION", "CHANGED", "FIX"};
constexpr std::string_view quiet_marks[] = {"todo", "fixme", "note", "hack", "xxx",
                                            "nb",   "bug",   "hint", "tip"};
constexpr std::string_view soft_marks[] = {"@todo",  "n.b.",  "p.s.",        "note that", "nota bene",
                                           "to do:", "[todo", "remember to", "reminder"};
constexpr std::string_view for_people[] = {
    "after",   "anyway",     "better",   "eventually", "instead", "issue",   "jira",   "later",    "legacy",
    "maybe",   "once",       "properly", "release",    "should",  "someday", "ticket", "upstream", "vendor",
    "version", "workaround", "why",      "team",       "tests",   "docs",    "sprint", "until",    "when"};

/// The mark that the text begins with, as it is written; empty where there is none.
std::string_view task_mark(std::string_view line) {
  const std::size_t end =
      std::min(line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), line.size());
  const std::string_view word = line.substr(0, end);
  const bool colon = end < line.size() && line[end] == ':';
  std::string upper(word);
  // "warning: no such file" may be what to log; "todo: tidy this" is for people.
  const bool any_case =
      colon && (is_upper(word.empty() ? ' ' : word.front()) || is_one_of(quiet_marks, word));
  if (any_case)
    std::ranges::transform(upper, upper.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
  return is_one_of(loud_marks, upper) ? word : std::string_view{};
}

/// "TODO: sort the rows" asks for code; "TODO(maria): drop this once …" asks a person.
bool is_plain_wish(std::string_view mark, std::string_view line, const Remark& remark) {
  if (lower_case(mark) != "todo" || line.substr(mark.size()).starts_with('(')) return false;
  const bool refers =
      remark.text.find('#') != std::string::npos || remark.text.find("this") != std::string::npos;
  return is_request_verb(remark.first_word()) && !is_work_verb(remark.first_word()) && !refers &&
         !remark.has_word(for_people) && remark.words.size() > 1;
}

bool is_task(const Remark& remark) {
  if (remark.starts_with_any(soft_marks)) return true;
  for (const std::string& each : remark.lines) {
    const std::string_view line = trim(each);
    if (line.empty()) continue;
    const std::string_view mark = task_mark(line);
    return !mark.empty() && !is_plain_wish(mark, line, remark);
  }
  return false;
}

constexpr std::string_view pointer_starts[] = {"see ",
                                               "see:",
                                               "cf ",
                                               "cf. ",
                                               "c.f. ",
                                               "ref:",
                                               "refs ",
                                               "refs:",
                                               "reference",
                                               "source:",
                                               "sources:",
                                               "taken from",
                                               "adapted from",
                                               "copied from",
                                               "based on",
                                               "stolen from",
                                               "inspired by",
                                               "borrowed",
                                               "ported from",
                                               "according to",
                                               "as per ",
                                               "per pep",
                                               "per rfc",
                                               "docs:",
                                               "doc:",
                                               "documentation",
                                               "link:",
                                               "links:",
                                               "issue #",
                                               "issue:",
                                               "fixes #",
                                               "closes #",
                                               "gh-",
                                               "bpo-",
                                               "pep ",
                                               "pep-",
                                               "rfc ",
                                               "rfc-",
                                               "http://",
                                               "https://",
                                               "www.",
                                               "<http",
                                               "via http",
                                               "from http",
                                               "more info",
                                               "for more ",
                                               "for details",
                                               "for reference",
                                               "also see",
                                               "stackoverflow",
                                               "@see",
                                               "jira",
                                               "doi:",
                                               "arxiv:",
                                               "ticket",
                                               "related:",
                                               "originally from",
                                               "credit:",
                                               "credit goes",
                                               "credits to",
                                               "as described in",
                                               "as documented in",
                                               "as defined in",
                                               "specified in",
                                               "defined in",
                                               "described in",
                                               "documented in",
                                               "implements rfc",
                                               "ftp://"};

constexpr std::string_view questions[] = {"if", "whether", "which", "what", "who", "how"};

/// A URL or another place to read on.
bool is_pointer(const Remark& remark) {
  const bool asks =
      remark.words.size() > 1 && is_one_of(questions, remark.words[1]);  // "see which rows changed"
  if (remark.starts_with_any(pointer_starts) && !asks) return true;
  return remark.text.find("://") != std::string::npos && !remark.is_imperative();
}

bool is_list_item(std::string_view line) {
  line = trim(line);
  for (const std::string_view mark : {"- ", "* ", "• ", "+ ", "– ", "[ ]", "[x]", "-> ", "=> "}) {
    if (line.starts_with(mark)) return true;
  }
  return false;
}

bool is_numbered(std::string_view line) {
  line = trim(line);
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const std::string_view after = line.substr(digits);
  return digits > 0 && digits < 3 && (after.starts_with(". ") || after.starts_with(") "));
}

/// "name: what it is", "0 -> off", "code = meaning".
bool is_definition(std::string_view line) {
  for (const std::string_view mark : {": ", " -> ", " => ", " = ", " - ", "\t"}) {
    const std::size_t at = line.find(mark);
    if (at != std::string_view::npos && at > 0 && at < 20 &&
        trim(line.substr(0, at)).find(' ') == std::string_view::npos)
      return true;
  }
  return false;
}

/// Two spaces or more inside a line, but for those after a sentence.
bool has_gap(std::string_view line) {
  const std::size_t gap = line.find("  ");
  return gap != std::string_view::npos && gap > 0 &&
         std::string_view(".!?:;,").find(line[gap - 1]) == std::string_view::npos;
}

/// Lists, tables, drawings and definitions: rows that belong together.
bool is_table(const Remark& remark) {
  if (remark.is_docstring) return false;
  std::size_t lines = 0, items = 0, numbers = 0, definitions = 0, columns = 0;
  for (const std::string& line : remark.lines) {
    const std::string_view inner = trim(line);
    if (inner.empty()) continue;
    ++lines;
    items += is_list_item(inner) ? 1 : 0;
    numbers += is_numbered(inner) ? 1 : 0;
    definitions += is_definition(inner) ? 1 : 0;
    const bool bars = std::ranges::count(inner, '|') >= 2 &&
                      (inner.starts_with('|') || inner.find(" | ") != std::string_view::npos);
    columns += has_gap(inner) ? 1 : 0;
    if (bars) return true;
  }
  if (items > 0 && (items == lines || items > 1)) return true;
  return numbers > 1 || (lines > 1 && (definitions == lines || columns == lines));
}
constexpr RemarkRule form_rules[] = {{"table", is_table},
                                     {"banner", is_banner},
                                     {"task", is_task},
                                     {"pointer", is_pointer},
                                     {"test-section", is_test_section},
                                     {"title", is_title}};

}  // namespace

std::optional<std::string_view> form_rule(const Remark& remark) { return first_match(form_rules, remark); }

}  // namespace treewright::completion
