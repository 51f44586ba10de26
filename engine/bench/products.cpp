#include "engine/bench/products.h"

#include "engine/model/model_folder.h"

namespace treewright::bench {

Products::Products(const model::Network& network, const model::Memory& memory, std::int64_t rows) {
  const auto weights = model::parameters_of(network);
  const auto add = [&](const torch::Tensor& right) {
    products_.push_back(
        {model::Panels(right), torch::randn({rows, right.size(0)}), torch::empty({rows, right.size(1)})});
  };
  const auto add_layer = [&](const std::string& name) {
    add(weights.at(name + ".weight_ih_l0").t());
    add(weights.at(name + ".weight_hh_l0").t());
  };
  add_layer("lower");
  add(memory.keys[0].t());
  add(memory.values[0]);
  add_layer("upper");
  add(weights.at("output.weight").t());
  add(weights.at("embedding.weight").t());
  add(weights.at("copy_query.weight").t());
  add(memory.copy_keys[0].t());
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
