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
  command.add_option("--max-tokens", flags.max_tokens, "decoding steps")
      ->check(CLI::Range(1, 512))
      ->capture_default_str();
}

engine::Generator load_model(const ModelFlags& flags, engine::GeneratorOptions options) {
  auto generator = engine::Generator::load(flags.folder(), options);
  if (!generator) fail(generator.error());
  return *std::move(generator);
}

fs::path default_model_folder() {
  fs::path name = "models/python-base";
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& folder : {name, program / "../.." / name, program / "../share/treewright" / name}) {
    if (fs::exists(folder, error)) return folder.lexically_normal();
  }
  return name;
}

}  // namespace treewright::cli
