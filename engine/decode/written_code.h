#pragma once
// Given code as the steps of a decoder that would write it, and which of them write which token.

#include <string>
#include <vector>

#include "engine/decode/tree_writer.h"
#include "engine/explanation.h"

namespace treewright::decode {

/// A token that shows, and its steps: [first_step, end_step).
struct WrittenToken {
  syntax::ByteRange place;  ///< in the code
  std::size_t first_step = 0;
  std::size_t end_step = 0;
};

struct WrittenCode {
  text::Example example;
  std::vector<WrittenToken> tokens;
};

/// A model's side of it.
struct CodeModel {
  const syntax::Language& language;
  const text::Vocabulary& vocabulary;
  const text::EncodingLimits& limits;
  const TreeGrammar* grammar;  ///< of a tree decoder; null: a token decoder
  bool fragments;              ///< code may be lines that are no whole statements
};

/// The most steps, and bytes of code: an explanation answers at once.
inline constexpr std::size_t most_explained_steps = 1000, most_explained_bytes = 32'000;

/// A tree decoder's token that no step writes by itself has the step whose action made it.
[[nodiscard]] tl::expected<WrittenCode, engine::Unexplained> write_code_steps(const CodeModel& model,
                                                                              const engine::Request& request,
                                                                              std::string_view code);

}  // namespace treewright::decode
