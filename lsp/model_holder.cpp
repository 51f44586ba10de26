#include "lsp/model_holder.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {
namespace {

Result<engine::Generator> load_guarded(const ModelHolder::Loader& loader) {
  try {
    return loader();
  } catch (...) {
    return failure("model: loading failed: {}", current_exception_error().message);
  }
}

}  // namespace

ModelHolder::ModelHolder(Loader loader) : thread_([this, loader = std::move(loader)] { load(loader); }) {}

ModelHolder::~ModelHolder() { thread_.join(); }

void ModelHolder::load(const Loader& loader) {
  auto loaded = load_guarded(loader);
  View view;
  if (loaded) {
    view.generator = std::make_shared<const engine::Generator>(std::move(*loaded));
    spdlog::info("model: loaded");
  } else {
    view.error = loaded.error().message;
    spdlog::error("{}", view.error);
  }
  std::vector<std::function<void(const View&)>> finished;
  {
    const std::lock_guard lock(mutex_);
    view_ = view;
    finished.swap(finished_);
  }
  changed_.notify_all();
  for (const auto& call : finished) log_exceptions("model", [&] { call(view); });
}

ModelHolder::View ModelHolder::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

ModelHolder::View ModelHolder::wait(std::chrono::milliseconds at_most, std::stop_token stop) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::move(stop), at_most, [this] { return !view_.loading; });
  return view_;
}

void ModelHolder::when_finished(std::function<void(const View&)> finished) {
  std::unique_lock lock(mutex_);
  if (view_.loading) {
    finished_.push_back(std::move(finished));
    return;
  }
  const auto view = view_;
  lock.unlock();
  finished(view);
}

}  // namespace treewright::lsp
