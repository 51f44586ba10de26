#include "lab/bench/editor.h"

#include <poll.h>
#include <unistd.h>

#include <array>

#include "lsp/file_uri.h"

namespace treewright::bench {

using lsp::Json;

Editor::~Editor() {
  ::close(in_);
  if (out_ != in_) ::close(out_);
}

Result<void> Editor::send(Json message) {
  message["jsonrpc"] = "2.0";
  const std::string bytes = lsp::frame(message.dump());
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = ::write(out_, bytes.data() + sent, bytes.size() - sent);
    if (count <= 0) return failure("the server closed the connection");
    sent += static_cast<std::size_t>(count);
  }
  return {};
}

Result<void> Editor::read_more() {
  constexpr int patience_ms = 120'000;
  pollfd ready{in_, POLLIN, 0};
  if (::poll(&ready, 1, patience_ms) <= 0) return failure("the server gave no answer in two minutes");
  std::array<char, 65536> bytes;
  const auto count = ::read(in_, bytes.data(), bytes.size());
  if (count <= 0) return failure("the server closed the connection");
  reader_.feed({bytes.data(), static_cast<std::size_t>(count)});
  return {};
}

Result<Json> Editor::receive() {
  for (;;) {
    if (auto body = reader_.next()) {
      if (!*body) return tl::unexpected(body->error());
      return Json::parse(**body, nullptr, false);
    }
    if (auto read = read_more(); !read) return tl::unexpected(read.error());
  }
}

Result<void> Editor::notify(const std::string& method, const Json& params) {
  return send({{"method", method}, {"params", params}});
}

Result<int> Editor::send_request(const std::string& method, const Json& params) {
  const int id = next_id_++;
  if (auto sent = send({{"id", id}, {"method", method}, {"params", params}}); !sent)
    return tl::unexpected(sent.error());
  return id;
}

Result<Json> Editor::next_answer() {
  for (;;) {
    auto message = receive();
    if (!message || (message->is_object() && !message->contains("method"))) return message;
  }
}

Result<Json> Editor::request(const std::string& method, const Json& params) {
  const auto id = send_request(method, params);
  if (!id) return tl::unexpected(id.error());
  for (;;) {
    auto message = next_answer();
    if (!message) return message;
    if (message->value("id", Json()) != Json(*id)) continue;
    if (message->contains("error")) return failure("{}: {}", method, message->at("error").dump());
    return message->value("result", Json());
  }
}

Result<void> Editor::initialize(const Json& options, const std::filesystem::path& folder) {
  Json params = {
      {"processId", nullptr}, {"capabilities", Json::object()}, {"initializationOptions", options}};
  if (!folder.empty())
    params["workspaceFolders"] = {{{"uri", lsp::uri_of_path(folder)}, {"name", folder.filename().string()}}};
  const auto result = request("initialize", params);
  if (!result) return tl::unexpected(result.error());
  return notify("initialized", Json::object());
}

Result<void> Editor::open(const std::string& uri, const std::string& text) {
  const Json item = {{"uri", uri}, {"languageId", "python"}, {"version", 1}, {"text", text}};
  return notify("textDocument/didOpen", {{"textDocument", item}});
}

Result<void> Editor::leave() {
  const auto result = request("shutdown", nullptr);
  if (!result) return tl::unexpected(result.error());
  return notify("exit", nullptr);
}

}  // namespace treewright::bench
