#include "completion/rank.h"

#include <algorithm>
#include <map>

#include "support/text.h"

namespace treewright::completion {
namespace {

// Equal for two pieces of code exactly where they differ in layout alone.
std::string layout_free(const syntax::Language& language, const std::string& code) {
  std::string key;
  if (const auto tokens = text::tokenize(language, code)) {
    for (const text::Token& token : *tokens) {
      key += static_cast<char>('0' + static_cast<int>(token.kind));
      key += token.text;
      key += '\0';
    }
    return key;
  }
  std::copy_if(code.begin(), code.end(), std::back_inserter(key), [](char c) { return !is_space(c); });
  return key;
}

}  // namespace

std::vector<Suggestion> rank(const syntax::Language& language, std::vector<Suggestion> suggestions,
                             std::size_t limit) {
  std::stable_sort(suggestions.begin(), suggestions.end(),
                   [](const Suggestion& a, const Suggestion& b) { return a.score > b.score; });
  std::map<std::string, std::size_t> seen;  // places in `ranked`
  std::vector<Suggestion> ranked;
  for (Suggestion& suggestion : suggestions) {
    const auto [place, is_new] = seen.emplace(layout_free(language, suggestion.code), ranked.size());
    if (is_new) {
      if (ranked.size() < limit) ranked.push_back(std::move(suggestion));
    } else if (place->second < limit) {
      auto& known = ranked[place->second].provenance;
      if (!known) known = suggestion.provenance;
    }
  }
  return ranked;
}

}  // namespace treewright::completion
