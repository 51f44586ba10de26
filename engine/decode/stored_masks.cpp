#include "engine/decode/stored_masks.h"

extern "C" {
extern const char treewright_mask_python[], treewright_mask_python_end[];
}

namespace treewright::decode {

std::string_view stored_mask(std::string_view language_id) {
  if (language_id == "python") return {treewright_mask_python, treewright_mask_python_end};
  return {};
}

}  // namespace treewright::decode
