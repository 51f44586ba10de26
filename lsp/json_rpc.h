#pragma once
// JSON-RPC 2.0 as LSP uses it: requests answered once, and handlers of typed parameters.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>

#include "lsp/json_fields.h"

namespace treewright::lsp {

enum class ErrorCode {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_failed = -32803,
  server_cancelled = -32802,
  content_modified = -32801,
  request_cancelled = -32800,
};

struct ResponseError {
  ErrorCode code;
  std::string message;
};

using Outcome = tl::expected<Json, ResponseError>;

[[nodiscard]] inline tl::unexpected<ResponseError> reject(ErrorCode code, std::string message) {
  return tl::unexpected(ResponseError{code, std::move(message)});
}

/// The message that answers request `id`.
[[nodiscard]] Json response_message(const Json& id, const Outcome& outcome);

/// One request that is being answered. Thread-safe: the first answer counts, later ones do nothing.
class Call {
 public:
  explicit Call(std::function<void(const Outcome&)> send) : send_(std::move(send)) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  /// A request that everybody forgot is answered with InternalError.
  ~Call();

  /// Throws nothing.
  void reply(const Outcome& outcome);
  /// Answers now and asks the work to stop; whatever it still finds is not sent.
  void stop(const Outcome& outcome);
  /// stop() because of a newer edit, or because too many requests wait: with the answer that was set for this
  /// case, else with ContentModified or ServerCancelled. Nothing happens after commit().
  void supersede();
  void drop();
  /// The work is done and the client acts on it: its own edit must not stop the call that made it.
  void commit() { committed_ = true; }
  /// To be called before other threads know the call.
  void set_superseded_answer(Outcome answer) { superseded_ = std::move(answer); }

  [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }
  [[nodiscard]] bool answered() const { return answered_; }

 private:
  std::function<void(const Outcome&)> send_;
  std::optional<Outcome> superseded_;
  std::atomic<bool> answered_ = false;
  std::atomic<bool> committed_ = false;
  std::stop_source stop_;
};

/// Method names → handlers. Parameters are parsed here and nowhere else; a field that is wrong becomes
/// InvalidParams for a request and an Error for a notification, in one line that names the method and the
/// field.
class Binder {
 public:
  /// The handler answers through `call`, now or later and from any thread.
  template <typename Owner, typename Params>
  void request(const std::string& method, Owner* owner,
               void (Owner::*handler)(const Params&, const std::shared_ptr<Call>&)) {
    requests_[method] = [method, owner, handler](const Json& json, const std::shared_ptr<Call>& call) {
      Params params;
      const auto read = read_json(json, "", params);
      if (!read) return call->reply(reject(ErrorCode::invalid_params, method + ": " + read.error().message));
      (owner->*handler)(params, call);
    };
  }

  template <typename Owner, typename Params>
  void notification(const std::string& method, Owner* owner, Result<void> (Owner::*handler)(const Params&)) {
    notifications_[method] = [method, owner, handler](const Json& json) -> Result<void> {
      Params params;
      auto result = read_json(json, "", params);
      if (result) result = (owner->*handler)(params);
      if (!result) return failure("{}: {}", method, result.error().message);
      return {};
    };
  }

  /// Answers MethodNotFound itself.
  void call(const std::string& method, const Json& params, const std::shared_ptr<Call>& call) const;
  /// Unknown notifications are ignored, as the specification asks for "$/…" and allows for others.
  [[nodiscard]] Result<void> notify(const std::string& method, const Json& params) const;

 private:
  std::unordered_map<std::string, std::function<void(const Json&, const std::shared_ptr<Call>&)>> requests_;
  std::unordered_map<std::string, std::function<Result<void>(const Json&)>> notifications_;
};

}  // namespace treewright::lsp
