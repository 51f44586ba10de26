#pragma once
// What the handlers of one session share.

#include <chrono>
#include <memory>
#include <string>

#include "engine/embed/embedder.h"
#include "lsp/client.h"
#include "lsp/generated_code.h"
#include "lsp/model_holder.h"
#include "lsp/open_documents.h"
#include "lsp/scheduler.h"
#include "lsp/settings.h"

namespace treewright::lsp {

/// What the sessions of a process share; outlives them.
struct SessionContext {
  ModelHolder& model;
  Scheduler& scheduler;
  std::chrono::milliseconds model_wait;
  std::shared_ptr<const embed::Embedder> embedder;  ///< or null
};

/// Used on the session's thread alone; what requests need on other threads they take along.
struct SessionState {
  SessionContext context;
  std::string name;  ///< unique in the process
  std::shared_ptr<Client> client;
  InitializeParams capabilities;
  Settings settings;
  OpenDocuments documents;
  std::shared_ptr<GeneratedCode> generated = std::make_shared<GeneratedCode>();
};

}  // namespace treewright::lsp
