#pragma once
// One request for code, detached from its session: everything it needs, so that it can run on any thread
// while the document is edited.

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "completion/provider.h"
#include "lsp/client.h"
#include "lsp/document.h"
#include "lsp/generated_code.h"
#include "lsp/model_holder.h"
#include "lsp/settings.h"

namespace treewright::lsp {

struct SuggestionJob {
  std::shared_ptr<Client> client;
  std::shared_ptr<Call> call;
  const ModelHolder* model = nullptr;
  std::chrono::milliseconds model_wait{};  ///< how long a request waits for the model while that is loading
  Settings settings;
  PositionEncoding encoding = PositionEncoding::utf16;
  std::string uri;
  std::shared_ptr<const Snapshot> snapshot;
  std::size_t cursor = 0;
  std::shared_ptr<const completion::Workspace>
      workspace;                 ///< null: the document is in none, or it is not asked
  std::filesystem::path folder;  ///< the workspace's, absolute
  std::string path;              ///< of the document in it
  std::string excluded;          ///< the rule that excludes the document, for people; empty: none
  completion::Trigger trigger = completion::Trigger::typing;
  bool asked_by_user = true;  ///< false: by typing alone, which the setting `trigger` can forbid
};

struct SuggestionResult {
  std::vector<completion::Suggestion> suggestions;
  std::string reason;              ///< machine-readable; set exactly when there is no suggestion
  syntax::ByteRange comment = {};  ///< that the suggestions are for
};

/// Reasons of this room, beside completion::reason_name's.
inline constexpr std::string_view reason_manual_trigger = "manual-trigger";
/// There is code, but what asked can only insert at the cursor, which stands elsewhere in the comment.
inline constexpr std::string_view reason_cursor_elsewhere = "cursor-elsewhere";

/// Blocks for the model (bounded) and for one generation. Sends treewright/status when it starts to wait or
/// to work, and at the end. Cancellation: the call's stop token.
[[nodiscard]] SuggestionResult run_job(const SuggestionJob& job);

/// Whether the cursor is at a comment that code can be generated from; a reason where it is not. Needs no
/// model.
[[nodiscard]] std::optional<std::string> reason_against(const SuggestionJob& job);

/// The suggestions that can take the best one's place; there is one at least.
[[nodiscard]] Generated alternatives(const SuggestionJob& job, const SuggestionResult& result);

}  // namespace treewright::lsp
