#pragma once
// The matrix products of one decoding step and nothing else: the bound of a step.

#include <vector>

#include "engine/model/network.h"
#include "engine/model/panels.h"

namespace treewright::bench {

/// Hypotheses of a step, everywhere in the benchmarks.
inline constexpr std::int64_t beam = 5;

/// The products on the network's own weights and a request's own memory, in the order of a step, as the
/// decoder makes them (model::Panels: at five rows more than twice as fast as LibTorch's), with room for the
/// results set aside.
class Products {
 public:
  Products(const model::Network& network, const model::Memory& memory, std::int64_t rows);
  void run();
  [[nodiscard]] double flops() const;
  /// Of the weights and the memory, read once.
  [[nodiscard]] double bytes() const;

 private:
  struct Product {
    model::Panels right;
    torch::Tensor left, result;
  };
  void add(const torch::Tensor& right, std::int64_t rows);
  void add_lstm(const model::Network& network, const model::Memory& memory, std::int64_t rows);
  void add_transformer(const model::Network& network, const model::Memory& memory, std::int64_t rows);
  std::vector<Product> products_;
};

}  // namespace treewright::bench
