// What a broken or hostile client sends gets an error in one line, and the next request is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

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
  const Json range = {{"start", {{"line", 1}, {"character", 5}}},
                      {"end", {{"line", 0}, {"character", 9000000}}}};
  change({{"range", range}, {"text", "\n\nx = 1\n"}}, 2);
  EXPECT_EQ(reason_at(uri, 2, 5), "no-comment");
  const Json rest = {{"start", {{"line", 1}, {"character", 0}}},
                     {"end", {{"line", 4}, {"character", 4294967295U}}}};
  change({{"range", rest}, {"text", ""}}, 3);
}

struct BadChange {
  const char* version;
  const char* changes;
  const char* complaint;
};

const std::vector<BadChange> bad_changes{
    {"1", R"([{"text": "x"}])", "textDocument.version: 1 is not newer than 1"},
    {"-9", R"([{"text": "x"}])", "textDocument.version: -9 is not newer than 1"},
    {R"("2")", R"([{"text": "x"}])", "textDocument.version: expected a whole number"},
    {"2", "null", "contentChanges: expected an array"},
    {"2", R"({"text": "x"})", "contentChanges: expected an array"},
    {"2", R"([{"text": "x"}, 5])", "contentChanges[1]: expected an object"},
    {"2", "[{}]", "contentChanges[0].text: missing"},
    {"2", R"([{"text": null}])", "contentChanges[0].text: expected a string"},
    {"2", R"([{"range": 5, "text": "x"}])", "contentChanges[0].range: expected an object"},
    {"2", R"([{"range": {"start": {"line": 0, "character": 0}}, "text": "x"}])",
     "contentChanges[0].range.end: missing"},
    {"2",
     R"([{"range": {"start": {"line": 0, "character": -1}, "end": {"line": 0, "character": 0}}, "text": "x"}])",
     "contentChanges[0].range.start.character: must not be negative"},
    {"2",
     R"([{"range": {"start": {"line": 0.5, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "x"}])",
     "contentChanges[0].range.start.line: expected a whole number"},
    {"2",
     R"([{"text": "a\n"}, {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 70000, "character": 0}},
          "text": ""}])",
     "contentChanges[1].range: there is no line 70000 in a text of 2"},
};

TEST_F(BadInput, AChangeThatCannotBeAppliedMakesItsDocumentUnusableUntilItIsOpenedAgain) {
  const std::string changed = "file:///w/b.py";
  const auto warning = [&](std::chrono::milliseconds patience) -> std::string {
    const auto message = client_.take(
        [&](const Json& m) {
          return m.value("method", "") == "window/showMessage" &&
                 m["params"]["message"].get<std::string>().starts_with(changed);
        },
        patience);
    return message ? (*message)["params"]["message"] : "never came";
  };
  for (const auto& bad : bad_changes) {
    client_.open(changed, "# sort the rows\n");
    const Json params = {{"textDocument", {{"uri", changed}, {"version", Json::parse(bad.version)}}},
                         {"contentChanges", Json::parse(bad.changes)}};
    client_.notify("textDocument/didChange", params);
    EXPECT_EQ(warning(std::chrono::seconds(60)),
              changed + ": " + bad.complaint +
                  "; treewright no longer knows what the editor shows: close the file and open it again");
    client_.notify("textDocument/didChange", params);
    client_.notify("textDocument/didChange", {{"textDocument", {{"uri", changed}, {"version", 7}}},
                                              {"contentChanges", {{{"text", "# sort the rows\n"}}}}});
    EXPECT_EQ(reason_at(changed, 0, 15), "out-of-sync") << bad.complaint;
    EXPECT_EQ(warning(std::chrono::milliseconds(0)), "never came") << "it was told before";
    EXPECT_EQ(reason_at(uri, 0, 15), "model-missing") << "another document";
    client_.notify("textDocument/didSave", {{"textDocument", {{"uri", changed}}}});
  }
  client_.notify("textDocument/didClose", {{"textDocument", {{"uri", changed}}}});
  client_.open(changed, "# sort the rows\n");
  EXPECT_EQ(reason_at(changed, 0, 15), "model-missing");
}

TEST_F(BadInput, AnOpeningThatCannotBeReadIsNoReasonToGoOnWithTheOldText) {
  client_.open("file:///w/b.py", "# sort the rows\n");
  client_.notify("textDocument/didOpen", {{"textDocument", {{"uri", "file:///w/b.py"}, {"version", 1}}}});
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 15), "out-of-sync");
  client_.notify("textDocument/didOpen", {{"textDocument", {{"uri", "file:///w/c.py"}, {"version", 1}}}});
  EXPECT_THAT(log_line(), HasSubstr("textDocument.text: missing"));
  EXPECT_THAT(reason_at("file:///w/c.py", 0, 15), HasSubstr("not open"));
}

TEST_F(BadInput, ChangesOfNoOpenDocument) {
  client_.notify("textDocument/didChange", {{"textDocument", {{"uri", "file:///w/never.py"}, {"version", 2}}},
                                            {"contentChanges", Json::array({{{"text", "x"}}})}});
  EXPECT_THAT(log_line(), HasSubstr("never.py is not open"));
  client_.notify("textDocument/didChange",
                 {{"textDocument", {{"uri", 5}}}, {"contentChanges", Json::array()}});
  EXPECT_THAT(log_line(), HasSubstr("textDocument.uri: expected a string"));
  client_.notify("textDocument/didChange", nullptr);
  EXPECT_THAT(log_line(), HasSubstr("params: expected an object"));
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
  EXPECT_EQ(reason, "model-missing");
  client_.open("file:///w/c.py", "# sort the rows\n\nx = " + deep + std::string(10000, ')') + "\n");
  EXPECT_EQ(reason_at("file:///w/c.py", 0, 15), "model-missing");
}

TEST_F(BadInput, ATextThatTakesTooLongToParseSaysSoAndDelaysNobody) {
  std::string text = "# sort the rows\n";
  while (text.size() < (std::size_t{9} << 20)) text += "x = [(1, 2), {'a': f(b)}]\n";
  client_.open("file:///w/b.py", text);
  const Json slow = client_.send_request(
      "textDocument/completion",
      {{"textDocument", {{"uri", "file:///w/b.py"}}}, {"position", {{"line", 0}, {"character", 15}}}});
  client_.notify("textDocument/didSave", {{"textDocument", {{"uri", "file:///w/b.py"}}}});
  EXPECT_EQ(client_.request("no/such", Json::object())["error"]["code"], -32601);
  const auto is_slow = [&](const Json& m) { return !m.contains("method") && m.value("id", Json()) == slow; };
  const auto answer = client_.take(is_slow, std::chrono::milliseconds(0));
  EXPECT_FALSE(answer) << "reading waited for the parse";
  EXPECT_EQ(answer.value_or(client_.response(slow))["result"]["data"]["reason"], "parse-timeout");
  client_.notify("textDocument/didChange", {{"textDocument", {{"uri", "file:///w/b.py"}, {"version", 2}}},
                                            {"contentChanges", {{{"text", "# sort the rows\n"}}}}});
  EXPECT_EQ(reason_at("file:///w/b.py", 0, 15), "model-missing");
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
