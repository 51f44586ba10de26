#pragma once
// What the engine computes with, for `treewright doctor`.

#include <string>

namespace treewright::engine {

[[nodiscard]] std::string backend_version();  ///< "LibTorch 2.5.1"

}  // namespace treewright::engine
