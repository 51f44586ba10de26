#pragma once
// A language's query file, compiled, and what it finds in a tree.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/syntax/tree.h"
#include "retrieval/extraction/source_languages.h"
#include "support/result.h"

namespace treewright::retrieval {

enum class Capture : std::uint8_t {
  block,
  function,
  test,
  name,
  body,
  docstring,
  title,
  scope,
  import,
  skip
};
inline constexpr std::size_t capture_count = 10;

/// The nodes of one match, by capture.
using Match = std::array<std::optional<TSNode>, capture_count>;
[[nodiscard]] inline const std::optional<TSNode>& of(const Match& match, Capture capture) {
  return match[static_cast<std::size_t>(capture)];
}

/// One thread at a time.
class Query {
 public:
  /// Fails, naming the language and the place, where the query file does not fit the grammar.
  [[nodiscard]] static Result<Query> compile(const SourceLanguage& language);

  /// Every match below `root`, in the order of their beginnings. False where `stop` said so before the end;
  /// it is asked now and then. (tree-sitter's cursor takes a time quadratic in the children of an ERROR
  /// node.)
  bool run(TSNode root, std::string_view text, const std::function<void(const Match&)>& found,
           std::function<bool()> stop);

 private:
  /// `#eq?`: a capture and the text that it must have.
  struct Condition {
    std::uint32_t capture;
    std::string_view text;
  };
  explicit Query(TSQuery* query);
  [[nodiscard]] bool holds(const TSQueryMatch& match, std::string_view text) const;

  std::unique_ptr<TSQuery, void (*)(TSQuery*)> query_;
  std::unique_ptr<TSQueryCursor, void (*)(TSQueryCursor*)> cursor_;
  std::vector<std::optional<Capture>> captures_;      // by the query's numbers
  std::vector<std::optional<Condition>> conditions_;  // by pattern
};

}  // namespace treewright::retrieval
