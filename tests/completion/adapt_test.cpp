#include "completion/adapt.h"

#include <gtest/gtest.h>

#include <cmath>

namespace treewright::completion {
namespace {

std::string adapted(const std::string& description, const std::string& like, const std::string& code,
                    double similarity = 0.9, const std::vector<std::string>& scope = {}) {
  engine::Request request;
  request.description = description;
  for (const std::string& name : scope) request.names.push_back({name, engine::NameKind::local});
  const auto candidate =
      adapt(*syntax::language_by_id("python"), request, {{like, code}, {"a.py", 1, 1, similarity}});
  return candidate ? text::join(candidate->lines) : "nothing";
}

TEST(Adapt, NamesOfTheRequestTakeTheirPlaces) {
  EXPECT_EQ(adapted("sort new_rows by age", "sort all_rows by age", "all_rows.sort(key=age)\n"),
            "new_rows.sort(key=age)");
  EXPECT_EQ(adapted("wait for 30 seconds", "wait for 5 seconds", "time.sleep(5)\n"), "time.sleep(30)");
  EXPECT_EQ(adapted("open the file 'b.txt'", "open the file 'a.txt'", "f = open('a.txt')\n"),
            "f = open(\"b.txt\")");
}

TEST(Adapt, APlainWordIsANameOnlyWhereItIsInScope) {
  EXPECT_EQ(adapted("sort users by age", "sort rows by age", "rows.sort(key=age)\n"), "rows.sort(key=age)");
  EXPECT_EQ(adapted("sort users by age", "sort rows by age", "rows.sort(key=age)\n", 0.9, {"users"}),
            "users.sort(key=age)");
  EXPECT_EQ(adapted("load the file at path", "read the file at path", "text = f.read()\n", 0.9, {"path"}),
            "text = f.read()");
}

TEST(Adapt, WhatHasNoCounterpartOrIsNotNearOrIsNoCodeIsNothing) {
  EXPECT_EQ(adapted("sort by age", "sort all_rows by age", "all_rows.sort(key=age)\n"), "nothing");
  EXPECT_EQ(adapted("sort it", "sort it", "it.sort()\n", 0.39), "nothing");
  EXPECT_EQ(adapted("sort it", "sort it", "it.sort(\n"), "nothing");
}

TEST(Adapt, TheScoreFallsWithTheSimilarity) {
  const auto score = [](double similarity) {
    return adapt(*syntax::language_by_id("python"), {}, {{"", "pass\n"}, {"a.py", 1, 1, similarity}})->score;
  };
  EXPECT_DOUBLE_EQ(score(1), 0);
  EXPECT_DOUBLE_EQ(score(0.5), 1.5 * std::log(0.5));
}

}  // namespace
}  // namespace treewright::completion
