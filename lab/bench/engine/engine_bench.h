#pragma once
// The measurements that need tensors. One thread unless said otherwise; nothing else may use the engine
// meanwhile.

#include <filesystem>
#include <vector>

#include "engine/request.h"
#include "lab/bench/engine/measurement.h"
#include "support/result.h"

namespace treewright::bench {

/// sgemm, memory bandwidth, and the matrix products of a decoding step for a usual `request`.
[[nodiscard]] Result<Rates> measure_rates(const std::filesystem::path& model, const engine::Request& request,
                                          const Effort& effort);

/// A figure that should reach 70 % of its bound: of the rate of sgemm or of reading memory.
[[nodiscard]] Measurement against_bound(std::string name, double value, std::string unit, double bound);

/// The decoder's kernels on the instruction set that they are held to, `target` (support/simd.h). `sgemm` is
/// the rate of LibTorch's products with vectors of the same width.
[[nodiscard]] Result<Measurements> measure_kernels(const std::filesystem::path& model,
                                                   const engine::Request& request, const std::string& target,
                                                   double sgemm, const Effort& effort);

/// A decoding step against its matrix products alone, and the encoder, over `requests`. Nothing for a model
/// that writes trees. Fails where it cannot be loaded.
[[nodiscard]] Result<Measurements> measure_decoding(const std::filesystem::path& model,
                                                    const std::vector<engine::Request>& requests,
                                                    const Rates& rates, const Effort& effort);

/// A tree model's whole answers to sentences like its examples', guided by them as its configuration says,
/// and without. Nothing for a model that writes no trees or has no examples.
[[nodiscard]] Result<Measurements> measure_trees(const std::filesystem::path& model, const Rates& rates,
                                                 const Effort& effort);

/// Batches of a training step on synthetic examples, for a network of the model's sizes.
[[nodiscard]] Result<Measurements> measure_training(const std::filesystem::path& model, const Rates& rates,
                                                    const Effort& effort);

}  // namespace treewright::bench
