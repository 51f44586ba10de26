#pragma once
// The other side of a session, as the server's parts see it: what can be said to an editor, and what it is
// waiting for.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "lsp/json_rpc.h"
#include "lsp/outbox.h"

namespace treewright::lsp {

/// Thread-safe. Outlives its session where requests still run; after disconnect() what is said goes nowhere.
class Client : public std::enable_shared_from_this<Client> {
 public:
  using Answered = std::function<void(const Outcome&)>;

  /// `stream` must live until disconnect().
  explicit Client(Stream& stream) : outbox_(stream) {}

  void notify(const std::string& method, const Json& params);
  /// `answered` is called on the session's thread, or with RequestFailed when the client leaves without an
  /// answer.
  void request(const std::string& method, const Json& params, Answered answered);
  /// An answer to a message whose id could not be read has the id null.
  void respond(const Json& id, const Outcome& outcome);

  /// A request came in: until it is answered, cancel(id) finds it.
  [[nodiscard]] std::shared_ptr<Call> begin_call(const Json& id);
  void cancel(const Json& id);
  /// A response to one of our requests came in. Ones that nobody waits for are ignored.
  void receive_response(const Json& id, const Outcome& outcome);
  /// Stops every running request, and sends what is still waiting to be sent.
  void disconnect();

 private:
  void end_call(const std::string& id);

  Outbox outbox_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::weak_ptr<Call>> calls_;  ///< by their id's JSON text
  std::unordered_map<std::string, Answered> waiting_;           ///< ours, likewise
  std::size_t next_id_ = 1;
};

}  // namespace treewright::lsp
