#include "engine/model/network.h"

#include "engine/model/attention_lstm.h"

namespace treewright::model {

NetworkPtr make_network(const ModelConfig& config) { return std::make_shared<AttentionLstmImpl>(config); }

std::int64_t parameter_count(const ModelConfig& config) { return lstm_parameter_count(config); }

}  // namespace treewright::model
