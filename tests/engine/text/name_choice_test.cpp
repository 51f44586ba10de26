#include "engine/text/name_choice.h"

#include <gtest/gtest.h>

namespace treewright::text {
namespace {

using engine::Name;
using engine::NameKind;

std::vector<std::string> chosen(std::string_view description, const std::vector<Name>& names,
                                std::size_t limit) {
  std::vector<std::string> texts;
  for (const std::size_t place : choose_names(description, names, limit))
    texts.push_back(names.at(place).text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(NameChoice, TakesAllInTheirOrderWhereThereIsRoom) {
  const std::vector<Name> names{
      {"os", NameKind::import}, {"path", NameKind::parameter}, {"users", NameKind::global}};
  EXPECT_EQ(chosen("print the users", names, 3), (Texts{"os", "path", "users"}));
}

TEST(NameChoice, HalfAreOfTheFunctionThenWhatTheDescriptionSpeaksOf) {
  const std::vector<Name> names{{"path", NameKind::parameter},  {"mode", NameKind::parameter},
                                {"text", NameKind::local},      {"test_a", NameKind::function},
                                {"test_b", NameKind::function}, {"getUsers", NameKind::function},
                                {"users", NameKind::parameter}};
  EXPECT_EQ(chosen("print each user", names, 4), (Texts{"path", "mode", "getUsers", "users"}));
  EXPECT_EQ(chosen("sort it", names, 4), (Texts{"path", "mode", "text", "test_a"}));
}

TEST(NameChoice, WordsOfOneOrTwoLettersDoNotCount) {
  const std::vector<Name> names{
      {"a", NameKind::import}, {"is_b", NameKind::import}, {"c_rows", NameKind::import}};
  EXPECT_EQ(chosen("is the rows of b", names, 2), (Texts{"c_rows", "a"}));
}

TEST(NameChoice, NoneWhereThereIsNoRoom) { EXPECT_TRUE(chosen("a", {{"a", NameKind::local}}, 0).empty()); }

}  // namespace
}  // namespace treewright::text
