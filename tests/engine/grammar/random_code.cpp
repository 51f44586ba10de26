// Prints random code, as the decoders' constraints let it be written, for the language's own compiler to
// judge: JSON lines, with the rule for which the decoders refuse the code, as they do with whole statements.
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "engine/syntax/compile_check.h"
#include "tests/engine/grammar/lr/random_walk.h"
#include "tests/engine/grammar/mask/python_texts.h"
#include "tests/engine/grammar/mask/random_derivation.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }
constexpr syntax::CodePlace file{
    .functions = 0, .in_function = false, .in_async = false, .in_loop = false, .whole_file = true};

void print(const std::string& code) {
  const auto violations = syntax::find_violations(python(), code, file);
  const nlohmann::json row{{"code", code}, {"refused", violations.empty() ? "" : violations[0].rule}};
  std::printf("%s\n", row.dump().c_str());
}

void print_trees(std::size_t count, unsigned seed) {
  const auto system = TransitionSystem::of(python()).value();
  const ActionMask mask(*system);
  RandomDerivations random(*system, mask, python_texts(), seed, Block::around({}));
  for (std::size_t i = 0; i < count; ++i)
    print(text::write_code(python(), build_tree(*system, random.next(1 + i % 25))).value());
}

void print_tokens(std::size_t count, unsigned seed) {
  RandomWalks walks(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const auto session = walks.begin_file();
    Walk walk = walks.walk(*session, walks.length());
    if (walks.end(*session, walk)) print(text::join(text::render(python(), walk.tokens)));
  }
}

}  // namespace
}  // namespace treewright::grammar

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::size_t count = std::strtoul(argv[2], nullptr, 10);
  const auto seed = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10));
  if (std::string_view(argv[1]) == "trees") {
    treewright::grammar::print_trees(count, seed);
  } else {
    treewright::grammar::print_tokens(count, seed);
  }
  return 0;
}
