#include "engine/embed/embedding_model.h"

#include <unordered_set>

#include "engine/model/safetensors.h"
#include "engine/model/verified_file.h"
#include "support/file.h"
#include "support/json_values.h"

namespace treewright::embed {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int format_version = 1;
constexpr const char* rows_name = "rows";
constexpr const char* weights_file = "model.safetensors";
constexpr const char* terms_file = "terms.txt";

struct Manifest {
  int dimension = 0;
  FieldWeights weights;
  std::string rows_sha256, terms_sha256;
};

std::string read_numbers(const json& object, Manifest& manifest) {
  const json weights = object.value("weights", json());
  if (!weights.is_object()) return "\"weights\" must be an object";
  if (auto problem = read_number(object, "dimension", manifest.dimension, 1, 4096); !problem.empty())
    return problem;
  if (manifest.dimension == 0) return "\"dimension\" is missing";
  return read_weights(weights, manifest.weights);
}

Result<Manifest> parse_manifest(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) return failure("not a JSON object");
  if (object.value("format", json()) != json(format_version))
    return failure("\"format\" is not {}: another version of treewright made this model", format_version);
  if (object.value("architecture", json()) != json(architecture))
    return failure("\"architecture\" must be \"{}\"", architecture);
  Manifest manifest;
  if (const auto problem = read_numbers(object, manifest); !problem.empty()) return failure("{}", problem);
  for (auto [field, value] : {std::pair{"weights_sha256", &manifest.rows_sha256},
                              std::pair{"terms_sha256", &manifest.terms_sha256}}) {
    auto checksum = read_checksum(object, field);
    if (!checksum) return tl::unexpected(checksum.error());
    *value = *std::move(checksum);
  }
  return manifest;
}

Result<std::vector<std::string>> parse_terms(std::string_view text) {
  std::vector<std::string> terms;
  std::unordered_set<std::string_view> seen;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return failure("the last line has no end");
    const std::string_view term = text.substr(0, end);
    if (term.empty() || !seen.insert(term).second)
      return failure("line {} is empty or another's twin", terms.size() + 1);
    terms.emplace_back(term);
    text.remove_prefix(end + 1);
  }
  if (terms.empty()) return failure("has no terms");
  return terms;
}

Result<std::vector<float>> parse_rows(std::string_view bytes, std::size_t terms, int dimension) {
  const auto tensors = model::parse_safetensors(bytes);
  if (!tensors) return tl::unexpected(tensors.error());
  const auto found = tensors->find(rows_name);
  if (found == tensors->end() || tensors->size() != 1)
    return failure("must hold the tensor \"{}\" alone", rows_name);
  const torch::Tensor& rows = found->second;
  if (rows.sizes() != torch::IntArrayRef{static_cast<std::int64_t>(terms), dimension})
    return failure("tensor \"{}\" is not {} (lines of {}) × {} (\"dimension\")", rows_name, terms, terms_file,
                   dimension);
  if (!torch::isfinite(rows).all().item<bool>())
    return failure("tensor \"{}\" holds a NaN or an infinity", rows_name);
  const auto* numbers = rows.const_data_ptr<float>();
  return std::vector<float>(numbers, numbers + rows.numel());
}

std::string manifest_json(const EmbeddingModel& model, std::string_view rows, std::string_view terms) {
  const FieldWeights& w = model.weights;
  const json object = {{"format", format_version},
                       {"architecture", architecture},
                       {"dimension", model.dimension},
                       {"weights", {{"description", w.description}, {"name", w.name}, {"code", w.code}}},
                       {"weights_sha256", sha256(rows)},
                       {"terms_sha256", sha256(terms)}};
  return object.dump(1) + "\n";
}

}  // namespace

std::string read_weights(const json& object, FieldWeights& weights) {
  const std::string problems[] = {
      read_number(object, "description", weights.description, 0, 100),
      read_number(object, "name", weights.name, 0, 100),
      read_number(object, "code", weights.code, 0, 100),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return "\"weights\": " + problem;
  }
  return {};
}

Result<EmbeddingModel> load_embedding_model(const fs::path& folder) {
  const auto config = model::read_config_file(folder);
  if (!config) return tl::unexpected(config.error());
  const auto manifest = parse_manifest(*config);
  if (!manifest) return model::refuse(folder / "config.json", manifest.error());
  const auto terms_text = model::read_verified(folder / terms_file, manifest->terms_sha256);
  if (!terms_text) return tl::unexpected(terms_text.error());
  const auto bytes = model::read_verified(folder / weights_file, manifest->rows_sha256);
  if (!bytes) return tl::unexpected(bytes.error());
  auto terms = parse_terms(*terms_text);
  if (!terms) return model::refuse(folder / terms_file, terms.error());
  auto rows = parse_rows(*bytes, terms->size(), manifest->dimension);
  if (!rows) return model::refuse(folder / weights_file, rows.error());
  return EmbeddingModel{manifest->dimension, manifest->weights, *std::move(terms), *std::move(rows)};
}

Result<void> save_embedding_model(const fs::path& folder, const EmbeddingModel& model) {
  const auto rows = torch::tensor(model.rows).view({-1, model.dimension});
  if (!torch::isfinite(rows.to(torch::kHalf)).all().item<bool>()) {
    return failure("{}: a number that no 16-bit float holds; train again with a lower \"learning_rate\"",
                   folder.string());
  }
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string bytes = model::to_safetensors({{rows_name, rows}}, /*half=*/true);
  std::string terms;
  for (const std::string& term : model.terms) terms += term + "\n";
  if (auto written = write_file(folder / terms_file, terms); !written) return written;
  if (auto written = write_file(folder / weights_file, bytes); !written) return written;
  return write_file(folder / "config.json", manifest_json(model, bytes, terms));
}

bool holds_embedding_model(const fs::path& folder) {
  const auto config = model::read_config_file(folder);
  const json object = config ? json::parse(*config, nullptr, false) : json();
  return object.is_object() && object.value("architecture", json()) == json(architecture);
}

}  // namespace treewright::embed
