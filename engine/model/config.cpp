#include "engine/model/config.h"

#include <algorithm>

#include "support/json_values.h"

namespace treewright::model {
namespace {

using nlohmann::json;

constexpr const char* token_architecture = "attention-lstm";
constexpr const char* tree_architecture = "tree-lstm";
constexpr const char* transformer_architecture = "tree-transformer";
constexpr const char* generation = "generation";
constexpr const char* reconstruction = "reconstruction";

std::string read_sizes(const json& object, ModelConfig& config) {
  const std::string problems[] = {
      read_number(object, "embedding", config.embedding, 1, 4096),
      read_number(object, "encoder_hidden", config.encoder_hidden, 1, 4096),
      read_number(object, "encoder_layers", config.encoder_layers, 1, 8),
      read_number(object, "decoder_hidden", config.decoder_hidden, 1, 4096),
      read_number(object, "decoder_layers", config.decoder_layers, 1, 8),
      read_number(object, "heads", config.heads, 1, 64),
      read_number(object, "feed_forward", config.feed_forward, 1, 1 << 14),
      read_number(object, "dropout", config.dropout, 0, 0.95),
      read_number(object, "max_pieces", config.limits.max_pieces, 1, 4096),
      read_number(object, "max_names", config.limits.max_names, 0, 4096),
      read_number(object, "vocabulary", config.vocabulary, 0, 1 << 20),
      read_number(object, "slots", config.slots, 0, 1 << 16),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return problem;
  }
  return {};
}

std::string read_kind(const json& object, ModelConfig& config) {
  std::string architecture = token_architecture;
  if (auto problem = read_text(object, "architecture", architecture); !problem.empty()) return problem;
  config.transformer = architecture == transformer_architecture;
  config.writes_trees = config.transformer || architecture == tree_architecture;
  if (!config.writes_trees && architecture != token_architecture)
    return fmt::format("\"architecture\" must be \"{}\", \"{}\" or \"{}\"", token_architecture,
                       tree_architecture, transformer_architecture);
  const json fragments = object.value("fragments", json(false));
  if (!fragments.is_boolean()) return "\"fragments\" must be true or false";
  config.fragments = fragments.get<bool>();
  return {};
}

std::string read_task(const json& object, ModelConfig& config) {
  std::string task = generation;
  if (auto problem = read_text(object, "task", task); !problem.empty()) return problem;
  if (task != generation && task != reconstruction)
    return fmt::format("\"task\" must be \"{}\" or \"{}\"", generation, reconstruction);
  config.reconstructs = task == reconstruction;
  return {};
}

/// Names become paths.
bool is_folder_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, plain);
}

std::string read_scorers(const json& object, std::map<std::string, double>& weights) {
  const auto found = object.find("scorers");
  if (found == object.end()) return {};
  if (!found->is_object()) return "\"scorers\" must be an object: a weight for each folder in reranker/";
  for (const auto& [name, weight] : found->items()) {
    if (!is_folder_name(name)) return "\"scorers\": a name must be of a-z, 0-9 and hyphens";
    if (auto problem = read_number(*found, name.c_str(), weights[name], 0, 100); !problem.empty())
      return "\"scorers\": " + problem;
  }
  return {};
}

std::string read_decoding(const json& object, Decoding& decoding) {
  const auto found = object.find("decoding");
  if (found == object.end()) return {};
  if (!found->is_object()) return "\"decoding\" must be an object";
  const std::string problems[] = {
      read_number(*found, "beam", decoding.beam, 1, 100),
      read_number(*found, "max_steps", decoding.max_steps, 1, 4096),
      read_number(*found, "length_exponent", decoding.length_exponent, 0, 2),
      read_number(*found, "retrieved", decoding.retrieved, 0, 1000),
      read_number(*found, "lambda", decoding.lambda, 0, 100),
      read_scorers(*found, decoding.reranking.weights),
      read_number(*found, "margin", decoding.reranking.margin, 0, 1000),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return "\"decoding\": " + problem;
  }
  return {};
}

json decoding_json(const Decoding& d) {
  json object = {{"beam", d.beam},
                 {"max_steps", d.max_steps},
                 {"length_exponent", d.length_exponent},
                 {"retrieved", d.retrieved},
                 {"lambda", d.lambda}};
  if (!d.reranking.weights.empty())
    object.update({{"scorers", d.reranking.weights}, {"margin", d.reranking.margin}});
  return object;
}

const char* architecture_of(const ModelConfig& config) {
  if (config.transformer) return transformer_architecture;
  return config.writes_trees ? tree_architecture : token_architecture;
}

/// The sizes that an architecture has of its own.
json layers_json(const ModelConfig& c) {
  if (c.transformer)
    return {{"decoder_layers", c.decoder_layers}, {"heads", c.heads}, {"feed_forward", c.feed_forward}};
  return {{"encoder_hidden", c.encoder_hidden}, {"decoder_hidden", c.decoder_hidden}};
}

std::string read_texts(const json& object, ModelConfig& config) {
  for (auto [field, value] :
       {std::pair{"language", &config.language}, std::pair{"grammar", &config.grammar}}) {
    if (auto problem = read_text(object, field, *value); !problem.empty()) return problem;
  }
  const auto symbols = object.find("symbols");
  if (symbols == object.end()) return {};
  if (!symbols->is_array() || symbols->size() > 4096) return "\"symbols\" must be an array of strings";
  for (const json& symbol : *symbols) {
    if (!symbol.is_string()) return "\"symbols\" must be an array of strings";
    config.symbols.push_back(symbol.get<std::string>());
  }
  return {};
}

/// The first field of a manifest that `object` lacks, or nothing.
std::string missing_field(const json& object, const ModelConfig& config) {
  ModelManifest like;
  like.config.writes_trees = config.writes_trees;
  like.config.transformer = config.transformer;
  json whole = json::parse(to_json(like));
  whole.erase("decoding");  // has defaults
  for (const auto& [field, value] : whole.items()) {
    if (!object.contains(field)) return fmt::format("\"{}\" is missing", field);
  }
  return {};
}

}  // namespace

Result<ModelConfig> parse_model_config(const json& object) {
  if (!object.is_object()) return failure("the model's configuration must be an object");
  ModelConfig config;
  if (const auto problem = read_sizes(object, config); !problem.empty()) return failure("{}", problem);
  if (const auto problem = read_kind(object, config); !problem.empty()) return failure("{}", problem);
  if (const auto problem = read_task(object, config); !problem.empty()) return failure("{}", problem);
  if (const auto problem = read_decoding(object, config.decoding); !problem.empty())
    return failure("{}", problem);
  if (const auto problem = read_texts(object, config); !problem.empty()) return failure("{}", problem);
  return config;
}

std::string contradiction(const ModelConfig& config) {
  if (config.transformer)
    return config.embedding % config.heads == 0 ? "" : "\"heads\" must divide \"embedding\"";
  if (config.decoder_hidden != 2 * config.encoder_hidden)
    return "\"decoder_hidden\" must be twice \"encoder_hidden\"";
  return {};
}

std::string to_json(const ModelManifest& manifest) {
  const ModelConfig& c = manifest.config;
  json object = {{"format", format_version},
                 {"architecture", architecture_of(c)},
                 {"language", c.language},
                 {"embedding", c.embedding},
                 {"encoder_layers", c.encoder_layers},
                 {"dropout", c.dropout},
                 {"max_pieces", c.limits.max_pieces},
                 {"max_names", c.limits.max_names},
                 {"vocabulary", c.vocabulary},
                 {"symbols", c.symbols},
                 {"weights_sha256", manifest.files.weights_sha256},
                 {"tokenizer_sha256", manifest.files.tokenizer_sha256}};
  object.update(layers_json(c));
  if (c.fragments) object["fragments"] = true;
  if (c.reconstructs) object["task"] = reconstruction;
  if (!manifest.files.examples_sha256.empty()) object["examples_sha256"] = manifest.files.examples_sha256;
  if (c.writes_trees) {
    object["grammar"] = c.grammar;
    object["slots"] = c.slots;
  }
  if (!c.reconstructs) object["decoding"] = decoding_json(c.decoding);
  return object.dump(1) + "\n";
}

Result<ModelManifest> parse_manifest(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (object.is_discarded()) return failure("not valid JSON");
  if (!object.is_object()) return failure("must be a JSON object");
  if (object.value("format", json()) != json(format_version)) {
    return failure("\"format\" is not {}: this model was made by another version of treewright",
                   format_version);
  }
  auto config = parse_model_config(object);
  if (!config) return tl::unexpected(config.error());
  if (const auto problem = missing_field(object, *config); !problem.empty()) return failure("{}", problem);
  if (config->writes_trees && config->slots == 0) return failure("\"slots\" must be at least 1");
  const auto weights = read_checksum(object, "weights_sha256");
  if (!weights) return tl::unexpected(weights.error());
  const auto tokenizer = read_checksum(object, "tokenizer_sha256");
  if (!tokenizer) return tl::unexpected(tokenizer.error());
  auto examples =
      object.contains("examples_sha256") ? read_checksum(object, "examples_sha256") : std::string();
  if (!examples) return tl::unexpected(examples.error());
  return ModelManifest{*std::move(config), {*weights, *tokenizer, *std::move(examples)}};
}

}  // namespace treewright::model
