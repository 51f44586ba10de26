// Text and syntax: tokens, the constraint, incremental parsing.
#include <benchmark/benchmark.h>

#include "engine/grammar/lr/lr_constraint.h"
#include "engine/text/code_tokens.h"
#include "lab/bench/prompts.h"
#include "lsp/text_buffer.h"

namespace treewright::bench {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

void tokenize(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "for name, rows in sorted(groups.items()):\n    print(f'{name}: {len(rows) + 1}')\n";
  for (auto _ : state) benchmark::DoNotOptimize(text::tokenize(python(), text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(tokenize);

/// A session of its own each time: nothing is remembered yet.
void constraint_advance(benchmark::State& state) {
  const grammar::LrConstraint constraint(python());
  const auto tokens =
      text::tokenize(python(), "for name, rows in sorted(groups.items()):\n    print(name, len(rows) + 1)\n");
  if (!tokens) return state.SkipWithError("the sample does not parse");
  for (auto _ : state) {
    const auto session = constraint.begin({});
    grammar::State at = session->start();
    for (const text::Token& token : *tokens) {
      const auto terminal = constraint.terminal(token);
      if (session->allows(at, terminal)) at = session->advance(at, terminal);
    }
    benchmark::DoNotOptimize(at);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * tokens->size()));
}
BENCHMARK(constraint_advance);

void constraint_shortest_ending(benchmark::State& state) {
  const grammar::LrConstraint constraint(python());
  const auto tokens = text::tokenize(python(), "print(sorted(rows, key=[len, max][0]))\n");
  if (!tokens) return state.SkipWithError("the sample does not parse");
  for (auto _ : state) {
    const auto session = constraint.begin({});
    grammar::State at = session->start();
    for (std::size_t i = 0; i < tokens->size() / 2; ++i) {
      const auto terminal = constraint.terminal((*tokens)[i]);
      if (session->allows(at, terminal)) at = session->advance(at, terminal);
    }
    benchmark::DoNotOptimize(session->shortest_ending(at));
  }
}
BENCHMARK(constraint_shortest_ending);

/// A character typed in the middle of range(0) copies of a file.
void incremental_parse(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < state.range(0); ++i) text += realistic_prompts().back().text;
  lsp::TextBuffer buffer(text);
  syntax::Parser parser(python());
  syntax::Tree tree = parser.parse(buffer.text());
  const std::size_t middle = buffer.line_end(buffer.line_count() / 2);
  for (auto _ : state) {
    const syntax::Tree old = tree.edited(buffer.replace({middle, middle}, " "));
    tree = parser.parse(buffer.text(), &old);
  }
}
BENCHMARK(incremental_parse)->Arg(1)->Arg(100);

}  // namespace
}  // namespace treewright::bench
