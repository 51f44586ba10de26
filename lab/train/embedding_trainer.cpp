#include "lab/train/embedding_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "engine/embed/embedder.h"
#include "lab/train/embedding_loss.h"
#include "support/rank_score.h"

namespace treewright::lab {
namespace {

/// The place of each row's own code among all; equal code counts as its own.
RankScore score_dev(const embed::Embedder& embedder, const std::vector<Row>& rows) {
  const auto shape = std::vector<std::int64_t>{-1, static_cast<std::int64_t>(embedder.dimension())};
  std::vector<float> queries, passages;
  Stemmer stemmer;
  for (const Row& row : rows) {
    const auto query = embedder.embed(row.request.description);
    const Stems code = stemmer.stems(row.code);
    const auto passage = embedder.embed(embed::Passage{.code = code});
    queries.insert(queries.end(), query.begin(), query.end());
    passages.insert(passages.end(), passage.begin(), passage.end());
  }
  const auto products = torch::tensor(queries).view(shape).mm(torch::tensor(passages).view(shape).t());
  const auto numbers = products.accessor<float, 2>();
  RankScore score;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = numbers[static_cast<std::int64_t>(i)];
    float own = 0;
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (rows[j].code == rows[i].code) own = std::max(own, row[static_cast<std::int64_t>(j)]);
    }
    std::size_t above = own > 0 ? 0 : RankScore::most;
    for (std::size_t j = 0; j < rows.size(); ++j) above += row[static_cast<std::int64_t>(j)] > own ? 1 : 0;
    score.count(above);
  }
  return score;
}

class EmbeddingRun {
 public:
  EmbeddingRun(const EmbeddingConfig& config, const TrainOptions& options, EmbeddingData data)
      : config_(config),
        options_(options),
        data_(std::move(data)),
        random_(config.seed),
        rows_(first_rows()),
        optimizer_({rows_}, torch::optim::AdamOptions(config.learning_rate)),
        order_(data_.rows.size()) {
    std::iota(order_.begin(), order_.end(), 0U);
  }

  Result<EmbeddingSummary> run() {
    EmbeddingSummary summary;
    for (int epoch = 0; epoch < config_.epochs; ++epoch) {
      const auto loss = one_epoch(epoch);
      if (!loss) return tl::unexpected(loss.error());
      if (options_.stop.stop_requested()) {
        summary.interrupted = true;
        return summary;
      }
      if (epoch == 0) summary.first_loss = *loss;
      summary.last_loss = *loss;
      summary.epochs = epoch + 1;
      if (auto done = evaluate(summary); !done) return tl::unexpected(done.error());
    }
    return summary;
  }

 private:
  struct Batch {
    std::vector<Bag> queries, passages;
    torch::Tensor same;
  };

  /// Random directions; a rare word's row is longer, as it says more.
  [[nodiscard]] torch::Tensor first_rows() const {
    const auto rows = torch::nn::functional::normalize(
        torch::randn({static_cast<std::int64_t>(data_.terms.size()), config_.dimension}));
    return (rows * torch::tensor(data_.rarity).unsqueeze(1)).set_requires_grad(true);
  }

  Bag thinned(const Bag& bag) {
    Bag kept;
    std::bernoulli_distribution stays(1 - config_.dropout);
    for (const std::int64_t term : bag) {
      if (stays(random_)) kept.push_back(term);
    }
    return kept.empty() ? bag : kept;
  }

  /// The row's code, or now and then the description of another row with the same.
  const Bag& passage_of(const EmbeddingRow& row) {
    const auto& alike = data_.paraphrases[row.same_code];
    const bool paraphrase = std::bernoulli_distribution(config_.paraphrases)(random_);
    if (!paraphrase || alike.size() < 2) return row.code;
    const auto other = std::uniform_int_distribution<std::size_t>(0, alike.size() - 1)(random_);
    const EmbeddingRow& drawn = data_.rows[alike[other]];
    return drawn.same_description == row.same_description ? row.code : drawn.description;
  }

  Batch make_batch(std::size_t first) {
    const std::size_t count = std::min(config_.batch, order_.size() - first);
    const auto size = static_cast<std::int64_t>(count);
    Batch batch{{}, {}, torch::zeros({size, size}, torch::kBool)};
    auto same = batch.same.accessor<bool, 2>();
    for (std::size_t i = 0; i < count; ++i) {
      const EmbeddingRow& row = data_.rows[order_[first + i]];
      batch.queries.push_back(thinned(row.description));
      batch.passages.push_back(thinned(passage_of(row)));
      for (std::size_t j = 0; j < count; ++j) {
        const EmbeddingRow& other = data_.rows[order_[first + j]];
        same[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(j)] =
            row.same_code == other.same_code || row.same_description == other.same_description;
      }
    }
    return batch;
  }

  Result<double> one_epoch(int epoch) {
    std::ranges::shuffle(order_, random_);
    double sum = 0;
    std::size_t batches = 0;
    for (std::size_t first = 0; first + 1 < order_.size(); first += config_.batch, ++batches) {
      if (options_.stop.stop_requested()) break;
      const double done = epoch + static_cast<double>(first) / static_cast<double>(order_.size());
      for (auto& group : optimizer_.param_groups())
        group.options().set_lr(config_.learning_rate * (1 - done / config_.epochs));
      const Batch batch = make_batch(first);
      const auto loss = contrastive_loss(embed_bags(rows_, batch.queries), embed_bags(rows_, batch.passages),
                                         batch.same, config_.temperature);
      optimizer_.zero_grad();
      loss.backward();
      optimizer_.step();
      sum += loss.item<double>();
      if (!std::isfinite(sum))
        return failure("the loss is not finite in epoch {}; lower \"learning_rate\"", epoch + 1);
    }
    return sum / static_cast<double>(std::max<std::size_t>(1, batches));
  }

  [[nodiscard]] embed::EmbeddingModel model() const {
    const auto rows = rows_.detach().contiguous();
    const auto* numbers = rows.const_data_ptr<float>();
    return {config_.dimension, config_.weights, data_.terms,
            std::vector<float>(numbers, numbers + rows.numel())};
  }

  Result<void> evaluate(EmbeddingSummary& summary) {
    const embed::Embedder embedder(model());
    std::string line = fmt::format("epoch {}: loss {:.4f}", summary.epochs, summary.last_loss);
    double mean = 0;
    for (const EmbeddingDev& dev : data_.dev) {
      const RankScore score = score_dev(embedder, dev.rows);
      mean += score.mean_reciprocal() / static_cast<double>(data_.dev.size());
      line += fmt::format("; {} MRR@10 {:.4f}, {} of {} found", dev.name, score.mean_reciprocal(),
                          score.found.hits, score.found.of);
    }
    const bool better = summary.epochs == 1 || mean > summary.best;
    options_.report(line + (better ? ", the best so far" : ""));
    if (!better) return {};
    summary.best = mean;
    return embed::save_embedding_model(config_.paths.output, model());
  }

  const EmbeddingConfig& config_;
  const TrainOptions& options_;
  EmbeddingData data_;
  std::mt19937_64 random_;
  torch::Tensor rows_;
  torch::optim::Adam optimizer_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

Result<EmbeddingSummary> train_embedding(const EmbeddingConfig& config, const TrainOptions& options) {
  torch::manual_seed(config.seed);
  torch::set_num_threads(options.threads);
  auto data = read_embedding_data(config, options.report);
  if (!data) return tl::unexpected(data.error());
  return EmbeddingRun(config, options, *std::move(data)).run();
}

}  // namespace treewright::lab
