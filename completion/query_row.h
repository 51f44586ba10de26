#pragma once
// A description to answer, alone or after a source text: the rows of `treewright predict`.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "completion/provider.h"
#include "support/result.h"

namespace treewright::completion {

struct QueryRow {
  std::string description;             ///< "nl"
  std::optional<std::string> context;  ///< "context": the source before the site
  bool docstring = false;              ///< "kind": "docstring", or "comment" where absent
};

/// Fails with the field and the remedy.
[[nodiscard]] Result<QueryRow> parse_query_row(const nlohmann::json& object);

struct RowQuery {
  std::size_t candidates = 5;
  std::size_t max_tokens = 64;
  std::stop_token stop;
  const Workspace* workspace = nullptr;  ///< or null
};

/// In the document that the row makes (row_document.h), as an editor would ask; without context, the answer
/// of suggest_bare.
[[nodiscard]] std::vector<Suggestion> answer_row(const engine::Generator& generator, const QueryRow& row,
                                                 const RowQuery& query);

/// What a person describes with no source around it: as suggest_bare, but for a description that says nothing
/// or is not understood there is a reason.
[[nodiscard]] Answer suggest_described(const engine::Generator& generator, const engine::Request& request);

/// For a request with no source around it: candidates that parse, best first, none that differ only in
/// layout. Their edits are empty.
[[nodiscard]] std::vector<Suggestion> suggest_bare(const engine::Generator& generator,
                                                   const engine::Request& request);

}  // namespace treewright::completion
