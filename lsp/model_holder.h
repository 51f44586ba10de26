#pragma once
// The one model of the process, loaded in the background and shared by every client.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/generator.h"
#include "support/result.h"

namespace treewright::lsp {

/// Thread-safe.
class ModelHolder {
 public:
  using Loader = std::function<Result<engine::Generator>()>;
  struct View {
    bool loading = false;
    std::shared_ptr<const engine::Generator> generator;  ///< null while loading and after a failure
    std::string error;                                   ///< why there is no model, one line; empty otherwise
  };

  /// Starts to load on a thread of its own.
  explicit ModelHolder(Loader loader);
  ModelHolder(const ModelHolder&) = delete;
  ModelHolder& operator=(const ModelHolder&) = delete;
  /// Waits for the loader.
  ~ModelHolder();

  [[nodiscard]] View view() const;
  /// Waits until the model is there or has failed, `stop` is requested, or the time is over.
  [[nodiscard]] View wait(std::chrono::milliseconds at_most, std::stop_token stop = {}) const;
  /// Calls `finished` once, when loading is over: at once where it is, else on the loader's thread.
  void when_finished(std::function<void(const View&)> finished);

 private:
  void load(const Loader& loader);

  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  View view_{true, nullptr, {}};
  std::vector<std::function<void(const View&)>> finished_;
  std::thread thread_;
};

}  // namespace treewright::lsp
