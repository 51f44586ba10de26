#pragma once
// A description and the code that it stands for, from anywhere.

#include <string>

namespace treewright::engine {

struct Example {
  std::string description;
  std::string code;  ///< dedented
};

}  // namespace treewright::engine
