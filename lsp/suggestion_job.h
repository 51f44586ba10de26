#pragma once
// One request for code, detached from its session: everything it needs, so that it can run on any thread
// while the document is edited.

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "completion/provider.h"
#include "lsp/client.h"
#include "lsp/document.h"
#include "lsp/folder_rules.h"
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
  std::filesystem::path file;          ///< canonical; this and what follows: empty where it is in no folder
  std::shared_ptr<FolderRules> rules;  ///< of the folder that it is in
  std::filesystem::path folder;        ///< the folder, as the client spells it
  std::string path;                    ///< of the document in it
  std::shared_ptr<const completion::Workspace> workspace;  ///< null: it is not asked
  completion::Trigger trigger = completion::Trigger::typing;
  bool asked_by_user = true;  ///< false: by typing alone, which the setting `trigger` can forbid
  // Of prepare():
  std::string excluded;  ///< the rule that excludes the document, for people; empty: none
  syntax::Tree tree;     ///< of the snapshot; empty where there is no use for it, or no time

  [[nodiscard]] completion::Source source() const {
    return {snapshot->language, snapshot->buffer.text(), &tree};
  }
};

struct SuggestionResult {
  std::vector<completion::Suggestion> suggestions;
  std::string reason;              ///< machine-readable; set exactly when there is no suggestion
  syntax::ByteRange comment = {};  ///< that the suggestions are for
};

/// Reasons of this module, beside completion::reason_name's.
inline constexpr std::string_view reason_manual_trigger = "manual-trigger";
/// There is code, but what asked can only insert at the cursor, which stands elsewhere in the comment.
inline constexpr std::string_view reason_cursor_elsewhere = "cursor-elsewhere";
/// A change of the document could not be applied: what the server has is not what the editor shows.
inline constexpr std::string_view reason_out_of_sync = "out-of-sync";
/// The document takes longer to parse than a request waits for it.
inline constexpr std::string_view reason_parse_timeout = "parse-timeout";

/// What the rest needs and a session's thread must not wait for: the rules of the document's folder and its
/// syntax tree. Blocks for reading the one and for making the other (Snapshot::parse). Cancellation: the
/// call's stop token.
void prepare(SuggestionJob& job);

/// Blocks for the model (bounded) and for one generation, of a prepared job. Sends treewright/status when it
/// starts to wait or to work, and at the end. Cancellation: the call's stop token.
[[nodiscard]] SuggestionResult run_job(const SuggestionJob& job);

/// Whether the cursor is at a comment that code can be generated from; a reason where it is not. Needs no
/// model. Of prepared jobs, as is what follows.
[[nodiscard]] std::optional<std::string> reason_against(const SuggestionJob& job);

/// What was generated where the cursor is: in it, or at its comment. Code that has no comment any more is the
/// user's.
[[nodiscard]] std::optional<GeneratedCode::Occurrence> find_generated(const SuggestionJob& job,
                                                                      GeneratedCode& generated);

/// The suggestions that can take the best one's place; there is one at least.
[[nodiscard]] Generated alternatives(const SuggestionJob& job, const SuggestionResult& result);

}  // namespace treewright::lsp
