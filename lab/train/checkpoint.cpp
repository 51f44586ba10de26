#include "lab/train/checkpoint.h"

#include <ATen/CPUGeneratorImpl.h>

#include <sstream>

#include "support/file.h"

namespace treewright::lab {
namespace {

torch::Tensor as_tensor(double value) { return torch::tensor(value, torch::kDouble); }

double read_value(torch::serialize::InputArchive& archive, const char* name) {
  torch::Tensor tensor;
  archive.read(name, tensor);
  return tensor.item<double>();
}

/// Reads into the network; InputArchive takes tensors of any shape, so that is checked here.
bool load_weights(torch::serialize::InputArchive& archive, model::Network& network) {
  std::vector<std::vector<std::int64_t>> shapes;
  for (const torch::Tensor& parameter : network.parameters()) shapes.push_back(parameter.sizes().vec());
  network.load(archive);
  const auto parameters = network.parameters();
  return std::equal(
      shapes.begin(), shapes.end(), parameters.begin(), parameters.end(),
      [](const auto& shape, const torch::Tensor& parameter) { return parameter.sizes() == shape; });
}

tl::unexpected<Error> refuse(const std::filesystem::path& path) {
  return failure("{}: not a checkpoint of this model; remove it or train without --resume", path.string());
}

}  // namespace

Result<void> save_checkpoint(const std::filesystem::path& path, const model::Network& network,
                             const torch::optim::Optimizer& optimizer, const Progress& progress) {
  torch::serialize::OutputArchive archive, weights, moments;
  network.save(weights);
  optimizer.save(moments);
  archive.write("weights", weights);
  archive.write("optimizer", moments);
  archive.write("random", at::globalContext().defaultGenerator(torch::kCPU).get_state());
  archive.write("batch", as_tensor(static_cast<double>(progress.batch)));
  archive.write("best_loss", as_tensor(progress.best_loss));
  archive.write("best_rows", as_tensor(static_cast<double>(progress.best_rows)));
  archive.write("evaluations_since_best", as_tensor(progress.evaluations_since_best));
  std::ostringstream bytes;
  archive.save_to(bytes);
  return write_file(path, bytes.str());
}

Result<Progress> load_checkpoint(const std::filesystem::path& path, model::Network& network,
                                 torch::optim::Optimizer& optimizer) {
  const auto bytes = read_file(path, std::size_t{4} << 30);
  if (!bytes) return tl::unexpected(bytes.error());
  try {
    torch::serialize::InputArchive archive, weights, moments;
    std::istringstream stream(*bytes);
    archive.load_from(stream);
    archive.read("weights", weights);
    archive.read("optimizer", moments);
    if (!load_weights(weights, network)) return refuse(path);
    optimizer.load(moments);
    torch::Tensor random;
    archive.read("random", random);
    auto generator = at::globalContext().defaultGenerator(torch::kCPU);
    generator.set_state(random);
    Progress progress;
    progress.batch = static_cast<std::int64_t>(read_value(archive, "batch"));
    progress.best_loss = read_value(archive, "best_loss");
    progress.best_rows = static_cast<std::int64_t>(read_value(archive, "best_rows"));
    progress.evaluations_since_best = static_cast<int>(read_value(archive, "evaluations_since_best"));
    return progress;
  } catch (const std::exception&) {
    return refuse(path);
  }
}

}  // namespace treewright::lab
