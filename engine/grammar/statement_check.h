#pragma once
// What the compiler says of hypotheses whose statements are whole.

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/request.h"
#include "engine/syntax/compile_check.h"

namespace treewright::grammar {

/// What the code of a request stands in, as far as it tells.
[[nodiscard]] syntax::CodePlace place_of(const engine::Surroundings& surroundings);

/// The checks of one request: hypotheses share their beginnings, so that an answer is remembered. One thread
/// at a time.
class StatementCheck {
 public:
  StatementCheck(const syntax::Language& language, const engine::Surroundings& surroundings)
      : language_(language), parser_(language), place_(place_of(surroundings)) {}

  /// Whether the compiler takes whole statements. Always, where the language has no syntax::CompileRules.
  [[nodiscard]] bool takes(const std::vector<text::Token>& tokens);

 private:
  [[nodiscard]] bool compiles(std::string_view code);

  const syntax::Language& language_;
  syntax::Parser parser_;
  syntax::CodePlace place_;
  std::unordered_map<std::string, bool> known_;
};

}  // namespace treewright::grammar
