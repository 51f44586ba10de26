// Ignore files of any bytes: rules are read, and paths are asked about, without harm and in time. The first
// two lines of the input are the folder that the rules are about and the path that is asked about; the rest
// is the file.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "retrieval/exclusion/rule_list.h"

namespace {

using namespace treewright::retrieval;

void require(bool condition) {
  if (!condition) std::abort();
}

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string folder(take_line(rest));
  const std::string path = (folder.empty() ? "" : folder + "/") + std::string(take_line(rest));
  const RuleList list(rest, ".gitignore", folder);
  const auto lines = std::ranges::count(rest, '\n') + 1;
  for (const bool is_folder : {false, true}) {
    const ExclusionRule* rule = list.last_match(path, is_folder);
    if (rule == nullptr) continue;
    require(rule->line >= 1 && rule->line <= lines);
    require(is_folder || !rule->folders_only);
    // The rule decides alone, too, and what is below another folder it says nothing about. It is not put on
    // the first line, where a byte order mark would be none of it.
    const std::string alone = "\n" + std::string(rule->text);
    require(RuleList(alone, ".gitignore", folder).last_match(path, is_folder) != nullptr);
    require(RuleList(rest, ".gitignore", folder + "/other").last_match(folder + "/x", is_folder) == nullptr);
  }
  return 0;
}
