#include "lab/harvest/pair_filter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "support/sub_tokens.h"

namespace treewright::lab {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t least_words = 2;
constexpr std::size_t most_words = 25;

bool is_alpha(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
char to_lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

Words split_spaces(std::string_view text) {
  Words words;
  std::string word;
  for (const char c : text) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string letters_of(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (is_alpha(c)) letters += to_lower(c);
  }
  return letters;
}

const std::set<std::string_view> remark_starts = {
    "note",   "notes",    "warning",  "warn",          "see",        "example",    "examples",
    "eg",     "ie",       "cf",       "fixme",         "todo",       "hack",       "xxx",
    "bug",    "based",    "adapted",  "taken",         "ref",        "refs",       "source",
    "author", "licensed", "license",  "copyright",     "deprecated", "workaround", "because",
    "since",  "but",      "however",  "this",          "these",      "that",       "those",
    "it",     "its",      "there",    "they",          "python",     "why",        "hmm",
    "oops",   "sanity",   "usage",    "test",          "tests",      "testing",    "also",
    "which",  "should",   "ideally",  "unfortunately", "currently",  "normally",   "usually",
    "maybe",  "perhaps",  "actually", "otherwise",     "according",  "here",       "where",
    "when",   "while",    "although", "though",        "as",         "so",         "due",
};

// Anywhere in a comment.
const std::set<std::string_view> remark_words = {
    "todo", "fixme",    "xxx",    "license",  "licensed", "licence", "pep", "issue",
    "bug",  "bugs",     "hack",   "i",        "etc",      "see",     "rfc", "pragma",
    "mypy", "upstream", "legacy", "versions", "why",      "python"};

// What shows that a comment is code that was put aside, or an expression's value.
bool looks_like_code(std::string_view text) {
  for (const std::string_view mark :
       {"==", " = ", "!=", "+=", ";", "{", "}", "\\", "->", "://", "www.", "@", "|", ">>>", "::", " % "}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '(' && text[i - 1] != ' ' && text.substr(i, 2) != "()") return true;
    if (text[i] == '=' && text[i - 1] != ' ') return true;
  }
  if (text.starts_with("from ") && text.find(" import ") != std::string_view::npos) return true;
  for (const std::string_view start : {"import ", "from ", "return self", "def ", "class ", "print ",
                                       "assert ", "del ", "elif ", "if not ", "raise "}) {
    if (text.starts_with(start) && (text.ends_with(":") || split_spaces(text).size() <= 2)) return true;
  }
  return false;
}

bool is_english(std::string_view text, const Words& words) {
  std::size_t letters = 0, others = 0, digits = 0;
  for (const char c : text) {
    if (c < ' ' || c > '~') return false;
    if (is_alpha(c)) {
      ++letters;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      ++digits;
    } else if (c != ' ') {
      ++others;
    }
  }
  const auto lower_words = std::count_if(words.begin(), words.end(), [](const std::string& word) {
    return word.size() >= 2 &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_alpha(c) || c == ','; }) &&
           !std::all_of(word.begin(), word.end(), is_upper);
  });
  return lower_words >= 1 && letters > 4 * others && letters > 3 * digits &&
         lower_words * 3 >= static_cast<std::ptrdiff_t>(words.size());
}

bool is_test(std::string_view text) { return text.starts_with("Test") || text.starts_with("test"); }

bool is_remark(std::string_view text, bool is_docstring) {
  const Words words = split_spaces(text);
  if (words.empty() || text.starts_with(':')) return true;  // "#:" documents an attribute
  if (is_docstring ? is_test(text) : remark_starts.contains(letters_of(words.front()))) return true;
  if (text.ends_with('?') || text.ends_with("!!")) return true;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  for (const std::string_view mark :
       {"copyright", "http",     "workaround", "backward", "deprecat",     "#",        "noqa",       "pylint",
        "i'm",       "we don't", "we can't",   "we want",  "we need",      "not sure", "instead of", "compat",
        "e.g",       "i.e",      "so that",    "because",  "make sure we", "hopefully"}) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return remark_words.contains(letters_of(word)); });
}

const std::set<std::string_view> stop_words = {
    "the",   "and",   "for",    "with", "from",  "into",  "that",  "this", "are",   "was",  "will", "our",
    "its",   "any",   "all",    "can",  "has",   "have",  "not",   "but",  "you",   "use",  "then", "than",
    "when",  "self",  "should", "them", "their", "there", "which", "what", "where", "does", "also", "only",
    "given", "using", "used",   "just", "need",  "needs", "new",   "now",  "may",   "must", "more", "other",
    "each",  "one",   "two",    "via",  "per",   "been",  "being", "both",
};

// What people call what the code spells another way.
const std::multimap<std::string_view, std::string_view> spelled = {
    {"loop", "for"},         {"iterate", "for"},      {"each", "for"},
    {"every", "for"},        {"check", "if"},         {"ensure", "if"},
    {"verify", "if"},        {"unless", "if"},        {"whether", "if"},
    {"whether", "return"},   {"ignore", "except"},    {"skip", "continue"},
    {"stop", "break"},       {"quit", "exit"},        {"exit", "return"},
    {"bail", "return"},      {"error", "raise"},      {"error", "except"},
    {"fail", "raise"},       {"throw", "raise"},      {"empty", "len"},
    {"empty", "not"},        {"empty", "clear"},      {"length", "len"},
    {"number", "len"},       {"count", "len"},        {"total", "sum"},
    {"average", "mean"},     {"largest", "max"},      {"maximum", "max"},
    {"smallest", "min"},     {"minimum", "min"},      {"convert", "int"},
    {"convert", "str"},      {"convert", "float"},    {"string", "str"},
    {"integer", "int"},      {"dictionary", "dict"},  {"add", "append"},
    {"remove", "pop"},       {"remove", "del"},       {"delete", "remove"},
    {"delete", "del"},       {"order", "sort"},       {"unique", "set"},
    {"display", "print"},    {"show", "print"},       {"log", "logger"},
    {"wait", "sleep"},       {"sleep", "sleep"},      {"folder", "dir"},
    {"directory", "dir"},    {"directory", "mkdir"},  {"directories", "makedirs"},
    {"combine", "join"},     {"concatenate", "join"}, {"merge", "update"},
    {"merge", "concat"},     {"copy", "copy"},        {"random", "randint"},
    {"lowercase", "lower"},  {"uppercase", "upper"},  {"whitespace", "strip"},
    {"trim", "strip"},       {"regex", "re"},         {"match", "re"},
    {"time", "datetime"},    {"date", "datetime"},    {"today", "now"},
    {"write", "dump"},       {"save", "dump"},        {"load", "read"},
    {"read", "load"},        {"parse", "loads"},      {"increment", "+="},
    {"increase", "+="},      {"decrement", "-="},     {"negative", "-"},
    {"double", "*"},         {"square", "**"},        {"multiply", "*"},
    {"divide", "/"},         {"subtract", "-"},       {"compute", "return"},
    {"calculate", "return"}, {"return", "return"},    {"get", "return"},
    {"create", "return"},    {"swap", "="},           {"reset", "none"},
    {"initialize", "none"},  {"initialize", "init"},  {"setup", "set"},
    {"initialise", "init"},
};

std::string stem(std::string word) {
  for (const std::string_view ending : {"ing", "ies", "ers", "ed", "es", "er", "s", "e"}) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  return word;
}

// "titlecase" and `title`, "configuration" and `config`.
bool shares_start(std::string_view word, const std::set<std::string>& parts) {
  constexpr std::size_t least = 4;
  if (word.size() < least) return false;
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return part.size() >= least && (word.starts_with(part) || std::string_view(part).starts_with(word));
  });
}

bool is_related(std::string_view description, const std::vector<text::Token>& code) {
  std::set<std::string> exact, stems;
  for (const text::Token& token : code) {
    exact.insert(token.text);
    for (const std::string& part : sub_tokens(token.text)) {
      exact.insert(part);
      stems.insert(stem(part));
    }
  }
  for (const std::string& written : sub_tokens(description)) {
    const std::string_view word = written;
    if (word.size() >= 3 && !stop_words.contains(word) &&
        (exact.contains(written) || stems.contains(stem(written)) || shares_start(word, stems)))
      return true;
    const bool third_person = word.size() > 3 && word.ends_with('s') && !spelled.contains(word);
    const auto [begin, end] = spelled.equal_range(third_person ? word.substr(0, word.size() - 1) : word);
    if (std::any_of(begin, end, [&](const auto& pair) { return exact.contains(std::string(pair.second)); }))
      return true;
  }
  return false;
}

bool is_trivial(const std::vector<text::Token>& code) {
  std::string flat;
  for (const text::Token& token : code) {
    if (!token.text.empty()) flat += token.text + ' ';
  }
  return flat == "pass " || flat == "... " || flat == "return " || flat == "return None " ||
         flat == "continue " || flat == "break " || flat.starts_with("raise NotImplementedError");
}

}  // namespace

std::string_view pair_verdict_name(PairVerdict verdict) {
  constexpr std::array<std::string_view, pair_verdict_count> names = {
      "kept",     "no code", "not English", "word count", "remark",     "commented code", "not tokenisable",
      "too long", "trivial", "unrelated",   "duplicate",  "over limit", "evaluated on"};
  return names[static_cast<std::size_t>(verdict)];
}

PairVerdict check_description(std::string_view description, std::string_view raw) {
  const Words words = split_spaces(description);
  if (words.size() < least_words || words.size() > most_words) return PairVerdict::word_count;
  const bool is_docstring = raw.empty();
  if (is_remark(description, is_docstring) || (!is_docstring && is_remark(raw, false)))
    return PairVerdict::remark;
  if (looks_like_code(description)) return PairVerdict::commented_code;
  if (!is_english(description, words)) return PairVerdict::not_english;
  return PairVerdict::kept;
}

PairVerdict check_code(std::string_view description, const std::vector<text::Token>& code) {
  if (code.empty()) return PairVerdict::no_code;
  if (code.size() > max_code_tokens) return PairVerdict::too_long;
  const bool is_definition = code.front().text == "import" || code.front().text == "from" ||
                             code.front().text == "class" || code.front().text == "@";
  if (is_trivial(code) || is_definition) return PairVerdict::trivial;
  return is_related(description, code) ? PairVerdict::kept : PairVerdict::unrelated;
}

}  // namespace treewright::lab
