#include "lsp/generated_code.h"

#include <algorithm>

namespace treewright::lsp {
namespace {

using Range = syntax::ByteRange;

/// As many as the clients keep answers to show again.
constexpr std::size_t most_offers = 8;
constexpr std::size_t most_taken = 100;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// The generated text is the whole of its lines: `x = 1` is not found in `x = 12`.
bool fills_lines(std::string_view text, const Range& range) {
  const bool begins =
      range.begin == 0 || is_line_end(text[range.begin]) || is_line_end(text[range.begin - 1]);
  return begins && (range.end == text.size() || is_line_end(text[range.end]));
}

bool stands_at(std::string_view text, std::size_t begin, std::string_view code) {
  return begin <= text.size() && text.substr(begin).starts_with(code) &&
         fills_lines(text, {begin, begin + code.size()});
}

/// `code` around `offset`, below `above`.
std::optional<Range> find_around(std::string_view text, std::size_t offset, std::string_view above,
                                 std::string_view code) {
  const std::size_t first = offset - std::min(offset, code.size());
  const std::string_view near = text.substr(first, offset - first + code.size());
  for (std::size_t at = near.find(code); at != std::string_view::npos; at = near.find(code, at + 1)) {
    const Range range{first + at, first + at + code.size()};
    if (fills_lines(text, range) && text.substr(0, range.begin).ends_with(above)) return range;
  }
  return std::nullopt;
}

/// The longest of the texts at `begin`, below the comment as it was.
std::optional<std::size_t> find_offered(const Generated& code, std::string_view text, std::size_t begin) {
  if (begin > text.size() || !text.substr(0, begin).ends_with(code.above)) return std::nullopt;
  std::optional<std::size_t> longest;
  for (std::size_t i = 0; i < code.texts.size(); ++i) {
    if (longest && code.texts[i].size() <= code.texts[*longest].size()) continue;
    if (stands_at(text, begin, code.texts[i])) longest = i;
  }
  return longest;
}

struct Found {
  std::size_t shown;
  Range range;
};

/// The longest of the texts around `offset`, below the comment as it was: undo brings back any of them.
std::optional<Found> find_below_comment(const Generated& code, std::string_view text, std::size_t offset) {
  std::optional<Found> longest;
  for (std::size_t i = 0; i < code.texts.size(); ++i) {
    if (longest && code.texts[i].size() <= code.texts[longest->shown].size()) continue;
    if (const auto range = find_around(text, offset, code.above, code.texts[i])) longest = Found{i, *range};
  }
  return longest;
}

/// The text that was shown, below a comment that has changed. Where its comment still is, it is not here: the
/// user may write the same anywhere.
std::optional<Range> find_alone(const Generated& code, std::size_t shown, std::string_view text,
                                std::size_t offset) {
  const std::string& code_text = code.texts[shown];
  const auto range = find_around(text, offset, "", code_text);
  if (range && text.find(code.above + code_text) != std::string_view::npos) return std::nullopt;
  return range;
}

}  // namespace

void GeneratedCode::take(Document& document, const CodePtr& code, std::size_t shown) {
  auto& taken = document.taken;
  const auto known = std::ranges::find(taken, code, &Taken::code);
  if (known != taken.end()) {
    known->shown = shown;
    return;
  }
  if (taken.size() == most_taken) taken.erase(taken.begin());
  taken.push_back({code, shown});
}

void GeneratedCode::remember(const std::string& uri, Generated code) {
  const std::lock_guard lock(mutex_);
  take(by_uri_[uri], std::make_shared<const Generated>(std::move(code)), 0);
}

void GeneratedCode::offer(const std::string& uri, Generated code, std::size_t begin,
                          const std::stop_token& stop) {
  const std::lock_guard lock(mutex_);
  if (stop.stop_requested()) return;
  auto& offers = by_uri_[uri].offers;
  if (offers.size() == most_offers) offers.erase(offers.begin());
  offers.push_back({std::make_shared<const Generated>(std::move(code)), begin});
}

void GeneratedCode::changed(const std::string& uri, std::string_view text) {
  const std::lock_guard lock(mutex_);
  const auto document = by_uri_.find(uri);
  if (document == by_uri_.end()) return;
  for (const auto& [code, begin] : document->second.offers) {
    if (const auto found = find_offered(*code, text, begin)) take(document->second, code, *found);
  }
}

void GeneratedCode::show(const std::string& uri, const CodePtr& code, std::size_t shown) {
  const std::lock_guard lock(mutex_);
  take(by_uri_[uri], code, shown);
}

std::optional<GeneratedCode::Occurrence> GeneratedCode::find(const std::string& uri, std::string_view text,
                                                             std::size_t offset) {
  const std::lock_guard lock(mutex_);
  const auto document = by_uri_.find(uri);
  if (document == by_uri_.end()) return std::nullopt;
  auto& taken = document->second.taken;
  for (auto each = taken.rbegin(); each != taken.rend(); ++each) {
    const auto found = find_below_comment(*each->code, text, offset);
    if (!found) continue;
    each->shown = found->shown;
    return Occurrence{each->code, found->shown, found->range};
  }
  for (auto each = taken.rbegin(); each != taken.rend(); ++each) {
    if (const auto range = find_alone(*each->code, each->shown, text, offset))
      return Occurrence{each->code, each->shown, *range};
  }
  return std::nullopt;
}

void GeneratedCode::forget(const std::string& uri) {
  const std::lock_guard lock(mutex_);
  by_uri_.erase(uri);
}

std::size_t comment_end(std::string_view text, const syntax::ByteRange& code) {
  constexpr std::string_view blanks = " \t\r\n";
  return text.find_last_not_of(blanks, text.find_first_not_of(blanks, code.begin) - 1) + 1;
}

}  // namespace treewright::lsp
