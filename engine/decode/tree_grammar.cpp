#include "engine/decode/tree_grammar.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/decode/stored_masks.h"
#include "engine/syntax/compile_rules.h"
#include "engine/syntax/keyword_rules.h"

namespace treewright::decode {
namespace {

/// Whether the language's compiler wants the elements that an action writes to differ in their names.
bool has_unique_name(const syntax::Language& language, std::string_view action) {
  if (language.keywords == nullptr || language.keywords->compile == nullptr) return false;
  return std::ranges::any_of(language.keywords->compile->unique, [&](const auto& row) {
    return action.starts_with(fmt::format("({} ", row.element));
  });
}

}  // namespace

TreeGrammar::TreeGrammar(std::shared_ptr<const grammar::TransitionSystem> made,
                         const text::Vocabulary& vocabulary)
    : system(std::move(made)),
      mask(*system, stored_mask(system->language().id)),
      codec(*system, vocabulary),
      oracle(*system),
      legal(codec.legal_numbers()) {
  for (const grammar::Action& action : system->actions())
    unique.push_back(has_unique_name(system->language(), action.name) ? 1 : 0);
  for (int n = 0; n < vocabulary.size(); ++n)
    continues.push_back(n >= vocabulary.first_piece() && !vocabulary.piece(n).starts_with(' ') ? 1 : 0);
}

Result<std::unique_ptr<const TreeGrammar>> make_tree_grammar(const model::LoadedModel& model,
                                                             const syntax::Language& language) {
  auto system = grammar::TransitionSystem::of(language);
  if (!system) return tl::unexpected(system.error());
  if (model.config.symbols != grammar::action_names(**system) ||
      model.config.slots != static_cast<int>((*system)->slots().size())) {
    return failure(
        "the model writes by the grammar \"{}\", and this treewright has \"{}\": use a model made for it",
        model.config.grammar, syntax::grammar_version(language));
  }
  return std::make_unique<const TreeGrammar>(*std::move(system), model.vocabulary);
}

}  // namespace treewright::decode
