#pragma once
// The part of LSP 3.17 (and of 3.18: inlineCompletion) that the server speaks, as plain structs. Names follow
// the specification; `treewright/status` and `treewright.generate` are this server's own.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lsp/json_fields.h"

namespace treewright::lsp {

/// Zero-based. `character` counts units of the negotiated position encoding.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start;
  Position end;
  friend bool operator==(const Range&, const Range&) = default;
};

struct NoParams {};

struct InitializeParams {
  std::vector<std::string> position_encodings;  ///< general.positionEncodings; the client's preference first
  bool work_done_progress = false;              ///< window.workDoneProgress
  bool apply_edit = false;                      ///< workspace.applyEdit
  bool document_changes = false;                ///< workspace.workspaceEdit.documentChanges
  bool configuration = false;                   ///< workspace.configuration
  bool code_action_literals = false;            ///< textDocument.codeAction.codeActionLiteralSupport
  bool show_document = false;                   ///< window.showDocument.support
  bool watch_files = false;                     ///< workspace.didChangeWatchedFiles.dynamicRegistration
  std::vector<std::string> folders;             ///< workspaceFolders' URIs, else rootUri
  Json options;                                 ///< initializationOptions; null when absent
};

/// The same holds of `uri` where it cannot be read.
struct DidOpenParams {
  std::string uri;
  std::string language_id;
  std::int64_t version = 0;
  std::string text;
};

/// Without a range: the whole text is replaced.
struct ContentChange {
  std::optional<Range> range;
  std::string text;
};

/// Where it cannot be read, `uri` still says of which document, if that much could be; else it is empty.
struct DidChangeParams {
  std::string uri;
  std::optional<std::int64_t> version;
  std::vector<ContentChange> changes;
};

/// didClose and didSave.
struct DocumentParams {
  std::string uri;
};

struct DidChangeConfigurationParams {
  Json settings;
};

/// didChangeWorkspaceFolders, by URI.
struct DidChangeWorkspaceFoldersParams {
  std::vector<std::string> added, removed;
};

/// didChangeWatchedFiles: what happened to a file is read from the disk.
struct DidChangeWatchedFilesParams {
  std::vector<std::string> uris;
};

/// didDeleteFiles: files and folders.
struct DidDeleteFilesParams {
  std::vector<std::string> uris;
};

/// didRenameFiles: files and folders, by their old URIs and by their new ones.
struct DidRenameFilesParams {
  std::vector<std::string> uris;
};

/// window/workDoneProgress/cancel.
struct ProgressCancelParams {
  Json token;
};

/// completion and inlineCompletion; `trigger_kind` is numbered differently in the two.
struct CompletionParams {
  std::string uri;
  Position position;
  std::uint32_t trigger_kind = 1;
};

struct CodeActionParams {
  std::string uri;
  Range range;
  std::vector<std::string> only;  ///< context.only; empty: every kind
};

struct ExecuteCommandParams {
  std::string command;
  std::vector<Json> arguments;
};

/// The one argument of treewright.generate.
struct GenerateArguments {
  static constexpr const char* fields = "{uri, position, version?}";
  std::string uri;
  Position position;
  std::optional<std::int64_t> version;  ///< of the text that `position` belongs to
};

/// The one argument of treewright.regenerate.
struct RegenerateArguments : GenerateArguments {
  static constexpr const char* fields = "{uri, position, version?, force?}";
  bool force = false;  ///< even where the code is not as it was generated
};

/// The one argument of treewright.alternative.
struct AlternativeArguments : GenerateArguments {
  static constexpr const char* fields = "{uri, position, version?, step?}";
  std::int64_t step = 1;  ///< 1: the next one, -1: the one before
};

/// The one argument of treewright.openSource: a location as completion items have it in `data.like`.
struct OpenSourceArguments {
  static constexpr const char* fields = "{uri, line}";
  std::string uri;
  std::uint32_t line = 1;  ///< 1-based
};

/// The one argument of treewright.why.
struct WhyArguments {
  static constexpr const char* fields = "{uri}";
  std::string uri;
};

/// The one argument of treewright.attention.
struct AttentionArguments {
  static constexpr const char* fields = "{uri, position, text?}";
  std::string uri;
  Position position;
  std::optional<std::string> text;  ///< a suggestion for the comment there; else the document's code counts
};

struct CancelParams {
  Json id;
};

[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, Position& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, Range& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, NoParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, InitializeParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, DidOpenParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, ContentChange& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, DidChangeParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, DocumentParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path,
                                     DidChangeConfigurationParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path,
                                     DidChangeWatchedFilesParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path,
                                     DidChangeWorkspaceFoldersParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, DidDeleteFilesParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, DidRenameFilesParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, ProgressCancelParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, CompletionParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, CodeActionParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, ExecuteCommandParams& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, GenerateArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, RegenerateArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, AlternativeArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, OpenSourceArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, WhyArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, AttentionArguments& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, CancelParams& out);

void to_json(Json& json, const Position& position);
void to_json(Json& json, const Range& range);

enum class MessageType { error = 1, warning = 2, info = 3, log = 4 };

/// Every function below makes the `params` or the `result` that its name says.
[[nodiscard]] Json message_params(MessageType type, const std::string& message);
[[nodiscard]] Json text_edit(const Range& range, const std::string& new_text);
/// window/showDocument: a line of a file, with the cursor at its start.
[[nodiscard]] Json show_document_params(const OpenSourceArguments& location);
/// workspace/applyEdit for one document: versioned where the client understands that.
[[nodiscard]] Json apply_edit_params(const std::string& label, const std::string& uri, std::int64_t version,
                                     const Json& edit, bool document_changes);

}  // namespace treewright::lsp
