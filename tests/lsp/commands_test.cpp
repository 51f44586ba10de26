// Generated code is regenerated and exchanged for its alternatives where it stands, and the user's is not
// touched: the commands as an editor runs them, with the shipped model.
#include "lsp/commands.h"

#include <gmock/gmock.h>

#include "lsp/protocol.h"
#include "lsp/text_buffer.h"
#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* model_folder = "models/python-base";
constexpr const char* uri = "file:///w/a.py";
const std::string comment = "def f(rows, path):\n    # sort the rows\n";
const std::string after = "\n\ndef g():\n    pass\n";

class Commands : public ::testing::Test {
 protected:
  Commands() : server_([] { return engine::Generator::load(model_folder); }), client_(server_) {
    client_.initialize({{"workspace", {{"applyEdit", true}}}});
    text_ = comment + after;
    client_.open(uri, text_);
  }

  /// Runs a command at a place of the text, and applies the edit that it asks for.
  Json run(const char* command, std::size_t offset, Json arguments = Json::object()) {
    arguments["uri"] = uri;
    arguments["position"] = TextBuffer(text_).position_of(offset, PositionEncoding::utf16);
    const Json id = client_.send_request("workspace/executeCommand",
                                         {{"command", command}, {"arguments", Json::array({arguments})}});
    const auto next = client_.take([&](const Json& message) {
      return message.value("method", "") == "workspace/applyEdit" ||
             (message.contains("id") && message["id"] == id && !message.contains("method"));
    });
    if (!next->contains("method")) return (*next)["result"];
    const Json edit = (*next)["params"]["edit"]["changes"][uri][0];
    Range range;
    EXPECT_TRUE(read_json(edit["range"], "range", range));
    replace(range, edit["newText"]);
    client_.send({{"id", (*next)["id"]}, {"result", {{"applied", true}}}});
    return client_.response(id)["result"];
  }
  Json ask_inline(std::size_t offset) {
    const auto position = TextBuffer(text_).position_of(offset, PositionEncoding::utf16);
    const Json params = {
        {"textDocument", {{"uri", uri}}}, {"position", position}, {"context", {{"triggerKind", 2}}}};
    return client_.request("textDocument/inlineCompletion", params)["result"]["items"];
  }
  void replace(const Range& range, const std::string& with) {
    TextBuffer buffer(text_);
    const syntax::ByteRange bytes{buffer.offset_of(range.start, PositionEncoding::utf16),
                                  buffer.offset_of(range.end, PositionEncoding::utf16)};
    replace(bytes, with);
  }
  void replace(const syntax::ByteRange& bytes, const std::string& with) {
    text_.replace(bytes.begin, bytes.end - bytes.begin, with);
    client_.notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", ++version_}}},
                                              {"contentChanges", Json::array({{{"text", text_}}})}});
  }
  [[nodiscard]] std::size_t in_comment() const { return text_.find("sort"); }

  Server server_;
  TestClient client_;
  std::string text_;
  int version_ = 1;
};

TEST_F(Commands, AlternativesTakeEachOthersPlaceAndComeRound) {
  const Json generated = run(generate_command, in_comment());
  ASSERT_EQ(generated["applied"], true) << generated;
  const auto count = generated["of"].get<int>();
  ASSERT_GT(count, 1);
  const std::string best = text_;
  EXPECT_EQ(run(alternative_command, in_comment())["shown"], 2);
  EXPECT_NE(text_, best);
  EXPECT_EQ(run(alternative_command, comment.size() + 6, {{"step", -1}})["shown"], 1) << "from in the code";
  EXPECT_EQ(text_, best);
  EXPECT_EQ(run(alternative_command, in_comment(), {{"step", -1}})["shown"], count);
  EXPECT_EQ(run(alternative_command, in_comment())["shown"], 1);
  EXPECT_EQ(text_, best);
  EXPECT_THAT(text_, testing::EndsWith(after));
}

TEST_F(Commands, RegeneratingReplacesWhatWasGeneratedWhereverItMoved) {
  ASSERT_EQ(run(generate_command, in_comment())["applied"], true);
  replace(syntax::ByteRange{0, 0}, "import os\n\n\n");
  replace(syntax::ByteRange{text_.find("the rows"), text_.find("the rows") + 8}, "the path");
  const std::string before = text_;
  const Json again = run(regenerate_command, in_comment());
  EXPECT_EQ(again["applied"], true) << again;
  EXPECT_NE(text_, before);
  EXPECT_THAT(text_, StartsWith("import os\n\n\ndef f(rows, path):\n    # sort the path\n"));
}

TEST_F(Commands, WhatTheUserEditedIsReplacedOnlyWhenConfirmed) {
  ASSERT_EQ(run(generate_command, in_comment())["applied"], true);
  const std::size_t end = text_.find(after) - 1;  // of the code, before its line end
  replace(syntax::ByteRange{end, end}, "\n    keep(rows)");
  const std::string edited = text_;
  const Json refused = run(regenerate_command, in_comment());
  EXPECT_EQ(refused, (Json{{"applied", false}, {"reason", "code-edited"}}));
  EXPECT_EQ(text_, edited);
  EXPECT_EQ(run(regenerate_command, in_comment(), {{"force", true}})["applied"], true);
  EXPECT_THAT(text_, Not(HasSubstr("keep")));
}

TEST_F(Commands, WhatTheEditorInsertedOfItsOffersIsGeneratedCodeToo) {
  const Json offered = ask_inline(comment.size() - 1);
  ASSERT_GT(offered.size(), 1U);
  const std::size_t end = comment.size() - 1;
  replace(syntax::ByteRange{end, end}, offered[1]["insertText"]);
  EXPECT_EQ(run(alternative_command, in_comment())["shown"], 3);
  EXPECT_EQ(run(alternative_command, in_comment(), {{"step", -2}})["shown"], 1);
  EXPECT_EQ(text_, comment.substr(0, end) + offered[0]["insertText"].get<std::string>() + "\n" + after);
  replace(syntax::ByteRange{text_.find("the rows"), text_.find("the rows") + 8}, "the path");
  EXPECT_EQ(run(regenerate_command, in_comment())["applied"], true) << "its comment has changed since";
}

TEST_F(Commands, WhatWasOfferedAndNotInsertedIsTheUsers) {
  const std::string code = ask_inline(comment.size() - 1)[0]["insertText"];
  const std::size_t end = text_.find("    pass") - 1;
  replace(syntax::ByteRange{end, end}, "\n    # what I wrote" + code);
  const std::size_t own = text_.find("what I wrote");
  EXPECT_EQ(run(regenerate_command, own)["reason"], "code-edited");
  EXPECT_EQ(run(alternative_command, own)["reason"], "no-alternative");
}

TEST_F(Commands, CodeThatNobodyGeneratedIsTheUsers) {
  replace(syntax::ByteRange{comment.size(), comment.size()}, "    rows.reverse()\n");
  EXPECT_EQ(run(regenerate_command, in_comment())["reason"], "code-edited");
  EXPECT_EQ(run(alternative_command, in_comment())["reason"], "no-alternative");
  EXPECT_THAT(text_, HasSubstr("rows.reverse()"));
}

TEST_F(Commands, RegeneratingWhereThereIsNoCodeGeneratesIt) {
  EXPECT_EQ(run(regenerate_command, in_comment())["applied"], true);
  EXPECT_EQ(run(regenerate_command, text_.find("pass"))["reason"], "no-comment");
}

}  // namespace
}  // namespace treewright::lsp
