#include "engine/grammar/mask/mask_tables.h"

#include <gtest/gtest.h>

namespace treewright::grammar {
namespace {

std::shared_ptr<const TransitionSystem> system_of(const char* language) {
  return TransitionSystem::of(*syntax::known_language(language)).value();
}

TEST(MaskTables, ComeBackFromTheirBytes) {
  const auto python = system_of("python");
  MaskTables tables(*python);
  tables.element(3, 0, 7) = true;
  tables.name(3, 0, 2) = true;
  MaskTables again(*python);
  ASSERT_TRUE(again.read(tables.bytes()));
  EXPECT_TRUE(again.element(3, 0, 7));
  EXPECT_FALSE(again.element(3, 0, 8));
  EXPECT_TRUE(again.name(3, 0, 2));
  EXPECT_EQ(again.bytes(), tables.bytes());
}

TEST(MaskTables, RefuseTheBytesOfAnotherSystem) {
  const auto python = system_of("python"), c = system_of("c");
  const std::string bytes = MaskTables(*python).bytes();
  MaskTables tables(*python);
  EXPECT_FALSE(MaskTables(*c).read(bytes));
  EXPECT_FALSE(tables.read(""));
  EXPECT_FALSE(tables.read(bytes + "x"));
  EXPECT_FALSE(tables.read(bytes.substr(1)));
}

}  // namespace
}  // namespace treewright::grammar
