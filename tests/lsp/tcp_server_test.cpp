#include "lsp/tcp_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <list>
#include <optional>
#include <stdexcept>

#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

/// `meanwhile` runs when the socket is there and not yet connected.
int connect_to(std::uint16_t port, const std::function<void()>& meanwhile = {}) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (meanwhile) meanwhile();
  EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  return socket;
}

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

  int connect(const std::function<void()>& meanwhile = {}) const {
    return connect_to(tcp_.port(), meanwhile);
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

/// What the server sends until it closes the connection.
std::string answer_to(const Listening& listening, std::string_view bytes) {
  const int socket = listening.connect();
  EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  std::string answer;
  std::array<char, 4096> piece{};
  pollfd ready{socket, POLLIN, 0};
  for (;;) {
    const bool closed_in_time = ::poll(&ready, 1, 30'000) > 0;
    EXPECT_TRUE(closed_in_time) << "the connection stays open";
    const auto count = closed_in_time ? ::recv(socket, piece.data(), piece.size(), 0) : 0;
    if (count <= 0) break;
    answer.append(piece.data(), static_cast<std::size_t>(count));
  }
  ::close(socket);
  return answer;
}

const std::string initialize_message =
    frame(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");

TEST(TcpServer, WhatIsNoLspIsClosedWithoutAByte) {
  const Listening listening;
  for (const auto* start :
       {"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 130\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "\x16\x03\x01\x02\x0a\x01", "Host: a\r\nContent-Length: 2\r\n\r\n{}"}) {
    EXPECT_EQ(answer_to(listening, start + initialize_message), "") << start;
  }
}

TEST(TcpServer, AClientThatLosesItsFramingIsToldAndClosed) {
  const Listening listening;
  const auto answer = answer_to(listening, initialize_message + "garbage" + initialize_message);
  const auto capabilities = answer.find("positionEncoding");
  ASSERT_NE(capabilities, std::string::npos) << answer;
  EXPECT_NE(answer.find("header: not LSP"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("positionEncoding", capabilities + 1), std::string::npos) << answer;
}

TEST(TcpServer, AClientThatReadsNothingDelaysNoOther) {
  const Listening listening;
  TestClient stuck(listening.connect());
  TestClient steady(listening.connect());
  for (auto* client : {&stuck, &steady}) {
    client->initialize();
    client->open("file:///w/a.py", "# sort the rows\n");
  }
  // Each is sent back: far more than the sockets hold.
  const Json item = {{"label", std::string(std::size_t{1} << 20, 'x')}};
  for (int i = 0; i < 32; ++i) stuck.send_request("completionItem/resolve", item);
  const auto answer = steady.request("textDocument/completion", completion_params("file:///w/a.py"));
  EXPECT_EQ(answer["result"]["data"]["reason"], "model-missing");
  const auto last = stuck.send_request("completionItem/resolve", item);
  EXPECT_EQ(stuck.response(last)["result"]["label"], item["label"]);
}

TEST(TcpServer, AnExceptionCostsItsClient) {
  Server server(no_model());
  std::atomic<int> served = 0;
  auto tcp = *TcpServer::listen({"127.0.0.1", 0}, false, [&](Stream& stream) {
    if (++served == 1) throw std::runtime_error("from a session");
    if (served == 2) throw 7;
    server.serve(stream);
  });
  std::thread thread([&] { tcp.run(); });
  for (int i = 0; i < 2; ++i) {
    TestClient lost(connect_to(tcp.port()));
    EXPECT_FALSE(lost.take([](const Json&) { return false; }));
  }
  TestClient client(connect_to(tcp.port()));
  EXPECT_FALSE(client.initialize().empty());
  tcp.stop();
  thread.join();
}

/// No more descriptors than are open now, until the end of the test.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    const rlimit now{static_cast<rlim_t>(next), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  ~NoMoreDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST(TcpServer, WithoutDescriptorsClientsWait) {
  const Listening listening;
  TestClient steady(listening.connect());
  steady.initialize();
  std::optional<NoMoreDescriptors> limit;
  const int socket = listening.connect([&limit] { limit.emplace(); });
  TestClient late(socket);
  const auto id = late.send_request("initialize", {{"capabilities", Json::object()}});
  EXPECT_FALSE(late.take([](const Json&) { return true; }, std::chrono::milliseconds(200)));
  EXPECT_TRUE(steady.request("shutdown", nullptr).contains("result"));
  limit.reset();
  EXPECT_TRUE(late.response(id).contains("result"));
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
