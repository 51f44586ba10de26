#pragma once
// A text as tree-sitter reads it, until there is no more time for it.

#include <tree_sitter/api.h>

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// For one parse.
class ParseInput {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  ParseInput(std::string_view text, std::stop_token stop, TimePoint deadline = TimePoint::max());
  ParseInput(const ParseInput&) = delete;
  ParseInput& operator=(const ParseInput&) = delete;

  /// The text's tree, made from `old` (already `edited`, or null) where possible. Empty when `stop` was
  /// requested or the deadline has passed; both are looked to every few milliseconds, within a token too.
  [[nodiscard]] Tree parse(TSParser* parser, const Tree* old);

 private:
  /// Once it is, it stays so.
  [[nodiscard]] bool is_over();
  static const char* read(void* self, uint32_t byte, TSPoint point, uint32_t* length);
  static bool should_stop(TSParseState* state);

  /// The text, where a "\r" ends a line by itself, which the grammars do not know: each is "\n", and no byte
  /// has moved. Else empty.
  const std::string unified_;
  const std::string_view text_;
  const std::stop_token stop_;
  const TimePoint deadline_;
  bool is_over_ = false;
  std::size_t read_end_ = 0;  ///< of the last piece
};

}  // namespace treewright::syntax
