#include "lsp/tcp_server.h"

#include <asio.hpp>
#include <charconv>
#include <chrono>
#include <list>
#include <thread>

namespace treewright::lsp {
namespace {

using asio::ip::tcp;

struct Connection {
  explicit Connection(int socket) : stream(socket, socket, DescriptorStream::Ownership::owned) {}
  DescriptorStream stream;
  std::atomic<bool> done = false;
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

struct TcpServer::Impl {
  asio::io_context context;
  tcp::acceptor acceptor{context};
  std::list<Connection> connections;  ///< touched by run()'s thread alone
  Serve serve;

  void accept_next();
  void start(tcp::socket socket);
  void forget_finished();
  void close_all();
};

void TcpServer::Impl::accept_next() {
  acceptor.async_accept([this](const asio::error_code& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    forget_finished();
    if (!error) start(std::move(socket));
    // Out of descriptors, most likely: the error would come again at once.
    if (error) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    accept_next();
  });
}

void TcpServer::Impl::start(tcp::socket socket) {
  asio::error_code error;
  socket.set_option(tcp::no_delay(true), error);  // answers are small and waited for
  const int descriptor = socket.release(error);
  if (error) return;
  auto& connection = connections.emplace_back(descriptor);
  connection.thread = std::thread([this, &connection] {
    serve(connection.stream);
    connection.stream.close();
    connection.done = true;
  });
}

void TcpServer::Impl::forget_finished() {
  for (auto connection = connections.begin(); connection != connections.end();) {
    if (connection->done) {
      connection->thread.join();
      connection = connections.erase(connection);
    } else {
      ++connection;
    }
  }
}

void TcpServer::Impl::close_all() {
  for (auto& connection : connections) connection.stream.close();
  for (auto& connection : connections) connection.thread.join();
  connections.clear();
}

TcpServer::TcpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TcpServer::TcpServer(TcpServer&&) noexcept = default;
TcpServer& TcpServer::operator=(TcpServer&&) noexcept = default;
TcpServer::~TcpServer() {
  if (impl_) impl_->close_all();
}

Result<TcpServer> TcpServer::listen(const ListenAddress& address, bool allow_remote, Serve serve) {
  auto impl = std::make_unique<Impl>();
  impl->serve = std::move(serve);
  const auto endpoint = resolve(impl->context, address);
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
  impl_->accept_next();
  impl_->context.run();
  impl_->close_all();
}

void TcpServer::stop() { impl_->context.stop(); }

}  // namespace treewright::lsp
