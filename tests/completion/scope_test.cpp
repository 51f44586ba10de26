#include "completion/scope.h"

#include <gmock/gmock.h>

#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

// "name/kind" in order, the kind by its first letters.
std::vector<std::string> names_at(const std::string& marked, bool hide = true) {
  const SourceText text(marked);
  const auto site = find_site(text.source(), text.cursor());
  if (!site) return {"reason/" + std::string(reason_name(site.error()))};
  constexpr std::string_view kinds[] = {"parameter", "local", "import", "member",
                                        "function",  "type",  "global", "enclosing"};
  std::vector<std::string> result;
  const auto hidden = hide ? site->existing_code : std::nullopt;
  for (const engine::Name& name : names_in_scope(text.source(), site->insert_at, hidden)) {
    result.push_back(name.text + "/" + std::string(kinds[static_cast<std::size_t>(name.kind)]));
  }
  return result;
}

TEST(Scope, ParametersOfEveryForm) {
  EXPECT_THAT(names_at("def f(a, b: int, c=x, d: str = y, *rest, key, **options):\n    # add▮\n"),
              ElementsAre("a/parameter", "b/parameter", "c/parameter", "d/parameter", "rest/parameter",
                          "key/parameter", "options/parameter", "f/enclosing"));
}

TEST(Scope, LocalsBoundBeforeTheSiteNearestFirst) {
  EXPECT_THAT(names_at("def f():\n"
                       "    first, (second, *third) = g()\n"
                       "    with open(p) as file:\n"
                       "        pass\n"
                       "    for row, cell in rows:\n"
                       "        pass\n"
                       "    try:\n"
                       "        pass\n"
                       "    except OSError as error:\n"
                       "        pass\n"
                       "    if (size := len(x)) > 1:\n"
                       "        pass\n"
                       "    # add▮\n\n"
                       "    later = 1\n"),
              ElementsAre("f/enclosing", "size/local", "error/local", "cell/local", "row/local", "file/local",
                          "third/local", "second/local", "first/local"));
}

TEST(Scope, AttributesSubscriptsAndComprehensionsBindNoLocals) {
  const auto names =
      names_at("def f(xs):\n    xs.size = 1\n    xs[key] = 2\n    ys = [item for item in xs]\n    # add▮\n");
  EXPECT_THAT(names, ElementsAre("xs/parameter", "f/enclosing", "ys/local"));
}

TEST(Scope, ImportsBindTheirLastName) {
  EXPECT_THAT(names_at("import os.path\nimport numpy as np\nfrom a import b, c as d\n\n# add▮\n"),
              ElementsAre("d/import", "b/import", "np/import", "os/import"));
}

TEST(Scope, MembersOfTheEnclosingClassNearestFirst) {
  EXPECT_THAT(names_at("class Box:\n"
                       "    limit = 3\n\n"
                       "    def __init__(self):\n"
                       "        self.items = []\n\n"
                       "    def add(self, item):\n"
                       "        # add▮\n\n"
                       "    def clear(self):\n"
                       "        self.count = 0\n"),
              ElementsAre("self/parameter", "item/parameter", "add/enclosing", "clear/member", "count/member",
                          "items/member", "limit/member", "Box/type"));
}

TEST(Scope, AnotherClassHasNoMembersHere) {
  const auto names = names_at(
      "class A:\n    def f(self):\n        self.a = 1\n\nclass B:\n    def g(self):\n        # set▮\n");
  EXPECT_THAT(names, Not(Contains("a/member")));
  EXPECT_THAT(names, Contains("A/type"));
}

TEST(Scope, GlobalsFunctionsAndTypesOfTheModuleEvenBelow) {
  const auto names =
      names_at("LIMIT = 3\n\ndef f():\n    # add▮\n\ndef helper():\n    inner = 1\n\nclass Box:\n    pass\n");
  EXPECT_THAT(names, Contains("LIMIT/global"));
  EXPECT_THAT(names, Contains("helper/function"));
  EXPECT_THAT(names, Contains("Box/type"));
  EXPECT_THAT(names, Not(Contains("inner/global")));
}

TEST(Scope, AtModuleLevelOnlyWhatStandsAbove) {
  EXPECT_THAT(names_at("x = 1\ndef f(): pass\n# add▮\n\ny = 2\n"), ElementsAre("f/function", "x/local"));
}

TEST(Scope, OuterFunctionsAreSeenFromInner) {
  EXPECT_THAT(names_at("def outer(a):\n    b = 1\n    def inner(c):\n        # add▮\n"),
              ElementsAre("c/parameter", "a/parameter", "inner/enclosing", "b/local", "outer/function"));
}

TEST(Scope, DescribedCodeIsHidden) {
  const std::string text = "class A:\n    def f(self):\n        # set▮\n        self.total = 1\n";
  EXPECT_THAT(names_at(text), Not(Contains("total/member")));
  EXPECT_THAT(names_at(text, false), Contains("total/member"));
}

TEST(Scope, BrokenHeadersStillGiveTheirParameters) {
  const auto names = names_at("x = foo(\n\ndef g(a, b=1):\n    c = a\n    # sort a▮\n");
  EXPECT_THAT(names, Contains("a/parameter"));
  EXPECT_THAT(names, Contains("b/parameter"));
  EXPECT_THAT(names, Contains("g/enclosing"));
}

TEST(Scope, NoKindCrowdsOutTheOthers) {
  std::string text = "import os\n\n";
  for (int i = 0; i < 100; ++i) text += "def helper" + std::to_string(i) + "(): pass\n";
  const auto names = names_at(text + "def f(a):\n    b = 1\n    # add▮\n");
  EXPECT_EQ(names.size(), 48u);
  EXPECT_THAT(names, Contains("os/import"));
  EXPECT_EQ(names[0], "a/parameter");
  EXPECT_EQ(names[1], "f/enclosing");
  EXPECT_EQ(names[2], "b/local");
}

TEST(Scope, NamesOfAnyScript) {
  EXPECT_THAT(
      names_at("def größe(länge, 名前, re\u0301sume\u0301):\n    # add▮\n"),
      ElementsAre("länge/parameter", "名前/parameter", "re\u0301sume\u0301/parameter", "größe/enclosing"));
  // A header that the tree knows nothing of.
  EXPECT_THAT(names_at("x = foo(\n\ndef g(größen, b=1):\n    c = a\n    # sort a▮\n"),
              Contains("größen/parameter"));
}

TEST(Scope, NamesThatPythonTakesForOneAreOne) {
  EXPECT_THAT(names_at("def f(\uFB01le):\n    file = 1\n    # add▮\n"),
              ElementsAre("\uFB01le/parameter", "f/enclosing"));
}

TEST(Scope, PatternsBindWhatTheyCapture) {
  EXPECT_THAT(names_at("def f(x):\n"
                       "    match x:\n"
                       "        case [first, *rest] as both:\n"
                       "            # add▮\n"),
              ElementsAre("x/parameter", "f/enclosing", "both/local", "rest/local", "first/local"));
  EXPECT_THAT(names_at("def f(x):\n"
                       "    match x:\n"
                       "        case Point(x=px, y=0), {'k': v, **others}, Color.RED, _:\n"
                       "            # add▮\n"),
              ElementsAre("x/parameter", "f/enclosing", "others/local", "v/local", "px/local"));
}

}  // namespace
}  // namespace treewright::completion
