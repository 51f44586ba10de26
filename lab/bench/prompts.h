#pragma once
// What the requests of the benchmarks ask: comments and docstrings in files as people write them.

#include <string>
#include <vector>

#include "completion/provider.h"

namespace treewright::bench {

/// A parsed file with the cursor at the end of a comment or docstring that waits for its code.
struct Prompt {
  std::string text;
  std::size_t cursor = 0;
  syntax::Tree tree;
  [[nodiscard]] completion::Source source() const;
};

/// A request everywhere in the benchmarks: five candidates of up to 24 tokens.
inline constexpr std::size_t candidates = 5;
inline constexpr std::size_t max_tokens = 24;

[[nodiscard]] std::vector<Prompt> realistic_prompts();
/// Those that are answered while typing: no code follows that the comment may describe.
[[nodiscard]] std::vector<Prompt> prompts_without_code();
[[nodiscard]] completion::Query query_at(const Prompt& prompt);
/// What completion asks the engine there.
[[nodiscard]] std::vector<engine::Request> requests_of(const std::vector<Prompt>& prompts);

}  // namespace treewright::bench
