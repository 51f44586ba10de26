#include "engine/syntax/escapes.h"

#include <gtest/gtest.h>

namespace treewright::syntax {
namespace {

TEST(Escapes, HaveAllDigitsOfACharacterThatExists) {
  for (const char* text : {"", "a", "\\n", "\\\\x4", "\\x4f", "\\u00e9", "\\U0001f389", "\\U0010ffff", "\\d"})
    EXPECT_FALSE(has_broken_escape(text)) << text;
  for (const char* text :
       {"\\x4", "\\xg0", "\\u12", "\\U0001f38", "\\U00110000", "\\U01000000", "\\N{BULLET}", "\\N"})
    EXPECT_TRUE(has_broken_escape(text)) << text;
}

TEST(Escapes, OfBytesAreFewer) {
  EXPECT_FALSE(has_broken_escape("\\u12 \\N \\U", true));
  EXPECT_TRUE(has_broken_escape("\\x4", true));
}

TEST(Braces, AreDoubled) {
  for (const char* text : {"", "a", "{{", "a}}b{{c"}) EXPECT_FALSE(has_lone_brace(text)) << text;
  for (const char* text : {"{", "}", "{{}", "a{b}"}) EXPECT_TRUE(has_lone_brace(text)) << text;
}

}  // namespace
}  // namespace treewright::syntax
