#include "support/unicode.h"

#include <gtest/gtest.h>

namespace treewright {
namespace {

TEST(Unicode, IdentifiersAreThoseOfPython) {
  for (const std::string_view name :
       {"x", "_1", "größe", "名前", "re\u0301sume\u0301", "שם", "ª", "x·", "ℵ", "ﬁle"})
    EXPECT_TRUE(is_identifier(name)) << name;
  // U+037A and U+0E33 are letters, but what normalising makes of them begins no name.
  for (const std::string_view text :
       {"", "1", "1x", "a b", "→", "🍋", "·x", "\u0301x", "²", "\u037A", "\u0E33", "\xff", "a\xc3"})
    EXPECT_FALSE(is_identifier(text)) << text;
}

TEST(Unicode, AnIdentifierEndsWhereItsCharactersDo) {
  EXPECT_EQ(identifier_end("größe(x)", 0), 7U);
  EXPECT_EQ(identifier_end("→x", 0), 0U);
  EXPECT_EQ(identifier_end("a\xff", 0), 1U);
}

TEST(Unicode, NormalisesNames) {
  EXPECT_EQ(nfkc("\uFB01le"), "file");
  EXPECT_EQ(nfkc("gro\u0308\u00DFe"), nfkc("gr\u00F6\u00DFe"));
  EXPECT_EQ(nfkc("a\xff"), "a\xff");
}

TEST(Unicode, TellsScriptsAndSpaces) {
  EXPECT_TRUE(is_latin(U'ö'));
  EXPECT_FALSE(is_latin(U'я'));
  EXPECT_TRUE(is_written_without_spaces(U'名'));
  EXPECT_FALSE(is_written_without_spaces(U'파'));
  EXPECT_TRUE(is_wide_space(0x3000));
  EXPECT_TRUE(is_invisible(0x200F));
  EXPECT_FALSE(is_letter(U'🍋'));
}

TEST(Unicode, DecodesWhatIsWellFormed) {
  EXPECT_EQ(code_point_at("é", 0).value, 0xE9U);
  EXPECT_EQ(code_point_at("🍋", 0).value, 0x1F34BU);
  EXPECT_EQ(code_point_at("\xc3", 0).size, 0U);
}

}  // namespace
}  // namespace treewright
