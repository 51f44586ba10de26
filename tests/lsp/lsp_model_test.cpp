// The server with the shipped model: what only real suggestions can show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <list>

#include "engine/syntax/tree.h"
#include "tests/lsp/test_client.h"
#include "tests/lsp/transcript.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;

constexpr const char* model_folder = "models/python-base";
constexpr const char* uri = "file:///w/a.py";
const std::string site = "def load(path):\n    # open the file at path\n";

ModelHolder::Loader shipped_model() {
  return [] { return engine::Generator::load(model_folder); };
}

Json site_params() {
  return {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 1}, {"character", 27}}}};
}

class TranscriptWithModel : public testing::TestWithParam<fs::path> {};
TEST_P(TranscriptWithModel, Holds) { run_transcript(GetParam(), shipped_model()); }
INSTANTIATE_TEST_SUITE_P(Protocol, TranscriptWithModel, testing::ValuesIn(transcripts_in("/with-model")),
                         [](const auto& test) { return transcript_name(test.param); });

TEST(LspModel, EveryGhostTextLeavesAValidDocument) {
  Server server(shipped_model());
  TestClient client(server);
  client.initialize();
  client.open(uri, site);
  const auto answer = client.request("textDocument/inlineCompletion", site_params());
  const auto& items = answer["result"]["items"];
  ASSERT_FALSE(items.empty()) << answer;
  syntax::Parser parser(*syntax::language_by_id("python"));
  for (const auto& item : items) {
    const auto text = site.substr(0, site.size() - 1) + item["insertText"].get<std::string>() + "\n";
    EXPECT_EQ(syntax::count_errors(parser.parse(text).root()), 0U) << text;
  }
}

TEST(LspModel, TwentyClientsShareOneModelAndAllAreAnswered) {
  Server server(shipped_model());
  std::list<TestClient> clients;
  std::vector<Json> ids;
  for (int i = 0; i < 20; ++i) {
    auto& client = clients.emplace_back(server);
    client.initialize();
    client.open(uri, site);
    ids.push_back(client.send_request("textDocument/inlineCompletion", site_params()));
  }
  std::optional<Json> first;
  auto id = ids.begin();
  for (auto& client : clients) {
    const auto items = client.response(*id++)["result"]["items"];
    EXPECT_FALSE(items.empty());
    if (!first) first = items;
    EXPECT_EQ(items, *first) << "the same question has the same answer";
  }
}

TEST(LspModel, ACancelledGenerationLeavesTheServerReady) {
  Server server(shipped_model(), {{1, 10}});
  TestClient client(server);
  client.initialize();
  client.open(uri, site);
  client.request("textDocument/inlineCompletion", site_params());
  client.notify("workspace/didChangeConfiguration",
                {{"settings", {{"treewright", {{"candidates", 20}, {"maxTokens", 256}}}}}});
  for (int i = 0; i < 20; ++i) {
    const auto id = client.send_request("textDocument/inlineCompletion", site_params());
    client.notify("$/cancelRequest", {{"id", id}});
    const auto response = client.response(id);
    EXPECT_TRUE(response.contains("result") || response["error"]["code"] == -32800) << response;
  }
  EXPECT_FALSE(client.request("textDocument/inlineCompletion", site_params())["result"]["items"].empty());
}

TEST(LspModel, ADamagedModelIsForTheUserToActOn) {
  const auto folder = fs::temp_directory_path() / "treewright-damaged-model";
  fs::remove_all(folder);
  fs::copy(model_folder, folder, fs::copy_options::recursive);
  fs::resize_file(folder / "model.safetensors", 1000);
  Server server([folder] { return engine::Generator::load(folder); });
  TestClient client(server);
  client.initialize();
  const auto message = client.take_method("window/showMessage");
  ASSERT_TRUE(message);
  EXPECT_THAT((*message)["params"]["message"].get<std::string>(), testing::HasSubstr("model.safetensors"));
  client.open(uri, site);
  const auto answer = client.request("textDocument/inlineCompletion", site_params());
  EXPECT_EQ(answer["result"]["data"]["reason"], "model-missing");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace treewright::lsp
