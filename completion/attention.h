#pragma once
// The attention view of a comment: which of its words, and which names in scope, each token of its code
// looked at, and what it was copied from.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "completion/provider.h"

namespace treewright::completion {

/// What is asked about at a comment.
struct AttentionQuery {
  Query at;  ///< offset: of the comment
  /// A suggestion for it, as it would stand or dedented. Else the code in the document counts.
  std::optional<std::string> text = {};
  /// Where that is; else what stands below the comment.
  std::optional<syntax::ByteRange> code = {};
};

struct Attention {
  engine::Explanation explanation;
  std::string code;  ///< dedented, "\n" line ends; begins with its first line that is not blank
  std::optional<syntax::ByteRange> range;  ///< of the code in the document; a suggestion has none
  /// What guides the model there, or, where nothing does, what of the workspace is alike enough to be
  /// offered itself.
  std::vector<Provenance> sources;
};

struct NoAttention {
  Reason reason = Reason::no_comment;
  std::string detail;  ///< one line, for people; may be empty
};

/// Thread-safe. `generator` may be null (reason: model_missing).
[[nodiscard]] tl::expected<Attention, NoAttention> find_attention(const Source& source,
                                                                  const AttentionQuery& query,
                                                                  const engine::Generator* generator);

/// {words: [{text, kind}], tokens: [{text, line, copied, weights}], code}: see docs/command-line.md.
[[nodiscard]] nlohmann::json attention_json(const Attention& attention);

}  // namespace treewright::completion
