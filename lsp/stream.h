#pragma once
// Bytes to and from one client: standard input and output, a pipe, or a TCP connection.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "lsp/frame_reader.h"

namespace treewright::lsp {

class IoThread;

/// One thread may read while others write. close() may be called from any thread.
class Stream {
 public:
  using Written = std::function<void(bool handed_over)>;

  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;
  /// Blocks for at least one byte; 0 at the end, on an error, or after close().
  [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
  /// Returns at once. `written` is called once, and not by close(): when every byte is handed over, or with
  /// false when the other side is gone or after close(). The next write may begin then.
  virtual void write(std::string bytes, Written written) = 0;
  /// Makes running and later reads and writes end at once.
  virtual void close() = 0;
  /// What becomes of bytes that are no LSP.
  [[nodiscard]] virtual Framing framing() const = 0;
};

/// A stream over file descriptors of any kind. Ones that are not open are at their end.
class DescriptorStream final : public Stream {
 public:
  enum class Ownership {
    borrowed,  ///< left open, and blocking again, at the end
    owned,     ///< closed by close() or with the stream
  };
  /// `in` and `out` may be the same socket. `io` outlives the stream.
  DescriptorStream(IoThread& io, int in, int out, Ownership ownership, Framing framing = Framing::lenient);
  /// No read may be running.
  ~DescriptorStream() override;
  std::size_t read(std::span<char> into) override;
  void write(std::string bytes, Written written) override;
  void close() override;
  [[nodiscard]] Framing framing() const override { return framing_; }

 private:
  struct Channel;
  IoThread& io_;
  const Framing framing_;
  const std::shared_ptr<Channel> channel_;  ///< shared with handlers, which may outlive the stream
};

}  // namespace treewright::lsp
