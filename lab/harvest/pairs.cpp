#include "lab/harvest/pairs.h"

#include <array>
#include <nlohmann/json.hpp>

namespace treewright::lab {

std::string_view kind_name(engine::NameKind kind) {
  constexpr std::array<std::string_view, engine::name_kind_count> names = {
      "parameter", "local", "import", "member", "function", "type", "global", "enclosing"};
  return names[static_cast<std::size_t>(kind)];
}

std::string to_json_line(const Pair& pair) {
  nlohmann::ordered_json names = nlohmann::ordered_json::array();
  for (const engine::Name& name : pair.names) names.push_back({name.text, kind_name(name.kind)});
  const engine::Surroundings& around = pair.surroundings;
  const nlohmann::ordered_json row = {
      {"nl", pair.nl},
      {"code", pair.code},
      {"names", std::move(names)},
      {"surroundings",
       {{"docstring", around.docstring},
        {"in_function", around.in_function},
        {"in_async", around.in_async},
        {"in_loop", around.in_loop},
        {"in_class_body", around.in_class_body}}},
      {"source", pair.source},
  };
  return row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace treewright::lab
