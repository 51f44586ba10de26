#include "completion/adapt.h"

#include <algorithm>
#include <cmath>

#include "engine/recode/action_tree.h"

namespace treewright::completion {
namespace {

/// "read" may be an English word; "read_all", "HTTP" and "42" are not.
bool looks_like_a_name(const std::string& text) {
  return !std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_name(const engine::Request& request, const std::string& text) {
  return looks_like_a_name(text) ||
         std::ranges::find(request.names, text, &engine::Name::text) != request.names.end();
}

bool is_text(text::TokenKind kind) {
  return kind == text::TokenKind::identifier || kind == text::TokenKind::number ||
         kind == text::TokenKind::content;
}

}  // namespace

std::optional<engine::Candidate> adapt(const syntax::Language& language, const engine::Request& request,
                                       const WorkspaceExample& found) {
  if (found.from.similarity < least_similarity_to_adapt) return std::nullopt;
  auto tokens = text::tokenize(language, found.example.code);
  if (!tokens) return std::nullopt;
  const recode::WordSubstitution substitution(recode::compared_words(request.description),
                                              recode::compared_words(found.example.description));
  for (text::Token& token : *tokens) {
    if (!is_text(token.kind)) continue;
    const auto substitute = substitution(token.text);
    if (substitute && is_name(request, *substitute)) {
      token.text = *substitute;
    } else if (!substitute && looks_like_a_name(token.text)) {
      return std::nullopt;
    }
  }
  return engine::Candidate{text::render(language, *tokens), 1.5 * std::log(found.from.similarity)};
}

}  // namespace treewright::completion
