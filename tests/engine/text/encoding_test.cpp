#include "engine/text/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fixtures/tiny_vocabulary.h"

namespace treewright::text {
namespace {

engine::Request request_for(std::string description, std::string name) {
  engine::Request request;
  request.description = std::move(description);
  request.names = {{std::move(name), engine::NameKind::parameter}};
  return request;
}

std::ptrdiff_t copies_of(const engine::Request& request, std::string_view surface) {
  const EncodedSource source = encode_source(fixtures::tiny_vocabulary(), request, {});
  return std::ranges::count(source.surfaces, surface);
}

TEST(Encoding, ANameBeyondAsciiIsCopiedWholeFromTheDescriptionAndTheScope) {
  const engine::Request request = request_for("sort größen", "größen");
  EXPECT_EQ(copies_of(request, "größen"), 2);
  const EncodedSource source = encode_source(fixtures::tiny_vocabulary(), request, {});
  EXPECT_NE(source.surface_kinds.back() & name_text, 0);
  EXPECT_EQ(encode_target(fixtures::tiny_vocabulary(), source, {{TokenKind::identifier, "größen"}}).size(),
            1U);
}

TEST(Encoding, ADescriptionsNameIsSpelledAsInScope) {
  // One character in the description, two in the code.
  EXPECT_EQ(copies_of(request_for("sort gr\u00F6\u00DFen", "gro\u0308\u00DFen"), "gro\u0308\u00DFen"), 2);
  EXPECT_EQ(copies_of(request_for("close the file", "\uFB01le"), "\uFB01le"), 2);
  EXPECT_EQ(copies_of(request_for("close the \uFB01le", "file"), "file"), 2);
}

}  // namespace
}  // namespace treewright::text
