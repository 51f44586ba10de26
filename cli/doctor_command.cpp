#include "cli/doctor_command.h"

#include <tree_sitter/api.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/common/model_flags.h"
#include "engine/backend.h"

namespace treewright::cli {
namespace {

/// One line a part; true where it is as it should be.
bool report(bool good, const std::string& line) {
  std::cout << (good ? "ok       " : "problem  ") << line << '\n';
  return good;
}

bool check_grammar(const syntax::Language& language) {
  const auto abi = ts_language_abi_version(language.grammar);
  const bool good = abi >= TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION && abi <= TREE_SITTER_LANGUAGE_VERSION;
  return report(good, fmt::format("grammar {}: ABI {}; tree-sitter reads {} to {}{}", language.id, abi,
                                  TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION, TREE_SITTER_LANGUAGE_VERSION,
                                  good ? "" : "; run make setup"));
}

bool check_model(const std::filesystem::path& folder) {
  const auto generator = engine::Generator::load(folder);
  if (!generator)
    return report(
        false, fmt::format("model {}; name a good folder with --model, or make one with treewright-lab train",
                           generator.error().message));
  return report(true,
                fmt::format("model {}: verified; it writes {}", folder.string(), generator->language().id));
}

void run(const ModelFlags& flags) {
  bool good = report(true, "treewright " TREEWRIGHT_VERSION);
  good &= report(true, engine::backend_version());
  for (const syntax::Language& language : syntax::languages()) good &= check_grammar(language);
  good &= check_model(flags.folder());
  if (!good) throw CLI::RuntimeError(1);
}

}  // namespace

void add_doctor_command(CLI::App& app) {
  auto flags = std::make_shared<ModelFlags>();
  CLI::App* command = app.add_subcommand("doctor", "What is found and what is missing, with its remedy");
  add_model_option(*command, flags->model);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
