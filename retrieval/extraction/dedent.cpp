#include "retrieval/extraction/dedent.h"

#include <algorithm>

namespace treewright::retrieval {

std::string dedent(std::string_view code, std::string_view indentation) {
  std::string result;
  while (!code.empty()) {
    std::string_view line = code.substr(0, code.find('\n'));
    code.remove_prefix(std::min(line.size() + 1, code.size()));
    if (line.starts_with(indentation)) line.remove_prefix(indentation.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    result.append(line).push_back('\n');
  }
  return result;
}

}  // namespace treewright::retrieval
