#include "support/stems.h"

#include <gmock/gmock.h>

namespace treewright {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Stemmer, WordsInAnyFormAreOne) {
  Stemmer stemmer;
  EXPECT_THAT(stemmer.stems("reads reading readJSONFiles"),
              ElementsAre("read", "read", "read", "json", "file"));
  EXPECT_THAT(stemmer.stems("naïve файлы"), ElementsAre("naïv", "файлы"));
  EXPECT_THAT(stemmer.stems(" -- "), IsEmpty());
}

}  // namespace
}  // namespace treewright
