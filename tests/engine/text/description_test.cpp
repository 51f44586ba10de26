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

}  // namespace
}  // namespace treewright::text
