#include "lsp/tcp_server.h"

#include <algorithm>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "lsp/exception_barrier.h"
#include "lsp/io_thread.h"

namespace treewright::lsp {
namespace {

using asio::ip::tcp;

/// Out of descriptors, most likely: the error would come again at once.
constexpr std::chrono::milliseconds pause_after_error{50};

/// One client and the thread that serves it.
struct Connection {
  Connection(IoThread& io, int socket)
      : stream(io, socket, socket, DescriptorStream::Ownership::owned, Framing::strict) {}
  DescriptorStream stream;
  bool done = false;  ///< guarded by the server's mutex
  std::thread thread;
};

Result<tcp::endpoint> resolve(asio::io_context& context, const ListenAddress& address) {
  asio::error_code error;
  tcp::resolver resolver(context);
  const auto found =
      resolver.resolve(address.host, std::to_string(address.port), tcp::resolver::passive, error);
  if (error || found.empty()) return failure("--listen {}: unknown host: {}", address.host, error.message());
  return found.begin()->endpoint();
}

Result<void> open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  asio::error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return {};
  return failure("--listen {}:{}: {}; choose another port", endpoint.address().to_string(), endpoint.port(),
                 error.message());
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0)
    return failure("--listen {}: not of the form HOST:PORT", text);
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto port = text.substr(colon + 1);
  ListenAddress address{std::string(host), 0};
  const auto [end, status] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (status != std::errc{} || end != port.data() + port.size()) {
    return failure("--listen {}: the port must be a number from 0 to 65535", text);
  }
  return address;
}

/// The I/O thread accepts; run()'s thread starts the threads that serve, and joins them.
struct TcpServer::Impl {
  ~Impl();

  // On the I/O thread:
  void accept_next();
  void accept_later();
  void take(tcp::socket socket);

  // On run()'s thread:
  void serve_until_stopped();
  [[nodiscard]] bool any_done() const;
  [[nodiscard]] std::list<Connection> take_done();
  void start(tcp::socket socket);
  void close_all();

  void serve_client(Connection& connection);  ///< on the client's own

  Serve serve;
  IoThread io;
  tcp::acceptor acceptor{io.context()};
  asio::steady_timer retry{io.context()};
  std::list<Connection> connections;  ///< of run()'s thread, but for `done`
  std::mutex mutex;
  std::condition_variable changed;   // and what follows: guarded by mutex
  std::vector<tcp::socket> arrived;  ///< accepted, not yet served
  bool stopping = false;
};

TcpServer::Impl::~Impl() {
  close_all();
  io.stop();  // before what its handlers use goes
}

void TcpServer::Impl::accept_next() {
  acceptor.async_accept([this](const asio::error_code& error, tcp::socket socket) {
    if (error) return accept_later();
    log_exceptions("accept", [&] { take(std::move(socket)); });
    accept_next();
  });
}

void TcpServer::Impl::accept_later() {
  retry.expires_after(pause_after_error);
  retry.async_wait([this](const asio::error_code&) { accept_next(); });
}

void TcpServer::Impl::take(tcp::socket socket) {
  asio::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);  // answers are small and waited for
  const std::lock_guard lock(mutex);
  arrived.push_back(std::move(socket));
  changed.notify_all();
}

void TcpServer::Impl::serve_until_stopped() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return stopping || !arrived.empty() || any_done(); });
    if (stopping) return;
    auto done = take_done();
    auto fresh = std::exchange(arrived, {});
    lock.unlock();
    for (auto& connection : done) connection.thread.join();
    done.clear();
    for (auto& socket : fresh) log_exceptions("connection", [&] { start(std::move(socket)); });
    lock.lock();
  }
}

bool TcpServer::Impl::any_done() const {
  return std::any_of(connections.begin(), connections.end(), [](const Connection& c) { return c.done; });
}

std::list<Connection> TcpServer::Impl::take_done() {
  std::list<Connection> done;
  for (auto connection = connections.begin(); connection != connections.end();) {
    const auto next = std::next(connection);
    if (connection->done) done.splice(done.end(), connections, connection);
    connection = next;
  }
  return done;
}

/// Where no thread can be had, the connection is closed.
void TcpServer::Impl::start(tcp::socket socket) {
  std::list<Connection> fresh;
  auto& connection = fresh.emplace_back(io, socket.release());
  connection.thread = std::thread([this, &connection] { serve_client(connection); });
  connections.splice(connections.end(), fresh);
}

void TcpServer::Impl::serve_client(Connection& connection) {
  log_exceptions("client", [&] { serve(connection.stream); });
  connection.stream.close();
  const std::lock_guard lock(mutex);
  connection.done = true;
  changed.notify_all();
}

void TcpServer::Impl::close_all() {
  for (auto& connection : connections) connection.stream.close();
  for (auto& connection : connections) connection.thread.join();
  connections.clear();
}

TcpServer::TcpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TcpServer::TcpServer(TcpServer&&) noexcept = default;
TcpServer& TcpServer::operator=(TcpServer&&) noexcept = default;
TcpServer::~TcpServer() = default;

Result<TcpServer> TcpServer::listen(const ListenAddress& address, bool allow_remote, Serve serve) {
  auto impl = std::make_unique<Impl>();
  impl->serve = std::move(serve);
  const auto endpoint = resolve(impl->io.context(), address);
  if (!endpoint) return tl::unexpected(endpoint.error());
  if (!endpoint->address().is_loopback() && !allow_remote) {
    return failure("--listen {}: other machines could connect; use 127.0.0.1, or add --allow-remote",
                   address.host);
  }
  if (const auto opened = open(impl->acceptor, *endpoint); !opened) return tl::unexpected(opened.error());
  return TcpServer(std::move(impl));
}

std::uint16_t TcpServer::port() const { return impl_->acceptor.local_endpoint().port(); }

void TcpServer::run() {
  asio::post(impl_->io.context(), [impl = impl_.get()] { impl->accept_next(); });
  impl_->serve_until_stopped();
  impl_->close_all();
}

void TcpServer::stop() {
  const std::lock_guard lock(impl_->mutex);
  impl_->stopping = true;
  impl_->changed.notify_all();
}

}  // namespace treewright::lsp
