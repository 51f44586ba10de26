#include "cli/common/model_flags.h"

#include <algorithm>
#include <charconv>

#include "cli/common/interrupt.h"
#include "cli/common/model_path.h"

namespace treewright::cli {

namespace fs = std::filesystem;

fs::path ModelFlags::folder() const { return model.empty() ? default_model_folder() : fs::path(model); }

void add_model_option(CLI::App& command, std::string& model) {
  command.add_option(
      "--model", model,
      "the model's folder (default: $TREEWRIGHT_MODEL, else python-base beside the program, else in the "
      "user's data folder)");
}

void add_model_flags(CLI::App& command, ModelFlags& flags) {
  add_model_option(command, flags.model);
  command.add_option("--candidates", flags.candidates, "how many")
      ->check(CLI::Range(1, 50))
      ->capture_default_str();
  command.add_option("--max-tokens", flags.max_tokens, "decoding steps (default: the model's own)")
      ->check(CLI::Range(1, 4096));
}

/// A name that is no folder is said when the model is loaded.
void set_scorers(const std::vector<std::string>& given, engine::GeneratorOptions& options) {
  for (const std::string& text : given) {
    const auto equals = std::min(text.find('='), text.size());
    const char* const end = text.data() + text.size();
    double weight = 0;
    const auto [rest, error] = std::from_chars(text.data() + std::min(equals + 1, text.size()), end, weight);
    if (equals == 0 || error != std::errc() || rest != end || !(weight >= 0 && weight <= 100))
      throw CLI::ValidationError("--scorer", '"' + text + "\" is not NAME=WEIGHT, with a weight of 0 … 100");
    options.scorers[text.substr(0, equals)] = weight;
  }
}

void add_decoding_flags(CLI::App& command, engine::GeneratorOptions& options) {
  command.add_option("--beam", options.beam, "hypotheses kept (default: the model's own)")
      ->check(CLI::Range(1, 100));
  command
      .add_option("--length-exponent", options.length_exponent,
                  "a score is log-probability / steps^this (default: the model's own)")
      ->check(CLI::Range(0.0, 2.0));
  command.add_option_function<std::vector<std::string>>(
      "--scorer", [&options](const auto& given) { set_scorers(given, options); },
      "NAME=WEIGHT of a scorer in the model's reranker/ (default: the model's own); 0: without it");
  command
      .add_option(
          "--margin", options.margin,
          "candidates that are less probable than the first by more nats are not scored (default: the "
          "model's own)")
      ->check(CLI::Range(0.0, 1000.0));
  command.add_flag_callback(
      "--no-copy", [&options] { options.copy = false; }, "without pointer-copy");
  command.add_flag_callback(
      "--no-constraint", [&options] { options.constrain = false; }, "without the grammar's constraint");
  command.add_flag_callback(
      "--no-rerank", [&options] { options.rerank = false; }, "the beam's own order of the candidates");
}

void add_guidance_flags(CLI::App& command, GuidanceFlags& flags) {
  auto* variant = command.add_option("--guidance", flags.variant,
                                     "by the model's examples (ReCode): model (as its configuration says), "
                                     "none, recode, paper, published-code or no-substitution");
  variant->check(CLI::IsMember({"model", "none", "recode", "paper", "published-code", "no-substitution"}))
      ->capture_default_str();
  command.add_option("--retrieved", flags.retrieved, "examples that guide")
      ->check(CLI::Range(1, 1000))
      ->needs(variant);
  command.add_option("--lambda", flags.lambda, "weight of the guidance")
      ->check(CLI::Range(0.0, 100.0))
      ->needs(variant);
}

void set_guidance(const GuidanceFlags& flags, engine::GeneratorOptions& options) {
  options.guide = flags.variant != "none";
  options.guidance = recode::recode_variant(flags.variant);
  if (!options.guidance) return;
  options.guidance->retrieved = flags.retrieved.value_or(options.guidance->retrieved);
  options.guidance->lambda = flags.lambda.value_or(options.guidance->lambda);
}

engine::Generator load_model(const ModelFlags& flags, const engine::GeneratorOptions& options) {
  auto generator = engine::Generator::load(flags.folder(), options);
  if (!generator) fail(generator.error());
  return *std::move(generator);
}

}  // namespace treewright::cli
