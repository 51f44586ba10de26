#pragma once
// Rows of (description, code[, names in scope, surroundings]) from JSON lines, as the model's numbers.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/grammar/transition/tree_codec.h"
#include "engine/text/encoding.h"
#include "support/result.h"

namespace treewright::lab {

/// A row as read: "nl", "code", and where harvested "names" ([["path", "parameter"], …]) and "surroundings".
/// A row without "names" has no source around it: surroundings.bare is set.
struct Row {
  std::string id;
  engine::Request request;
  std::string code;
  bool is_variant = false;  ///< made of another row: neither an example nor a text for the tokenizer
};

/// Keeps rows whose integer `field` modulo `modulus` is (or, with `negate`, is not) `remainder`: a split of a
/// file that has none. Rows of one question stay together where the field is the question's.
struct Fold {
  std::string field;
  int modulus = 0;  ///< 0: keep all
  int remainder = 0;
  bool negate = false;
};

struct Source {
  std::filesystem::path path;
  int repeat = 1;
  int renamed = 0;        ///< so many variants of each row besides, with other names (renaming.h)
  std::size_t limit = 0;  ///< first rows only; 0: all
  Fold fold = {};
};

/// "id" as text, or the line's number.
[[nodiscard]] std::string row_id(const nlohmann::json& object, std::size_t line);
[[nodiscard]] Result<Row> parse_row(const nlohmann::json& object, std::size_t line);
/// Fails with file and line on a row that is not an object with "nl" and "code".
[[nodiscard]] Result<std::vector<Row>> read_rows(const Source& source);
/// From "data" entries of a training config: a path, or {"path", "repeat", "renamed", "limit", "fold": {…}}.
[[nodiscard]] Result<std::vector<Source>> parse_sources(const nlohmann::json& array,
                                                        const std::filesystem::path& root);

struct Tokenized {
  Row row;
  std::vector<text::Token> tokens;
};
struct RowLimits {
  std::size_t max_tokens = 64;
  bool fragments = true;  ///< they are completed; else left out: a model would learn to write `pass`
};
/// Leaves out rows that do not parse or are beyond the limits; `dropped` counts them.
[[nodiscard]] std::vector<Tokenized> tokenize_rows(const syntax::Language& language, std::vector<Row> rows,
                                                   const RowLimits& limits, std::size_t& dropped);

using text::Example;
[[nodiscard]] std::vector<Example> encode_examples(const text::Vocabulary& vocabulary,
                                                   const text::EncodingLimits& limits,
                                                   const std::vector<Tokenized>& rows);

/// The same for a tree decoder, of rows that the transition system can write.
[[nodiscard]] std::vector<Example> encode_trees(const grammar::TreeCodec& codec,
                                                const text::Vocabulary& vocabulary,
                                                const text::EncodingLimits& limits,
                                                const std::vector<Tokenized>& rows);

/// The rows the other way: from the code, as it would be written, to its description.
[[nodiscard]] std::vector<Example> encode_reconstructions(const syntax::Language& language,
                                                          const text::Vocabulary& vocabulary,
                                                          const text::EncodingLimits& limits,
                                                          const std::vector<Tokenized>& rows);

/// What the tokenizer is trained on: descriptions' words and the code's identifiers, numbers and string
/// contents.
[[nodiscard]] std::vector<std::string> tokenizer_sentences(const std::vector<Tokenized>& rows);

}  // namespace treewright::lab
