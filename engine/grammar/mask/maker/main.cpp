// treewright_mask_maker LANGUAGE FILE: what the language's parser builds, for engine/decode/stored_masks.h.
// Runs while the program is built.

#include <iostream>

#include "engine/grammar/mask/action_mask.h"
#include "support/file.h"

int main(int argc, char** argv) {
  using namespace treewright;
  const syntax::Language* language = argc == 3 ? syntax::known_language(argv[1]) : nullptr;
  if (language == nullptr) {
    std::cerr << "usage: treewright_mask_maker LANGUAGE FILE\n";
    return 2;
  }
  const auto system = grammar::TransitionSystem::of(*language);
  const auto written = system ? write_file(argv[2], grammar::ActionMask(**system).bytes())
                              : Result<void>(tl::unexpected(system.error()));
  if (written) return 0;
  std::cerr << "treewright_mask_maker: " << written.error().message << "\n";
  return 1;
}
