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
std::vector<std::string> read_all(std::string_view bytes, std::size_t piece, FrameLimits limits = {}) {
  FrameReader reader(limits);
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
