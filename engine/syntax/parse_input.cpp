#include "engine/syntax/parse_input.h"

#include <algorithm>
#include <utility>

namespace treewright::syntax {
namespace {

/// Where a "\r" ends a line by itself, from `at` on.
std::size_t find_lone_return(std::string_view text, std::size_t at) {
  for (at = text.find('\r', at); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (!text.substr(at + 1).starts_with('\n')) return at;
  }
  return at;
}

/// Empty where there is no such "\r", as nearly always.
std::string with_newlines(std::string_view text) {
  std::size_t at = find_lone_return(text, 0);
  if (at == std::string_view::npos) return {};
  std::string unified(text);
  for (; at != std::string_view::npos; at = find_lone_return(text, at + 1)) unified[at] = '\n';
  return unified;
}

}  // namespace

ParseInput::ParseInput(std::string_view text, std::stop_token stop, TimePoint deadline)
    : unified_(with_newlines(text)),
      text_(unified_.empty() ? text : unified_),
      stop_(std::move(stop)),
      deadline_(deadline) {}

Tree ParseInput::parse(TSParser* parser, const Tree* old) {
  if (is_over()) return {};
  const TSTree* reused = old == nullptr || old->empty() ? nullptr : old->get();
  TSTree* const made = ts_parser_parse_with_options(
      parser, reused, {this, read, TSInputEncodingUTF8, nullptr}, {this, should_stop});
  Tree tree = made == nullptr ? Tree() : Tree(made);
  if (!is_over_) return tree;
  ts_parser_reset(parser);  // else the next call would resume this text
  return {};                // what was made is of the beginning of the text alone
}

bool ParseInput::is_over() {
  const bool has_deadline = deadline_ != TimePoint::max();
  is_over_ =
      is_over_ || stop_.stop_requested() || (has_deadline && std::chrono::steady_clock::now() >= deadline_);
  return is_over_;
}

/// A piece at a time: between tokens tree-sitter asks whether to stop, but a token may be as long as the
/// text, and a grammar's scanner may look far ahead for each. When there is no more time, the text ends here;
/// not within a piece, as tree-sitter reads on without looking where a piece ends in the middle of a
/// character.
const char* ParseInput::read(void* self, uint32_t byte, TSPoint /*point*/, uint32_t* length) {
  constexpr std::size_t piece = 32768, rest = 4;
  auto& input = *static_cast<ParseInput*>(self);
  const bool is_over = input.is_over();
  input.read_end_ =
      is_over ? std::min(byte + rest, input.read_end_) : std::min(byte + piece, input.text_.size());
  if (byte >= input.read_end_) {
    *length = 0;
    return "";
  }
  const auto size = input.read_end_ - byte;
  *length = static_cast<uint32_t>(size);
  return input.text_.data() + byte;
}

bool ParseInput::should_stop(TSParseState* state) {
  return static_cast<ParseInput*>(state->payload)->is_over();
}

}  // namespace treewright::syntax
