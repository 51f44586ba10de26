#include "lab/data/data_paths.h"

#include "support/file.h"
#include "support/json_values.h"

namespace treewright::lab {

using nlohmann::json;

Result<json> read_run(const std::filesystem::path& path) {
  const auto text = read_file(path, 16 << 20);
  if (!text) return tl::unexpected(text.error());
  json object = json::parse(*text, nullptr, false, /*ignore_comments=*/true);
  if (!object.is_object()) return failure("{}: not a JSON object", path.string());
  return object;
}

Result<DataPaths> read_data_paths(const json& run, const std::filesystem::path& folder) {
  DataPaths paths;
  std::string root = ".", output;
  for (auto [field, value] : {std::pair{"root", &root}, std::pair{"output", &output}}) {
    if (const auto problem = read_text(run, field, *value); !problem.empty()) return failure("{}", problem);
  }
  if (output.empty()) return failure("\"output\" must name the model's folder");
  paths.root = folder / root;
  paths.output = paths.root / output;
  for (auto [field, sources] : {std::pair{"train", &paths.train}, std::pair{"dev", &paths.dev}}) {
    auto parsed = parse_sources(run.value(field, json::array()), paths.root);
    if (!parsed) return failure("\"{}\": {}", field, parsed.error().message);
    if (parsed->empty()) return failure("\"{}\" must name at least one file", field);
    *sources = *std::move(parsed);
  }
  return paths;
}

}  // namespace treewright::lab
