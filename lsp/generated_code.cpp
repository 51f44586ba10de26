#include "lsp/generated_code.h"

#include <algorithm>

namespace treewright::lsp {

void GeneratedCode::remember(const std::string& uri, Generated code) {
  constexpr std::size_t most = 100;
  auto& all = by_uri_[uri];
  if (all.size() == most) all.erase(all.begin());
  all.push_back(std::make_shared<Generated>(std::move(code)));
}

std::optional<GeneratedCode::Place> GeneratedCode::find(const std::string& uri, std::string_view text,
                                                        std::size_t offset) const {
  const auto all = by_uri_.find(uri);
  if (all == by_uri_.end()) return std::nullopt;
  for (auto code = all->second.rbegin(); code != all->second.rend(); ++code) {
    const std::string& shown = (*code)->texts[(*code)->shown];
    const std::size_t begin = offset - std::min(offset, shown.size());
    const std::size_t at = text.substr(begin, offset - begin + shown.size()).find(shown);
    if (at != std::string_view::npos) return Place{*code, {begin + at, begin + at + shown.size()}};
  }
  return std::nullopt;
}

}  // namespace treewright::lsp
