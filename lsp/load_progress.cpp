#include "lsp/load_progress.h"

#include <mutex>
#include <utility>

namespace treewright::lsp {
namespace {

constexpr const char* token = "treewright/model";

/// Shared by the session's thread (the client agrees) and the loader's (loading is over).
class LoadProgress {
 public:
  explicit LoadProgress(std::shared_ptr<Client> client) : client_(std::move(client)) {}

  void begin() {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    begun_ = true;
    send({{"kind", "begin"},
          {"title", "treewright"},
          {"message", "Loading the model"},
          {"cancellable", false}});
  }

  void finish(bool loaded) {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    if (begun_) send({{"kind", "end"}, {"message", loaded ? "Model loaded" : "Model not loaded"}});
  }

 private:
  void send(const Json& value) { client_->notify("$/progress", {{"token", token}, {"value", value}}); }

  std::shared_ptr<Client> client_;
  std::mutex mutex_;
  bool begun_ = false;
  bool finished_ = false;
};

}  // namespace

void report_loading(const std::shared_ptr<Client>& client, ModelHolder& model) {
  if (!model.view().loading) return;
  const auto progress = std::make_shared<LoadProgress>(client);
  client->request("window/workDoneProgress/create", {{"token", token}}, [progress](const Outcome& outcome) {
    if (outcome) progress->begin();
  });
  model.when_finished(
      [progress](const ModelHolder::View& view) { progress->finish(view.generator != nullptr); });
}

}  // namespace treewright::lsp
