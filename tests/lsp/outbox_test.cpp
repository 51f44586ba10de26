#include "lsp/outbox.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>

#include "lsp/io_thread.h"

namespace treewright::lsp {
namespace {

using Clock = std::chrono::steady_clock;

/// An outbox whose client is the test, which reads when it likes.
class OutboxTest : public testing::Test {
 protected:
  OutboxTest() {
    std::array<int, 2> sockets{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()), 0);
    client_ = sockets[1];
    stream_ =
        std::make_unique<DescriptorStream>(io_, sockets[0], sockets[0], DescriptorStream::Ownership::owned);
  }
  ~OutboxTest() override { ::close(client_); }

  /// All that comes until the server closes, or until `size` bytes.
  std::string receive(std::size_t size = std::string::npos) const {
    std::string received;
    std::array<char, 65536> bytes{};
    while (received.size() < size) {
      const auto count = ::recv(client_, bytes.data(), std::min(bytes.size(), size - received.size()), 0);
      if (count <= 0) break;
      received.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return received;
  }

  IoThread io_;
  int client_ = -1;
  std::unique_ptr<Stream> stream_;
};

/// More than a socket holds.
std::string large(char letter) { return std::string(std::size_t{4} << 20, letter); }

TEST_F(OutboxTest, PushNeverWaitsAndTheOrderIsKept) {
  Outbox outbox(*stream_);
  std::string expected;
  for (const char letter : {'a', 'b', 'c'}) {
    const std::string small(1, letter);
    outbox.push(large(letter));  // would hang here, as nobody reads yet
    outbox.push(small);
    expected += frame(large(letter)) + frame(small);
  }
  EXPECT_TRUE(receive(expected.size()) == expected);
}

TEST_F(OutboxTest, AClientThatLetsTooMuchPileUpIsDisconnected) {
  Outbox outbox(*stream_, 1000);
  outbox.push(large('a'));  // on its way: what piles up is behind it
  outbox.push(std::string(900, 'b'));
  EXPECT_EQ(receive(100).size(), 100U) << "still connected";
  outbox.push(std::string(100, 'c'));
  EXPECT_LT(receive().size(), large('a').size());
  outbox.push("never sent");
}

TEST_F(OutboxTest, CloseSendsWhatWaits) {
  Outbox outbox(*stream_);
  for (const auto* body : {"1", "2", "3"}) outbox.push(body);
  outbox.close();
  outbox.push("late");
  stream_->close();
  EXPECT_EQ(receive(), frame("1") + frame("2") + frame("3"));
}

TEST_F(OutboxTest, CloseWaitsASecondForAClientThatDoesNotRead) {
  Outbox outbox(*stream_);
  outbox.push(large('a'));
  const auto start = Clock::now();
  outbox.close();
  const auto took = Clock::now() - start;
  EXPECT_GE(took, std::chrono::seconds(1));
  EXPECT_LT(took, std::chrono::seconds(20));  // and not for ever
  EXPECT_LT(receive().size(), large('a').size());
}

TEST_F(OutboxTest, AClientThatHasLeftIsNotWaitedFor) {
  Outbox outbox(*stream_);
  ::shutdown(client_, SHUT_RDWR);
  outbox.push(large('a'));
  outbox.push(large('b'));
  const auto start = Clock::now();
  outbox.close();
  EXPECT_LT(Clock::now() - start, std::chrono::milliseconds(900));
}

class ThrowingStream final : public Stream {
 public:
  std::size_t read(std::span<char> /*into*/) override { return 0; }
  void write(std::string /*bytes*/, Written /*written*/) override {
    throw std::runtime_error("from a stream");
  }
  void close() override { closed = true; }
  [[nodiscard]] Framing framing() const override { return Framing::lenient; }
  bool closed = false;
};

TEST(Outbox, AStreamThatThrowsCostsItsClient) {
  ThrowingStream stream;
  Outbox outbox(stream);
  outbox.push("1");
  EXPECT_TRUE(stream.closed);
  outbox.push("2");
  outbox.close();  // would wait for ever for a write that never began
}

}  // namespace
}  // namespace treewright::lsp
