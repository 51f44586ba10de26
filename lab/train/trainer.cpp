#include "lab/train/trainer.h"

#include <chrono>
#include <cmath>

#include "engine/model/model_folder.h"
#include "lab/train/batch_step.h"
#include "lab/train/checkpoint.h"
#include "lab/train/memory.h"
#include "lab/train/training_data.h"
#include "support/file.h"

namespace treewright::lab {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

Result<torch::Device> device_of(const TrainOptions& options) {
  if (!options.gpu) return torch::kCPU;
  if (options.resume) return failure("a run on a GPU starts anew; train without --resume");
  if (!torch::cuda::is_available()) {
    return failure(
        "LibTorch finds no GPU: build treewright with one for CUDA (corpus/README.md), or train on the CPU");
  }
  return torch::kCUDA;
}

/// A model that the configuration's `field` names. Fails where its actions have other numbers than the run's.
Result<model::LoadedModel> load_kin(const fs::path& folder, const char* field, const TrainingData& data) {
  auto model = model::load_model(folder);
  if (!model) return model;
  if (model->config.symbols != data.model.symbols || model->config.slots != data.model.slots ||
      model->files.tokenizer_sha256 != sha256(data.tokenizer)) {
    return failure("{}: \"{}\" must have the vocabulary of the run: the same rows and \"tokenizer_size\"",
                   folder.string(), field);
  }
  return model;
}

Result<std::vector<model::NetworkPtr>> load_teachers(const std::vector<fs::path>& folders,
                                                     const TrainingData& data, const torch::Device& device) {
  std::vector<model::NetworkPtr> teachers;
  for (const fs::path& folder : folders) {
    const auto model = load_kin(folder, "teachers", data);
    if (!model) return tl::unexpected(model.error());
    model->network->to(device);
    teachers.push_back(model->network);
  }
  return teachers;
}

/// On the device, as the optimizer must see it.
Result<model::NetworkPtr> begin_network(const fs::path& initial, const TrainingData& data,
                                        const torch::Device& device) {
  model::NetworkPtr network = model::make_network(data.model);
  if (!initial.empty()) {
    const auto model = load_kin(initial, "initial", data);
    if (!model) return tl::unexpected(model.error());
    const auto set = model::set_parameters(*network, model::parameters_of(*model->network));
    if (!set)
      return failure("{}: \"initial\" is a model of other sizes: {}", initial.string(), set.error().message);
  }
  network->to(device);
  return network;
}

class Run {
 public:
  Run(const TrainConfig& config, const TrainOptions& options, TrainingData data, model::NetworkPtr network,
      std::vector<model::NetworkPtr> teachers)
      : config_(config),
        options_(options),
        data_(std::move(data)),
        network_(std::move(network)),
        optimizer_(network_->parameters(), torch::optim::AdamOptions(config.learning_rate).eps(1e-8)),
        dev_batches_(make_batches(data_.dev, config.batch_steps, 0, 0)),
        objective_{data_.legal, std::move(teachers), config.distillation} {}

  Result<TrainSummary> run() {
    if (options_.resume && fs::exists(checkpoint_path())) {
      auto progress = load_checkpoint(checkpoint_path(), *network_, optimizer_);
      if (!progress) return tl::unexpected(progress.error());
      progress_ = *progress;
      options_.report(fmt::format("resuming after batch {}", progress_.batch));
    }
    const auto per_epoch = static_cast<std::int64_t>(batches_of(0).size());
    total_ = per_epoch * config_.epochs;
    if (config_.max_batches > 0) total_ = std::min(total_, config_.max_batches);
    for (std::int64_t epoch = progress_.batch / per_epoch; progress_.batch < total_; ++epoch) {
      const auto batches = batches_of(static_cast<int>(epoch));
      // Noise in the lengths moves a batch or two between epochs; the count of the first one rules.
      for (auto i = progress_.batch - epoch * per_epoch; i < per_epoch && progress_.batch < total_; ++i) {
        if (i < static_cast<std::int64_t>(batches.size())) {
          if (auto done = one_batch(batches[static_cast<std::size_t>(i)]); !done)
            return tl::unexpected(done.error());
        }
        ++progress_.batch;
        // Before the stop, so that a resumed run has evaluated where an uninterrupted one does.
        if (progress_.batch % config_.evaluate_every == 0 || progress_.batch == total_) {
          if (auto done = evaluate(); !done) return tl::unexpected(done.error());
          if (progress_.evaluations_since_best >= config_.patience) return summary(false);
        }
        if (options_.stop.stop_requested()) return interrupted();
      }
    }
    return summary(false);
  }

 private:
  [[nodiscard]] fs::path checkpoint_path() const { return config_.checkpoints / "checkpoint.pt"; }
  [[nodiscard]] std::vector<Batch> batches_of(int epoch) const {
    return make_batches(data_.train, config_.batch_steps, config_.seed, epoch);
  }
  [[nodiscard]] TrainSummary summary(bool interrupted) const {
    return {progress_.best_loss, progress_.batch, interrupted};
  }

  void set_learning_rate() {
    const double warm = std::min(1.0, static_cast<double>(progress_.batch + 1) / std::max(1, config_.warmup));
    const double left = 1.0 - static_cast<double>(progress_.batch) / static_cast<double>(total_);
    const double rate = config_.learning_rate * warm * std::max(0.02, left);
    for (auto& group : optimizer_.param_groups()) group.options().set_lr(rate);
  }

  Result<void> one_batch(const Batch& batch) {
    network_->train();
    set_learning_rate();
    const auto loss = take_batch_step(*network_, optimizer_, batch, config_.clip, objective_);
    if (!loss) return not_finite(loss.error().message);
    report(*loss);
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> not_finite(std::string_view what) const {
    const auto path = checkpoint_path();
    return failure(
        "{} is not finite at batch {}; {}; lower \"learning_rate\"", what, progress_.batch,
        fs::exists(path) ? "the last good checkpoint is " + path.string() : "there is no checkpoint yet");
  }

  /// Never replaces a good checkpoint by one that no training can go on from.
  Result<void> save() {
    for (const torch::Tensor& parameter : network_->parameters()) {
      if (!torch::isfinite(parameter).all().item<bool>()) return not_finite("a weight");
    }
    return save_checkpoint(checkpoint_path(), *network_, optimizer_, progress_);
  }

  void report(const model::Loss& loss) {
    sum_ += loss.sum.item<double>();
    steps_ += loss.steps;
    right_ += loss.right;
    constexpr int every = 100;
    if ((progress_.batch + 1) % every != 0) return;
    const std::chrono::duration<double> seconds = Clock::now() - since_;
    options_.report(fmt::format("batch {}/{}  loss {:.4f}  right {:.2f} %  {:.0f} steps/s",
                                progress_.batch + 1, total_, sum_ / static_cast<double>(steps_),
                                100.0 * static_cast<double>(right_) / static_cast<double>(steps_),
                                static_cast<double>(steps_) / seconds.count()));
    sum_ = 0;
    steps_ = right_ = 0;
    since_ = Clock::now();
  }

  struct DevScore {
    double loss = 0;  ///< nats a step
    std::int64_t steps = 0, right = 0, rows_right = 0;
  };

  DevScore score_dev() {
    const torch::NoGradGuard no_gradients;
    network_->eval();
    DevScore score;
    for (const Batch& batch : dev_batches_) {
      const model::Loss loss = model::compute_loss(*network_, batch, objective_.legal);
      score.loss += loss.sum.item<double>();
      score.steps += loss.steps;
      score.right += loss.right;
      score.rows_right += loss.rows_right;
    }
    score.loss /= static_cast<double>(std::max<std::int64_t>(1, score.steps));
    return score;
  }

  Result<void> evaluate() {
    const auto began = Clock::now();
    const DevScore score = score_dev();
    if (!std::isfinite(score.loss)) return not_finite("the dev loss");
    const bool better =
        config_.select_rows ? score.rows_right > progress_.best_rows : score.loss < progress_.best_loss;
    progress_.best_loss = std::min(progress_.best_loss, score.loss);
    progress_.best_rows = std::max(progress_.best_rows, score.rows_right);
    progress_.evaluations_since_best = better ? 0 : progress_.evaluations_since_best + 1;
    options_.report(fmt::format(
        "dev after batch {}: loss {:.4f}, {:.2f} % of {} steps and {} of {} rows right{}", progress_.batch,
        score.loss, 100.0 * static_cast<double>(score.right) / static_cast<double>(score.steps), score.steps,
        score.rows_right, data_.dev.size(), better ? ", the best so far" : ""));
    if (better) {
      if (auto saved =
              model::save_model(config_.output, data_.model, *network_, data_.tokenizer, data_.examples);
          !saved)
        return saved;
    }
    auto saved = save();
    since_ += Clock::now() - began;  // none of the training's time
    return saved;
  }

  Result<TrainSummary> interrupted() {
    if (auto saved = save(); !saved) return tl::unexpected(saved.error());
    return summary(true);
  }

  const TrainConfig& config_;
  const TrainOptions& options_;
  TrainingData data_;
  model::NetworkPtr network_;
  torch::optim::Adam optimizer_;
  std::vector<Batch> dev_batches_;
  Objective objective_;
  Progress progress_;
  std::int64_t total_ = 0;
  double sum_ = 0;
  std::int64_t steps_ = 0, right_ = 0;
  Clock::time_point since_ = Clock::now();
};

}  // namespace

Result<TrainSummary> train(const TrainConfig& config, const TrainOptions& options) {
  const auto device = device_of(options);
  if (!device) return tl::unexpected(device.error());
  keep_freed_memory();
  torch::manual_seed(config.seed);
  torch::set_num_threads(options.threads);
  if (options.bfloat16) at::globalContext().setFloat32MatmulPrecision("medium");
  std::error_code error;
  fs::create_directories(config.checkpoints, error);
  // A checkpoint of an earlier run has another tokenizer's numbers.
  if (!options.resume) fs::remove(config.checkpoints / "checkpoint.pt", error);
  auto data = read_training_data(config, options);
  if (!data) return tl::unexpected(data.error());
  auto teachers = load_teachers(config.teachers, *data, *device);
  if (!teachers) return tl::unexpected(teachers.error());
  auto network = begin_network(config.initial, *data, *device);
  if (!network) return tl::unexpected(network.error());
  if (data->legal.defined()) data->legal = data->legal.to(*device);
  return Run(config, options, *std::move(data), *std::move(network), *std::move(teachers)).run();
}

}  // namespace treewright::lab
