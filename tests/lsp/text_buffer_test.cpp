#include "lsp/text_buffer.h"

#include <gtest/gtest.h>

#include <random>

namespace treewright::lsp {
namespace {

struct Marked {
  TextBuffer buffer;
  std::size_t offset;
};

/// `^` marks the cursor.
Marked marked(std::string text) {
  const auto offset = text.find('^');
  text.erase(offset, 1);
  return {TextBuffer(std::move(text)), offset};
}

void check(const std::string& text, PositionEncoding encoding, Position expected) {
  const auto [buffer, offset] = marked(text);
  EXPECT_EQ(buffer.position_of(offset, encoding), expected) << text;
  EXPECT_EQ(buffer.offset_of(expected, encoding), offset) << text;
}

TEST(TextBuffer, PositionsInEveryEncoding) {
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    check("^", encoding, {0, 0});
    check("ab^", encoding, {0, 2});
    check("ab\n^", encoding, {1, 0});
    check("ab\r\n^c\n", encoding, {1, 0});
    check("ab\rc^\n", encoding, {1, 1});
    check("\n\r\r\n^x", encoding, {3, 0});
  }
  check("x\né€😀^", PositionEncoding::utf8, {1, 9});
  check("x\né€😀^", PositionEncoding::utf16, {1, 4});
  check("x\né€😀^", PositionEncoding::utf32, {1, 3});
}

struct EncodedPosition {
  const char* text;  ///< `^` marks it
  Position utf8, utf16, utf32;
};

TEST(TextBuffer, PositionsInTextOfAnyLanguage) {
  const std::vector<EncodedPosition> rows{
      // Lines end at "\n", "\r\n" and "\r" alone: not at what Unicode calls a line or paragraph separator, at
      // a form feed, at a vertical tab or at a next line.
      {"a\u2028b^", {0, 5}, {0, 3}, {0, 3}},
      {"'\u2029'\n'\u0085\f\v'^\n", {1, 6}, {1, 5}, {1, 5}},
      {"a\rb\r^c", {2, 0}, {2, 0}, {2, 0}},
      {"ä\r\u2028\ré^\r\n", {2, 2}, {2, 1}, {2, 1}},
      {"\r^\r", {1, 0}, {1, 0}, {1, 0}},
      // A byte order mark is a character of the first line.
      {"\uFEFF^# sort", {0, 3}, {0, 1}, {0, 1}},
      {"\uFEFF# ß^", {0, 7}, {0, 4}, {0, 4}},
      // Combining characters, joiners, modifiers: characters of their own.
      {"e\u0301^x", {0, 3}, {0, 2}, {0, 2}},
      {"👩\u200D👩\u200D👧^", {0, 18}, {0, 8}, {0, 5}},
      {"👍🏽^", {0, 8}, {0, 4}, {0, 2}},
      {"\u1100\u1161\u11A8^", {0, 9}, {0, 3}, {0, 3}},
      // Text from right to left has its characters in the order in which they are read.
      {"# מיין^", {0, 10}, {0, 6}, {0, 6}},
      {"x = 'مرحبا'^", {0, 16}, {0, 11}, {0, 11}},
      {"\u202Eabc\u202C^", {0, 9}, {0, 5}, {0, 5}},
      {"größen = [𝔸]^\n", {0, 17}, {0, 13}, {0, 12}},
      {"名前 = 1\r日本^語", {1, 6}, {1, 2}, {1, 2}},
  };
  for (const auto& row : rows) {
    check(row.text, PositionEncoding::utf8, row.utf8);
    check(row.text, PositionEncoding::utf16, row.utf16);
    check(row.text, PositionEncoding::utf32, row.utf32);
  }
}

/// An edit counts as the client meant it, whatever stands around it.
TEST(TextBuffer, EditsInTextOfAnyLanguage) {
  const std::string text = "\uFEFF# größe\r\u2028'e\u0301'\r# מיין 👍🏽 x\n";
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    for (const std::string what : {"größe", "\u2028", "e\u0301", "מיין", "👍", "x"}) {
      TextBuffer buffer(text);
      const auto begin = text.find(what);
      const auto range = buffer.range_of({begin, begin + what.size()}, encoding);
      buffer.replace({buffer.offset_of(range.start, encoding), buffer.offset_of(range.end, encoding)}, "?");
      auto expected = text;
      EXPECT_EQ(buffer.text(), expected.replace(begin, what.size(), "?"));
    }
  }
}

TEST(TextBuffer, PositionsOutsideTheTextAreClamped) {
  const TextBuffer buffer("ab\r\ncd\n");
  constexpr auto utf16 = PositionEncoding::utf16;
  EXPECT_EQ(buffer.offset_of({0, 99}, utf16), 2U);  // before the line end, not inside it
  EXPECT_EQ(buffer.offset_of({1, 0xFFFFFFFF}, utf16), 6U);
  EXPECT_EQ(buffer.offset_of({2, 5}, utf16), 7U);
  EXPECT_EQ(buffer.offset_of({0xFFFFFFFF, 0}, utf16), 7U);
}

TEST(TextBuffer, PositionsInsideACharacterAreItsStart) {
  const TextBuffer buffer("a😀b");
  EXPECT_EQ(buffer.offset_of({0, 2}, PositionEncoding::utf16), 1U);
  EXPECT_EQ(buffer.offset_of({0, 3}, PositionEncoding::utf16), 5U);
  for (std::uint32_t column = 1; column < 5; ++column) {
    EXPECT_EQ(buffer.offset_of({0, column}, PositionEncoding::utf8), 1U);
  }
}

TEST(TextBuffer, BytesThatAreNotUtf8CountAsOneEach) {
  const TextBuffer buffer("\xff\x80z");
  EXPECT_EQ(buffer.offset_of({0, 2}, PositionEncoding::utf16), 2U);
  EXPECT_EQ(buffer.position_of(3, PositionEncoding::utf8), (Position{0, 3}));
}

TEST(TextBuffer, EditsAreDescribedAsTreeSitterCountsThem) {
  TextBuffer buffer("a\rb\ncd");
  const auto edit = buffer.replace({4, 5}, "x\ny");
  EXPECT_EQ(buffer.text(), "a\rb\nx\nyd");
  EXPECT_EQ(edit.begin_point.row, 1U);  // the lone "\r" ends no row
  EXPECT_EQ(edit.old_end_point.column, 1U);
  EXPECT_EQ(edit.new_end, 7U);
  EXPECT_EQ(edit.new_end_point.row, 2U);
  EXPECT_EQ(edit.new_end_point.column, 1U);
  EXPECT_EQ(buffer.line_count(), 4U);
}

/// Rows and columns as tree-sitter has them, the slow way.
TSPoint slow_point(std::string_view text, std::size_t offset) {
  TSPoint point{0, 0};
  for (std::size_t i = 0; i < offset; ++i) {
    point = text[i] == '\n' ? TSPoint{point.row + 1, 0} : TSPoint{point.row, point.column + 1};
  }
  return point;
}

TEST(TextBuffer, ManyEditsLeaveTheLinesOfAFreshBuffer) {
  std::mt19937 random(7);
  const std::string alphabet = "\r\n\r\nab";
  const auto below = [&](std::size_t bound) { return random() % bound; };
  TextBuffer buffer("a\r\nb\rc\n");
  for (int round = 0; round < 5000; ++round) {
    const auto begin = below(buffer.text().size() + 1);
    const auto end = begin + below(std::min<std::size_t>(buffer.text().size() - begin, 4) + 1);
    std::string by;
    for (auto count = below(5); count > 0; --count) by += alphabet[below(alphabet.size())];
    auto expected = buffer.text();
    expected.replace(begin, end - begin, by);
    const auto edit = buffer.replace({begin, end}, by);
    ASSERT_EQ(buffer.text(), expected);
    const TextBuffer fresh(expected);
    ASSERT_EQ(buffer.line_count(), fresh.line_count());
    for (std::size_t line = 0; line < fresh.line_count(); ++line) {
      ASSERT_EQ(buffer.line_start(line), fresh.line_start(line));
    }
    const auto point = slow_point(expected, edit.new_end);
    ASSERT_EQ(edit.new_end_point.row, point.row);
    ASSERT_EQ(edit.new_end_point.column, point.column);
  }
}

}  // namespace
}  // namespace treewright::lsp
