#include "lab/bench/engine/products.h"

#include "engine/model/model_folder.h"

namespace treewright::bench {

Products::Products(const model::Network& network, const model::Memory& memory, std::int64_t rows) {
  if (network.config().transformer) {
    add_transformer(network, memory, rows);
  } else {
    add_lstm(network, memory, rows);
  }
}

void Products::add(const torch::Tensor& right, std::int64_t rows) {
  products_.push_back(
      {model::Panels(right), torch::randn({rows, right.size(0)}), torch::empty({rows, right.size(1)})});
}

void Products::add_lstm(const model::Network& network, const model::Memory& memory, std::int64_t rows) {
  const auto weights = model::parameters_of(network);
  const auto add_layer = [&](const std::string& name) {
    add(weights.at(name + ".weight_ih_l0").t(), rows);
    add(weights.at(name + ".weight_hh_l0").t(), rows);
  };
  add_layer("lower");
  add(memory.keys[0].t(), rows);
  add(memory.values[0], rows);
  add_layer("upper");
  for (const char* name : {"output.weight", "embedding.weight", "copy_query.weight"})
    add(weights.at(name).t(), rows);
  add(memory.copy_keys[0].t(), rows);
}

/// Without the self-attention's, which grow with the hypotheses.
void Products::add_transformer(const model::Network& network, const model::Memory& memory,
                               std::int64_t rows) {
  const auto weights = model::parameters_of(network);
  const std::int64_t units = network.config().embedding;
  add(weights.at("input.weight").t(), rows);
  for (std::int64_t l = 0; l < network.config().decoder_layers; ++l) {
    const auto layer = fmt::format("decoder_{}_", l);
    for (const char* name :
         {"attention.in", "attention.out", "cross.in", "cross.out", "forward.up", "forward.down"})
      add(weights.at(layer + name + ".weight").t(), rows);
    add(memory.layers[0].narrow(1, 2 * l * units, units).t(), rows);
    add(memory.layers[0].narrow(1, (2 * l + 1) * units, units), rows);
  }
  for (const char* name : {"output.weight", "embedding.weight", "copy_query.weight"})
    add(weights.at(name).t(), rows);
  add(memory.copy_keys[0].t(), rows);
}

void Products::run() {
  for (Product& product : products_) {
    product.right.multiply(product.left.data_ptr<float>(), product.left.size(1), product.left.size(0),
                           product.result.data_ptr<float>(), product.result.size(1));
  }
}

double Products::flops() const {
  double flops = 0;
  for (const Product& product : products_)
    flops += 2.0 * static_cast<double>(product.left.numel() * product.right.outputs());
  return flops;
}

double Products::bytes() const {
  double bytes = 0;
  for (const Product& product : products_)
    bytes += static_cast<double>(product.right.inputs() * product.right.outputs()) * sizeof(float);
  return bytes;
}

}  // namespace treewright::bench
