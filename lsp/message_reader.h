#pragma once
// The messages of one client, as they come in.

#include <array>
#include <optional>
#include <string>

#include "lsp/frame_reader.h"
#include "lsp/stream.h"
#include "support/result.h"

namespace treewright::lsp {

/// Not thread-safe.
class MessageReader {
 public:
  /// `stream` must outlive the reader.
  explicit MessageReader(Stream& stream) : stream_(stream), frames_({}, stream.framing()) {}

  /// Blocks for the next body, or for one line that says what was wrong with the stream. Empty at the
  /// stream's end: the client left, the stream was closed, or strict framing refused it. Whoever has sent no
  /// message yet when it is refused is no LSP client and gets no answer, so that there is no line either.
  [[nodiscard]] std::optional<Result<std::string>> next();

  /// As FrameReader::reject.
  void reject(const std::string& body) { frames_.reject(body); }

 private:
  [[nodiscard]] bool read_more();

  Stream& stream_;
  FrameReader frames_;
  bool has_read_message_ = false;
  std::array<char, 65536> bytes_;
};

}  // namespace treewright::lsp
