#pragma once
// window/workDoneProgress while the model loads, for clients that can show it.

#include <memory>

#include "lsp/client.h"
#include "lsp/model_holder.h"

namespace treewright::lsp {

/// Asks the client for a progress token; begins once it agrees, and ends when loading does. Sends nothing at
/// all when the model is there already, and no progress when loading ends before the client has agreed.
void report_loading(const std::shared_ptr<Client>& client, ModelHolder& model);

}  // namespace treewright::lsp
