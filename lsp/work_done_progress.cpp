#include "lsp/work_done_progress.h"

#include <utility>

namespace treewright::lsp {

WorkDoneProgress::WorkDoneProgress(std::shared_ptr<Client> client, std::string token, bool cancellable)
    : client_(std::move(client)), token_(std::move(token)), cancellable_(cancellable) {}

void WorkDoneProgress::begin(const std::string& message) {
  client_->request("window/workDoneProgress/create", {{"token", token_}},
                   [self = shared_from_this(), message](const Outcome& outcome) {
                     if (outcome) self->agreed(message);
                   });
}

void WorkDoneProgress::agreed(const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  begun_ = true;
  Json value = {
      {"kind", "begin"}, {"title", "treewright"}, {"message", message}, {"cancellable", cancellable_}};
  if (cancellable_) value["percentage"] = percentage_;
  send(value);
}

void WorkDoneProgress::report(const std::string& message, int percentage) {
  const std::lock_guard lock(mutex_);
  if (percentage <= percentage_) return;
  percentage_ = percentage;
  if (begun_ && !finished_) send({{"kind", "report"}, {"message", message}, {"percentage", percentage}});
}

void WorkDoneProgress::finish(const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (begun_ && !finished_) send({{"kind", "end"}, {"message", message}});
  finished_ = true;
}

void WorkDoneProgress::send(const Json& value) {
  client_->notify("$/progress", {{"token", token_}, {"value", value}});
}

void report_loading(const std::shared_ptr<Client>& client, ModelHolder& model) {
  if (!model.view().loading) return;
  const auto progress = std::make_shared<WorkDoneProgress>(client, "treewright/model", false);
  progress->begin("Loading the model");
  model.when_finished([progress](const ModelHolder::View& view) {
    progress->finish(view.generator != nullptr ? "Model loaded" : "Model not loaded");
  });
}

}  // namespace treewright::lsp
