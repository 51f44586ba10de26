#include "lab/data/renaming.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

namespace treewright::lab {
namespace {

Row row(const std::string& description, const std::string& code) {
  Row made;
  made.request.description = description;
  made.code = code;
  return made;
}

std::vector<Row> rows() {
  std::vector<Row> all = {
      row("append tok to the list", "tokens.append(tok)"), row("the list of tok is 42", "x = [tok, 42]"),
      row("MONTHS is a list", "MONTHS = []"), row("call tok.name of TokenList", "TokenList(tok.name)"),
      row("DAYS is 17, of DateRange", "DAYS = DateRange(17)")};
  for (int i = 0; i < 300; ++i) all.push_back(row("self, append", i % 4 == 0 ? "self" : "pass"));
  return all;
}

TEST(Renamer, TakesWhatTheDescriptionsHoldOnlyWhereTheCodeDoesForANames) {
  const Renamer renamer(rows());
  for (const char* name : {"tok", "MONTHS", "TokenList", "42"}) EXPECT_TRUE(renamer.is_name(name)) << name;
  for (const char* word : {"append", "list", "self", "tokens", "never"}) {
    EXPECT_FALSE(renamer.is_name(word)) << word;
  }
}

TEST(Renamer, RenamesInDescriptionAndCodeAlike) {
  const Renamer renamer(rows());
  std::mt19937_64 random(1);
  int changed = 0;
  for (int i = 0; i < 50; ++i) {
    const Row renamed = renamer.rename(rows()[3], random);
    EXPECT_TRUE(renamed.is_variant);
    const std::string& nl = renamed.request.description;
    const std::string of = " of ";
    const auto name = nl.substr(5, nl.find(of) - 5), list = nl.substr(nl.find(of) + of.size());
    EXPECT_EQ(renamed.code, fmt::format("{}({})", list, name)) << nl;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(list[0])) != 0) << list;
    changed += static_cast<int>(nl != rows()[3].request.description);
  }
  EXPECT_GT(changed, 25);
}

TEST(Renamer, RenamesAnyWordThatIsQuotedAlone) {
  const Renamer renamer(rows());
  std::mt19937_64 random(1);
  const Row quoted = row("append `self` to 'list'", "list.append(self)");
  std::set<std::string> descriptions;
  for (int i = 0; i < 50; ++i) descriptions.insert(renamer.rename(quoted, random).request.description);
  EXPECT_GT(descriptions.size(), 5U);
  for (const std::string& description : descriptions) EXPECT_TRUE(description.starts_with("append `"));
}

TEST(Renamer, LeavesRowsWithoutNamesAlone) {
  const Renamer renamer({});
  std::mt19937_64 random(1);
  EXPECT_EQ(renamer.rename(row("`x` is Y", "x = Y"), random).code, "x = Y");
}

TEST(Renamer, GivesTheSameVariantsToTheSameSeed) {
  const Renamer renamer(rows());
  std::mt19937_64 one(7), other(7);
  for (const Row& row : rows()) EXPECT_EQ(renamer.rename(row, one).code, renamer.rename(row, other).code);
}

}  // namespace
}  // namespace treewright::lab
