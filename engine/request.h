#pragma once
// What the engine is asked and what it answers: plain values, no tensors.

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/example.h"
#include "engine/text/code_tokens.h"

namespace treewright::engine {

/// What a visible name is. The order is part of the model's format (an embedding row each): append only.
enum class NameKind {
  parameter,
  local,      ///< assigned earlier in the enclosing function (or at module level, for a site there)
  import,     ///< bound by an import
  member,     ///< attribute or method of the enclosing class, without `self.`
  function,   ///< function defined in the file
  type,       ///< class defined in the file
  global,     ///< module-level variable, seen from inside a function
  enclosing,  ///< name of the function (or class) whose body holds the site: a hint, rarely copied
};
inline constexpr std::size_t name_kind_count = 8;

struct Name {
  std::string text;
  NameKind kind;
  friend bool operator==(const Name&, const Name&) = default;
};

/// Where the code will stand; keywords that are only legal in some places are masked by it.
struct Surroundings {
  bool docstring = false;  ///< the description is a docstring: the answer is a body
  bool in_function = false;
  bool in_async = false;
  bool in_loop = false;
  bool in_class_body = false;  ///< directly in a class, not in a method
  bool bare = false;           ///< a description alone, with no source around it (benchmarks, `generate`)
  friend bool operator==(const Surroundings&, const Surroundings&) = default;
};

struct Request {
  std::string description;  ///< cleaned text, UTF-8, one line
  /// Nearest first, no duplicates. The engine takes `max_names` of its config (engine/text/name_choice.h).
  std::vector<Name> names;
  Surroundings surroundings;
  /// Of the user's own code, for descriptions like this one: they guide the decoder as the model's own
  /// examples do (ReCode).
  std::vector<Example> examples = {};
  std::size_t candidates = 5;
  /// Decoding steps, or 0: the model's own number. A hypothesis that reaches it is closed by its shortest
  /// ending.
  std::size_t max_tokens = 64;
  std::stop_token stop;  ///< checked once a decoding step
};

struct Candidate {
  std::vector<text::Line> lines;  ///< dedented; depth 0 is the site's level
  double score = 0;  ///< log-probability / steps^length_exponent of the GeneratorOptions, or the reranker's
};

struct Generation {
  std::vector<Candidate> candidates;  ///< best first, distinct
  bool cancelled = false;
};

}  // namespace treewright::engine
