#include "engine/syntax/timed_parse.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <thread>
#include <vector>

namespace treewright::syntax {
namespace {

using std::chrono::milliseconds;

/// What the process has computed: a wall clock would count what else the machine does.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

const Language& python() { return *language_by_id("python"); }

/// `piece` again and again, 9 MB.
std::string many(const std::string& piece) {
  std::string text;
  while (text.size() < (9U << 20)) text += piece;
  return text;
}

/// Texts that nobody writes, and that take seconds or minutes.
std::vector<std::string> hard_texts() {
  return {many("("),
          many("[{"),
          many("x = (1 + [2, {'a': 3}])\n"),
          many("x + "),
          many("'"),
          many("if x:\n"),
          many(") ] } "),
          many("f'{"),
          many("lambda: "),
          many("\\\n"),  // a scanner that looks ahead to the end from every line
          many("\"\"\"a\n"),
          many("@"),
          many(std::string(1, '\0')),
          many("\xff"),
          many("'é😀"),  // pieces end within characters
          "x = '" + many("y") + "'\n",
          "#" + many("y")};
}

TEST(ParseInTime, EndsInTimeWhateverTheText) {
  for (const std::string& text : hard_texts()) {
    const double start = cpu_seconds();
    static_cast<void>(parse_in_time(python(), text, nullptr, {}, milliseconds(20)));
    EXPECT_LT(cpu_seconds() - start, 1) << text.substr(0, 20);
  }
}

TEST(ParseInTime, HasNoTreeOfTheBeginningOfAText) {
  const std::string text = "x = '" + many("y") + "'\n";  // two tokens: it could be over before anybody asks
  EXPECT_TRUE(parse_in_time(python(), text, nullptr, {}, milliseconds(1)).empty());
  const Tree whole = parse_in_time(python(), text, nullptr, {}, milliseconds(60000));
  ASSERT_FALSE(whole.empty());
  EXPECT_EQ(ts_node_end_byte(whole.root()), text.size());
}

TEST(ParseInTime, EndsWhenItIsNoLongerWanted) {
  for (const std::string& text : hard_texts()) {
    std::stop_source stop;
    std::thread canceller([&stop] {
      std::this_thread::sleep_for(milliseconds(20));
      stop.request_stop();
    });
    const double start = cpu_seconds();
    static_cast<void>(parse_in_time(python(), text, nullptr, stop.get_token(), milliseconds(60000)));
    EXPECT_LT(cpu_seconds() - start, 1) << text.substr(0, 20);
    canceller.join();
  }
}

TEST(ParseInTime, PiecesOfATextGiveTheTreeOfTheWhole) {
  std::string text;
  for (int i = 0; text.size() < 200000; ++i) text += "größe_" + std::to_string(i) + " = 'é😀'  # 名前\n";
  const Tree tree = parse_in_time(python(), text, nullptr, {}, milliseconds(60000));
  ASSERT_FALSE(tree.empty());
  EXPECT_EQ(count_errors(tree.root()), 0U);
  EXPECT_EQ(ts_node_end_byte(tree.root()), text.size());
}

}  // namespace
}  // namespace treewright::syntax
