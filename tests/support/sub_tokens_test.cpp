#include "support/sub_tokens.h"

#include <gmock/gmock.h>

namespace treewright {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SubTokens, OfIdentifiers) {
  EXPECT_THAT(sub_tokens("readJSONFile_2"), ElementsAre("read", "json", "file", "2"));
  EXPECT_THAT(sub_tokens("HTTPServer"), ElementsAre("http", "server"));
  EXPECT_THAT(sub_tokens("__init__"), ElementsAre("init"));
}

TEST(SubTokens, OfSentencesInAnyAlphabet) {
  EXPECT_THAT(sub_tokens("Read the file, twice."), ElementsAre("read", "the", "file", "twice"));
  EXPECT_THAT(sub_tokens("прочитать файл"), ElementsAre("прочитать", "файл"));
  EXPECT_THAT(sub_tokens(" -- "), IsEmpty());
}

}  // namespace
}  // namespace treewright
