#pragma once
// window/workDoneProgress, for clients that can show it: while the model loads, and while a workspace is
// read.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "lsp/client.h"
#include "lsp/model_holder.h"

namespace treewright::lsp {

/// Thread-safe. Shared by the session's thread (the client agrees) and the one that works.
class WorkDoneProgress : public std::enable_shared_from_this<WorkDoneProgress> {
 public:
  /// `token` is the client's name for it.
  WorkDoneProgress(std::shared_ptr<Client> client, std::string token, bool cancellable);
  WorkDoneProgress(const WorkDoneProgress&) = delete;
  WorkDoneProgress& operator=(const WorkDoneProgress&) = delete;
  /// Ends what is shown where nobody else did: the work was given up.
  ~WorkDoneProgress() { finish("Stopped"); }

  /// Asks the client for the token; what is shown begins with `message` once it agrees.
  void begin(const std::string& message);
  /// At most once for each percent.
  void report(const std::string& message, int percentage);
  /// Ends what is shown. Nothing is sent where the client has not agreed by now.
  void finish(const std::string& message);

 private:
  void agreed(const std::string& message);
  void send(const Json& value);

  const std::shared_ptr<Client> client_;
  const std::string token_;
  const bool cancellable_;
  std::mutex mutex_;
  bool begun_ = false;
  bool finished_ = false;
  int percentage_ = 0;
};

/// Sends nothing at all when the model is there already.
void report_loading(const std::shared_ptr<Client>& client, ModelHolder& model);

}  // namespace treewright::lsp
