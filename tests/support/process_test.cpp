#include "support/process.h"

#include <gmock/gmock.h>

namespace treewright {
namespace {

TEST(RunProcess, GivesWhatItWroteAndItsExitCode) {
  const auto output = run_process({"sh", "-c", "printf 'a b\\n'; echo lost >&2; cat; exit 3"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->text, "a b\n");
  EXPECT_EQ(output->exit_code, 3);
}

TEST(RunProcess, GivesArgumentsAsTheyAre) {
  const auto output = run_process({"printf", "%s|", "a b", "$HOME", "'\"", ""});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->text, "a b|$HOME|'\"||");
}

TEST(RunProcess, ReadsMoreThanAPipeHolds) {
  const auto output = run_process({"head", "-c", "1000000", "/dev/zero"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->text.size(), 1000000U);
}

TEST(RunProcess, SaysThatASignalEndedIt) {
  const auto output = run_process({"sh", "-c", "kill -9 $$"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->exit_code, 128 + 9);
}

TEST(RunProcess, FailsWithTheNameOfWhatIsNotThere) {
  const auto output = run_process({"treewright-no-such-program"});
  ASSERT_FALSE(output);
  EXPECT_THAT(output.error().message,
              testing::HasSubstr("treewright-no-such-program: cannot start: No such file"));
}

}  // namespace
}  // namespace treewright
