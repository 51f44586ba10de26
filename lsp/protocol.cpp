#include "lsp/protocol.h"

#include <utility>

namespace treewright::lsp {
namespace {

/// Capabilities are read tolerantly: what a client does not say clearly, it does not support.
const Json& at_pointer(const Json& value, const char* pointer) {
  static const Json null;
  const Json::json_pointer path(pointer);
  return value.contains(path) ? value.at(path) : null;
}

bool flag(const Json& value, const char* pointer) {
  const auto& found = at_pointer(value, pointer);
  return found.is_boolean() && found.get<bool>();
}

/// Absent, null and odd folders are none: a server without a workspace serves all the same.
std::vector<std::string> folder_uris(const Json& params) {
  std::vector<std::string> uris;
  for (const Json& folder : at_pointer(params, "/workspaceFolders")) {
    if (const Json& uri = at_pointer(folder, "/uri"); uri.is_string()) uris.push_back(uri);
  }
  const Json& root = at_pointer(params, "/rootUri");
  if (uris.empty() && root.is_string()) uris.push_back(root);
  return uris;
}

struct Identifier {
  std::string uri;
  std::optional<std::int64_t> version;
};

Result<void> read_json(const Json& value, const std::string& path, Identifier& out) {
  return Fields(value, path).require("uri", out.uri).accept("version", out.version).done();
}

std::vector<std::string> uris_of(const std::vector<Identifier>& identifiers) {
  std::vector<std::string> uris;
  uris.reserve(identifiers.size());
  for (const Identifier& identifier : identifiers) uris.push_back(identifier.uri);
  return uris;
}

struct FileRename {
  std::string old_uri, new_uri;
};

Result<void> read_json(const Json& value, const std::string& path, FileRename& out) {
  return Fields(value, path).require("oldUri", out.old_uri).require("newUri", out.new_uri).done();
}

struct FoldersEvent {
  std::vector<Identifier> added, removed;
};

Result<void> read_json(const Json& value, const std::string& path, FoldersEvent& out) {
  return Fields(value, path).accept("added", out.added).accept("removed", out.removed).done();
}

struct TextDocumentItem {
  DidOpenParams& params;
};

Result<void> read_json(const Json& value, const std::string& path, TextDocumentItem& out) {
  return Fields(value, path)
      .require("uri", out.params.uri)
      .accept("languageId", out.params.language_id)
      .accept("version", out.params.version)
      .require("text", out.params.text)
      .done();
}

}  // namespace

Result<void> read_json(const Json& value, const std::string& path, Position& out) {
  return Fields(value, path).require("line", out.line).require("character", out.character).done();
}

Result<void> read_json(const Json& value, const std::string& path, Range& out) {
  return Fields(value, path).require("start", out.start).require("end", out.end).done();
}

Result<void> read_json(const Json&, const std::string&, NoParams&) { return {}; }

Result<void> read_json(const Json& value, const std::string& path, InitializeParams& out) {
  Json capabilities = Json::object();
  auto read = Fields(value, path)
                  .accept("capabilities", capabilities)
                  .accept("initializationOptions", out.options)
                  .done();
  if (!read) return read;
  if (!capabilities.is_object()) return failure("capabilities: expected an object");
  for (const auto& name : at_pointer(capabilities, "/general/positionEncodings")) {
    if (name.is_string()) out.position_encodings.push_back(name);
  }
  out.folders = folder_uris(value);
  out.show_document = flag(capabilities, "/window/showDocument/support");
  out.watch_files = flag(capabilities, "/workspace/didChangeWatchedFiles/dynamicRegistration");
  out.work_done_progress = flag(capabilities, "/window/workDoneProgress");
  out.apply_edit = flag(capabilities, "/workspace/applyEdit");
  out.document_changes = flag(capabilities, "/workspace/workspaceEdit/documentChanges");
  out.configuration = flag(capabilities, "/workspace/configuration");
  out.code_action_literals =
      at_pointer(capabilities, "/textDocument/codeAction/codeActionLiteralSupport").is_object();
  return {};
}

Result<void> read_json(const Json& value, const std::string& path, DidOpenParams& out) {
  TextDocumentItem item{out};
  return Fields(value, path).require("textDocument", item).done();
}

Result<void> read_json(const Json& value, const std::string& path, ContentChange& out) {
  return Fields(value, path).accept("range", out.range).require("text", out.text).done();
}

Result<void> read_json(const Json& value, const std::string& path, DidChangeParams& out) {
  Identifier identifier;
  auto read =
      Fields(value, path).require("textDocument", identifier).require("contentChanges", out.changes).done();
  out.uri = std::move(identifier.uri);
  out.version = identifier.version;
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, DocumentParams& out) {
  Identifier identifier;
  auto read = Fields(value, path).require("textDocument", identifier).done();
  out.uri = std::move(identifier.uri);
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, DidChangeConfigurationParams& out) {
  return Fields(value, path).accept("settings", out.settings).done();
}

Result<void> read_json(const Json& value, const std::string& path, DidChangeWatchedFilesParams& out) {
  std::vector<Identifier> changes;
  auto read = Fields(value, path).require("changes", changes).done();
  out.uris = uris_of(changes);
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, DidChangeWorkspaceFoldersParams& out) {
  FoldersEvent event;
  auto read = Fields(value, path).require("event", event).done();
  out = {uris_of(event.added), uris_of(event.removed)};
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, DidDeleteFilesParams& out) {
  std::vector<Identifier> files;
  auto read = Fields(value, path).require("files", files).done();
  out.uris = uris_of(files);
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, DidRenameFilesParams& out) {
  std::vector<FileRename> files;
  auto read = Fields(value, path).require("files", files).done();
  for (auto& file : files) {
    out.uris.push_back(std::move(file.old_uri));
    out.uris.push_back(std::move(file.new_uri));
  }
  return read;
}

Result<void> read_json(const Json& value, const std::string& path, ProgressCancelParams& out) {
  return Fields(value, path).require("token", out.token).done();
}

Result<void> read_json(const Json& value, const std::string& path, CompletionParams& out) {
  Identifier identifier;
  Json context = Json::object();
  auto read = Fields(value, path)
                  .require("textDocument", identifier)
                  .require("position", out.position)
                  .accept("context", context)
                  .done();
  if (!read) return read;
  out.uri = std::move(identifier.uri);
  return Fields(context, "context").accept("triggerKind", out.trigger_kind).done();
}

Result<void> read_json(const Json& value, const std::string& path, CodeActionParams& out) {
  Identifier identifier;
  Json context = Json::object();
  auto read = Fields(value, path)
                  .require("textDocument", identifier)
                  .require("range", out.range)
                  .accept("context", context)
                  .done();
  if (!read) return read;
  out.uri = std::move(identifier.uri);
  return Fields(context, "context").accept("only", out.only).done();
}

Result<void> read_json(const Json& value, const std::string& path, ExecuteCommandParams& out) {
  return Fields(value, path).require("command", out.command).accept("arguments", out.arguments).done();
}

Result<void> read_json(const Json& value, const std::string& path, GenerateArguments& out) {
  return Fields(value, path)
      .require("uri", out.uri)
      .require("position", out.position)
      .accept("version", out.version)
      .done();
}

Result<void> read_json(const Json& value, const std::string& path, RegenerateArguments& out) {
  if (auto read = read_json(value, path, static_cast<GenerateArguments&>(out)); !read) return read;
  return Fields(value, path).accept("force", out.force).done();
}

Result<void> read_json(const Json& value, const std::string& path, AlternativeArguments& out) {
  if (auto read = read_json(value, path, static_cast<GenerateArguments&>(out)); !read) return read;
  return Fields(value, path).accept("step", out.step).done();
}

Result<void> read_json(const Json& value, const std::string& path, OpenSourceArguments& out) {
  return Fields(value, path).require("uri", out.uri).require("line", out.line).done();
}

Result<void> read_json(const Json& value, const std::string& path, WhyArguments& out) {
  return Fields(value, path).require("uri", out.uri).done();
}

Result<void> read_json(const Json& value, const std::string& path, AttentionArguments& out) {
  return Fields(value, path)
      .require("uri", out.uri)
      .require("position", out.position)
      .accept("text", out.text)
      .done();
}

Result<void> read_json(const Json& value, const std::string& path, CancelParams& out) {
  return Fields(value, path).require("id", out.id).done();
}

void to_json(Json& json, const Position& position) {
  json = {{"line", position.line}, {"character", position.character}};
}

void to_json(Json& json, const Range& range) { json = {{"start", range.start}, {"end", range.end}}; }

Json message_params(MessageType type, const std::string& message) {
  return {{"type", static_cast<int>(type)}, {"message", message}};
}

Json text_edit(const Range& range, const std::string& new_text) {
  return {{"range", range}, {"newText", new_text}};
}

Json show_document_params(const OpenSourceArguments& location) {
  const Position start{location.line == 0 ? 0 : location.line - 1, 0};
  return {{"uri", location.uri}, {"takeFocus", true}, {"selection", Range{start, start}}};
}

Json apply_edit_params(const std::string& label, const std::string& uri, std::int64_t version,
                       const Json& edit, bool document_changes) {
  Json workspace_edit;
  if (document_changes) {
    const Json document = {{"uri", uri}, {"version", version}};
    workspace_edit["documentChanges"] =
        Json::array({{{"textDocument", document}, {"edits", Json::array({edit})}}});
  } else {
    workspace_edit["changes"] = {{uri, Json::array({edit})}};
  }
  return {{"label", label}, {"edit", workspace_edit}};
}

}  // namespace treewright::lsp
