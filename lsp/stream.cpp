#include "lsp/stream.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <asio/buffer.hpp>
#include <asio/dispatch.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/use_future.hpp>
#include <asio/write.hpp>
#include <future>
#include <utility>

#include "lsp/io_thread.h"

namespace treewright::lsp {
namespace {

using asio::posix::stream_descriptor;

/// A terminal is the shell's as well, which would be left with one that does not block if this process were
/// killed: it is opened anew.
int own_terminal(int number) {
  const char* const name = ::isatty(number) != 0 ? ::ttyname(number) : nullptr;
  return name != nullptr ? ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
}

/// One direction.
class End {
 public:
  /// Closes what it owns; of what is borrowed, makes it blocking again where it was.
  End(asio::io_context& context, int number, DescriptorStream::Ownership ownership)
      : descriptor(context), ownership_(ownership), flags_(::fcntl(number, F_GETFL)) {
    asio::error_code not_open;
    descriptor.assign(number, not_open);
  }

  void close() {
    asio::error_code ignored;
    if (ownership_ == DescriptorStream::Ownership::owned) {
      // A socket's other side learns it even where a child process has inherited the descriptor.
      if (descriptor.is_open()) ::shutdown(descriptor.native_handle(), SHUT_RDWR);
      descriptor.close(ignored);
    } else if (descriptor.is_open()) {
      ::fcntl(descriptor.release(), F_SETFL, flags_);
    }
  }

  stream_descriptor descriptor;

 private:
  const DescriptorStream::Ownership ownership_;
  const int flags_;
};

End make_end(asio::io_context& context, int number, DescriptorStream::Ownership ownership) {
  const int terminal = ownership == DescriptorStream::Ownership::borrowed ? own_terminal(number) : -1;
  if (terminal >= 0) return {context, terminal, DescriptorStream::Ownership::owned};
  return {context, number, ownership};
}

/// Asio takes a number once: a socket's other direction gets a number of its own.
End make_other_end(asio::io_context& context, int number, int first, DescriptorStream::Ownership ownership) {
  if (number != first) return make_end(context, number, ownership);
  return {context, ::fcntl(number, F_DUPFD_CLOEXEC, 0), DescriptorStream::Ownership::owned};
}

}  // namespace

/// Used on the I/O thread alone, but for its making.
struct DescriptorStream::Channel {
  Channel(asio::io_context& context, int in_number, int out_number, Ownership ownership)
      : in(make_end(context, in_number, ownership)),
        out(make_other_end(context, out_number, in_number, ownership)) {}
  ~Channel() { close(); }

  void close() {
    out.close();
    in.close();
  }

  End in, out;
};

DescriptorStream::DescriptorStream(IoThread& io, int in, int out, Ownership ownership, Framing framing)
    : io_(io), framing_(framing), channel_(std::make_shared<Channel>(io.context(), in, out, ownership)) {}

/// Waits until the descriptors are closed or given back.
DescriptorStream::~DescriptorStream() {
  auto closed = asio::dispatch(io_.context(), asio::use_future([channel = channel_] { channel->close(); }));
  closed.wait();
}

std::size_t DescriptorStream::read(std::span<char> into) {
  std::promise<std::size_t> promise;
  auto count = promise.get_future();
  asio::post(io_.context(), [channel = channel_, into, promise = std::move(promise)]() mutable {
    channel->in.descriptor.async_read_some(
        asio::buffer(into.data(), into.size()),
        [channel, promise = std::move(promise)](const asio::error_code& error, std::size_t read) mutable {
          promise.set_value(error ? 0 : read);
        });
  });
  return count.get();
}

void DescriptorStream::write(std::string bytes, Written written) {
  auto message = std::make_shared<const std::string>(std::move(bytes));
  asio::post(io_.context(), [channel = channel_, message, written = std::move(written)]() mutable {
    const auto buffer = asio::buffer(*message);
    asio::async_write(channel->out.descriptor, buffer,
                      [channel, message, written = std::move(written)](const asio::error_code& error,
                                                                       std::size_t) { written(!error); });
  });
}

void DescriptorStream::close() {
  asio::post(io_.context(), [channel = channel_] { channel->close(); });
}

}  // namespace treewright::lsp
