#pragma once
// An editor in a few lines: speaks LSP over a descriptor, with the server's own framing.

#include <chrono>
#include <filesystem>
#include <string>

#include "lsp/frame_reader.h"
#include "lsp/json_text.h"
#include "support/result.h"

namespace treewright::bench {

/// Used on one thread, in a program that ignores SIGPIPE. A server that is gone or silent for two minutes is
/// an error, never a hang.
class Editor {
 public:
  /// Owns the descriptors, which may be one socket.
  Editor(int in, int out) : in_(in), out_(out) {}
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;
  ~Editor();

  [[nodiscard]] Result<void> notify(const std::string& method, const lsp::Json& params);
  /// Sends a request without waiting; gives its id.
  [[nodiscard]] Result<int> send_request(const std::string& method, const lsp::Json& params);
  /// The next answer to any request, whatever else comes before it. Other requests of the server are left
  /// unanswered.
  [[nodiscard]] Result<lsp::Json> next_answer();
  /// Sends a request and waits for its answer: the result, or the error as a failure.
  [[nodiscard]] Result<lsp::Json> request(const std::string& method, const lsp::Json& params);

  /// `options`: the server's settings. `folder`: the workspace, if any.
  [[nodiscard]] Result<void> initialize(const lsp::Json& options = nullptr,
                                        const std::filesystem::path& folder = {});
  [[nodiscard]] Result<void> open(const std::string& uri, const std::string& text);
  /// shutdown and exit.
  [[nodiscard]] Result<void> leave();

 private:
  [[nodiscard]] Result<void> send(lsp::Json message);
  [[nodiscard]] Result<lsp::Json> receive();
  [[nodiscard]] Result<void> read_more();

  int in_;
  int out_;
  lsp::FrameReader reader_;
  int next_id_ = 1;
};

}  // namespace treewright::bench
