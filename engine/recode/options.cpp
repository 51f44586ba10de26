#include "engine/recode/options.h"

namespace treewright::recode {

std::optional<RecodeOptions> recode_variant(std::string_view name) {
  if (name == "recode") return RecodeOptions{};
  // §3.2 to §3.4 and §5: all n-grams up to four actions, M = 10 and lambda = 3 on Django.
  if (name == "paper") return RecodeOptions{.retrieved = 10, .lambda = 3, .order = false};
  // github.com/sweetpeach/ReCode, retrieval.py: an n-gram's action fires only after at least one of its
  // ancestors, and rules do not say which child they expand.
  if (name == "published-code")
    return RecodeOptions{.retrieved = 10, .lambda = 3, .shortest = 2, .positions = false, .order = false};
  if (name == "no-substitution") return RecodeOptions{.substitute = false};  // an ablation
  return std::nullopt;
}

}  // namespace treewright::recode
