#pragma once
// A grammar as a transition system: actions that write a syntax tree from the root down, leftmost slot first
// (Yin & Neubig 2017; here for any tree-sitter grammar). An action expands a slot by one of its rules or
// closes a list; the text of a name, number or literal is generated where the slot takes it, without an
// action of its own. Hidden rules, supertypes, separators and everything that a rule leaves no choice about
// cost no action.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/grammar/content.h"
#include "engine/syntax/language.h"
#include "support/result.h"

namespace treewright::grammar {

/// What a text slot takes.
enum class TextKind : std::uint8_t {
  name,
  number,
  content,  ///< literal text, spaces and all
};

struct Item;
using Items = std::vector<Item>;

/// A part of an expansion.
struct Item {
  enum class Kind : std::uint8_t { leaf, node, slot };
  Kind kind = Kind::leaf;
  int type = 0;           ///< of a leaf or node, see TransitionSystem::type
  std::string text = {};  ///< of a leaf
  Items items = {};       ///< of a node: all its children
  int slot = 0;
  int position = 0;  ///< of a slot: among those of its action
  friend bool operator==(const Item&, const Item&) = default;
};

/// One rule that a slot can be expanded by.
struct Action {
  std::string name;  ///< unique, readable, the same wherever the grammar is
  Items items;
  std::vector<int> slots;  ///< in the order in which they are expanded
  bool read_only = false;  ///< never to be generated
};

struct Slot {
  static constexpr int no_list = -1;

  std::string name;
  std::vector<int> actions;  ///< that may expand it, by rising number
  std::vector<int> texts;    ///< types of leaves whose text may stand here
  bool takes[3] = {};        ///< by TextKind
  bool aliased = false;      ///< makes a node that bears another rule's name: its children tell them apart
  Literal literal;
  // A list's place for its next element:
  int next = no_list;        ///< the place after that element
  int after_text = no_list;  ///< the place after it where it is a text: one run of text is one element
  int separator = -1;        ///< type of the leaf that stands before the element, or -1
  bool trailing = false;     ///< the separator may also close the list

  [[nodiscard]] int next_after(bool text) const { return text ? after_text : next; }
};

struct Type {
  std::string_view name;  ///< alive as long as the program: comparable with text::CodeNode::type
  bool named = false;
  friend bool operator==(const Type&, const Type&) = default;
};

/// Immutable: one for all requests and threads.
class TransitionSystem {
 public:
  static constexpr int close = 0;               ///< ends a list
  static constexpr int close_by_separator = 1;  ///< ends a list, with a separator after its last element
  static constexpr int root = 0;                ///< the slot that a whole file expands
  [[nodiscard]] static bool closes(int action) { return action == close || action == close_by_separator; }

  /// The system of a language's grammar package; made once. Fails where the package's grammar.json is
  /// damaged.
  [[nodiscard]] static Result<std::shared_ptr<const TransitionSystem>> of(const syntax::Language& language);

  [[nodiscard]] const std::vector<Action>& actions() const { return actions_; }
  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
  [[nodiscard]] const Type& type(int number) const { return types_[static_cast<std::size_t>(number)]; }
  /// -1 where the grammar makes no such node.
  [[nodiscard]] int type_number(std::string_view name, bool named) const;
  [[nodiscard]] TextKind text_kind(int type) const { return text_kinds_[static_cast<std::size_t>(type)]; }
  /// A text for a leaf of that type, where any will do.
  [[nodiscard]] std::string_view sample_text(int type) const;
  [[nodiscard]] const syntax::Language& language() const { return *language_; }

 private:
  friend class Compiler;
  const syntax::Language* language_ = nullptr;
  std::vector<Action> actions_;
  std::vector<Slot> slots_;
  std::vector<Type> types_;
  std::vector<TextKind> text_kinds_;                   ///< by type
  std::unordered_map<std::string, int> type_numbers_;  ///< "+name" where named, "-name" where not
};

}  // namespace treewright::grammar
