#include "lsp/json_rpc.h"

#include <spdlog/spdlog.h>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {

Json response_message(const Json& id, const Outcome& outcome) {
  Json message = {{"jsonrpc", "2.0"}, {"id", id}};
  if (outcome) {
    message["result"] = *outcome;
  } else {
    message["error"] = {{"code", static_cast<int>(outcome.error().code)},
                        {"message", outcome.error().message}};
  }
  return message;
}

/// A client waits for its answer for ever: where one cannot be sent, the reason takes its place.
void Call::reply(const Outcome& outcome) {
  if (answered_.exchange(true)) return;
  const auto sent = catch_exceptions([&] { send_(outcome); });
  if (sent) return;
  log_exception("answer", sent.error());
  log_exceptions("answer", [&] { send_(reject(ErrorCode::internal_error, sent.error().message)); });
}

void Call::stop(const Outcome& outcome) {
  reply(outcome);  // first: the work must not answer in its own words once it sees the stop
  stop_.request_stop();
}

Call::~Call() { reply(reject(ErrorCode::internal_error, "the request was lost")); }

void Call::supersede() {
  if (committed_) return;
  stop(
      superseded_.value_or(reject(ErrorCode::content_modified, "the document changed meanwhile; ask again")));
}

void Call::drop() {
  stop(superseded_.value_or(reject(ErrorCode::server_cancelled, "too many requests are waiting; ask again")));
}

void Binder::call(const std::string& method, const Json& params, const std::shared_ptr<Call>& call) const {
  const auto handler = requests_.find(method);
  if (handler == requests_.end()) {
    return call->reply(reject(ErrorCode::method_not_found, method + ": unknown method"));
  }
  const auto handled = catch_exceptions([&] { handler->second(params, call); });
  if (handled) return;
  spdlog::error("{}: {}", method, handled.error().message);
  call->reply(reject(ErrorCode::internal_error, method + ": " + handled.error().message));
}

Result<void> Binder::notify(const std::string& method, const Json& params) const {
  const auto handler = notifications_.find(method);
  if (handler == notifications_.end()) return {};
  try {
    return handler->second(params);
  } catch (...) {
    return failure("{}: {}", method, current_exception_error().message);
  }
}

}  // namespace treewright::lsp
