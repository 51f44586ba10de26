#pragma once
// What all clients of a process share: one model, one pool of workers.

#include <chrono>
#include <memory>

#include "engine/embed/embedder.h"
#include "lsp/model_holder.h"
#include "lsp/scheduler.h"
#include "lsp/stream.h"

namespace treewright::lsp {

struct ServerOptions {
  SchedulerPolicy scheduler = SchedulerPolicy::for_this_machine();
  std::chrono::milliseconds model_wait{15000};  ///< how long a request waits while the model loads
  std::shared_ptr<const embed::Embedder> embedder = nullptr;  ///< of the indexes; null: words in common alone
};

class Server {
 public:
  /// Starts to load the model at once, so that it is ready when the first comment is written.
  explicit Server(ModelHolder::Loader loader, ServerOptions options = {});

  /// Serves one client until it leaves; gives its exit code. Any number of threads may serve at once. An
  /// exception ends this client alone.
  int serve(Stream& stream);

  [[nodiscard]] Scheduler& scheduler() { return scheduler_; }

 private:
  const ServerOptions options_;
  ModelHolder model_;
  Scheduler scheduler_;  ///< destroyed first: its tasks use the model
};

}  // namespace treewright::lsp
