#pragma once
// LSP base protocol (3.17, "Header Part"): bytes in, whole JSON bodies out. Pure: no I/O, no clock.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "support/result.h"

namespace treewright::lsp {

/// What becomes of bytes that are no LSP.
enum class Framing {
  lenient,  ///< skipped up to what may be the next message
  /// The end: no message is read behind them. For where anybody can connect, such as a web page, whose
  /// requests may have whole messages in their bodies. The header may have LSP's two fields and no other.
  strict,
};

struct FrameLimits {
  std::size_t header = std::size_t{16} << 10;  ///< bytes of one header block
  std::size_t body = std::size_t{256}
                     << 20;  ///< bytes of one body; memory grows as bytes arrive, not as announced
};

/// Splits a byte stream into messages, and (lenient) finds the next one again after a broken header or a
/// wrong Content-Length. What comes out does not depend on how the bytes were cut into pieces. Not
/// thread-safe.
class FrameReader {
 public:
  explicit FrameReader(FrameLimits limits = {}, Framing framing = Framing::lenient)
      : limits_(limits), framing_(framing) {}

  void feed(std::string_view bytes);

  /// The next body, or one line that says what was wrong with the stream (once for a run of garbage, however
  /// long). Empty when more bytes are needed, and for ever once the stream is refused.
  [[nodiscard]] std::optional<Result<std::string>> next();

  /// Bytes came that are no LSP, and the framing is strict.
  [[nodiscard]] bool refused() const { return framing_ == Framing::strict && lost_; }

  /// To be told when `body`, the last one that next() gave, was not JSON. Its length was probably wrong:
  /// where it holds the beginning of another message, that message is read again (lenient).
  void reject(std::string_view body);

 private:
  [[nodiscard]] std::size_t available() const { return buffer_.size() - begin_; }
  [[nodiscard]] std::string_view pending() const { return std::string_view(buffer_).substr(begin_); }
  void drop(std::size_t bytes);
  [[nodiscard]] bool seek_header();
  [[nodiscard]] std::optional<std::size_t> header_size();
  [[nodiscard]] std::optional<Error> refuse_foreign_line() const;
  [[nodiscard]] std::optional<Error> read_header();
  [[nodiscard]] std::optional<Error> refuse_long_header();
  [[nodiscard]] std::optional<Error> refuse_swallowed_message();
  [[nodiscard]] std::string take_body();

  FrameLimits limits_;
  Framing framing_;
  std::string buffer_;
  std::size_t begin_ = 0;            ///< bytes of buffer_ already consumed
  std::size_t scanned_ = 0;          ///< bytes after begin_ that need not be looked at again
  std::optional<std::size_t> body_;  ///< set between a header and the end of its body
  bool lost_ = false;                ///< an error was reported; no good message since
};

/// A message ready for the wire.
[[nodiscard]] std::string frame(std::string_view body);

}  // namespace treewright::lsp
