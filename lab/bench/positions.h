#pragma once
// The protocol's view of the prompts. They are ASCII: bytes and characters are the same.

#include <algorithm>

#include "lab/bench/prompts.h"
#include "lsp/json_text.h"

namespace treewright::bench {

[[nodiscard]] inline lsp::Json position_at(const std::string& text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto line = std::count(text.begin(), end, '\n');
  const auto begin = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  return {{"line", line}, {"character", begin == std::string::npos ? offset : offset - begin - 1}};
}

/// The user asked: also a comment that has code gets an answer.
[[nodiscard]] inline lsp::Json inline_params(const std::string& uri, const Prompt& prompt) {
  return {{"textDocument", {{"uri", uri}}},
          {"position", position_at(prompt.text, prompt.cursor)},
          {"context", {{"triggerKind", 1}}}};
}

}  // namespace treewright::bench
