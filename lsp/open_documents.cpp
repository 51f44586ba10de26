#include "lsp/open_documents.h"

#include <utility>

#include "lsp/file_uri.h"

namespace treewright::lsp {
namespace {

tl::unexpected<Error> not_open(const std::string& uri) {
  return failure("textDocument.uri: {} is not open; send textDocument/didOpen first", uri);
}

}  // namespace

void OpenDocuments::open(const DidOpenParams& params) {
  const auto* language = syntax::language_by_id(params.language_id);
  if (language == nullptr) language = syntax::language_by_path(params.uri);
  const auto opened_before = entries_.find(params.uri);
  if (opened_before != entries_.end()) {
    supersede(opened_before->second);
    entries_.erase(opened_before);
  }
  entries_.emplace(params.uri, Entry{Document(language, params.text, params.version, options_),
                                     canonical_path_of_uri(params.uri),
                                     {}});
}

Result<void> OpenDocuments::change(const DidChangeParams& params) {
  const auto entry = entries_.find(params.uri);
  if (entry == entries_.end()) return not_open(params.uri);
  auto& document = entry->second.document;
  if (!document.in_sync()) return {};
  supersede(entry->second);  // before the work: a request that stops frees its core
  return document.change(params.changes, params.version);
}

Result<void> OpenDocuments::close(const std::string& uri) {
  const auto entry = entries_.find(uri);
  if (entry == entries_.end()) return not_open(uri);
  supersede(entry->second);
  entries_.erase(entry);
  return {};
}

bool OpenDocuments::lose_sync(const std::string& uri) {
  const auto entry = entries_.find(uri);
  if (entry == entries_.end() || !entry->second.document.in_sync()) return false;
  supersede(entry->second);
  entry->second.document.lose_sync();
  return true;
}

bool OpenDocuments::in_sync(const std::string& uri) const {
  const auto entry = entries_.find(uri);
  return entry != entries_.end() && entry->second.document.in_sync();
}

Result<OpenDocuments::SnapshotPtr> OpenDocuments::snapshot(const std::string& uri) const {
  const auto entry = entries_.find(uri);
  if (entry == entries_.end()) return not_open(uri);
  return entry->second.document.snapshot();
}

std::optional<std::filesystem::path> OpenDocuments::path(const std::string& uri) const {
  const auto entry = entries_.find(uri);
  return entry == entries_.end() ? std::nullopt : entry->second.path;
}

void OpenDocuments::for_each_file(
    const std::function<void(const std::filesystem::path&, SnapshotPtr)>& visit) const {
  for (const auto& [uri, entry] : entries_) {
    if (entry.path && entry.document.in_sync()) visit(*entry.path, entry.document.snapshot());
  }
}

void OpenDocuments::track(const std::string& uri, const std::shared_ptr<Call>& call) {
  const auto entry = entries_.find(uri);
  if (entry == entries_.end()) return;
  auto& calls = entry->second.calls;
  std::erase_if(calls, [](const std::weak_ptr<Call>& known) { return known.expired(); });
  calls.push_back(call);
}

void OpenDocuments::supersede(Entry& entry) {
  for (const auto& known : std::exchange(entry.calls, {})) {
    if (const auto call = known.lock()) call->supersede();
  }
}

}  // namespace treewright::lsp
