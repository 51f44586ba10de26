#include "engine/decode/stored_masks.h"

#include <gtest/gtest.h>

#include "engine/grammar/mask/action_mask.h"

namespace treewright::decode {
namespace {

TEST(StoredMasks, AreWhatTheParserSays) {
  for (const syntax::Language& language : syntax::languages()) {
    const auto system = grammar::TransitionSystem::of(language).value();
    EXPECT_EQ(stored_mask(language.id), grammar::ActionMask(*system).bytes()) << language.id;
  }
}

TEST(StoredMasks, AreEmptyForOtherLanguages) { EXPECT_TRUE(stored_mask("cobol").empty()); }

}  // namespace
}  // namespace treewright::decode
