// What a broken or hostile client sends gets an error in one line, and the next request is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

using testing::HasSubstr;

constexpr const char* uri = "file:///w/a.py";

class BadInput : public testing::Test {
 protected:
  void SetUp() override {
    client_.initialize();
    client_.open(uri, "# sort the rows\n");
  }

  void TearDown() override {
    EXPECT_EQ(reason_at(uri, 0, 15), "model-missing") << "the document that was open before is not as it was";
    EXPECT_TRUE(client_.request("shutdown", nullptr).contains("result"));
    client_.notify("exit", nullptr);
    EXPECT_EQ(client_.exit_code(), 0);
  }

  /// The reason of the empty answer to a completion: the good request after each bad one.
  std::string reason_at(const std::string& document, int line, int character) {
    const Json params = {{"textDocument", {{"uri", document}}},
                         {"position", {{"line", line}, {"character", character}}}};
    const auto response = client_.request("textDocument/completion", params);
    if (!response.contains("result")) return response.dump();
    return response["result"]["data"]["reason"];
  }

  /// The next error without an id, which must be one line.
  std::string anonymous_error() {
    const auto message = client_.take([](const Json& m) { return m.contains("error") && m["id"].is_null(); });
    EXPECT_TRUE(message);
    std::string line = message ? (*message)["error"]["message"] : "";
    EXPECT_THAT(line, testing::Not(HasSubstr("\n")));
    return line;
  }

  std::string log_line() {
    const auto message = client_.take_method("window/logMessage");
    return message ? (*message)["params"]["message"] : "never came";
  }

  void change(const Json& change, int version) {
    client_.notify("textDocument/didChange", {{"textDocument", {{"uri", uri}, {"version", version}}},
                                              {"contentChanges", Json::array({change})}});
  }

  Server server_{no_model()};
  TestClient client_{server_};
};

TEST_F(BadInput, MalformedJson) {
  for (const auto* body : {"{", "nul", "{\"id\": 1,}", "", "\x01\x02"}) {
    client_.send_bytes(frame(body));
    EXPECT_THAT(anonymous_error(), HasSubstr("not valid JSON"));
    EXPECT_EQ(reason_at(uri, 0, 15), "model-missing");
  }
}

TEST_F(BadInput, RawNulByteInJson) {
  client_.send_bytes(frame(std::string("{\"id\": 1, \"method\": \"a\0b\"}", 26)));
  EXPECT_THAT(anonymous_error(), HasSubstr("not valid JSON"));
}

TEST_F(BadInput, WrongContentLength) {
  const std::string body = R"({"jsonrpc":"2.0","id":1,"method":"shutdown"})";
  for (const int wrong : {-20, -1, 1, 10, 10000}) {
    client_.send_bytes(
        fmt::format("Content-Length: {}\r\n\r\n{}", static_cast<int>(body.size()) + wrong, body));
    EXPECT_EQ(reason_at(uri, 0, 15), "model-missing") << wrong;
    EXPECT_FALSE(anonymous_error().empty());
  }
}

TEST_F(BadInput, MissingOrImpossibleContentLength) {
  for (const auto* header :
       {"Content-Type: json", "Content-Length: ten", "Content-Length: -1",
        "Content-Length: 99999999999999999999", "Content-Length: 1099511627776", ": 5"}) {
    client_.send_bytes(std::string(header) + "\r\n\r\n{}");
    EXPECT_FALSE(anonymous_error().empty());
    EXPECT_EQ(reason_at(uri, 0, 15), "model-missing") << header;
  }
}

TEST_F(BadInput, AHeaderOfAGibibyte) {
  const std::string piece(std::size_t{1} << 20, 'x');
  client_.send_bytes("X-Padding: ");
  for (int i = 0; i < 1024; ++i) client_.send_bytes(piece);
  EXPECT_THAT(anonymous_error(), HasSubstr("header: longer than the limit"));
}

TEST_F(BadInput, BatchesAndScalars) {
  for (const auto* body :
       {"[]", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", "7", "null", "\"text\""}) {
    client_.send_bytes(frame(body));
    EXPECT_THAT(anonymous_error(), HasSubstr("one object"));
  }
}

TEST_F(BadInput, DeeplyNestedJson) {
  for (const char open : {'[', '{'}) {
    std::string body = "{\"id\": 1, \"method\": \"shutdown\", \"params\": ";
    for (int i = 0; i < 10000; ++i) body += open == '[' ? "[" : "{\"a\":";
    client_.send_bytes(frame(body));
    EXPECT_THAT(anonymous_error(), HasSubstr("nested"));
  }
}

TEST_F(BadInput, UnknownMethodsAndTwoInitializes) {
  EXPECT_EQ(client_.request("no/such", Json::object())["error"]["code"], -32601);
  EXPECT_EQ(client_.request("initialize", {{"capabilities", Json::object()}})["error"]["code"], -32600);
}

TEST_F(BadInput, PositionsOutOfRange) {
  EXPECT_EQ(reason_at(uri, 0, 2147483647), "model-missing");
  EXPECT_THAT(reason_at(uri, -1, 0), HasSubstr("position.line: must not be negative"));
  const Json huge = {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 1e30}, {"character", 0}}}};
  EXPECT_EQ(client_.request("textDocument/completion", huge)["error"]["code"], -32602);
  const Json range = {{"start", {{"line", 70000}, {"character", 5}}},
                      {"end", {{"line", 3}, {"character", 9000000}}}};
  change({{"range", range}, {"text", "\n\nx = 1\n"}}, 2);
  EXPECT_EQ(reason_at(uri, 3, 5), "no-comment");
  const Json rest = {{"start", {{"line", 1}, {"character", 0}}},
                     {"end", {{"line", 70000}, {"character", 0}}}};
  change({{"range", rest}, {"text", ""}}, 3);
}

TEST_F(BadInput, StaleVersionsAndUnopenedDocuments) {
  change({{"text", "lost"}}, 1);
  EXPECT_THAT(log_line(), HasSubstr("1 is not newer than 1"));
  client_.notify("textDocument/didChange", {{"textDocument", {{"uri", "file:///w/never.py"}, {"version", 2}}},
                                            {"contentChanges", Json::array({{{"text", "x"}}})}});
  EXPECT_THAT(log_line(), HasSubstr("never.py is not open"));
  change({{"range", 5}, {"text", "x"}}, 2);
  EXPECT_THAT(log_line(), HasSubstr("contentChanges[0].range: expected an object"));
}

TEST_F(BadInput, InvalidUtf8IsReplacedAndTold) {
  client_.send_bytes(
      frame("{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{"
            "\"uri\":\"file:///w/b.py\",\"languageId\":\"python\",\"version\":1,"
            "\"text\":\"# sort \xff\xfe rows\\n\"}}}"));
  EXPECT_THAT(log_line(), HasSubstr("U+FFFD"));
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 8), "model-missing");
}

TEST_F(BadInput, LoneSurrogatesKeepTheirPlace) {
  client_.send_bytes(frame(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{)"
                           R"("uri":"file:///w/b.py","languageId":"python","version":1,)"
                           R"("text":"'\ud800' # sort rows\n\n\nx = '\udc00'\n"}}})"));
  EXPECT_THAT(log_line(), HasSubstr("U+FFFD"));
  // The edit removes the string and the space before the comment: 4 UTF-16 units for the client.
  const Json range = {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 0}, {"character", 4}}}};
  client_.notify("textDocument/didChange",
                 {{"textDocument", {{"uri", "file:///w/b.py"}, {"version", 2}}},
                  {"contentChanges", Json::array({{{"range", range}, {"text", ""}}})}});
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 11), "model-missing");
  EXPECT_EQ(reason_at("file:///w/b.py", 3, 3), "no-comment");
}

TEST_F(BadInput, NulBytesInTheText) {
  client_.open("file:///w/b.py", std::string("x = 1\0\n# sort\0 the rows\n", 24));
  EXPECT_EQ(reason_at("file:///w/b.py", 1, 16), "model-missing");
}

TEST_F(BadInput, AFileOfAHundredMegabytes) {
  client_.send_bytes(frame(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{)"
                           R"("uri":"file:///w/b.py","languageId":"python","version":1,"text":"# sort\n)" +
                           std::string(100 << 20, 'x') + "\"}}}"));
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 6), "file-too-large");
}

TEST_F(BadInput, CodeNestedTenThousandDeep) {
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += '(';
  client_.open("file:///w/b.py", "x = " + deep + "\n# sort the rows\n");
  const auto reason = reason_at("file:///w/b.py", 1, 15);
  EXPECT_TRUE(reason == "model-missing" || reason == "no-comment") << reason;
  client_.open("file:///w/c.py", "# sort the rows\n\nx = " + deep + std::string(10000, ')') + "\n");
  EXPECT_EQ(reason_at("file:///w/c.py", 0, 15), "model-missing");
}

TEST_F(BadInput, ACommentLineOfAMegabyte) {
  std::string words;
  while (words.size() < (1 << 20)) words += " sort the rows";
  client_.open("file:///w/b.py", "#" + words + "\n");
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 1 << 20), "model-missing");
}

TEST_F(BadInput, AnEmptyCommentAndAnUnknownLanguage) {
  client_.open("file:///w/b.py", "#\n#  \n");
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 1), "empty-comment");
  client_.open("file:///w/c.zig", "// sort the rows\n", "zig");
  EXPECT_EQ(reason_at("file:///w/c.zig", 0, 16), "unknown-language");
}

TEST_F(BadInput, AClientThatDiesInTheMiddleOfAMessage) {
  TestClient other(server_);
  other.initialize();
  other.send_bytes("Content-Length: 1000\r\n\r\n{\"jsonrpc\":");
  other.hang_up();
  EXPECT_EQ(other.exit_code(), 1);
}

}  // namespace
}  // namespace treewright::lsp
