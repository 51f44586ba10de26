// treewright.attention as an editor asks for it, with the shipped model.
#include <gmock/gmock.h>

#include <cmath>

#include "lsp/commands.h"
#include "lsp/protocol.h"
#include "lsp/text_buffer.h"
#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

using ::testing::HasSubstr;

constexpr const char* model_folder = "models/python-base";
constexpr const char* uri = "file:///w/a.py";
const std::string comment = "def f(path):\n    # open the file path and read its lines\n";

class AttentionCommand : public ::testing::Test {
 protected:
  AttentionCommand() : server_([] { return engine::Generator::load(model_folder); }), client_(server_) {
    client_.initialize({{"workspace", {{"applyEdit", true}}}});
  }
  void open(const std::string& text) {
    text_ = text;
    client_.open(uri, text);
  }
  [[nodiscard]] Json arguments(std::size_t offset) const {
    return {{"uri", uri}, {"position", TextBuffer(text_).position_of(offset, PositionEncoding::utf16)}};
  }
  Json ask(std::size_t offset, const std::optional<std::string>& text = {}) {
    Json asked = arguments(offset);
    if (text) asked["text"] = *text;
    return client_.request("workspace/executeCommand",
                           {{"command", attention_command}, {"arguments", Json::array({asked})}});
  }
  /// Applies what treewright.generate writes.
  void generate(std::size_t offset) {
    const Json id = client_.send_request(
        "workspace/executeCommand",
        {{"command", generate_command}, {"arguments", Json::array({arguments(offset)})}});
    const Json apply = client_.take_method("workspace/applyEdit").value();
    const Json edit = apply["params"]["edit"]["changes"][uri][0];
    Range range;
    ASSERT_TRUE(read_json(edit["range"], "range", range));
    TextBuffer buffer(text_);
    buffer.replace({buffer.offset_of(range.start, PositionEncoding::utf16),
                    buffer.offset_of(range.end, PositionEncoding::utf16)},
                   edit["newText"].get<std::string>());
    text_ = buffer.text();
    client_.notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", 2}}},
                                              {"contentChanges", Json::array({{{"text", text_}}})}});
    client_.send({{"id", apply["id"]}, {"result", {{"applied", true}}}});
    ASSERT_EQ(client_.response(id)["result"]["applied"], true);
  }

  Server server_;
  TestClient client_;
  std::string text_;
};

/// What the contract promises of every answer.
void expect_sound(const Json& result) {
  ASSERT_TRUE(result.contains("tokens")) << result;
  for (const Json& token : result["tokens"]) {
    ASSERT_EQ(token["weights"].size(), result["words"].size());
    long parts = 0;
    for (const Json& weight : token["weights"]) {
      EXPECT_GE(weight.get<double>(), 0);
      parts += std::lround(weight.get<double>() * 10'000);
    }
    EXPECT_EQ(parts, 10'000);
    const std::size_t copied = token["copied"].is_null() ? 0 : token["copied"].get<std::size_t>();
    EXPECT_LT(copied, result["words"].size());
  }
}

TEST_F(AttentionCommand, CopiedWordsOfTheCodeBelowAreMarked) {
  open(comment + "    with open(path) as f:\n        lines = f.readlines()\n");
  const Json result = ask(text_.find("read"))["result"];
  expect_sound(result);
  std::vector<std::string> copied;
  for (const Json& token : result["tokens"]) {
    if (!token["copied"].is_null())
      copied.push_back(result["words"][token["copied"].get<std::size_t>()]["text"]);
  }
  EXPECT_THAT(copied, ::testing::Contains("path"));
  EXPECT_EQ(result["words"][3], (Json{{"text", "path"}, {"kind", "word"}}));
  EXPECT_EQ(result["range"]["start"], (Json{{"line", 2}, {"character", 4}}));
  EXPECT_EQ(result["range"]["end"], (Json{{"line", 3}, {"character", 29}}));
  EXPECT_EQ(result["sources"], Json::array());
}

TEST_F(AttentionCommand, GeneratedCodeIsExplainedFromTheCommentAndFromWithin) {
  open(comment + "\n\ndef g():\n    pass\n");
  generate(comment.find("read"));
  const Json above = ask(comment.find("read"))["result"];
  expect_sound(above);
  const std::size_t begin = text_.find_first_not_of(" \n", comment.size());
  const Json within = ask(begin + 2)["result"];
  EXPECT_EQ(within, above);
  EXPECT_EQ(above["range"]["start"], Json(TextBuffer(text_).position_of(begin, PositionEncoding::utf16)));
  EXPECT_EQ(ask(text_.find("pass"))["result"], (Json{{"reason", "no-comment"}}));
}

TEST_F(AttentionCommand, APreviewNeedsNoCodeInTheDocument) {
  open(comment);
  EXPECT_EQ(ask(comment.size() - 1)["result"], (Json{{"reason", "no-code"}}));
  const Json result = ask(comment.size() - 1, "\n    lines = open(path).readlines()")["result"];
  expect_sound(result);
  EXPECT_EQ(result["code"], "lines = open(path).readlines()");
  EXPECT_TRUE(result["range"].is_null());
}

TEST_F(AttentionCommand, ReasonsAreNamedAndExplained) {
  open(comment);
  const Json broken = ask(comment.size() - 1, "lines = = 1")["result"];
  EXPECT_EQ(broken["reason"], "invalid-code");
  EXPECT_THAT(broken["detail"].get<std::string>(), HasSubstr("syntax error"));
  EXPECT_EQ(ask(comment.size() - 1, "x = '\U0001F389'")["result"]["reason"], "not-this-model");
  EXPECT_EQ(ask(0)["result"]["reason"], "no-comment");
  client_.open("file:///w/a.txt", "# add\n", "plaintext");
  Json other = {{"uri", "file:///w/a.txt"}, {"position", {{"line", 0}, {"character", 3}}}};
  const Json answer = client_.request("workspace/executeCommand",
                                      {{"command", attention_command}, {"arguments", Json::array({other})}});
  EXPECT_EQ(answer["result"]["reason"], "unknown-language");
}

TEST_F(AttentionCommand, ItCanBeCancelled) {
  open(comment);
  Json asked = arguments(comment.size() - 1);
  asked["text"] = "lines = open(path).readlines()";
  for (int i = 0; i < 20; ++i) {
    const Json id = client_.send_request(
        "workspace/executeCommand", {{"command", attention_command}, {"arguments", Json::array({asked})}});
    client_.notify("$/cancelRequest", {{"id", id}});
    const Json response = client_.response(id);
    EXPECT_TRUE(response.contains("result") || response["error"]["code"] == -32800) << response;
  }
  expect_sound(ask(comment.size() - 1, "lines = open(path).readlines()")["result"]);
}

TEST(AttentionWithoutAModel, SaysSo) {
  Server server(no_model());
  TestClient client(server);
  client.initialize();
  client.open(uri, "# add\nx = 1\n");
  const Json asked = {{"uri", uri}, {"position", {{"line", 0}, {"character", 3}}}};
  const Json answer = client.request("workspace/executeCommand",
                                     {{"command", attention_command}, {"arguments", Json::array({asked})}});
  EXPECT_EQ(answer["result"], (Json{{"reason", "model-missing"}})) << answer;
}

}  // namespace
}  // namespace treewright::lsp
