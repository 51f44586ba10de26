// A tree decoder's steps become the code that they were made of, and its step by step decoding gives what
// training gives.
#include "engine/decode/tree_writer.h"

#include <gtest/gtest.h>

#include <array>

#include "engine/model/loss.h"
#include "fixtures/tiny_model.h"
#include "fixtures/tiny_vocabulary.h"

namespace treewright::decode {
namespace {

constexpr engine::Surroundings bare{.bare = true};
const syntax::Language& python() { return *syntax::language_by_id("python"); }
constexpr std::array<const char*, 7> codes = {
    "x = f(a, 'b c')\nreturn [y for y in x if y is not None]",
    "with open(path, 'w') as f:\n    f.write(f'{x:>10} {y!r}{{}}')",
    "class A(B):\n    @property\n    def f(self, *args, a=1, **kwargs):\n        raise E('no') from e",
    "try:\n    pass\nexcept (A, B) as e:\n    del e\nfinally:\n    lock.release()",
    "a, b = b, -a[1:, ::2]",
    "x: Dict[str, int] = {'a': 0.5, **y}",
    "async def g():\n    await h(lambda z: z if z else not z)"};

/// Of the codes' own characters, so that each of them can be written.
const text::Vocabulary& vocabulary() {
  static const text::Vocabulary made = [] {
    std::vector<std::string> sentences(codes.begin(), codes.end());
    for (const char letter : std::string("abcdefghijklmnopqrstuvwxyz")) sentences.emplace_back(3, letter);
    auto subwords = text::Subwords::load(text::Subwords::train(sentences, 420).value());
    return text::Vocabulary(fixtures::tiny_tree_vocabulary().symbols(), *std::move(subwords));
  }();
  return made;
}

const TreeGrammar& tree_grammar() {
  static const TreeGrammar made(grammar::TransitionSystem::of(python()).value(), vocabulary());
  return made;
}

text::EncodedSource source_of(const std::string& description) {
  engine::Request request;
  request.description = description;
  return text::encode_source(vocabulary(), request, {64, 0});
}

text::Example example_of(const std::string& description, const std::string& code) {
  text::Example example{source_of(description), {}};
  const auto tree = text::read_code_tree(python(), code).value();
  const grammar::Oracle oracle(*tree_grammar().system);
  example.steps = tree_grammar().codec.encode(example.source, oracle.derive(tree).value());
  return example;
}

std::int64_t action_of(const text::TargetStep& step) {
  return step.copies.empty() ? step.number : vocabulary().size() + step.copies.front();
}

class TreeWriting : public testing::TestWithParam<const char*> {};

TEST_P(TreeWriting, OfADerivationGivesItsCode) {
  const text::Example example = example_of("call f of a with 'b c' at path, self", GetParam());
  ASSERT_FALSE(example.steps.empty());
  TreeWriter writer(vocabulary(), example.source, tree_grammar(), bare, nullptr);
  TreeDraft draft = writer.start();
  for (const text::TargetStep& step : example.steps) {
    ASSERT_NE(draft.stack, 0U);
    const model::StepPlace place = writer.place(draft);
    EXPECT_EQ(place.slot, step.place.slot);
    EXPECT_EQ(place.takes, step.place.takes);
    const std::string open = draft.text;
    ASSERT_TRUE(writer.apply(draft, action_of(step), 0)) << step.number << " after \"" << open << '"';
  }
  EXPECT_TRUE(writer.done(draft, 0));
  EXPECT_EQ(writer.finish(draft), text::tokenize(python(), GetParam()).value());
}

TEST_P(TreeWriting, BrokenOffAnywhereGivesCodeThatParses) {
  const text::Example example = example_of("", GetParam());
  for (std::size_t length = 0; length < example.steps.size(); ++length) {
    TreeWriter writer(vocabulary(), example.source, tree_grammar(), bare, nullptr);
    TreeDraft draft = writer.start();
    for (std::size_t i = 0; i < length; ++i) ASSERT_TRUE(writer.apply(draft, action_of(example.steps[i]), 0));
    const std::string code = text::join(text::render(python(), writer.finish(draft)));
    EXPECT_TRUE(text::tokenize(python(), code)) << code;
  }
}

INSTANTIATE_TEST_SUITE_P(Codes, TreeWriting, testing::ValuesIn(codes));

TEST(TreeWriter, RefusesWhatNoParserReads) {
  const text::EncodedSource source = source_of("if is no name");
  TreeWriter writer(vocabulary(), source, tree_grammar(), bare, nullptr);
  TreeDraft draft = writer.start();
  const text::Example statement = example_of("", "x");
  ASSERT_TRUE(writer.apply(draft, action_of(statement.steps[0]), 0));
  const auto at = std::ranges::find(source.surfaces, "if") - source.surfaces.begin();
  ASSERT_TRUE(writer.apply(draft, vocabulary().size() + at, 0)) << "it could still go on";
  EXPECT_FALSE(writer.apply(draft, tree_grammar().codec.number(grammar::TransitionSystem::close), 0));
}

struct PlacedCode {
  const char* code;
  engine::Surroundings where;  ///< that it may stand in
};
class WordsOfPlaces : public testing::TestWithParam<PlacedCode> {};

/// Whether the steps of `code` are all taken.
bool takes(const engine::Surroundings& surroundings, const char* code) {
  const text::Example example = example_of("", code);
  TreeWriter writer(vocabulary(), example.source, tree_grammar(), surroundings, nullptr);
  TreeDraft draft = writer.start();
  return std::ranges::all_of(
      example.steps, [&](const text::TargetStep& step) { return writer.apply(draft, action_of(step), 0); });
}

TEST_P(WordsOfPlaces, StandThereAndNotAtModuleLevel) {
  EXPECT_TRUE(takes(GetParam().where, GetParam().code));
  EXPECT_TRUE(takes(bare, GetParam().code));
  EXPECT_FALSE(takes({}, GetParam().code));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, WordsOfPlaces,
    testing::Values(PlacedCode{"return x", {.in_function = true}},
                    PlacedCode{"if x:\n    yield x", {.in_function = true}},
                    PlacedCode{"break", {.in_loop = true}},
                    PlacedCode{"for x in y:\n    pass\nelse:\n    continue", {.in_loop = true}},
                    PlacedCode{"await f()", {.in_function = true, .in_async = true}},
                    PlacedCode{"async with a:\n    pass", {.in_function = true, .in_async = true}},
                    PlacedCode{"x = [y async for y in z]", {.in_function = true, .in_async = true}},
                    PlacedCode{"def f():\n    nonlocal x", {.in_function = true}}));

TEST(TreeWriter, MakesPlacesOfItsOwn) {
  for (const char* code :
       {"def f():\n    return x", "async def f():\n    async for x in y:\n        break",
        "while x:\n    if y:\n        continue", "class A:\n    def f(self):\n        yield x"})
    EXPECT_TRUE(takes({}, code)) << code;
  EXPECT_FALSE(takes({.in_loop = true}, "def f():\n    break"));
  EXPECT_FALSE(takes({.in_function = true, .in_async = true}, "def f():\n    await x"));
  EXPECT_FALSE(takes({.in_function = true}, "class A:\n    return x"));
  EXPECT_FALSE(takes({.in_function = true, .in_class_body = true}, "return x"));
}

TEST(TreeWriter, WritesWhatTheCompilerTakes) {
  for (const char* code : {"f(a=1, a=2)", "del f(a)", "del a, f(b)", "assert a, b, c", "[a for a in b, c]",
                           "a += b = c", "def f(a, a):\n    pass", "def f(a=1, b):\n    pass", "f(a=1, b)",
                           "x = *a", "try:\n    pass\nexcept:\n    pass\nexcept A:\n    pass"})
    EXPECT_FALSE(takes(bare, code)) << code;
  for (const char* code : {"f(a=g(a=1), b=2)", "del a[1]", "del a, b.c", "assert a, b", "x = *a, b",
                           "f(*a, b=1, **c)", "def f(a, b=1, *c, d):\n    pass"})
    EXPECT_TRUE(takes(bare, code)) << code;
}

/// Log-probabilities of the right actions, by teacher forcing.
double forced(model::Network& network, const text::Example& example) {
  const auto& codec = tree_grammar().codec;
  const auto legal = torch::tensor(codec.legal_numbers(), torch::kUInt8)
                         .view({-1, static_cast<std::int64_t>(vocabulary().size())});
  const auto penalty = torch::zeros(legal.sizes()).masked_fill_(legal == 0, -1e9);
  return -model::compute_loss(network, {&example}, penalty).sum.item<double>();
}

/// The same as beam search takes them.
double stepped(model::Network& network, const text::Example& example) {
  const model::Memory memory = network.encode(model::make_source_batch({&example.source}));
  const auto decoder = network.decoder(memory);
  TreeWriter writer(vocabulary(), example.source, tree_grammar(), bare, nullptr);
  TreeDraft draft = writer.start();
  std::int64_t last = text::begin;
  double sum = 0;
  for (const text::TargetStep& step : example.steps) {
    const auto row = decoder->step({0}, {last}, {writer.place(draft)});
    double right = step.number < 0 ? 0 : std::exp(row[static_cast<std::size_t>(step.number)]);
    for (const int m : step.copies) right += std::exp(row[static_cast<std::size_t>(vocabulary().size() + m)]);
    sum += std::log(right);
    last = action_of(step);
    EXPECT_TRUE(writer.apply(draft, last, decoder->first_row()));
  }
  return sum;
}

TEST_P(TreeWriting, TakesTheStepsThatTrainingForces) {
  const torch::InferenceMode inference;
  const text::Example example = example_of("call f of a with 'b c' at path, self", GetParam());
  for (auto config : {fixtures::tiny_tree_config(), fixtures::tiny_transformer_config()}) {
    config.vocabulary = vocabulary().size();
    const auto network = fixtures::tiny_network(5, 3, config);
    EXPECT_NEAR(stepped(*network, example), forced(*network, example), 2e-3) << config.transformer;
  }
}

}  // namespace
}  // namespace treewright::decode
