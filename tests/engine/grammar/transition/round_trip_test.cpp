// Text becomes a tree, steps, a tree and text again, which has the same tree.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/grammar/transition/derivation.h"
#include "tests/fixtures/code_files.h"
#include "tests/fixtures/code_rows.h"

namespace treewright::grammar {
namespace {

struct Trip {
  explicit Trip(const syntax::Language& of)
      : language(of), system(TransitionSystem::of(of).value()), oracle(*system) {}

  /// What is not the same after it, or nothing.
  [[nodiscard]] std::string loss(const text::CodeTree& tree) const {
    const auto steps = oracle.derive(tree);
    if (!steps) return steps.error().message;
    const text::CodeTree built = build_tree(*system, *steps);
    if (built != tree) return "another tree out of the steps";
    const auto code = text::write_code(language, built);
    if (!code) return code.error().message;
    const auto again = text::read_code_tree(language, *code);
    if (!again) return fmt::format("{}\n{}", again.error().message, *code);
    return *again == tree ? "" : "another tree out of the text:\n" + *code;
  }

  const syntax::Language& language;
  std::shared_ptr<const TransitionSystem> system;
  Oracle oracle;
};

const Trip& trip(const syntax::Language& language) {
  static std::map<std::string_view, Trip> trips;
  return trips.try_emplace(language.id, language).first->second;
}

TEST(RoundTrip, LosesNothingOfTheCorpus) {
  const std::vector<CodeFile> files = corpus_files();
  EXPECT_GE(files.size(), syntax::known_languages().size());
  for (const CodeFile& file : files) {
    const auto tree = text::read_code_tree(*file.language, file.text());
    ASSERT_TRUE(tree) << file.path << ": " << tree.error().message;
    EXPECT_EQ(trip(*file.language).loss(*tree), "") << file.path;
  }
}

TEST(RoundTrip, LosesNothingOfRows) {
  const Trip& python = trip(*syntax::language_by_id("python"));
  std::size_t rows = 0, parsed = 0;
  for (const std::string& code : code_rows()) {
    ++rows;
    const auto tree = text::read_code_tree(python.language, code);
    if (!tree) {
      fmt::print("does not parse: {}\n", code);
      continue;
    }
    ++parsed;
    EXPECT_EQ(python.loss(*tree), "") << code;
  }
  fmt::print("{} of {} rows parse\n", parsed, rows);
  EXPECT_GE(parsed * 1000, rows * 999);
}

TEST(RoundTrip, LosesNothingOfFilesThatParse) {
  struct Count {
    std::size_t files = 0, parsed = 0, whole = 0;
  };
  std::map<std::string_view, Count> counts;
  for (const CodeFile& file : files_of_environment()) {
    Count& count = counts[file.language->id];
    ++count.files;
    const auto tree = text::read_code_tree(*file.language, file.text());
    if (!tree) continue;
    ++count.parsed;
    const std::string loss = trip(*file.language).loss(*tree);
    count.whole += loss.empty() ? 1 : 0;
    if (!loss.empty()) fmt::print("{}: {}\n", file.path.string(), loss.substr(0, loss.find('\n')));
  }
  for (const auto& [language, count] : counts) {
    fmt::print("{}: {} files, {} parse, {} come back\n", language, count.files, count.parsed, count.whole);
    EXPECT_GE(count.whole * 1000, count.parsed * (language == "python" ? 999 : 990)) << language;
  }
}

}  // namespace
}  // namespace treewright::grammar
