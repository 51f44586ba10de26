#pragma once
// A model's config.json: sizes, the vocabulary's symbols and the checksums of the files beside it.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/text/encoding.h"
#include "support/result.h"

namespace treewright::model {

inline constexpr int format_version = 1;

/// How candidates are reranked (see decode::Reranker). A scorer is a model folder in the model's reranker/.
struct Reranking {
  std::map<std::string, double> weights;  ///< by the name of the scorer's folder; 0: it is not asked
  double margin = 5;  ///< nats: a candidate that is less probable than the first by more is not scored
};

/// How a model's answers are best searched for, chosen on its dev set; a request may say otherwise.
struct Decoding {
  int beam = 5;
  int max_steps = 64;
  double length_exponent = 0.5;  ///< of the normalisation, see engine::Candidate::score
  // Of guidance by the folder's examples (see recode::RecodeOptions):
  int retrieved = 0;  ///< 0: none
  double lambda = 2;
  Reranking reranking;
};

/// Sizes of a network (numbers of units).
struct ModelConfig {
  static constexpr int slot_embedding = 64;
  static constexpr int most_positions = 8;  ///< of slots of one action that are told apart
  int embedding = 256;                      ///< of a Transformer: units everywhere
  int encoder_layers = 1;
  double dropout = 0.3;
  // Of an LSTM:
  int encoder_hidden = 192;  ///< each direction
  int decoder_hidden = 384;
  // Of a Transformer, which is a tree decoder:
  bool transformer = false;
  int decoder_layers = 3;
  int heads = 8;
  int feed_forward = 512;
  // Of all:
  std::string language = "python";
  std::vector<std::string> symbols;  ///< see text::Vocabulary
  text::EncodingLimits limits;
  int vocabulary = 0;         ///< number of embeddings; set from the tokenizer
  bool fragments = false;     ///< trained on lines whose headers have `pass` for a body: answers leave it out
  bool reconstructs = false;  ///< reads code and writes descriptions, to rerank candidates
  Decoding decoding;
  // Of a tree decoder:
  bool writes_trees = false;
  std::string grammar;  ///< name and version of the grammar package whose actions the symbols are
  int slots = 0;        ///< of its transition system
};

/// The checksums (lower-case SHA-256) of the files that belong to a config.
struct ModelFiles {
  std::string weights_sha256;
  std::string tokenizer_sha256;
  std::string examples_sha256 = {};  ///< empty: the model has no examples.jsonl
};

struct ModelManifest {
  ModelConfig config;
  ModelFiles files;
};

[[nodiscard]] std::string to_json(const ModelManifest& manifest);
/// Fails with the field's name on anything missing, of the wrong type, or outside sane bounds.
[[nodiscard]] Result<ModelManifest> parse_manifest(std::string_view json);

/// What sizes contradict each other, in one line that names the field; or nothing.
[[nodiscard]] std::string contradiction(const ModelConfig& config);

/// The model part alone, for training configs ("model": {…}); missing fields keep their defaults.
[[nodiscard]] Result<ModelConfig> parse_model_config(const nlohmann::json& json);

}  // namespace treewright::model
