#include "engine/grammar/transition/type_table.h"

namespace treewright::grammar {

int TypeTable::number(const std::string& name, bool named) {
  const auto [found, added] = numbers_.emplace((named ? '+' : '-') + name, static_cast<int>(types_.size()));
  if (added) {
    types_.push_back({lexicon_.symbol_name(name, named), named});
    text_kinds_.push_back(lexicon_.text_kind(name));
  }
  return found->second;
}

}  // namespace treewright::grammar
