#pragma once
// An editor for tests: speaks to a real Server over a socket pair, with the real framing.

#include <chrono>
#include <deque>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>

#include "lsp/frame_reader.h"
#include "lsp/json_text.h"
#include "lsp/server.h"

namespace treewright::lsp {

/// A model that is not there, as one that was never downloaded.
[[nodiscard]] ModelHolder::Loader no_model();

/// A model that stays in loading until released, and then is not there.
class HeldModel {
 public:
  [[nodiscard]] ModelHolder::Loader loader();
  void release();
  ~HeldModel() { release(); }

 private:
  std::promise<void> promise_;
  std::shared_future<void> released_ = promise_.get_future().share();
  bool done_ = false;
};

/// Used on one thread.
class TestClient {
 public:
  explicit TestClient(Server& server);
  /// Speaks to a server behind a connected socket, which it owns.
  explicit TestClient(int socket) : socket_(socket) {}
  TestClient(const TestClient&) = delete;
  ~TestClient();

  void send_bytes(std::string_view bytes);
  void send(Json message);  ///< adds "jsonrpc"
  void notify(const std::string& method, const Json& params) {
    send({{"method", method}, {"params", params}});
  }
  /// Sends a request with the next id and waits for its response, which is returned whole.
  Json request(const std::string& method, const Json& params);
  Json send_request(const std::string& method, const Json& params);  ///< without waiting; gives the id
  Json response(const Json& id);

  /// The oldest message not yet taken that fits. Null after `patience` without one.
  std::optional<Json> take(const std::function<bool(const Json&)>& fits,
                           std::chrono::milliseconds patience = std::chrono::seconds(120));
  std::optional<Json> take_method(const std::string& method);

  /// initialize with `capabilities` and `initialized`; gives the result.
  Json initialize(const Json& capabilities = Json::object());
  void open(const std::string& uri, const std::string& text, const std::string& language = "python",
            int version = 1);

  void hang_up();
  /// Waits for the session's end.
  int exit_code();

 private:
  bool read_more(std::chrono::milliseconds patience);

  int socket_ = -1;
  FrameReader reader_;
  std::deque<Json> received_;
  int next_id_ = 1000;
  std::future<int> session_;
};

}  // namespace treewright::lsp
