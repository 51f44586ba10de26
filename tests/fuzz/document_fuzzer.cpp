// Edits of a document, in every position encoding: text, lines and tree stay in step, and snapshots stay as
// they were.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "lsp/document.h"

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

void check_lines(const TextBuffer& buffer) {
  const TextBuffer fresh(buffer.text());
  require(buffer.line_count() == fresh.line_count());
  for (std::size_t line = 0; line < fresh.line_count(); ++line) {
    require(buffer.line_start(line) == fresh.line_start(line));
    require(buffer.line_end(line) == fresh.line_end(line));
  }
}

void check_positions(const TextBuffer& buffer, PositionEncoding encoding, Position position) {
  const auto offset = buffer.offset_of(position, encoding);
  require(offset <= buffer.text().size());
  require(buffer.offset_of(buffer.position_of(offset, encoding), encoding) == offset);
}

/// The edit as the specification words it, on plain text.
std::string expected_text(const TextBuffer& buffer, PositionEncoding encoding, const ContentChange& change) {
  if (!change.range) return change.text;
  const auto start = buffer.offset_of(change.range->start, encoding);
  const auto end = buffer.offset_of(change.range->end, encoding);
  return buffer.text().substr(0, std::min(start, end)) + change.text +
         buffer.text().substr(std::max(start, end));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const auto encoding = static_cast<PositionEncoding>(input.byte() % 3);
  Document document(syntax::language_by_id("python"), input.text(input.byte()), 0, {encoding, 2000});
  std::int64_t version = 0;
  while (!input.empty()) {
    const auto kind = input.byte();
    ContentChange change{std::nullopt, input.text(kind % 16)};
    if (kind >= 16) change.range = Range{input.position(), input.position()};
    auto held = document.snapshot();
    const auto text_before = held->buffer.text();
    const auto expected = expected_text(held->buffer, encoding, change);
    if (kind % 2 == 0) held.reset();  // then the edit is made in place
    require(document.change({change}, ++version).has_value());
    require(!held || held->buffer.text() == text_before);
    const auto after = document.snapshot();
    require(after->buffer.text() == expected);
    require(after->unreadable || ts_node_end_byte(after->tree.root()) <= expected.size());
    check_lines(after->buffer);
    check_positions(after->buffer, encoding, input.position());
  }
  return 0;
}
