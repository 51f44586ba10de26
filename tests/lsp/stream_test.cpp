#include "lsp/stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <asio/post.hpp>
#include <fstream>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "lsp/io_thread.h"
#include "support/scratch_folder.h"

namespace treewright::lsp {
namespace {

constexpr std::chrono::seconds patience(30);
using Pair = std::array<int, 2>;

Pair make_pipe() {
  Pair ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  return ends;
}

Pair make_sockets() {
  Pair ends{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  return ends;
}

/// What write() tells at its end. Fails the test where it never does.
bool write(Stream& stream, std::string bytes) {
  const auto promise = std::make_shared<std::promise<bool>>();
  auto written = promise->get_future();
  stream.write(std::move(bytes), [promise](bool handed_over) { promise->set_value(handed_over); });
  const bool told = written.wait_for(patience) == std::future_status::ready;
  EXPECT_TRUE(told) << "the write never ended";
  return told && written.get();
}

std::string read_exactly(int descriptor, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const auto count = ::read(descriptor, bytes.data() + have, size - have);
    if (count <= 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

std::string read_some(Stream& stream) {
  std::array<char, 100> bytes{};
  return {bytes.data(), stream.read(bytes)};
}

bool is_blocking(int descriptor) { return (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) == 0; }

class DescriptorStreamTest : public testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<DescriptorStream> own(int in, int out) {
    return std::make_unique<DescriptorStream>(io_, in, out, DescriptorStream::Ownership::owned);
  }
  IoThread io_;
};

TEST_F(DescriptorStreamTest, PipesBothWaysToTheirEnd) {
  const auto in = make_pipe(), out = make_pipe();
  const auto stream = own(in[0], out[1]);
  EXPECT_EQ(::write(in[1], "abc", 3), 3);
  EXPECT_EQ(read_some(*stream), "abc");
  EXPECT_TRUE(write(*stream, "answer"));
  EXPECT_EQ(read_exactly(out[0], 6), "answer");
  ::close(in[1]);
  EXPECT_EQ(read_some(*stream), "");
  ::close(out[0]);
}

TEST_F(DescriptorStreamTest, ASocketBothWaysAtOnce) {
  const auto sockets = make_sockets();
  const auto stream = own(sockets[0], sockets[0]);
  auto read = std::async(std::launch::async, [&] { return read_some(*stream); });
  const std::string large(std::size_t{8} << 20, 'x');  // more than the socket holds
  auto written = std::async(std::launch::async, [&] { return write(*stream, large); });
  EXPECT_EQ(::send(sockets[1], "abc", 3, 0), 3);
  EXPECT_EQ(read.get(), "abc");
  EXPECT_TRUE(read_exactly(sockets[1], large.size()) == large);
  EXPECT_TRUE(written.get());
  ::close(sockets[1]);
}

TEST_F(DescriptorStreamTest, CloseEndsWhatRunsAndWhatComesLater) {
  for (const auto& [in, out] : {std::pair{make_pipe(), make_pipe()}, {make_sockets(), make_sockets()}}) {
    const auto stream = own(in[0], out[1]);
    auto read = std::async(std::launch::async, [&] { return read_some(*stream); });
    auto written = std::async(std::launch::async,
                              [&] { return write(*stream, std::string(std::size_t{8} << 20, 'x')); });
    EXPECT_EQ(read.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    EXPECT_EQ(written.wait_for(std::chrono::milliseconds(0)), std::future_status::timeout);
    stream->close();
    EXPECT_EQ(read.get(), "");
    EXPECT_FALSE(written.get());
    EXPECT_EQ(read_some(*stream), "");
    EXPECT_FALSE(write(*stream, "late"));
    ::close(in[1]);
    ::close(out[0]);
  }
}

TEST_F(DescriptorStreamTest, TheOtherSideLearnsThatItIsClosed) {
  const auto sockets = make_sockets();
  const auto stream = own(sockets[0], sockets[0]);
  stream->close();
  EXPECT_EQ(read_exactly(sockets[1], 1), "");
  ::close(sockets[1]);
}

TEST_F(DescriptorStreamTest, WritingToNobodyFailsWithoutASignal) {
  for (const auto& out : {make_pipe(), make_sockets()}) {
    const auto in = make_pipe();
    const auto stream = own(in[0], out[1]);
    ::close(out[0]);
    EXPECT_FALSE(write(*stream, "lost"));  // SIGPIPE would end the test program
    ::close(in[1]);
  }
}

TEST_F(DescriptorStreamTest, WhatIsBorrowedIsGivenBackAsItWas) {
  const auto in = make_pipe(), out = make_pipe();
  {
    DescriptorStream stream(io_, in[0], out[1], DescriptorStream::Ownership::borrowed);
    EXPECT_EQ(::write(in[1], "abc", 3), 3);
    EXPECT_EQ(read_some(stream), "abc");
    EXPECT_TRUE(write(stream, "answer"));
    EXPECT_FALSE(is_blocking(in[0])) << "nothing is shown by what follows";
  }
  EXPECT_TRUE(is_blocking(in[0]));
  EXPECT_TRUE(is_blocking(out[1]));
  for (const int descriptor : {in[0], in[1], out[0], out[1]}) EXPECT_EQ(::close(descriptor), 0);
}

TEST_F(DescriptorStreamTest, FilesInPlaceOfPipes) {
  const ScratchFolder folder;
  std::ofstream(folder / "in") << "abc";
  const int in = ::open((folder / "in").c_str(), O_RDONLY);
  const int out = ::open((folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
  auto stream = own(in, out);
  EXPECT_EQ(read_some(*stream), "abc");
  EXPECT_EQ(read_some(*stream), "");
  EXPECT_TRUE(write(*stream, "answer"));
  stream.reset();
  std::string written;
  std::ifstream(folder / "out") >> written;
  EXPECT_EQ(written, "answer");
}

TEST_F(DescriptorStreamTest, DescriptorsThatAreNotOpenAreAtTheirEnd) {
  const auto stream = own(-1, 1'000'000);
  EXPECT_EQ(read_some(*stream), "");
  EXPECT_FALSE(write(*stream, "lost"));
}

TEST(IoThreadTest, AHandlerThatThrowsCostsNoOther) {
  IoThread io;
  asio::post(io.context(), [] { throw std::runtime_error("from a handler"); });
  asio::post(io.context(), [] { throw 7; });
  std::promise<void> ran;
  asio::post(io.context(), [&] { ran.set_value(); });
  EXPECT_EQ(ran.get_future().wait_for(patience), std::future_status::ready);
}

}  // namespace
}  // namespace treewright::lsp
