#include "lsp/stream.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>

namespace treewright::lsp {
namespace {

bool is_socket(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

DescriptorStream::DescriptorStream(int in, int out, Ownership ownership)
    : in_(in),
      out_(out),
      ownership_(ownership),
      out_is_socket_(is_socket(out)),
      closed_(::eventfd(0, EFD_CLOEXEC)) {}

DescriptorStream::~DescriptorStream() {
  ::close(closed_);
  if (ownership_ == Ownership::borrowed) return;
  ::close(in_);
  if (out_ != in_) ::close(out_);
}

/// True when the descriptor is ready (or broken, which the call that follows will find); false after close().
bool DescriptorStream::wait(int descriptor, short events) const {
  std::array<pollfd, 2> ready{{{descriptor, events, 0}, {closed_, POLLIN, 0}}};
  while (::poll(ready.data(), ready.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  return ready[1].revents == 0;
}

std::size_t DescriptorStream::read(std::span<char> into) {
  while (wait(in_, POLLIN)) {
    const auto count = ::read(in_, into.data(), into.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR && errno != EAGAIN) return 0;
  }
  return 0;
}

std::ptrdiff_t DescriptorStream::write_some(std::string_view bytes) const {
  if (out_is_socket_) return ::send(out_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  // A pipe that polls as writable takes PIPE_BUF bytes without blocking, so close() is never waited for.
  return ::write(out_, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
}

bool DescriptorStream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait(out_, POLLOUT)) return false;
    const auto count = write_some(bytes);
    if (count < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void DescriptorStream::close() {
  const std::uint64_t one = 1;
  // Writing 1 to an eventfd fails only when its counter is full, that is, when it is readable already.
  [[maybe_unused]] const auto written = ::write(closed_, &one, sizeof one);
  // So that the other side learns it; no effect on a pipe.
  if (ownership_ == Ownership::owned) ::shutdown(in_, SHUT_RDWR);
}

}  // namespace treewright::lsp
