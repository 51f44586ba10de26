#include "lsp/tcp_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <list>
#include <optional>

#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

/// A server on a free port of this machine, running until the end of the test.
class Listening {
 public:
  Listening()
      : tcp_(*TcpServer::listen({"127.0.0.1", 0}, false, [this](Stream& stream) { server_.serve(stream); })) {
    thread_ = std::thread([this] { tcp_.run(); });
  }
  ~Listening() {
    tcp_.stop();
    thread_.join();
  }

  int connect() const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(tcp_.port());
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return socket;
  }

 private:
  Server server_{no_model()};
  TcpServer tcp_;
  std::thread thread_;
};

Json completion_params(const std::string& uri) {
  return {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 0}, {"character", 15}}}};
}

TEST(TcpServer, TwentyClientsAtOnce) {
  const Listening listening;
  std::list<TestClient> clients;
  for (int i = 0; i < 20; ++i) clients.emplace_back(listening.connect()).initialize();
  // The same name in every client, with another text: documents are a client's own.
  int number = 0;
  for (auto& client : clients)
    client.open("file:///w/a.py", number++ % 2 == 0 ? "# sort the rows\n" : "x = 1  + 2 + 3\n");
  std::vector<std::vector<Json>> ids;
  for (auto& client : clients) {
    auto& own = ids.emplace_back();
    for (int i = 0; i < 10; ++i) {
      own.push_back(client.send_request("textDocument/completion", completion_params("file:///w/a.py")));
    }
  }
  number = 0;
  for (auto& client : clients) {
    const auto expected = number % 2 == 0 ? "model-missing" : "no-comment";
    for (const auto& id : ids[number]) {
      EXPECT_EQ(client.response(id)["result"]["data"]["reason"], expected);
    }
    ++number;
  }
}

TEST(TcpServer, AClientThatLeavesOrDiesDoesNotDisturbTheOthers) {
  const Listening listening;
  TestClient steady(listening.connect());
  steady.initialize();
  steady.open("file:///w/a.py", "# sort the rows\n");
  {
    TestClient dying(listening.connect());
    dying.initialize();
    dying.send_bytes("Content-Length: 500\r\n\r\n{");
  }
  TestClient leaving(listening.connect());
  leaving.initialize();
  leaving.request("shutdown", nullptr);
  leaving.notify("exit", nullptr);
  const auto end = leaving.take([](const Json&) { return false; }, std::chrono::seconds(5));
  EXPECT_FALSE(end);
  const auto answer = steady.request("textDocument/completion", completion_params("file:///w/a.py"));
  EXPECT_EQ(answer["result"]["data"]["reason"], "model-missing");
}

TEST(TcpServer, StoppingEndsConnections) {
  std::optional<Listening> listening(std::in_place);
  TestClient client(listening->connect());
  client.initialize();
  listening.reset();
  EXPECT_FALSE(client.take([](const Json&) { return false; }));
}

TEST(TcpServer, OtherMachinesMayNotConnectUnlessAllowed) {
  const auto ignore = [](Stream&) {};
  for (const auto* host : {"0.0.0.0", "::"}) {
    const auto refused = TcpServer::listen({host, 0}, false, ignore);
    ASSERT_FALSE(refused) << host;
    EXPECT_NE(refused.error().message.find("--allow-remote"), std::string::npos) << refused.error().message;
  }
  EXPECT_TRUE(TcpServer::listen({"0.0.0.0", 0}, true, ignore));
  EXPECT_TRUE(TcpServer::listen({"localhost", 0}, false, ignore));
}

TEST(TcpServer, APortThatIsTakenIsNamed) {
  const auto ignore = [](Stream&) {};
  const auto first = TcpServer::listen({"127.0.0.1", 0}, false, ignore);
  ASSERT_TRUE(first);
  const auto second = TcpServer::listen({"127.0.0.1", first->port()}, false, ignore);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find(std::to_string(first->port())), std::string::npos);
}

TEST(ListenAddress, WhatIsAnAddressAndWhatIsNot) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:7000")->port, 7000);
  EXPECT_EQ(parse_listen_address("[::1]:7000")->host, "::1");
  for (const auto* text :
       {"", "7000", ":7000", "localhost:", "localhost:x", "localhost:70000", "localhost:-1"}) {
    EXPECT_FALSE(parse_listen_address(text)) << text;
  }
}

}  // namespace
}  // namespace treewright::lsp
