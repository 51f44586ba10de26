// The server with a workspace, as an editor sees it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "lsp/file_uri.h"
#include "support/scratch_folder.h"
#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* model_folder = "models/python-base";
const std::string helper =
    "def load(path):\n    # parse the settings file at path, keep comments\n"
    "    return toml_reader.parse(path, comments=True)\n";
const std::string asking = "def get(source):\n    # parse the settings file at source, keep comments\n    \n";

class WorkspaceOfTheServer : public ::testing::Test {
 protected:
  WorkspaceOfTheServer() : server_([] { return engine::Generator::load(model_folder); }), client_(server_) {
    setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    fs::create_directories(root());
  }

  [[nodiscard]] fs::path root() const { return folder_ / "workspace"; }
  [[nodiscard]] std::string uri(const std::string& path) const {
    return uri_of_path((root() / path).lexically_normal());
  }
  void write(const std::string& path, const std::string& text) const { std::ofstream(root() / path) << text; }

  /// Until the folder has been read.
  void initialize(Json capabilities = Json::object()) {
    capabilities["window"]["workDoneProgress"] = true;
    client_.request("initialize", {{"processId", nullptr},
                                   {"rootUri", uri_of_path(root())},
                                   {"capabilities", std::move(capabilities)}});
    client_.notify("initialized", Json::object());
    // The folder is read whether or not the editor has agreed to see it: ask until it answers.
  }

  Json complete(const std::string& path, int line, int character) {
    return client_.request("textDocument/completion",
                           {{"textDocument", {{"uri", uri(path)}}},
                            {"position", {{"line", line}, {"character", character}}}})["result"];
  }

  bool offers_its_own(const std::string& path) {
    const Json list = complete(path, 2, 4);
    return std::ranges::any_of(list["items"], [](const Json& item) { return item["data"].contains("like"); });
  }

  bool eventually_without_its_own(const std::string& path) {
    for (int tries = 0; tries < 100; ++tries) {
      if (!offers_its_own(path)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  /// The item that the workspace gave, once it is read.
  std::optional<Json> own_item(const std::string& path) {
    for (int tries = 0; tries < 100; ++tries) {
      const Json list = complete(path, 2, 4);
      for (const Json& item : list["items"]) {
        if (item["data"].contains("like")) return item;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return std::nullopt;
  }

  ScratchFolder folder_;
  Server server_;
  TestClient client_;
};

TEST_F(WorkspaceOfTheServer, ItsOwnCodeIsOfferedWithTheNamesInScopeAndSaysWhereItIsFrom) {
  write("helper.py", helper);
  initialize();
  client_.open(uri("new.py"), asking);
  const auto item = own_item("new.py");
  ASSERT_TRUE(item);
  EXPECT_EQ((*item)["data"]["code"], "return toml_reader.parse(source, comments=True)");
  EXPECT_EQ((*item)["detail"], "treewright, like helper.py:3, 0.89");
  const Json resolved = client_.request("completionItem/resolve", *item)["result"];
  EXPECT_THAT(resolved["documentation"]["value"].get<std::string>(),
              HasSubstr("[like helper.py:3, 0.89](" + uri("helper.py") + "#L3)"));
}

TEST_F(WorkspaceOfTheServer, TheAttentionViewNamesItsSources) {
  write("helper.py", helper);
  initialize();
  client_.open(uri("new.py"), asking);
  ASSERT_TRUE(own_item("new.py"));
  const Json asked = {{"uri", uri("new.py")},
                      {"position", {{"line", 1}, {"character", 8}}},
                      {"text", "return toml_reader.parse(source, comments=True)"}};
  const Json result =
      client_.request("workspace/executeCommand",
                      {{"command", "treewright.attention"}, {"arguments", Json::array({asked})}})["result"];
  EXPECT_EQ(result["sources"],
            Json::array({{{"uri", uri("helper.py")}, {"line", 2}, {"label", "like helper.py:3, 0.89"}}}))
      << result;
}

TEST_F(WorkspaceOfTheServer, WhatAnotherOpenDocumentHoldsCountsBeforeItIsSaved) {
  initialize();
  client_.open(uri("helper.py"), "x = 1\n");
  client_.notify("textDocument/didChange", {{"textDocument", {{"uri", uri("helper.py")}, {"version", 2}}},
                                            {"contentChanges", {{{"text", helper}}}}});
  client_.open(uri("new.py"), asking);
  EXPECT_TRUE(own_item("new.py"));
}

TEST_F(WorkspaceOfTheServer, WhatAnotherDocumentHoldsCountsFromItsOpeningUntilItsClosing) {
  write("helper.py", "x = 1\n");
  initialize();
  client_.open(uri("helper.py"), helper);  // as an editor that brings back what was not saved
  client_.open(uri("new.py"), asking);
  EXPECT_TRUE(own_item("new.py"));
  client_.notify("textDocument/didClose", {{"textDocument", {{"uri", uri("helper.py")}}}});
  EXPECT_TRUE(eventually_without_its_own("new.py"));
}

TEST_F(WorkspaceOfTheServer, AChangeThatIsLostTakesItsDocumentOutOfTheIndex) {
  initialize();
  client_.open(uri("helper.py"), helper);
  client_.open(uri("new.py"), asking);
  EXPECT_TRUE(own_item("new.py"));
  client_.notify("textDocument/didChange",
                 {{"textDocument", {{"uri", uri("helper.py")}, {"version", 2}}}, {"contentChanges", 5}});
  EXPECT_TRUE(eventually_without_its_own("new.py"));
}

TEST_F(WorkspaceOfTheServer, RenamedAndDeletedFoldersAreFollowed) {
  fs::create_directories(root() / "deep");
  write("deep/helper.py", helper);
  initialize();
  client_.open(uri("new.py"), asking);
  ASSERT_EQ(own_item("new.py").value_or(Json())["detail"], "treewright, like deep/helper.py:3, 0.89");
  fs::rename(root() / "deep", root() / "other");
  client_.notify("workspace/didRenameFiles",
                 {{"files", {{{"oldUri", uri("deep")}, {"newUri", uri("other")}}}}});
  const auto detail = [&] { return own_item("new.py").value_or(Json())["detail"]; };
  for (int tries = 0; tries < 100 && detail() != "treewright, like other/helper.py:3, 0.89"; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(detail(), "treewright, like other/helper.py:3, 0.89");
  fs::remove_all(root() / "other");
  client_.notify("workspace/didDeleteFiles", {{"files", {{{"uri", uri("other")}}}}});
  EXPECT_TRUE(eventually_without_its_own("new.py"));
}

TEST_F(WorkspaceOfTheServer, AFileIsTheSameHoweverTheEditorSpellsIt) {
  write(".treewrightignore", "secret.py\n");
  write("helper.py", helper);
  write("secret.py", "x = 1\n");
  write("new.py", "x = 1\n");
  fs::create_symlink("secret.py", root() / "innocent.py");
  const fs::path link = folder_ / "link";
  fs::create_directory_symlink(root(), link);
  client_.request("initialize", {{"processId", nullptr},
                                 {"rootUri", uri_of_path(link.lexically_normal())},
                                 {"capabilities", Json::object()}});
  client_.notify("initialized", Json::object());
  client_.open(uri("new.py"), asking);  // not by the link
  const auto item = own_item("new.py");
  ASSERT_TRUE(item);
  const std::string shown = client_.request("completionItem/resolve", *item)["result"].dump();
  EXPECT_THAT(shown, HasSubstr(uri_of_path((link / "helper.py").lexically_normal())))
      << "as the editor opens it";
  for (const char* spelled : {"secret.py", "innocent.py", "../link/secret.py", "../link/innocent.py"}) {
    client_.open(uri(spelled), asking);
    EXPECT_EQ(complete(spelled, 2, 4)["data"]["reason"], "file-excluded") << spelled;
  }
}

TEST_F(WorkspaceOfTheServer, ReadingNeverWaitsForGit) {
  const fs::path programs = folder_ / "bin";
  fs::create_directories(programs);
  std::ofstream(programs / "git") << "#!/bin/sh\nsleep 2\nexit 1\n";
  fs::permissions(programs / "git", fs::perms::owner_all);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (programs.string() + ":" + path).c_str(), 1);
  const auto start = std::chrono::steady_clock::now();
  initialize();
  client_.open(uri("new.py"), asking);
  const Json slow = client_.send_request(
      "textDocument/completion",
      {{"textDocument", {{"uri", uri("new.py")}}}, {"position", {{"line", 2}, {"character", 4}}}});
  write(".treewrightignore", "");
  client_.notify("workspace/didChangeWatchedFiles", {{"changes", {{{"uri", uri(".treewrightignore")}}}}});
  client_.notify("workspace/didChangeConfiguration", {{"settings", {{"treewright", {{"index", false}}}}}});
  client_.notify("workspace/didChangeWorkspaceFolders",
                 {{"event", {{"removed", {{{"uri", uri_of_path(root())}}}}, {"added", Json::array()}}}});
  EXPECT_EQ(client_.request("no/such", Json::object())["error"]["code"], -32601);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(1500));
  EXPECT_TRUE(client_.response(slow).contains("result"));
  EXPECT_GT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(1900)) << "git was not asked";
  setenv("PATH", path.c_str(), 1);
}

TEST_F(WorkspaceOfTheServer, AnExcludedDocumentGetsNothingAndTheRuleIsNamed) {
  write(".treewrightignore", "secret*.py\n");
  initialize();
  client_.open(uri("secret_plan.py"), asking);
  EXPECT_EQ(complete("secret_plan.py", 2, 4)["data"]["reason"], "file-excluded");
  const auto status = client_.take([](const Json& message) {
    return message.value("method", "") == "treewright/status" && message["params"].contains("detail");
  });
  ASSERT_TRUE(status);
  EXPECT_EQ((*status)["params"]["detail"], "excluded by .treewrightignore:1: secret*.py (secret_plan.py)");
  const Json why =
      client_.request("workspace/executeCommand",
                      {{"command", "treewright.why"}, {"arguments", {{{"uri", uri("secret_plan.py")}}}}});
  EXPECT_EQ(why["result"]["rule"], "secret*.py") << why;
}

TEST_F(WorkspaceOfTheServer, FoldersComeAndGoAndAFileIsOfTheOneItIsIn) {
  write("helper.py", helper);
  const fs::path other = folder_ / "other", third = folder_ / "third";
  fs::create_directories(other);
  fs::create_directories(third);
  std::ofstream(other / ".treewrightignore") << "new.py\n";
  client_.request("initialize",
                  {{"workspaceFolders", {{{"uri", uri_of_path(root())}}, {{"uri", uri_of_path(other)}}}},
                   {"capabilities", Json::object()}});
  client_.notify("initialized", Json::object());
  const auto change = [&](const Json& event) {
    client_.notify("workspace/didChangeWorkspaceFolders", {{"event", event}});
  };
  for (const char* path : {"new.py", "../other/new.py", "../third/new.py"}) client_.open(uri(path), asking);
  EXPECT_TRUE(own_item("new.py"));
  EXPECT_EQ(complete("../other/new.py", 2, 4)["data"]["reason"], "file-excluded");
  EXPECT_FALSE(offers_its_own("../third/new.py"));
  std::ofstream(third / "helper.py") << helper;
  change({{"added", {{{"uri", uri_of_path(third)}}}}, {"removed", {{{"uri", uri_of_path(other)}}}}});
  EXPECT_TRUE(own_item("../third/new.py"));
  EXPECT_NE(complete("../other/new.py", 2, 4)["data"]["reason"], "file-excluded");
}

TEST_F(WorkspaceOfTheServer, TheSettingTurnsItOff) {
  write("helper.py", helper);
  write(".treewrightignore", "secret.py\n");
  client_.request("initialize", {{"processId", nullptr},
                                 {"rootUri", uri_of_path(root())},
                                 {"capabilities", Json::object()},
                                 {"initializationOptions", {{"index", false}}}});
  client_.notify("initialized", Json::object());
  client_.open(uri("new.py"), asking);
  EXPECT_FALSE(offers_its_own("new.py"));
  client_.open(uri("secret.py"), asking);
  EXPECT_EQ(complete("secret.py", 2, 4)["data"]["reason"], "file-excluded") << "rules hold without an index";
  EXPECT_FALSE(fs::exists(folder_ / "cache"));
  client_.notify("workspace/didChangeConfiguration", {{"settings", {{"treewright", {{"index", true}}}}}});
  EXPECT_TRUE(own_item("new.py"));
}

TEST_F(WorkspaceOfTheServer, TurnedOffWhileItReadsItsProgressEnds) {
  for (int i = 0; i < 2000; ++i) write(std::to_string(i) + ".py", helper);
  initialize();
  const auto of_index = [](const Json& message, const char* method) {
    return message.value("method", "") == method && message["params"]["token"] == "treewright/index/1";
  };
  const auto create =
      client_.take([&](const Json& message) { return of_index(message, "window/workDoneProgress/create"); });
  ASSERT_TRUE(create);
  client_.send({{"id", (*create)["id"]}, {"result", nullptr}});
  client_.notify("workspace/didChangeConfiguration", {{"settings", {{"treewright", {{"index", false}}}}}});
  EXPECT_TRUE(client_.take([&](const Json& message) {
    return of_index(message, "$/progress") && message["params"]["value"]["kind"] == "end";
  }));
}

TEST_F(WorkspaceOfTheServer, FilesAreWatchedAndProgressIsShown) {
  for (int i = 0; i < 50; ++i) write(std::to_string(i) + ".py", helper);
  initialize({{"workspace", {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}});
  const auto registration = client_.take_method("client/registerCapability");
  ASSERT_TRUE(registration);
  const Json& first = (*registration)["params"]["registrations"][0];
  EXPECT_EQ(first["method"], "workspace/didChangeWatchedFiles");
  EXPECT_GT(first["registerOptions"]["watchers"].size(), 10U);
  const auto create = client_.take([](const Json& message) {
    return message.value("method", "") == "window/workDoneProgress/create" &&
           message["params"]["token"] == "treewright/index/1";
  });
  ASSERT_TRUE(create);
  write("new.py", helper);
  client_.notify("workspace/didChangeWatchedFiles", {{"changes", {{{"uri", uri("new.py")}, {"type", 1}}}}});
  client_.notify("window/workDoneProgress/cancel", {{"token", "treewright/index/1"}});
  client_.open(uri("asking.py"), asking);
  EXPECT_TRUE(own_item("asking.py"));
}

}  // namespace
}  // namespace treewright::lsp
