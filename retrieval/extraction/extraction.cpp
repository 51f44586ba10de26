#include "retrieval/extraction/extraction.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "completion/description.h"
#include "retrieval/extraction/dedent.h"
#include "retrieval/extraction/statements.h"
#include "support/sub_tokens.h"

namespace treewright::retrieval {
namespace {

using syntax::ByteRange;

struct Function {
  ByteRange range, body;
  std::string name;
  std::string description;
  bool is_test = false;
};

struct Scope {
  ByteRange range;
  std::string name;
};

constexpr std::string_view blanks = " \t\r\n";

/// What a comment says: of each line the text without the marks of any language's comments.
std::string comment_lines(std::string_view comment) {
  std::string lines;
  while (!comment.empty()) {
    std::string_view line = comment.substr(0, comment.find('\n'));
    comment.remove_prefix(std::min(line.size() + 1, comment.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r/*#!<"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r/*") + 1);
    lines.append(line).push_back('\n');
  }
  return lines;
}

bool is_description(const std::string& text) {
  return completion::says_something(text) && text.find(' ') != std::string::npos;
}

std::string words_of_name(std::string_view name) {
  std::string words;
  for (const std::string& word : sub_tokens(name)) {
    if (words.empty() && word == "test") continue;
    words += (words.empty() ? "" : " ") + word;
  }
  return words;
}

bool names_a_test(std::string_view name) {
  const std::vector<std::string> words = sub_tokens(name);
  return words.size() > 2 && words.front() == "test";
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = blanks.find(c) != std::string_view::npos;
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

/// Reads one file.
class Reader {
 public:
  Reader(std::string_view text, Query& query) : text_(text), query_(query) {}

  SourceFile read(TSNode root, const std::stop_token& stop) {
    const auto deadline = std::chrono::steady_clock::now() + max_time_a_file;
    const auto too_long = [&] {
      return stop.stop_requested() || std::chrono::steady_clock::now() > deadline;
    };
    if (!query_.run(
            root, text_, [&](const Match& match) { keep(match); }, too_long))
      return {.entries = {}, .imports = {}, .complete = false};
    sort_functions();
    NodeSet done;
    for (const TSNode block : blocks_) {
      if (!done.contains(block.id)) read_block(items_of(block, text_, block_ids_, done));
    }
    for (const Function& function : functions_) add_function(function);
    std::ranges::stable_sort(entries_, {}, &Found::begin);
    name_scopes();
    for (Found& found : entries_) file_.entries.push_back(std::move(found.entry));
    return std::move(file_);
  }

 private:
  struct Found {
    std::size_t begin = 0;  // of the function or statement
    Entry entry;
  };
  using Items = std::span<const Item>;

  void keep(const Match& match) {
    if (const auto& block = of(match, Capture::block)) {
      blocks_.push_back(*block);
      block_ids_.insert(block->id);
    }
    if (of(match, Capture::function) || of(match, Capture::test)) keep_function(match);
    if (const auto& scope = of(match, Capture::scope); scope && of(match, Capture::name))
      scopes_.push_back({syntax::node_range(*scope), text_of(*of(match, Capture::name))});
    if (const auto& docstring = of(match, Capture::docstring))
      docstrings_[ts_node_start_byte(*docstring)] = syntax::node_range(*docstring);
    if (const auto& import = of(match, Capture::import)) file_.imports.push_back(one_line(text_of(*import)));
    if (const auto& skip = of(match, Capture::skip)) skipped_.insert(ts_node_start_byte(*skip));
  }

  void keep_function(const Match& match) {
    const bool is_test = of(match, Capture::test).has_value();
    const auto &whole = of(match, is_test ? Capture::test : Capture::function),
               &body = of(match, Capture::body), &name = of(match, Capture::name),
               &title = of(match, Capture::title);
    if (!body) return;
    functions_.push_back({syntax::node_range(*whole), syntax::node_range(*body), name ? text_of(*name) : "",
                          title ? text_of(*title) : "", is_test});
  }

  /// One that matched as a test too is a test.
  void sort_functions() {
    const auto order = [](const Function& f) { return std::pair(f.range.begin, !f.is_test); };
    const auto begin = [](const Function& f) { return f.range.begin; };
    std::ranges::stable_sort(functions_, {}, order);
    const auto twice = std::ranges::unique(functions_, {}, begin);
    functions_.erase(twice.begin(), twice.end());
  }

  [[nodiscard]] std::string text_of(TSNode node) const { return std::string(syntax::node_text(node, text_)); }
  [[nodiscard]] std::string_view text_of(ByteRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  void read_block(Items items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].comment) continue;
      if (!items[i].own_line) {
        if (i > 0) add_trailing(items[i - 1], items[i]);
        continue;
      }
      std::size_t end = i + 1;
      while (end < items.size() && items[end].comment && items[end].own_line &&
             items[end].first_row == items[end - 1].last_row + 1)
        ++end;
      read_comment(items.subspan(i, end - i), items.subspan(end));
      i = end - 1;
    }
  }

  /// `after`: the items below the comment.
  void read_comment(Items comment, Items after) {
    std::uint32_t row = comment.back().last_row;
    while (!after.empty() && skipped_.contains(after.front().range.begin) &&
           after.front().first_row <= row + 1) {
      row = after.front().last_row;
      after = after.subspan(1);
    }
    if (after.empty() || after.front().comment || after.front().first_row != row + 1) return;
    const std::string lines =
        comment_lines(text_of(ByteRange{comment.front().range.begin, comment.back().range.end}));
    if (Function* function = function_of(after.front())) {
      if (function->description.empty()) function->description = completion::summarise(lines);
      return;
    }
    add_paragraph(completion::describe_comment({}, {lines}), after);
  }

  /// The function that the statement is, decorated, exported or made a template of.
  Function* function_of(const Item& statement) {
    const auto found = std::ranges::lower_bound(functions_, statement.range.begin, {},
                                                [](const Function& f) { return f.range.begin; });
    return found != functions_.end() && found->range.end == statement.range.end ? &*found : nullptr;
  }

  void add_paragraph(const std::string& description, Items statements) {
    std::size_t count = 1;
    while (count < statements.size() && !(statements[count].comment && statements[count].own_line) &&
           statements[count].first_row <= statements[count - 1].last_row + 1 &&
           statements[count].range.end - statements.front().range.begin <= max_code_bytes)
      ++count;
    const ByteRange code{statements.front().range.begin, statements[count - 1].range.end};
    add({EntryKind::comment, description}, code.begin, code);
  }

  void add_trailing(const Item& statement, const Item& comment) {
    if (statement.comment || statement.first_row != comment.first_row) return;
    const std::string lines = comment_lines(text_of(comment.range));
    add({EntryKind::trailing, completion::describe_comment({}, {lines})}, statement.range.begin,
        statement.range);
  }

  void add_function(const Function& function) {
    ByteRange body = function.body;
    if (text_of(body).starts_with('{') && body.end - body.begin >= 2) body = {body.begin + 1, body.end - 1};
    std::string description = function.description;
    if (const auto docstring = docstrings_.find(body.begin); docstring != docstrings_.end()) {
      description = completion::describe_docstring(text_of(docstring->second));
      body.begin = docstring->second.end;
    }
    const bool is_test = function.is_test || (description.empty() && names_a_test(function.name));
    if (description.empty() && is_test) description = words_of_name(function.name);
    add({is_test ? EntryKind::test : EntryKind::function, description, {}, function.name},
        function.range.begin, body);
  }

  /// Adds what lacks only its code; `begin` is where the function or statement does.
  void add(Entry entry, std::size_t begin, ByteRange code) {
    const std::string_view all = text_.substr(0, code.end);
    code.begin = std::min(all.find_first_not_of(" \t\r\n;", code.begin), code.end);
    code.end = std::max(code.begin, all.find_last_not_of(blanks) + 1);
    if (code.begin == code.end || !is_description(entry.description)) return;
    entry.code = cut(code);
    entry.line = line_of(code.begin);
    entry.end_line = line_of(code.end - 1);
    entries_.push_back({begin, std::move(entry)});
  }

  /// The code without its indentation, at most max_code_bytes of it in whole lines.
  [[nodiscard]] std::string cut(ByteRange code) const {
    const std::size_t line = text_.find_last_of('\n', code.begin) + 1;
    std::string_view indentation = text_.substr(line, code.begin - line);
    indentation = indentation.substr(0, std::min(indentation.find_first_not_of(" \t"), indentation.size()));
    std::string_view whole = text_of(code);
    if (whole.size() > max_code_bytes) whole = whole.substr(0, whole.rfind('\n', max_code_bytes) + 1);
    return dedent(whole, indentation);
  }

  [[nodiscard]] std::uint32_t line_of(std::size_t at) {
    if (line_ends_.empty()) {
      for (std::size_t i = text_.find('\n'); i != std::string_view::npos; i = text_.find('\n', i + 1))
        line_ends_.push_back(i);
      line_ends_.push_back(text_.size());
    }
    return static_cast<std::uint32_t>(std::ranges::lower_bound(line_ends_, at) - line_ends_.begin()) + 1;
  }

  /// Scopes are nested, so those around an entry are a stack.
  void name_scopes() {
    for (const Function& function : functions_) {
      if (!function.name.empty()) scopes_.push_back({function.range, function.name});
    }
    std::ranges::sort(scopes_, {}, [](const Scope& scope) { return scope.range.begin; });
    std::vector<const Scope*> open;
    auto next = scopes_.begin();
    for (Found& found : entries_) {
      for (; next != scopes_.end() && next->range.begin < found.begin; ++next) {
        close_before(next->range.begin, open);
        open.push_back(&*next);
      }
      close_before(found.begin, open);
      for (const Scope* scope : open)
        found.entry.scope += (found.entry.scope.empty() ? "" : ".") + scope->name;
    }
  }

  static void close_before(std::size_t at, std::vector<const Scope*>& open) {
    while (!open.empty() && open.back()->range.end <= at) open.pop_back();
  }

  std::string_view text_;
  Query& query_;
  std::vector<TSNode> blocks_;
  NodeSet block_ids_;
  std::vector<Function> functions_;
  std::vector<Scope> scopes_;
  std::map<std::size_t, ByteRange> docstrings_;  // by where they begin, which is where their body does
  std::unordered_set<std::size_t> skipped_;
  std::vector<std::size_t> line_ends_;
  std::vector<Found> entries_;
  SourceFile file_;
};

}  // namespace

std::string_view entry_kind_name(EntryKind kind) {
  constexpr std::array<std::string_view, entry_kind_count> names{"function", "comment", "trailing", "test"};
  return names[static_cast<std::size_t>(kind)];
}

Extraction::Extraction(const SourceLanguage& language, Query query)
    : grammar_(language.grammar), parser_(language.grammar), query_(std::move(query)) {}

Result<Extraction> Extraction::of(const SourceLanguage& language) {
  auto query = Query::compile(language);
  if (!query) return tl::unexpected(query.error());
  return Extraction(language, *std::move(query));
}

SourceFile Extraction::read(std::string_view text, const std::stop_token& stop) {
  const syntax::Tree tree = parser_.parse(text, nullptr, stop);
  if (tree.empty()) return {.entries = {}, .imports = {}, .complete = false};
  return Reader(text, query_).read(tree.root(), stop);
}

SourceFile Extraction::read(std::string_view text, const syntax::Tree& tree, const std::stop_token& stop) {
  if (tree.empty() || ts_tree_language(tree.get()) != grammar_) return read(text, stop);
  return Reader(text, query_).read(tree.root(), stop);
}

}  // namespace treewright::retrieval
