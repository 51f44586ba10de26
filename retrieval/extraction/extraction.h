#pragma once
// Descriptions and the code they describe, out of a source file of any language that has a query file.

#include <chrono>
#include <stop_token>
#include <string_view>

#include "retrieval/extraction/entry.h"
#include "retrieval/extraction/query.h"

namespace treewright::retrieval {

/// Longer bodies are cut at a line's end.
inline constexpr std::size_t max_code_bytes = 2000;

/// Text that does not parse may take minutes.
inline constexpr std::chrono::milliseconds max_time_a_file{1000};

/// Reads files of one language. One thread at a time.
class Extraction {
 public:
  [[nodiscard]] static Result<Extraction> of(const SourceLanguage& language);

  /// Any bytes are fine: what does not parse has no entries, and the rest of the file has its own. Empty
  /// and not `complete` when `stop` was requested, or when it takes too long.
  [[nodiscard]] SourceFile read(std::string_view text, const std::stop_token& stop = {});
  /// The same of a text that is parsed already; a tree of another grammar counts as none.
  [[nodiscard]] SourceFile read(std::string_view text, const syntax::Tree& tree,
                                const std::stop_token& stop = {});

 private:
  Extraction(const SourceLanguage& language, Query query);

  const TSLanguage* grammar_;
  syntax::Parser parser_;
  Query query_;
};

}  // namespace treewright::retrieval
