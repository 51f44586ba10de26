#include "cli/model_flags.h"

#include "cli/interrupt.h"

namespace treewright::cli {

namespace fs = std::filesystem;

fs::path ModelFlags::folder() const { return model.empty() ? default_model_folder() : fs::path(model); }

void add_model_option(CLI::App& command, std::string& model) {
  command.add_option("--model", model, "the model's folder (default: models/python-base)");
}

void add_model_flags(CLI::App& command, ModelFlags& flags) {
  add_model_option(command, flags.model);
  command.add_option("--candidates", flags.candidates, "how many")
      ->check(CLI::Range(1, 50))
      ->capture_default_str();
  command.add_option("--max-tokens", flags.max_tokens, "decoding steps (default: the model's own)")
      ->check(CLI::Range(1, 4096));
}

void add_decoding_flags(CLI::App& command, engine::GeneratorOptions& options) {
  command.add_option("--beam", options.beam, "hypotheses kept (default: the model's own)")
      ->check(CLI::Range(1, 100));
  command
      .add_option("--length-exponent", options.length_exponent,
                  "a score is log-probability / steps^this (default: the model's own)")
      ->check(CLI::Range(0.0, 2.0));
  command
      .add_option("--reconstruction", options.reconstruction,
                  "weight of log p(description | code) (default: the model's own)")
      ->check(CLI::Range(0.0, 100.0));
  command
      .add_option("--length", options.length,
                  "weight of a step when candidates are reranked (default: the model's own)")
      ->check(CLI::Range(-100.0, 100.0));
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

engine::Generator load_model(const ModelFlags& flags, engine::GeneratorOptions options) {
  auto generator = engine::Generator::load(flags.folder(), options);
  if (!generator) fail(generator.error());
  return *std::move(generator);
}

fs::path shipped_model_folder(const std::string& name) {
  fs::path path = fs::path("models") / name;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& folder : {path, program / "../.." / path, program / "../share/treewright" / path}) {
    if (fs::exists(folder, error)) return folder.lexically_normal();
  }
  return path;
}

fs::path default_model_folder() { return shipped_model_folder("python-base"); }

}  // namespace treewright::cli
