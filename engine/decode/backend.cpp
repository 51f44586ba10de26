#include "engine/backend.h"

#include <torch/version.h>

namespace treewright::engine {

std::string backend_version() { return std::string("LibTorch ") + TORCH_VERSION; }

}  // namespace treewright::engine
