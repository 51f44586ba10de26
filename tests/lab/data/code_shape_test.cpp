#include "lab/data/code_shape.h"

#include <gmock/gmock.h>

namespace treewright::lab {
namespace {

using engine::NameKind;

TEST(CodeShape, NamesAndWhiteSpaceDoNotCount) {
  const std::string first = code_shape("for x in rows:\n    print(x)", {{"rows", NameKind::parameter}});
  EXPECT_EQ(first, "for x in _: print(x)");
  EXPECT_EQ(code_shape("for x in table :\n  print(x)", {{"table", NameKind::local}}),
            "for x in _ : print(x)");
}

TEST(CodeShape, ImportsAndPartsOfWordsCount) {
  EXPECT_EQ(code_shape("json.load(f)", {{"json", NameKind::import}, {"f", NameKind::local}}), "json.load(_)");
  EXPECT_EQ(code_shape("file_2 = file", {{"file", NameKind::local}}), "file_2 = _");
}

}  // namespace
}  // namespace treewright::lab
