#pragma once
// What a language's node kinds and keywords mean for sites and scopes, as data. Adding a language is a row in
// rules.cpp.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/syntax/language.h"

namespace treewright::completion {

/// What a kind of node is good for; a kind may be several.
enum Role : std::uint32_t {
  role_comment = 1u << 0,
  role_string = 1u << 1,
  role_container = 1u << 2,  ///< holds statements: module, block, compound statement, clause
  role_block = 1u << 3,      ///< the statements of one level
  role_function = 1u << 4,
  role_type = 1u << 5,
  role_parameters = 1u << 6,
  role_binding = 1u << 7,  ///< binds the names of its target field
  role_import = 1u << 8,
  role_attribute = 1u << 9,  ///< object.attribute
  role_identifier = 1u << 10,
  role_own_scope = 1u << 11,  ///< names bound inside are not seen outside: lambda, comprehension
  role_wrapper = 1u << 12,    ///< no meaning of its own, may hold a binding
  role_opaque =
      1u << 13,  ///< in a target or parameter: holds no bound names (subscript, type, default value)
  role_statement = 1u << 14,  ///< a simple statement
  role_capture = 1u << 15,    ///< a pattern: where it is a single name, it binds that name
  // How code is told from a sentence that happens to parse:
  role_code = 1u << 16,        ///< no sentence reads as one
  role_prose = 1u << 17,       ///< a sentence may read as one: "print count"
  role_comparison = 1u << 18,  ///< by a sign it is code, by a word it may be a sentence
  role_declared = 1u << 19,  ///< code only with a value in its field "right": "x: int" may be a list of words
};

/// What the header line of a block makes of the block.
enum class BlockKind : std::uint8_t { plain, function, async_function, type, loop };

struct Keyword {
  std::string_view word;  ///< one or two words, one space between
  BlockKind kind;
};

struct Rules {
  std::string_view block_opener;     ///< what a header line ends with: ":"
  std::span<const Keyword> headers;  ///< first words of headers
  std::span<const std::string_view>
      continuations;  ///< words that continue the statement before: else, except
  std::span<const std::string_view> soft_continuations;  ///< that do so only where they open a block: case
  std::span<const std::string_view> pragmas;     ///< comments that start with these say nothing to a reader
  std::span<const std::string_view> self_names;  ///< names of the object whose members are the class's
  std::string_view line_comment;
  std::vector<std::uint32_t> roles;  ///< by TSSymbol
  std::vector<TSFieldId> targets;    ///< by TSSymbol: the field that is bound; 0 where none

  [[nodiscard]] std::uint32_t roles_of(TSNode node) const;
  [[nodiscard]] bool is(TSNode node, std::uint32_t any_of) const { return (roles_of(node) & any_of) != 0; }
  [[nodiscard]] TSFieldId target_of(TSNode node) const;
};

/// The rules of a language; one without a row gets empty rules, with which comments alone are recognised.
/// Thread-safe; the result lives as long as the program.
[[nodiscard]] const Rules& rules_for(const syntax::Language& language);

}  // namespace treewright::completion
