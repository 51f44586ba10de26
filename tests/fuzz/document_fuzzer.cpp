// Edits of a document as a client sends them, in every position encoding, good and bad: the text is what the
// edits make of it by the words of the specification, lines and tree are those of a fresh document, and
// snapshots stay as they were. After an edit that does not fit the document is out of sync for good.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "lsp/document.h"
#include "support/utf8.h"

namespace {

using namespace treewright;
using namespace treewright::lsp;

void require(bool condition) {
  if (!condition) std::abort();
}

/// Takes what the fuzzer gives apart.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::string text(std::size_t at_most) {
    const auto piece = bytes_.substr(0, at_most);
    bytes_.remove_prefix(piece.size());
    return std::string(piece);
  }
  Position position() {
    const auto line = byte();
    return {line, byte()};
  }

 private:
  std::string_view bytes_;
};

/// Where lines begin, byte by byte.
std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !is_pair)) starts.push_back(i + 1);
  }
  return starts;
}

std::uint32_t units(std::size_t bytes, PositionEncoding encoding) {
  if (encoding == PositionEncoding::utf8) return static_cast<std::uint32_t>(bytes);
  return encoding == PositionEncoding::utf16 && bytes == 4 ? 2 : 1;
}

/// A position as the specification words it, character by character. Nothing where there is no such line.
std::optional<std::size_t> offset_of(std::string_view text, Position position, PositionEncoding encoding) {
  const auto starts = line_starts(text);
  if (position.line > starts.size()) return std::nullopt;
  if (position.line == starts.size()) return text.size();
  std::size_t at = starts[position.line];
  for (std::uint32_t column = 0; at < text.size() && text[at] != '\n' && text[at] != '\r';) {
    const auto bytes = std::max<std::size_t>(1, utf8_character_size(text, at));
    column += units(bytes, encoding);
    if (column > position.character) break;
    at += bytes;
  }
  return at;
}

/// The text after a change; nothing where the change does not fit.
std::optional<std::string> expected_text(const std::string& text, const ContentChange& change,
                                         PositionEncoding encoding) {
  if (!change.range) return change.text;
  const auto start = offset_of(text, change.range->start, encoding);
  const auto end = offset_of(text, change.range->end, encoding);
  if (!start || !end) return std::nullopt;
  return text.substr(0, std::min(*start, *end)) + change.text + text.substr(std::max(*start, *end));
}

void check_buffer(const TextBuffer& buffer, PositionEncoding encoding, Position position) {
  const auto starts = line_starts(buffer.text());
  require(buffer.line_count() == starts.size());
  for (std::size_t line = 0; line < starts.size(); ++line) require(buffer.line_start(line) == starts[line]);
  const auto offset = buffer.offset_of(position, encoding);
  require(offset == offset_of(buffer.text(), position, encoding).value_or(buffer.text().size()));
  require(buffer.offset_of(buffer.position_of(offset, encoding), encoding) == offset);
}

std::string tree_text(const syntax::Tree& tree) {
  char* const text = ts_node_string(tree.root());
  std::string copy = text;
  std::free(text);
  return copy;
}

void check_tree(const Snapshot& snapshot) {
  const auto tree = snapshot.parse();
  require(tree.empty() == snapshot.unreadable.has_value());
  if (tree.empty()) return;
  require(ts_node_end_byte(tree.root()) <= snapshot.buffer.text().size());
  // An incremental parse may mend errors in another way than a fresh one, but not make or hide them.
  const auto fresh = syntax::Parser(*snapshot.language).parse(snapshot.buffer.text());
  require(ts_node_has_error(tree.root()) == ts_node_has_error(fresh.root()));
  if (!ts_node_has_error(fresh.root())) require(tree_text(tree) == tree_text(fresh));
}

void expect_lost(Document& document, const std::string& text) {
  require(!document.in_sync());
  require(!document.change({{std::nullopt, text}}, 1'000'000).has_value());
  require(document.snapshot()->unreadable == Unreadable::out_of_sync);
  require(document.snapshot()->parse().empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto encoding = static_cast<PositionEncoding>(input.byte() % 3);
  DocumentOptions options{encoding, 2000};
  options.parse_limit = std::chrono::minutes(1);
  Document document(syntax::language_by_id("python"), input.text(input.byte()), 0, options);
  std::int64_t version = 0;
  while (!input.empty()) {
    const auto kind = input.byte();
    ContentChange change{std::nullopt, input.text(kind % 16)};
    if (kind >= 16) change.range = Range{input.position(), input.position()};
    const bool is_stale = kind % 32 == 31;
    auto held = document.snapshot();
    const std::string before = held->buffer.text();
    const auto expected = is_stale ? std::nullopt : expected_text(before, change, encoding);
    if (kind % 2 == 0) held.reset();  // then the edit is made in place
    const auto changed = document.change({change}, is_stale ? version : ++version);
    require(changed.has_value() == expected.has_value());
    require(!held || held->buffer.text() == before);
    if (!expected) {
      expect_lost(document, change.text);
      return 0;
    }
    const auto after = document.snapshot();
    require(after->buffer.text() == *expected);
    check_buffer(after->buffer, encoding, input.position());
    if (kind % 3 != 0) check_tree(*after);  // else the next parse has several edits to take in
  }
  return 0;
}
