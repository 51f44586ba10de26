#pragma once
// Texts that random derivations of Python write: the usual, and what is hard to get right.

#include "tests/engine/grammar/mask/random_derivation.h"

namespace treewright::grammar {

[[nodiscard]] inline TextPool python_texts() {
  return {
      {"identifier", {"x", "self", "print", "match", "type", "_", "exec", "ünï", "f", "rb", "case"}},
      {"integer", {"0", "1", "0xFF", "2j"}},
      {"float", {"1.5", "1.", ".5", "1e9"}},
      {"string_content", {"abc",  "it's", "say \"x\"", " lead", "{{x}}",     "{x}", "a\\n",   "\\d", "\\\\",
                          ">10",  "#x",   "é",         "=3",    "!r",        "}}",  "a'b\"c", "'",   "\\\"",
                          "\\x4", "{",    "\\",        "a\nb",  "\\N{DASH}", "\"",  "\"\"\"", "'''"}}};
}

}  // namespace treewright::grammar
