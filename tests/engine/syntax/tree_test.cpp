#include "engine/syntax/tree.h"

#include <gtest/gtest.h>

#include <string>

namespace treewright::syntax {
namespace {

const Language& python() { return *language_by_id("python"); }

std::string shape(const Tree& tree) {
  char* text = ts_node_string(tree.root());
  std::string shape = text;
  std::free(text);
  return shape;
}

TEST(Tree, CountsErrorsAndMissingNodes) {
  Parser parser(python());
  EXPECT_EQ(count_errors(parser.parse("x = f(1)\n").root()), 0U);
  EXPECT_GT(count_errors(parser.parse("x = = 1\n").root()), 0U);
  EXPECT_GT(count_errors(parser.parse("x = (1\n").root()), 0U);
}

TEST(Tree, CountsInDeepTrees) {
  const std::string deep = std::string(10000, '(') + "1" + std::string(10000, ')');
  const Tree tree = Parser(python()).parse(deep + "\n");
  EXPECT_EQ(count_errors(tree.root()), 0U);
}

TEST(Tree, CountStaysBelowTheNode) {
  const std::string text = "a = 1\nb = = 2\n";
  const Tree tree = Parser(python()).parse(text);
  EXPECT_EQ(count_errors(ts_node_child(tree.root(), 0)), 0U);
}

TEST(Tree, NodeTextIsTheSource) {
  const std::string text = "name = 'ü'\n";
  const Tree tree = Parser(python()).parse(text);
  const TSNode statement = ts_node_child(tree.root(), 0);
  EXPECT_EQ(node_text(statement, text), "name = 'ü'");
  EXPECT_EQ(node_range(statement), (ByteRange{0, 11}));
}

TEST(Tree, EditedTreeReparsesToTheSameAsAFreshOne) {
  Parser parser(python());
  const Tree before = parser.parse("def f(a):\n    return a\nx = 1\n");
  const std::string after = "def f(a, b):\n    return a\nx = 1\n";
  const Tree moved = before.edited({{7, 7}, 10, {0, 7}, {0, 7}, {0, 10}});
  EXPECT_EQ(shape(parser.parse(after, &moved)), shape(parser.parse(after)));
}

TEST(Tree, EditLeavesTheOriginal) {
  const Tree before = Parser(python()).parse("x = 1\n");
  const std::string shape_before = shape(before);
  const Tree moved = before.edited({{0, 0}, 3, {0, 0}, {0, 0}, {0, 3}});
  EXPECT_EQ(ts_node_end_byte(before.root()), 6U);
  EXPECT_EQ(ts_node_end_byte(moved.root()), 9U);
  EXPECT_EQ(shape(before), shape_before);
}

TEST(Parser, StopsOnRequestAndStartsAnew) {
  Parser parser(python());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(parser.parse("x = 1\n", nullptr, stop.get_token()).empty());
  EXPECT_EQ(shape(parser.parse("pass\n")), "(module (pass_statement))");
}

TEST(Parser, TakesAnyBytes) {
  const std::string bytes("\xff\xfe\0(", 4);
  EXPECT_FALSE(Parser(python()).parse(bytes).empty());
  EXPECT_FALSE(Parser(python()).parse("").empty());
}

TEST(Tree, ALoneCarriageReturnEndsALine) {
  Parser parser(python());
  EXPECT_EQ(shape(parser.parse("if x:\r    y = 1\r# a\rz = 2\r")),
            shape(parser.parse("if x:\n    y = 1\n# a\nz = 2\n")));
  EXPECT_EQ(shape(parser.parse("x = 1\r\n# a\r\n")), shape(parser.parse("x = 1\n# a\n")));
  const std::string text = "x = 'a'\r# b\r";
  const Tree tree = parser.parse(text);
  EXPECT_EQ(node_text(ts_node_named_child(tree.root(), 1), text), "# b");
}

}  // namespace
}  // namespace treewright::syntax
