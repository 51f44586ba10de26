#include "lsp/frame_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace treewright::lsp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// What comes out of `bytes`, cut into pieces of `piece`: bodies, and errors with "! " before them.
std::vector<std::string> read_all(std::string_view bytes, std::size_t piece, FrameLimits limits = {},
                                  Framing framing = Framing::lenient) {
  FrameReader reader(limits, framing);
  std::vector<std::string> events;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    while (auto event = reader.next()) events.push_back(*event ? **event : "! " + event->error().message);
  }
  return events;
}

class Pieces : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(FrameReader, Pieces, testing::Values(1, 2, 7, 1000000));

TEST_P(Pieces, MessagesAreSplit) {
  EXPECT_THAT(read_all(frame("{}") + frame("") + frame("[1]"), GetParam()), ElementsAre("{}", "", "[1]"));
}

TEST_P(Pieces, HeadersMayBeWrittenInOtherWays) {
  EXPECT_THAT(read_all("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\r\n\r\n{}"
                       "\r\nContent-Length: 3\n\n[1]Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                       GetParam()),
              ElementsAre("{}", "[1]", "{}"));
}

TEST_P(Pieces, AMissingLengthIsOneErrorAndTheNextMessageIsFound) {
  EXPECT_THAT(read_all("Content-Type: x\r\n\r\n{\"id\":1}" + frame("{}"), GetParam()),
              ElementsAre(HasSubstr("missing"), "{}"));
}

TEST_P(Pieces, LengthsThatAreNoLengths) {
  for (const auto* length : {"ten", "-5", "", "1e3", "99999999999999999999999", "0x10"}) {
    EXPECT_THAT(read_all("Content-Length: " + std::string(length) + "\r\n\r\n{}" + frame("[1]"), GetParam()),
                ElementsAre(StartsWith("! Content-Length"), "[1]"))
        << length;
  }
}

TEST_P(Pieces, AHeaderBeyondTheLimitIsOneErrorHoweverLong) {
  const auto flood = "X-Padding: " + std::string(5000, 'x');
  EXPECT_THAT(read_all(flood + "\r\n\r\n" + frame("[1]"), GetParam(), {64, 1000}),
              ElementsAre(HasSubstr("longer than the limit of 64"), "[1]"));
}

TEST_P(Pieces, ABodyBeyondTheLimitIsRefused) {
  EXPECT_THAT(read_all("Content-Length: 1001\r\n\r\n" + std::string(1001, 'x') + frame("[1]"), GetParam(),
                       {64, 1000}),
              ElementsAre(HasSubstr("more than the limit"), "[1]"));
}

TEST_P(Pieces, GarbageBetweenMessages) {
  EXPECT_THAT(read_all(frame("{}") + "\x01\xff garbage \r\n more: of it\r\n\r\n" + frame("[1]"), GetParam()),
              ElementsAre("{}", StartsWith("! header"), "[1]"));
}

TEST_P(Pieces, ALengthThatIsMuchTooLargeIsNoticedAtTheNextMessage) {
  EXPECT_THAT(read_all("Content-Length: 9999\r\n\r\n{\"id\":1}" + frame("[1]") + frame("[2]"), GetParam()),
              ElementsAre(HasSubstr("larger than the message"), "[1]", "[2]"));
}

/// The same where what is no LSP ends the stream.
std::vector<std::string> read_strictly(std::string_view bytes, std::size_t piece) {
  return read_all(bytes, piece, {64, 1000}, Framing::strict);
}

TEST_P(Pieces, StrictFramingReadsWhatLspSays) {
  EXPECT_THAT(read_strictly("Content-Type: application/vscode-jsonrpc\r\ncontent-length: 2\r\n\r\n{}" +
                                frame("[1]") + "CONTENT-LENGTH:3\n\n[2]",
                            GetParam()),
              ElementsAre("{}", "[1]", "[2]"));
}

TEST_P(Pieces, StrictFramingReadsNothingBehindALineThatIsNoHeaderOfLsp) {
  const std::string message = frame("[1]");
  for (const auto* line : {"POST / HTTP/1.1\r\n", "GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n",
                           "Host: 127.0.0.1:7000\r\n", "\r\n", "\x16\x03\x01\x02", " Content-Length: 3\r\n",
                           "Content-Length\r\n", "Content-Lengths: 3\r\n", "{}"}) {
    for (const auto* behind : {"", "Content-Length: 2\r\n\r\n{}"}) {
      EXPECT_THAT(read_strictly(std::string(line) + behind + message, GetParam()),
                  ElementsAre(StartsWith("! header: not LSP")))
          << line;
    }
    EXPECT_THAT(read_strictly("Content-Length: 3\r\n" + std::string(line) + message, GetParam()),
                testing::Not(testing::Contains("[1]")))
        << line;
    EXPECT_THAT(read_strictly(frame("{}") + line + message, GetParam()),
                ElementsAre("{}", StartsWith("! header: not LSP")))
        << line;
  }
}

TEST_P(Pieces, StrictFramingEndsAtAnyError) {
  for (const auto* broken :
       {"Content-Length: ten\r\n\r\n{}", "Content-Length: 1001\r\n\r\n{}", "Content-Type: x\r\n\r\n{}",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"}) {
    EXPECT_THAT(read_strictly(broken + frame("[1]"), GetParam()), ElementsAre(StartsWith("! "))) << broken;
  }
  const auto endless = "Content-Type: " + std::string(5000, 'x');
  EXPECT_THAT(read_strictly(endless, GetParam()), ElementsAre(HasSubstr("longer than the limit of 64")));
  EXPECT_THAT(read_strictly("Content-Length: 99\r\n\r\n{}" + frame("[1]") + frame("[2]"), GetParam()),
              ElementsAre(HasSubstr("larger than the message")));
}

TEST(FrameReader, WhatIsNoLspIsRefusedAtItsFirstByte) {
  FrameReader reader({}, Framing::strict);
  reader.feed("G");
  EXPECT_FALSE(*reader.next());
  EXPECT_TRUE(reader.refused());
  reader.feed(frame("[1]"));
  EXPECT_FALSE(reader.next());
}

TEST(FrameReader, StrictFramingReadsNoMessageOutOfARejectedBody) {
  const std::string body = R"({"a": "Content-Length: 3)";
  for (const auto framing : {Framing::lenient, Framing::strict}) {
    FrameReader reader({}, framing);
    reader.feed(frame(body));
    EXPECT_EQ(**reader.next(), body);
    reader.reject(body);
    reader.feed("\r\n\r\n[1]");
    const auto next = reader.next();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->has_value(), framing == Framing::lenient);
  }
}

/// Feeds everything, and rejects what is not `[…]` as a JSON parser would.
std::vector<std::string> read_with_rejects(const std::string& bytes) {
  FrameReader reader;
  reader.feed(bytes);
  std::vector<std::string> bodies;
  while (auto event = reader.next()) {
    if (!*event) continue;
    const auto& body = **event;
    if (body.starts_with('[') && body.ends_with(']')) {
      bodies.push_back(body);
    } else {
      reader.reject(body);
    }
  }
  return bodies;
}

TEST(FrameReader, ALengthThatIsALittleWrongLosesOneMessage) {
  const std::string broken = "[10,20,30]";
  for (const int wrong : {-9, -3, -1, 1, 2, 9, 14, 15, 18, 20}) {
    const auto length = static_cast<int>(broken.size()) + wrong;
    const auto bytes =
        "Content-Length: " + std::to_string(length) + "\r\n\r\n" + broken + frame("[1]") + frame("[2]");
    EXPECT_THAT(read_with_rejects(bytes), ElementsAre("[1]", "[2]")) << wrong;
  }
}

TEST(FrameReader, ContradictoryLengthsAreRefused) {
  const std::string header = "Content-Length: 1\r\nContent-Length: 2\r\n\r\n";
  EXPECT_THAT(read_all(header, 100), ElementsAre(HasSubstr("twice")));
  EXPECT_THAT(read_with_rejects(header + frame("[1]")), ElementsAre("[1]"));
}

}  // namespace
}  // namespace treewright::lsp
