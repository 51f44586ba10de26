#pragma once
// TCP: several editors at once, one thread a client; the bytes of all are carried by one more.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "lsp/stream.h"
#include "support/result.h"

namespace treewright::lsp {

struct ListenAddress {
  std::string host;  ///< an address or a name that resolves to one
  std::uint16_t port = 0;
};

/// "127.0.0.1:7000", "localhost:0", "[::1]:7000".
[[nodiscard]] Result<ListenAddress> parse_listen_address(std::string_view text);

class TcpServer {
 public:
  /// Handles one client; the connection ends when it returns or throws. Called on a thread of its own. The
  /// stream's framing is strict: web pages can connect too.
  using Serve = std::function<void(Stream&)>;

  /// Binds and listens. Port 0 takes a free one. Anything but a loopback address fails unless `allow_remote`:
  /// whoever can connect can have files' contents completed and read them back.
  [[nodiscard]] static Result<TcpServer> listen(const ListenAddress& address, bool allow_remote, Serve serve);
  TcpServer(TcpServer&&) noexcept;
  TcpServer& operator=(TcpServer&&) noexcept;
  ~TcpServer();

  [[nodiscard]] std::uint16_t port() const;
  /// Accepts until stop(); then closes every connection and waits for its thread. Once at most.
  void run();
  /// From any thread, also before run(); never waits.
  void stop();

 private:
  struct Impl;
  explicit TcpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace treewright::lsp
