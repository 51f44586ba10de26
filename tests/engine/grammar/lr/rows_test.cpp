// Real code goes through tokens and back unchanged, and the constraint takes all of it.
#include <gtest/gtest.h>

#include "engine/grammar/lr/lr_constraint.h"
#include "engine/syntax/tree.h"
#include "engine/text/code_tokens.h"
#include "tests/fixtures/code_rows.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

/// Named nodes and fields, without comments.
void write_shape(TSNode node, std::string& shape) {
  if (ts_node_is_extra(node)) return;
  const bool named = ts_node_is_named(node);
  if (named) shape.append("(").append(ts_node_type(node));
  for (std::uint32_t i = 0; i < ts_node_child_count(node); ++i) {
    const char* field = ts_node_field_name_for_child(node, i);
    const TSNode child = ts_node_child(node, i);
    if (field != nullptr && ts_node_is_named(child)) shape.append(" ").append(field).append(":");
    write_shape(child, shape);
  }
  if (named) shape.append(")");
}

std::string shape_of(std::string_view code) {
  const syntax::Tree tree = syntax::Parser(python()).parse(code);
  std::string shape;
  write_shape(tree.root(), shape);
  return shape;
}

bool is_whole(std::string_view code) {
  return syntax::count_errors(syntax::Parser(python()).parse(code).root()) == 0;
}

TEST(Rows, RoundTripToTheSameTree) {
  std::size_t whole = 0;
  for (const std::string& code : code_rows()) {
    const auto tokens = text::tokenize(python(), code);
    if (!tokens) {
      EXPECT_TRUE(!is_whole(code) || tokens.error().message.find("line end") != std::string::npos)
          << code << "\n"
          << tokens.error().message;
      continue;
    }
    ++whole;
    const std::string rendered = text::join(text::render(python(), *tokens));
    EXPECT_EQ(shape_of(rendered), shape_of(code)) << rendered;
    EXPECT_EQ(text::tokenize(python(), rendered).value_or(std::vector<text::Token>{}), *tokens) << rendered;
  }
  EXPECT_GT(whole, 1500U);
}

TEST(Rows, AreAcceptedTokenByToken) {
  const LrConstraint constraint(python());
  engine::Surroundings bare;
  bare.bare = true;
  for (const std::string& code : code_rows()) {
    const auto tokens = text::tokenize(python(), code);
    if (!tokens) continue;
    const auto session = constraint.begin(bare);
    State state = session->start();
    for (const text::Token& token : *tokens) {
      const Terminal terminal = constraint.terminal(token);
      ASSERT_TRUE(session->allows(state, terminal)) << token.text << " in\n" << code;
      state = session->advance(state, terminal);
    }
    EXPECT_TRUE(tokens->empty() || session->may_end(state)) << code;
  }
}

}  // namespace
}  // namespace treewright::grammar
