#include "engine/model/network.h"

#include "engine/model/attention_lstm.h"
#include "engine/model/tree_transformer.h"

namespace treewright::model {

NetworkPtr make_network(const ModelConfig& config) {
  if (config.transformer) return std::make_shared<TreeTransformerImpl>(config);
  return std::make_shared<AttentionLstmImpl>(config);
}

std::int64_t parameter_count(const ModelConfig& config) {
  return config.transformer ? transformer_parameter_count(config) : lstm_parameter_count(config);
}

}  // namespace treewright::model
