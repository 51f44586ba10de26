#pragma once
// What the commands that run a model share.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "engine/generator.h"

namespace treewright::cli {

/// What guides the decoding, as the flags say it.
struct GuidanceFlags {
  std::string variant = "model";
  std::optional<std::size_t> retrieved;
  std::optional<double> lambda;
};
/// --guidance, --retrieved and --lambda.
void add_guidance_flags(CLI::App& command, GuidanceFlags& flags);
void set_guidance(const GuidanceFlags& flags, engine::GeneratorOptions& options);

struct ModelFlags {
  std::string model;  ///< empty: default_model_folder() (model_path.h)
  std::size_t candidates = 5;
  std::size_t max_tokens = 0;  ///< 0: the model's own number

  [[nodiscard]] std::filesystem::path folder() const;
};

void add_model_option(CLI::App& command, std::string& model);
/// --model, --candidates and --max-tokens.
void add_model_flags(CLI::App& command, ModelFlags& flags);

/// What ablations change: --beam, --length-exponent, --no-copy, --no-constraint, --no-rerank and its weights.
void add_decoding_flags(CLI::App& command, engine::GeneratorOptions& options);

/// Fails the command where the model cannot be loaded.
[[nodiscard]] engine::Generator load_model(const ModelFlags& flags,
                                           const engine::GeneratorOptions& options = {});

}  // namespace treewright::cli
