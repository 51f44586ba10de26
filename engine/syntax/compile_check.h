#pragma once
// Whether a language's compiler takes code that its grammar package takes: syntax::CompileRules, over
// tree-sitter's tree.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// What code stands in. By default nothing is known, so that anything may stand there.
struct CodePlace {
  std::uint8_t functions = 2;  ///< around it, 2 for more
  bool in_function = true;     ///< directly, not through a class
  bool in_async = true;
  bool in_sync = true;  ///< the innermost function is none with `async`
  bool in_loop = true;
  bool at_module = true;    ///< in no function and no class
  bool whole_file = false;  ///< nothing is around it or before it, and what it binds is all there is
};

/// A rule that is broken.
struct Violation {
  std::string_view rule;  ///< static lifetime, for people
  ByteRange at;
};

/// Looks at the nodes that overlap `range`, and at what they are parts of. Empty where the compiler takes the
/// code, and for a language without CompileRules. `root` has no ERROR or MISSING node there. Thread-safe.
[[nodiscard]] std::vector<Violation> find_violations(const Language& language, TSNode root,
                                                     std::string_view text, const CodePlace& place,
                                                     const ByteRange& range);
/// The same of all that `code` says. Code that does not parse is a violation.
[[nodiscard]] std::vector<Violation> find_violations(const Language& language, std::string_view code,
                                                     const CodePlace& place);

}  // namespace treewright::syntax
