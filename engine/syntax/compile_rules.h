#pragma once
// What a language's compiler refuses although the grammar package takes it, as data. Kinds are the grammar's
// node types; an anonymous node's is its text.

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/syntax/layout_rules.h"

namespace treewright::syntax {

/// What may be bound in a place.
enum class TargetKind : std::uint8_t {
  any,        ///< names, parts of values, and lists of these with at most one starred element
  single,     ///< a name or a part of a value
  annotated,  ///< as single; a part's text does not begin with a bracket, and nothing in it is starred
  name,       ///< a name
  deletion,   ///< as any, nothing starred
};

/// Nodes of these kinds stand directly in nodes of those kinds alone. What begins a value that goes on (see
/// CompileRules::going_on) is of that value, which stands in one of `values_in`.
struct OnlyIn {
  Words children, parents;
  Words values_in = {};
};
/// A name that stands in no node of a kind in one of another kind.
struct NeverNamed {
  std::string_view name, parent, grandparent;
};
/// Nodes of these kinds never stand directly in `parent`, or in its `field` where one is named, or as its
/// `index`-th named child where that is not negative. Nothing is refused where the parent itself stands in
/// one of `unless_in`.
struct NeverIn {
  Words children;
  std::string_view parent;
  std::string_view field = {};
  int index = -1;
  Words unless_in = {};
};
/// In a list, no element of `later` (of other kinds, where `others`) follows one of `earlier`.
struct ListOrder {
  std::string_view list;
  Words later;
  bool others;
  Words earlier;
};
/// A node that has a child of kind `when` (empty: any node) has `least` to `most` named children.
struct Bounds {
  std::string_view parent, when;
  unsigned least, most;
};
/// A node that has a child of kind `when` (empty: any node) also has one of `needed`.
struct Needs {
  std::string_view parent, when;
  Words needed;
};
/// The target in `field` (empty: every named child) of a node.
struct TargetPlace {
  std::string_view parent, field;
  TargetKind kind;
  std::string_view when = {};    ///< a field that the node must have, or empty
  std::string_view around = {};  ///< a kind that the node must stand in, or empty
};
/// Named elements of a list differ in their field `name`.
struct UniqueNames {
  std::string_view list, element, name;
};

/// Where a node `child` has one named child: in `parent`'s `field`, there standing in one of `around` where
/// any are named.
struct OnePart {
  std::string_view child, parent, field;
  Words around = {};
};
/// Elements of a statement that handle what goes wrong in it: all have the `token`, or none; one that says
/// nothing of what it handles (it has `open` named children) is the last.
struct Handlers {
  std::string_view parent, element, token;
  std::size_t open;
  std::string_view after;  ///< the part that comes behind the elements for the compiler too
};
/// Of a chain of nodes, each in the `field` of the one before, none has a part in the field `alone`.
struct Chain {
  std::string_view kind, field, alone;
};

/// What a node makes of the code in one of its fields (empty: in all its children).
enum class ScopeKind : std::uint8_t {
  function,  ///< asynchronous where the node has the word for it
  type,
  loop,
  comprehension,  ///< all but the first iterable, which is evaluated outside
  guarded,        ///< an exception group's handler
  nested,         ///< one more of the blocks whose depth is limited
};
struct ScopePlace {
  std::string_view parent, field;
  ScopeKind kind;
};
/// Where a kind of node may stand.
enum class NodePlace : std::uint8_t {
  in_function,
  in_nested_function,
  in_async,
  in_loop,
  not_guarded,        ///< by an exception group's handler
  in_unguarded_loop,  ///< with no such handler between
  not_in_comprehension,
  not_asynchronous,  ///< the innermost function
  at_module_level,
};
struct PlacedNode {
  std::string_view kind, when;  ///< a child that it must have, or empty
  NodePlace place;
};

/// Elements of a function's parameters.
struct ParameterKinds {
  Words lists, defaults, typed;
  std::string_view splat, keyword_splat, positional_end, keyword_start;
};
/// Parts of targets.
struct TargetKinds {
  Words names, parts, lists, splats;
  Words wrappers;               ///< of one target: brackets
  std::string_view only_wraps;  ///< the like without brackets
};
/// Declarations that reach out of a scope.
struct ScopeKinds {
  std::string_view global, nonlocal;
  Words words;  ///< in every text that holds one of both
  Words functions, types, comprehensions;
  std::string_view import_name, alias, parameters, comprehension_clause;
  std::string_view binding_expression, keyword_argument, attribute_field, lambda, yield, result;
};
/// A statement that must come first in a file, behind a docstring.
struct FirstStatement {
  std::string_view kind;
  std::string_view needle;  ///< in every text that holds such a statement
  Words features;           ///< names that it may import
};
struct PatternKinds {
  std::string_view statement, clause, pattern, guard;
  std::string_view alias, alternatives, list, tuple, mapping, type, keyword, splat, name, complex;
  Words literals;
};
struct LiteralKinds {
  std::string_view string, start, end, content, concatenated, interpolation, format_expression, specifier,
      integer, float_number, conversion;
  Words prefixes, conversions;
};

struct CompileRules {
  Words never;  ///< of other versions of the language
  Words keywords;
  Words never_bound;  ///< names that nothing may bind
  Words going_on;     ///< values that begin with another one: a call, a subscript
  std::span<const NeverNamed> never_named;
  std::span<const OnlyIn> only_in;
  std::span<const NeverIn> never_in;
  std::span<const ListOrder> order;
  std::span<const Bounds> bounds;
  std::span<const Needs> needs;
  std::span<const OnePart> one_part;
  std::span<const Handlers> handlers;
  Chain chain;
  std::span<const TargetPlace> targets;
  std::span<const UniqueNames> unique;
  std::span<const ScopePlace> scopes;
  std::span<const PlacedNode> placed;
  Words no_last_separator;  ///< lists that do not end in a separator
  Words no_lone_separator;  ///< lists that have no separator without an element
  Words brackets;           ///< nodes in whose text a colon is nothing but their own
  std::string_view separator, asynchronous, identifier;
  TargetKinds target;
  ParameterKinds parameter;
  ScopeKinds scope;
  FirstStatement first;
  PatternKinds pattern;
  LiteralKinds literal;
  Words leaving;  ///< statements behind which nothing of their block is reached
  unsigned most_nested = 20;
};

}  // namespace treewright::syntax
