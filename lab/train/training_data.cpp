#include "lab/train/training_data.h"

#include <set>

#include "engine/model/loss.h"
#include "engine/recode/example_index.h"
#include "lab/data/renaming.h"
#include "support/file.h"

namespace treewright::lab {
namespace {

using Rows = std::vector<Tokenized>;

/// A seed of their own gives every run of a configuration the same variants.
void add_variants(int count, std::vector<Row>& rows) {
  const Renamer renamer(rows);
  std::mt19937_64 random(1);
  const std::size_t originals = rows.size();
  for (int i = 0; i < count; ++i) {
    for (std::size_t row = 0; row < originals; ++row) rows.push_back(renamer.rename(rows[row], random));
  }
}

Result<Rows> read_all(const std::vector<Source>& sources, const syntax::Language& language,
                      const RowLimits& limits, const TrainOptions& options) {
  Rows all;
  for (const Source& source : sources) {
    auto rows = read_rows(source);
    if (!rows) return tl::unexpected(rows.error());
    if (source.renamed > 0) add_variants(source.renamed, *rows);
    std::size_t dropped = 0;
    const auto tokenized = tokenize_rows(language, *std::move(rows), limits, dropped);
    options.report(fmt::format("data {}: {} rows × {}, {} left out", source.path.string(), tokenized.size(),
                               source.repeat, dropped));
    for (int i = 0; i < source.repeat; ++i) all.insert(all.end(), tokenized.begin(), tokenized.end());
  }
  return all;
}

Result<std::string> tokenizer_for(const TrainConfig& config, bool resume, const Rows& rows) {
  const auto path = config.checkpoints / "tokenizer.model";
  if (resume && std::filesystem::exists(path)) return read_file(path);
  auto bytes = config.initial.empty()
                   ? text::Subwords::train(tokenizer_sentences(rows), config.tokenizer_size)
                   : read_file(config.initial / "tokenizer.model");
  if (!bytes) return bytes;
  if (auto written = write_file(path, *bytes); !written) return tl::unexpected(written.error());
  return bytes;
}

void encode_tokens(const syntax::Language& language, text::Subwords subwords, const Rows& train,
                   const Rows& dev, TrainingData& data) {
  if (data.model.symbols.empty()) data.model.symbols = text::grammar_symbols(language);
  const text::Vocabulary vocabulary(data.model.symbols, std::move(subwords));
  data.model.vocabulary = vocabulary.size();
  const auto encode = [&](const Rows& rows) {
    return data.model.reconstructs ? encode_reconstructions(language, vocabulary, data.model.limits, rows)
                                   : encode_examples(vocabulary, data.model.limits, rows);
  };
  data.train = encode(train);
  data.dev = encode(dev);
}

Result<void> encode_derivations(const syntax::Language& language, text::Subwords subwords, const Rows& train,
                                const Rows& dev, TrainingData& data) {
  const auto system = grammar::TransitionSystem::of(language);
  if (!system) return tl::unexpected(system.error());
  data.model.symbols = grammar::action_names(**system);
  data.model.grammar = syntax::grammar_version(language);
  data.model.slots = static_cast<int>((*system)->slots().size());
  const text::Vocabulary vocabulary(data.model.symbols, std::move(subwords));
  data.model.vocabulary = vocabulary.size();
  const grammar::TreeCodec codec(**system, vocabulary);
  data.train = encode_trees(codec, vocabulary, data.model.limits, train);
  data.dev = encode_trees(codec, vocabulary, data.model.limits, dev);
  data.legal = model::legal_penalty(codec.legal_numbers(), data.model.slots);
  return {};
}

std::string examples_of(const Rows& rows) {
  std::vector<recode::Example> examples;
  std::set<std::pair<std::string_view, std::string_view>> seen;  // rows may be repeated
  for (const Tokenized& row : rows) {
    if (!row.row.is_variant && seen.emplace(row.row.request.description, row.row.code).second)
      examples.push_back({row.row.request.description, row.row.code});
  }
  return recode::to_json_lines(examples);
}

std::int64_t count_steps(const std::vector<Example>& examples) {
  std::int64_t steps = 0;
  for (const Example& example : examples) steps += static_cast<std::int64_t>(example.steps.size());
  return steps;
}

}  // namespace

Result<TrainingData> read_training_data(const TrainConfig& config, const TrainOptions& options) {
  TrainingData data{.model = config.model};
  const syntax::Language* language = syntax::language_by_id(data.model.language);
  if (language == nullptr) return failure("\"model\": the language \"{}\" is unknown", data.model.language);
  const RowLimits limits{.max_tokens = config.max_tokens, .fragments = config.model.fragments};
  const auto train = read_all(config.train, *language, limits, options);
  if (!train) return tl::unexpected(train.error());
  const auto dev = read_all(config.dev, *language, limits, options);
  if (!dev) return tl::unexpected(dev.error());
  auto tokenizer = tokenizer_for(config, options.resume, *train);
  if (!tokenizer) return tl::unexpected(tokenizer.error());
  auto subwords = text::Subwords::load(*tokenizer);
  if (!subwords) return tl::unexpected(subwords.error());
  data.tokenizer = *std::move(tokenizer);
  if (config.examples) data.examples = examples_of(*train);
  if (!data.model.writes_trees) {
    encode_tokens(*language, *std::move(subwords), *train, *dev, data);
  } else if (auto encoded = encode_derivations(*language, *std::move(subwords), *train, *dev, data);
             !encoded) {
    return tl::unexpected(encoded.error());
  }
  options.report(fmt::format("{} training rows with {} steps, {} dev rows with {} steps, vocabulary {}",
                             data.train.size(), count_steps(data.train), data.dev.size(),
                             count_steps(data.dev), data.model.vocabulary));
  if (data.train.empty() || data.dev.empty()) return failure("no usable rows in \"train\" or in \"dev\"");
  return data;
}

}  // namespace treewright::lab
