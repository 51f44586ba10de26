#include "tests/lsp/test_client.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "lsp/io_thread.h"

namespace treewright::lsp {

ModelHolder::Loader no_model() {
  return []() -> Result<engine::Generator> {
    return failure("models/none: no such folder; give --model a folder");
  };
}

ModelHolder::Loader HeldModel::loader() {
  return [released = released_]() -> Result<engine::Generator> {
    released.wait();
    return no_model()();
  };
}

void HeldModel::release() {
  if (!std::exchange(done_, true)) promise_.set_value();
}

TestClient::TestClient(Server& server) {
  std::array<int, 2> sockets{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()), 0);
  socket_ = sockets[0];
  session_ = std::async(std::launch::async, [&server, theirs = sockets[1]] {
    IoThread io;
    DescriptorStream stream(io, theirs, theirs, DescriptorStream::Ownership::owned);
    return server.serve(stream);
  });
}

TestClient::~TestClient() { hang_up(); }

void TestClient::send_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) {
      ADD_FAILURE() << "the server closed the connection";
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TestClient::send(Json message) {
  message["jsonrpc"] = "2.0";
  send_bytes(frame(message.dump()));
}

Json TestClient::send_request(const std::string& method, const Json& params) {
  Json id = next_id_++;
  send({{"id", id}, {"method", method}, {"params", params}});
  return id;
}

Json TestClient::response(const Json& id) {
  const auto found =
      take([&](const Json& m) { return !m.contains("method") && m.contains("id") && m["id"] == id; });
  if (!found) ADD_FAILURE() << "no response to request " << id;
  return found.value_or(Json::object());
}

Json TestClient::request(const std::string& method, const Json& params) {
  return response(send_request(method, params));
}

std::optional<Json> TestClient::take(const std::function<bool(const Json&)>& fits,
                                     std::chrono::milliseconds patience) {
  for (;;) {
    const auto found = std::find_if(received_.begin(), received_.end(), fits);
    if (found != received_.end()) {
      Json message = std::move(*found);
      received_.erase(found);
      return message;
    }
    if (!read_more(patience)) return std::nullopt;
  }
}

std::optional<Json> TestClient::take_method(const std::string& method) {
  return take([&](const Json& message) { return message.value("method", "") == method; });
}

bool TestClient::read_more(std::chrono::milliseconds patience) {
  pollfd ready{socket_, POLLIN, 0};
  if (::poll(&ready, 1, static_cast<int>(patience.count())) <= 0) return false;
  std::array<char, 65536> bytes;
  const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  reader_.feed({bytes.data(), static_cast<std::size_t>(count)});
  while (auto body = reader_.next()) {
    EXPECT_TRUE(*body) << "the server's framing is broken";
    if (!*body) return false;
    auto message = Json::parse(**body, nullptr, false);
    EXPECT_FALSE(message.is_discarded()) << "the server sent no JSON: " << **body;
    received_.push_back(std::move(message));
  }
  return true;
}

Json TestClient::initialize(const Json& capabilities) {
  auto result = request("initialize", {{"processId", nullptr}, {"capabilities", capabilities}});
  notify("initialized", Json::object());
  return result["result"];
}

void TestClient::open(const std::string& uri, const std::string& text, const std::string& language,
                      int version) {
  const Json item = {{"uri", uri}, {"languageId", language}, {"version", version}, {"text", text}};
  notify("textDocument/didOpen", {{"textDocument", item}});
}

void TestClient::hang_up() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

int TestClient::exit_code() { return session_.get(); }

}  // namespace treewright::lsp
