#pragma once
// A training row: a description, the code it stands for and what was visible where it stood.

#include <string>
#include <vector>

#include "engine/request.h"

namespace treewright::lab {

struct Pair {
  std::string nl;
  std::string code;  ///< dedented and canonical: join(render(tokenize(code)))
  std::vector<engine::Name> names;
  engine::Surroundings surroundings;
  std::string source;  ///< the package, or "idioms/<topic>"
};

/// One line of JSON without a line end:
/// {"nl", "code", "names": [[text, kind], …], "surroundings": {…}, "source"}.
[[nodiscard]] std::string to_json_line(const Pair& pair);

[[nodiscard]] std::string_view kind_name(engine::NameKind kind);

}  // namespace treewright::lab
