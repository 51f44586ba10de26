#include "completion/row_document.h"

#include <gtest/gtest.h>

#include "completion/site.h"
#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

std::string document_of(std::string_view context, std::string_view nl, bool docstring = false) {
  const RowDocument row = make_row_document(*SourceText::language(), context, nl, docstring);
  EXPECT_EQ(row.offset, row.text.size());
  return row.text;
}

struct Case {
  const char* about;
  const char* context;
  const char* document;
};

const Case cases[] = {
    {"nothing before it", "", "# add"},
    {"empty lines before it", "\n\n", "\n\n# add"},
    {"at the last line's indentation", "def f():\n    x = 1\n", "def f():\n    x = 1\n    # add"},
    {"inside the block that the last line opens", "def f():\n", "def f():\n    # add"},
    {"a last line without its end", "def f():", "def f():\n    # add"},
    {"empty lines do not count", "def f():\n\n\n", "def f():\n\n\n    # add"},
    {"lines of spaces do not count", "def f():\n  \n", "def f():\n  \n    # add"},
    {"spaces at the end are the indentation", "def f():\n    if x:\n        y()\n    ",
     "def f():\n    if x:\n        y()\n    # add"},
    {"a tab at the end is too", "if x:\n\ty()\n\t", "if x:\n\ty()\n\t# add"},
    {"spaces after code are no indentation", "x = 1   ", "x = 1   \n# add"},
    {"the file's unit", "class A:\n  def f(self):\n", "class A:\n  def f(self):\n    # add"},
    {"tabs", "class A:\n\tdef f(self):\n", "class A:\n\tdef f(self):\n\t\t# add"},
    {"a header with a comment", "if x:  # why\n", "if x:  # why\n    # add"},
    {"a header of several lines", "    def f(a,\n          b):\n",
     "    def f(a,\n          b):\n        # add"},
    {"a colon in a comment opens nothing", "# such as:\n", "# such as:\n# add"},
    {"a statement of several lines", "x = f(\n    1)\n", "x = f(\n    1)\n# add"},
    {"CRLF", "def f():\r\n", "def f():\r\n    # add"},
    {"CRLF, a last line without its end", "import os\r\ndef f():", "import os\r\ndef f():\r\n    # add"},
};

TEST(RowDocument, TheSiteStandsWhereTheReadmeSays) {
  for (const Case& row : cases) EXPECT_EQ(document_of(row.context, "add"), row.document) << row.about;
}

TEST(RowDocument, ADocstringStandsInItsBlock) {
  EXPECT_EQ(document_of("def f():\n", "Add.", true), "def f():\n    \"\"\"Add.\"\"\"");
  EXPECT_EQ(document_of("def f():\n", "Add.\n\nOne.", true),
            "def f():\n    \"\"\"Add.\n\n    One.\n    \"\"\"");
}

TEST(RowDocument, ACommentOfSeveralLinesIsABlock) {
  EXPECT_EQ(document_of("def f():\n", "add\n\none"), "def f():\n    # add\n    #\n    # one");
  EXPECT_EQ(document_of("", "add\r\none\rtwo"), "# add\n# one\n# two");
}

TEST(RowDocument, ControlCharactersAreSpaces) {
  EXPECT_EQ(document_of("", std::string("a\0b\x1b"
                                        "c",
                                        5)),
            "# a b c");
}

std::string description_of_docstring(const std::string& nl) {
  const SourceText text(document_of("def f():\n", nl, true));
  const auto site = find_site(text.source(), text.text().size());
  return site && site->kind == SiteKind::docstring ? site->description : "no docstring";
}

TEST(RowDocument, NothingEndsADocstringEarly) {
  for (const char* nl : {"Say \"hi\"", "\"hi\" is said", "A \\", "Three ''' quotes", "Three \"\"\" quotes"}) {
    EXPECT_EQ(description_of_docstring(nl), nl);
  }
  EXPECT_EQ(description_of_docstring("Both \"\"\" and '''"), "Both \" and '''");
}

}  // namespace
}  // namespace treewright::completion
