#include "engine/text/description.h"

#include <gtest/gtest.h>

namespace treewright::text {
namespace {

/// Words as "read" or "read=copy" where copying gives something else, apart by spaces.
std::string words_of(std::string_view description) {
  std::string all;
  for (const Word& word : split_description(description)) {
    if (!all.empty()) all += ' ';
    all += word.read;
    if (!word.copy.empty() && word.copy != word.read) all += "=" + word.copy;
  }
  return all;
}

TEST(Description, SplitsNamesNumbersAndPunctuation) {
  EXPECT_EQ(words_of("Return x_1, 0.5 times."), "return=Return x_1 , 0.5 times .");
}

TEST(Description, AQuotedSpanCanBeCopiedWhole) { EXPECT_EQ(words_of("print 'a b'"), "print '=a b a b '"); }

TEST(Description, AMarkEndsAFieldThatCanBeCopiedWholeAndAsAClassName) {
  EXPECT_EQ(words_of("Al'Akir the Windlord NAME_END 3 ATK_END Rogue CLS_END Deal 2 damage."),
            "{=Al'Akir the Windlord al=Al ' akir=Akir the windlord=Windlord NAME_END=AlAkirTheWindlord "
            "3 ATK_END rogue=Rogue CLS_END deal=Deal 2 damage .");
  EXPECT_EQ(words_of("NAME_END"), "NAME_END");
}

TEST(Description, NamesOfAnyScriptAreOneWordThatCanBeCopied) {
  EXPECT_EQ(words_of("sort größen"), "sort größen");
  EXPECT_EQ(words_of("print re\u0301sume\u0301"), "print résumé=re\u0301sume\u0301");  // reads in one form
  EXPECT_EQ(words_of("打印user的名字"), "打印 user 的名字");
  EXPECT_EQ(words_of("a → b 🍋🍋 c"), "a → b 🍋🍋 c");
  EXPECT_TRUE(is_identifier("größe_2"));
  EXPECT_FALSE(is_identifier("→"));
  EXPECT_FALSE(is_identifier("\xff"));
}

TEST(Description, AnyBytesAreWords) {
  EXPECT_EQ(split_description("a\xff\xc3 b").size(), 3U);
  EXPECT_EQ(split_description("\xe2\x82").size(), 1U);
}

}  // namespace
}  // namespace treewright::text
