#pragma once
// Code and descriptions as ReCode sees them, with the tiny vocabulary.

#include <stdexcept>

#include "engine/recode/action_tree.h"
#include "fixtures/tiny_vocabulary.h"

namespace treewright::recode {

inline std::vector<grammar::Step> derive(std::string_view code) {
  const auto& system = fixtures::tiny_tree_codec().system();
  const auto tree = text::read_code_tree(system.language(), code);
  if (!tree) throw std::runtime_error(tree.error().message);
  return grammar::Oracle(system).derive(*tree).value();
}

inline text::EncodedSource encode(const std::string& description) {
  engine::Request request;
  request.description = description;
  return text::encode_source(fixtures::tiny_tree_vocabulary(), request, {64, 0});
}

/// The actions of an example's code in a request.
inline ActionTree tree_of(std::string_view code, const std::string& description, const std::string& request,
                          bool drop_unmapped = true) {
  const WordSubstitution substitution(compared_words(request), compared_words(description));
  return make_action_tree(fixtures::tiny_tree_codec(), encode(request), derive(code), substitution,
                          drop_unmapped);
}

/// An action in words: an expansion's name, a piece in quotes, a copy after "copy ".
inline std::string name_of(std::int64_t action, const text::EncodedSource& source) {
  const text::Vocabulary& vocabulary = fixtures::tiny_tree_vocabulary();
  const auto number = static_cast<int>(action);
  if (number >= vocabulary.size())
    return "copy " + source.surfaces[static_cast<std::size_t>(number - vocabulary.size())];
  if (number >= vocabulary.first_piece()) return "\"" + vocabulary.piece(number) + "\"";
  const auto expansion = static_cast<std::size_t>(fixtures::tiny_tree_codec().action(number));
  return fixtures::tiny_tree_codec().system().actions()[expansion].name;
}

}  // namespace treewright::recode
