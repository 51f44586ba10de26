#pragma once
// Bytes to and from one client: standard input and output, a pipe, or a TCP connection.

#include <cstddef>
#include <span>
#include <string_view>

namespace treewright::lsp {

/// One thread may read while another writes. close() may be called from any thread.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;
  /// Blocks for at least one byte; 0 at the end, on an error, or after close().
  [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
  /// Blocks until every byte is handed over; false when the other side is gone or after close().
  [[nodiscard]] virtual bool write(std::string_view bytes) = 0;
  /// Makes running and later reads and writes return at once.
  virtual void close() = 0;
};

/// A stream over file descriptors. A program that writes to pipes must ignore SIGPIPE.
class DescriptorStream final : public Stream {
 public:
  enum class Ownership { borrowed, owned };
  /// `in` and `out` may be the same socket. Owned ones are closed with the stream.
  DescriptorStream(int in, int out, Ownership ownership);
  ~DescriptorStream() override;
  std::size_t read(std::span<char> into) override;
  bool write(std::string_view bytes) override;
  void close() override;

 private:
  [[nodiscard]] std::ptrdiff_t write_some(std::string_view bytes) const;
  [[nodiscard]] bool wait(int descriptor, short events) const;

  int in_;
  int out_;
  Ownership ownership_;
  bool out_is_socket_;
  int closed_;  ///< eventfd, readable once closed
};

}  // namespace treewright::lsp
