#include "engine/decode/writer.h"

#include <gmock/gmock.h>

#include "engine/grammar/lr/lr_constraint.h"
#include "fixtures/tiny_model.h"

namespace treewright::decode {
namespace {

using text::Token;
using text::TokenKind;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

/// Writes actions into one draft, each given as a token, a piece or a copied surface.
class WriterTest : public testing::Test {
 protected:
  void use(std::string description, std::vector<engine::Name> names = {}) {
    engine::Request request;
    request.description = std::move(description);
    request.names = std::move(names);
    source_ = text::encode_source(vocabulary_, request, {24, 6});
    engine::Surroundings bare;
    bare.bare = true;
    writer_.emplace(vocabulary_, source_, constraint_, bare, nullptr, true);
    draft_ = writer_->start();
  }
  bool symbol(std::string text) {
    return writer_->apply(draft_, vocabulary_.number({TokenKind::symbol, std::move(text)}));
  }
  bool structure(TokenKind kind, std::string text = "") {
    return writer_->apply(draft_, vocabulary_.number({kind, std::move(text)}));
  }
  /// All pieces of `text`; a word starts with a space.
  bool pieces(std::string_view text) {
    for (const int piece : vocabulary_.pieces(text)) {
      if (!writer_->apply(draft_, piece)) return false;
    }
    return true;
  }
  bool copy(std::string_view surface) {
    for (std::size_t m = 0; m < source_.surfaces.size(); ++m) {
      if (source_.surfaces[m] == surface)
        return writer_->apply(draft_, vocabulary_.size() + static_cast<int>(m));
    }
    ADD_FAILURE() << surface << " is not in the memory";
    return false;
  }
  std::string finished() { return text::join(text::render(python(), writer_->finish(draft_))); }

  const text::Vocabulary& vocabulary_ = fixtures::tiny_vocabulary();
  const grammar::LrConstraint constraint_{python()};
  text::EncodedSource source_;
  std::optional<Writer> writer_;
  Draft draft_;
};

TEST_F(WriterTest, WordsAreWrittenInPiecesUntilTheNextToken) {
  use("");
  ASSERT_TRUE(pieces(" dataset") && symbol("=") && pieces(" x1") && symbol("+") && pieces(" 10"));
  EXPECT_EQ(finished(), "dataset = x1 + 10");
}

TEST_F(WriterTest, NamesAndLiteralsAreCopiedWhole) {
  use("write 'a b' to zq_9", {{"never_seen", engine::NameKind::local}});
  ASSERT_TRUE(copy("never_seen") && symbol(".") && pieces(" write") && symbol("("));
  ASSERT_TRUE(structure(TokenKind::string_start) && copy("a b") && structure(TokenKind::string_end));
  ASSERT_TRUE(symbol(",") && copy("zq_9") && symbol(")") && structure(TokenKind::newline));
  EXPECT_EQ(finished(), "never_seen.write(\"a b\", zq_9)");
}

TEST_F(WriterTest, ACopiedWordIsNotContinued) {
  use("zq");
  const int piece = vocabulary_.pieces("a").front();
  ASSERT_TRUE(copy("zq"));
  Draft copied = draft_;
  EXPECT_FALSE(writer_->apply(copied, piece));
  EXPECT_TRUE(symbol("="));
}

TEST_F(WriterTest, WordsThatAreNoneAreRefused) {
  use("007 'a b' for");
  for (const std::string_view word : {"007", "a b", "for"}) {
    const Draft before = draft_;
    EXPECT_FALSE(copy(word) && symbol("=")) << word;
    draft_ = before;
  }
  EXPECT_FALSE(pieces(" 0x"));
}

TEST_F(WriterTest, CopiedLiteralsHoldOnlyTextThatALineOfSourceCanHold) {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("a\x01"), std::string("a\x7f"), std::string("\xff\xfe"),
        std::string("\xc3"), std::string("\xed\xa0\x80"), std::string("a\nb")}) {
    use("print '" + text + "'");
    ASSERT_TRUE(structure(TokenKind::string_start));
    const Draft before = draft_;
    EXPECT_FALSE(copy(text)) << testing::PrintToString(text);
    draft_ = before;
  }
  use("print 'h\xc3\xa9 \xf0\x9f\x8e\x89'");
  EXPECT_TRUE(structure(TokenKind::string_start) && copy("h\xc3\xa9 \xf0\x9f\x8e\x89"));
  EXPECT_EQ(finished(), "\"h\xc3\xa9 \xf0\x9f\x8e\x89\"");
}

TEST_F(WriterTest, EndsOnlyWhereTheCodeIsWhole) {
  use("");
  EXPECT_FALSE(writer_->apply(draft_, text::end)) << "nothing was written";
  use("");
  ASSERT_TRUE(pieces(" print") && symbol("("));
  Draft open = draft_;
  EXPECT_FALSE(writer_->apply(open, text::end));
  ASSERT_TRUE(symbol(")"));
  ASSERT_TRUE(structure(TokenKind::newline));
  EXPECT_TRUE(writer_->apply(draft_, text::end));
  EXPECT_EQ(finished(), "print()");
}

TEST_F(WriterTest, AKeywordComesOnceInACall) {
  use("");
  ASSERT_TRUE(pieces(" print") && symbol("(") && pieces(" x") && symbol("=") && pieces(" a") && symbol("("));
  ASSERT_TRUE(pieces(" x") && symbol("=") && pieces(" 1") && symbol(")")) << "of another call";
  ASSERT_TRUE(symbol(",") && pieces(" x"));
  EXPECT_FALSE(symbol("="));
}

TEST_F(WriterTest, ALineThatTheCompilerRefusesDoesNotEnd) {
  use("");
  ASSERT_TRUE(symbol("del") && pieces(" x") && symbol("(") && symbol(")"));
  const Draft call = draft_;
  EXPECT_FALSE(structure(TokenKind::newline));
  draft_ = call;
  EXPECT_TRUE(symbol(".") && pieces(" a") && structure(TokenKind::newline));
}

TEST_F(WriterTest, FinishLeavesOutWhatNoEndingSaves) {
  use("");
  ASSERT_TRUE(symbol("assert") && pieces(" a") && symbol(",") && pieces(" x") && symbol(",") && pieces(" a"));
  EXPECT_EQ(finished(), "assert a, x");
}

TEST_F(WriterTest, SpecialNumbersAreNoActions) {
  for (const int number : {text::pad, text::begin}) {
    use("");
    EXPECT_FALSE(writer_->apply(draft_, number));
  }
}

TEST_F(WriterTest, FinishClosesWhatIsOpen) {
  use("");
  ASSERT_TRUE(pieces(" print") && symbol("(") && structure(TokenKind::string_start, "f") && pieces("read") &&
              symbol("{"));
  const text::Token last = writer_->finish(draft_).back();
  EXPECT_EQ(last.kind, TokenKind::newline);
  EXPECT_TRUE(text::tokenize(python(), finished())) << finished();
}

TEST_F(WriterTest, FinishLeavesOutAWordThatIsNone) {
  use("");
  ASSERT_TRUE(pieces(" x") && symbol("=") && pieces(" i") && pieces("f"));  // "if" is no name
  EXPECT_TRUE(text::tokenize(python(), finished())) << finished();
}

}  // namespace
}  // namespace treewright::decode
