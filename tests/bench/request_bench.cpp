// The parts of a request beside the model, and the transport.
#include <benchmark/benchmark.h>

#include "completion/scope.h"
#include "lab/bench/prompts.h"
#include "lsp/frame_reader.h"

namespace treewright::bench {
namespace {

void find_site(benchmark::State& state) {
  const auto prompts = realistic_prompts();
  std::size_t i = 0;
  for (auto _ : state) {
    const Prompt& prompt = prompts[i++ % prompts.size()];
    benchmark::DoNotOptimize(completion::find_site(prompt.source(), prompt.cursor));
  }
}
BENCHMARK(find_site);

void names_in_scope(benchmark::State& state) {
  const auto prompts = realistic_prompts();
  std::size_t i = 0;
  for (auto _ : state) {
    const Prompt& prompt = prompts[i++ % prompts.size()];
    benchmark::DoNotOptimize(completion::names_in_scope(prompt.source(), prompt.cursor));
  }
}
BENCHMARK(names_in_scope);

void is_valid_in_place(benchmark::State& state) {
  const Prompt prompt = prompts_without_code().front();
  const auto site = completion::find_site(prompt.source(), prompt.cursor);
  if (!site) return state.SkipWithError("the prompt has no site");
  const std::vector<text::Line> lines = {
      {0, "if today is None:"}, {1, "return False"}, {0, "return self.date < today"}};
  const auto edit = completion::make_edit(prompt.source(), *site, lines, site->existing_code);
  if (!edit) return state.SkipWithError("the lines do not fit");
  for (auto _ : state) benchmark::DoNotOptimize(completion::is_valid_in_place(prompt.source(), *edit));
}
BENCHMARK(is_valid_in_place);

/// 100 messages, cut into pieces of range(0) bytes.
void frame_reader(benchmark::State& state) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += lsp::frame(std::string(static_cast<std::size_t>(200 + i), ' '));
  const auto piece = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    lsp::FrameReader reader;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      reader.feed(std::string_view(bytes).substr(at, piece));
      while (auto body = reader.next()) benchmark::DoNotOptimize(body);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
BENCHMARK(frame_reader)->Arg(64)->Arg(65536);

}  // namespace
}  // namespace treewright::bench
