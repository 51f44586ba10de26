#include "lsp/client.h"

#include <utility>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {

void Client::notify(const std::string& method, const Json& params) {
  outbox_.push(json_text({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}));
}

void Client::request(const std::string& method, const Json& params, Answered answered) {
  Json id;
  {
    const std::lock_guard lock(mutex_);
    id = fmt::format("treewright-{}", next_id_++);
    waiting_[id.dump()] = std::move(answered);
  }
  outbox_.push(json_text({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}));
}

void Client::respond(const Json& id, const Outcome& outcome) {
  outbox_.push(json_text(response_message(id, outcome)));
}

std::shared_ptr<Call> Client::begin_call(const Json& id) {
  auto call = std::make_shared<Call>([client = shared_from_this(), id](const Outcome& outcome) {
    client->end_call(json_text(id));
    client->respond(id, outcome);
  });
  const std::lock_guard lock(mutex_);
  calls_[json_text(id)] = call;
  return call;
}

void Client::end_call(const std::string& id) {
  const std::lock_guard lock(mutex_);
  calls_.erase(id);
}

void Client::cancel(const Json& id) {
  std::shared_ptr<Call> call;
  {
    const std::lock_guard lock(mutex_);
    const auto found = calls_.find(json_text(id));
    if (found != calls_.end()) call = found->second.lock();
  }
  if (call) call->stop(reject(ErrorCode::request_cancelled, "cancelled by the client"));
}

void Client::receive_response(const Json& id, const Outcome& outcome) {
  Answered answered;
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(json_text(id));
    if (found == waiting_.end()) return;
    answered = std::move(found->second);
    waiting_.erase(found);
  }
  answered(outcome);
}

void Client::disconnect() {
  std::unordered_map<std::string, std::weak_ptr<Call>> calls;
  std::unordered_map<std::string, Answered> waiting;
  {
    const std::lock_guard lock(mutex_);
    calls = calls_;
    waiting.swap(waiting_);
  }
  const auto gone = reject(ErrorCode::request_failed, "the client has left");
  for (const auto& [id, answered] : waiting) log_exceptions("disconnect", [&] { answered(gone); });
  for (const auto& [id, call] : calls) {
    if (const auto running = call.lock())
      running->stop(reject(ErrorCode::request_cancelled, "the session has ended"));
  }
  outbox_.close();
}

}  // namespace treewright::lsp
