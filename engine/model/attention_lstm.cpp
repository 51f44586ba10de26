#include "engine/model/attention_lstm.h"

#include "engine/model/layers.h"

namespace treewright::model {
namespace {

torch::nn::LSTM lstm(int64_t inputs, int64_t units, int64_t layers = 1) {
  return torch::nn::LSTM(torch::nn::LSTMOptions(inputs, units).num_layers(layers).batch_first(true));
}

/// Row b, position i → lengths[b] − 1 − i inside the sequence, i itself in the padding. Its own inverse.
torch::Tensor reversal(const torch::Tensor& lengths, int64_t width) {
  const auto positions = torch::arange(width, lengths.options()).unsqueeze(0);
  const auto reversed = lengths.unsqueeze(1) - 1 - positions;
  return torch::where(reversed >= 0, reversed, positions);
}

torch::Tensor reorder(const torch::Tensor& rows, const torch::Tensor& order) {
  return rows.gather(1, order.unsqueeze(2).expand({-1, -1, rows.size(2)}));
}

std::pair<torch::Tensor, torch::Tensor> cell(const torch::Tensor& input, const torch::Tensor& h,
                                             const torch::Tensor& c, const torch::nn::LSTM& layer) {
  const auto weights = layer->all_weights();  // input, hidden, and their biases
  const auto [next_h, next_c] =
      torch::lstm_cell(input, {h, c}, weights[0], weights[1], weights[2], weights[3]);
  return {next_h, next_c};
}

/// LibTorch orders the gates input, forget, candidate, output; here the three sigmoids lie together.
torch::Tensor reorder_gates(const torch::Tensor& rows) {
  const auto gates = rows.chunk(4);
  return torch::cat({gates[0], gates[1], gates[3], gates[2]});
}

Panels pack_layer(const torch::nn::LSTM& layer) {
  const auto weights = layer->all_weights();  // input, hidden, and their biases
  return Panels(reorder_gates(torch::cat({weights[0], weights[1]}, 1)).t(),
                reorder_gates(weights[2] + weights[3]));
}

}  // namespace

DecoderState DecoderState::select(const torch::Tensor& rows) const {
  return {lower_h.index_select(0, rows), lower_c.index_select(0, rows), upper_h.index_select(0, rows),
          upper_c.index_select(0, rows)};
}

std::int64_t lstm_parameter_count(const ModelConfig& config) {
  const std::int64_t e = config.embedding, h = config.encoder_hidden, d = config.decoder_hidden,
                     v = config.vocabulary, layers = config.encoder_layers;
  const auto layer = [](std::int64_t inputs, std::int64_t units) { return 4 * units * (inputs + units + 2); };
  const std::int64_t embeddings = (v + static_cast<std::int64_t>(engine::name_kind_count)) * e;
  const std::int64_t encoder = 2 * (layer(e, h) + (layers - 1) * layer(h, h));
  const std::int64_t joins =
      (e + 1) * d + (static_cast<std::int64_t>(text::flag_count) + 1) * d + (d + 1) * d;
  const std::int64_t slot = ModelConfig::slot_embedding;
  const bool trees = config.writes_trees;
  const std::int64_t places = trees ? (config.slots + ModelConfig::most_positions) * slot : 0;
  const std::int64_t decoder = layer(trees ? 2 * e + slot : e, d) + layer(trees ? 3 * d : 2 * d, d);
  const std::int64_t attention = (trees ? 2 : 1) * d * d + (d + 1) * e;
  const std::int64_t output = 2 * (2 * d + 1) * e + v;
  return embeddings + encoder + joins + places + decoder + attention + output;
}

AttentionLstmImpl::AttentionLstmImpl(const ModelConfig& config) : Network(config) {
  const int64_t e = config.embedding, h = config.encoder_hidden, d = config.decoder_hidden,
                v = config.vocabulary;
  TORCH_CHECK(2 * h == d, "decoder_hidden must be twice encoder_hidden");
  embedding_ = register_module("embedding", torch::nn::Embedding(v, e));
  kinds_ = register_module("kinds", torch::nn::Embedding(static_cast<int64_t>(engine::name_kind_count), e));
  forward_ = register_module("forward", lstm(e, h, config.encoder_layers));
  backward_ = register_module("backward", lstm(e, h, config.encoder_layers));
  name_ = register_module("name", linear(e, d));
  flags_ = register_module("flags", linear(static_cast<int64_t>(text::flag_count), d));
  initial_ = register_module("initial", linear(d, d));
  const bool trees = config.writes_trees;
  lower_ = register_module("lower", lstm(trees ? 2 * e + ModelConfig::slot_embedding : e, d));
  upper_ = register_module("upper", lstm(trees ? 3 * d : 2 * d, d));
  keys_ = register_module("keys", linear(d, d, false));
  copy_keys_ = register_module("copy_keys", linear(d, e));
  output_ = register_module("output", linear(2 * d, e));
  copy_query_ = register_module("copy_query", linear(2 * d, e));
  output_bias_ = register_parameter("output_bias", torch::zeros({v}));
  dropout_ = register_module("dropout", torch::nn::Dropout(config.dropout));
  if (trees) {
    upper_keys_ = register_module("upper_keys", linear(d, d, false));
    slots_ = register_module("slots", torch::nn::Embedding(config.slots, ModelConfig::slot_embedding));
    positions_ = register_module(
        "positions", torch::nn::Embedding(ModelConfig::most_positions, ModelConfig::slot_embedding));
  }
  torch::nn::init::normal_(embedding_->weight, 0, 1 / std::sqrt(static_cast<double>(e)));
  torch::nn::init::normal_(kinds_->weight, 0, 1 / std::sqrt(static_cast<double>(e)));
}

torch::Tensor AttentionLstmImpl::encode_pieces(const SourceBatch& source) {
  // Embeddings are tied with the output and so have length about one; the LSTM wants units of about one.
  const auto inputs = dropout_(embedding_(source.pieces) * std::sqrt(static_cast<double>(config_.embedding)));
  const auto order = reversal(source.piece_lengths, source.pieces.size(1));
  const auto ahead = std::get<0>(forward_(inputs));
  const auto back = reorder(std::get<0>(backward_(reorder(inputs, order))), order);
  return torch::cat({ahead, back}, 2);
}

torch::Tensor AttentionLstmImpl::encode_names(const SourceBatch& source) {
  const auto scale = std::sqrt(static_cast<double>(config_.embedding));
  const auto means = mean_embeddings(embedding_->weight, source.name_pieces, source.name_offsets);
  const auto b = source.name_kinds.size(0), n = source.name_kinds.size(1);
  const auto inputs = (means.view({b, n, config_.embedding}) + kinds_(source.name_kinds)) * scale;
  return torch::tanh(name_(dropout_(inputs)));
}

Memory AttentionLstmImpl::encode(const SourceBatch& source) {
  Memory memory;
  memory.surface_kinds = source.surface_kinds;
  auto pieces = encode_pieces(source);
  const auto last = (source.piece_lengths - 1).view({-1, 1, 1}).expand({-1, 1, config_.encoder_hidden});
  const auto h = config_.encoder_hidden;
  const auto summary =
      torch::cat({pieces.slice(2, 0, h).gather(1, last).squeeze(1), pieces.slice(2, h).select(1, 0)}, 1);
  memory.initial = torch::tanh(initial_(dropout_(summary)) + flags_(source.flags));
  memory.values =
      dropout_(source.name_kinds.size(1) > 0 ? torch::cat({pieces, encode_names(source)}, 1) : pieces);
  memory.keys = keys_(memory.values);
  if (config_.writes_trees) memory.upper_keys = upper_keys_(memory.values);
  memory.copy_keys = copy_keys_(memory.values);
  memory.mask = as_penalty(source.memory_mask);
  memory.copy_mask = as_penalty(source.copy_mask);
  const auto surfaces = mean_embeddings(embedding_->weight, source.copy_pieces, source.copy_offsets);
  memory.copy_inputs = surfaces.view({memory.values.size(0), memory.values.size(1), config_.embedding});
  return memory;
}

torch::Tensor AttentionLstmImpl::attend(const torch::Tensor& query, const torch::Tensor& keys,
                                        const Memory& memory) const {
  const auto scale = 1 / std::sqrt(static_cast<double>(config_.decoder_hidden));
  return torch::softmax(torch::matmul(query, keys.transpose(1, 2)) * scale + memory.mask.unsqueeze(1), -1);
}

/// What a tree decoder's lower layer reads beside the action before.
torch::Tensor AttentionLstmImpl::with_place(const torch::Tensor& inputs, const TreeBatch& tree) {
  const auto parents = embedding_(tree.parent_numbers) * std::sqrt(static_cast<double>(config_.embedding));
  return torch::cat({inputs, parents, slots_(tree.slots) + positions_(tree.positions)}, 2);
}

Logits AttentionLstmImpl::decode(const Memory& memory, const torch::Tensor& numbers,
                                 const torch::Tensor& copies, const torch::Tensor& steps,
                                 const TreeBatch* tree) {
  const auto copied = (copies >= 0).unsqueeze(2);
  const auto positions = copies.clamp_min(0).unsqueeze(2).expand({-1, -1, config_.embedding});
  auto inputs = torch::where(copied, memory.copy_inputs.gather(1, positions), embedding_(numbers));
  inputs = inputs * std::sqrt(static_cast<double>(config_.embedding));
  inputs = dropout_(tree != nullptr ? with_place(inputs, *tree) : inputs);
  const auto start = memory.initial.unsqueeze(0);
  const auto zero = torch::zeros_like(start);
  const auto low = dropout_(std::get<0>(lower_(inputs, std::make_tuple(start, zero))));
  std::vector<torch::Tensor> attention{attend(low, memory.keys, memory)};
  const auto context = torch::matmul(attention.back(), memory.values);
  auto joint = torch::cat({low, context}, 2);
  if (tree != nullptr) {
    const auto parents = tree->parents.unsqueeze(2);
    const auto at_parents = low.gather(1, parents.clamp_min(0).expand({-1, -1, low.size(2)}));
    joint = torch::cat({joint, at_parents.masked_fill(parents < 0, 0)}, 2);
  }
  const auto high = std::get<0>(upper_(joint, std::make_tuple(start, zero)));
  if (tree != nullptr) attention.push_back(attend(high, memory.upper_keys, memory));
  const auto last_context = tree == nullptr ? context : torch::matmul(attention.back(), memory.values);
  const auto joined = dropout_(torch::cat({high, last_context}, 2));
  const auto counted = joined.flatten(0, 1).index_select(0, steps);
  const auto copy_scores =
      torch::matmul(copy_query_(joined), memory.copy_keys.transpose(1, 2)) + memory.copy_mask.unsqueeze(1);
  for (torch::Tensor& weights : attention) weights = weights.unsqueeze(1);
  return {torch::addmm(output_bias_, output_(counted), embedding_->weight.t()),
          copy_scores.flatten(0, 1).index_select(0, steps), std::move(attention)};
}

DecoderState AttentionLstmImpl::initial_state(const Memory& memory) const {
  const auto zero = torch::zeros_like(memory.initial);
  return {memory.initial, zero, memory.initial, zero};
}

torch::Tensor AttentionLstmImpl::inputs_of(const Memory& memory, const std::vector<int64_t>& actions) const {
  const auto scale = std::sqrt(static_cast<float>(config_.embedding));
  auto inputs = torch::empty({static_cast<int64_t>(actions.size()), config_.embedding});
  for (std::size_t k = 0; k < actions.size(); ++k) {
    const bool copied = actions[k] >= config_.vocabulary;
    const auto row =
        copied ? memory.copy_inputs[0][actions[k] - config_.vocabulary] : embedding_->weight[actions[k]];
    inputs[static_cast<int64_t>(k)].copy_(row);
  }
  return inputs.mul_(scale);
}

StepOutput AttentionLstmImpl::step(const Memory& memory, const torch::Tensor& inputs,
                                   const DecoderState& state) const {
  StepOutput out;
  std::tie(out.state.lower_h, out.state.lower_c) = cell(inputs, state.lower_h, state.lower_c, lower_);
  const auto& low = out.state.lower_h;
  const auto attention = attend(low.unsqueeze(0), memory.keys, memory);  // [1, K, M]
  const auto context = torch::matmul(attention, memory.values)[0];
  std::tie(out.state.upper_h, out.state.upper_c) =
      cell(torch::cat({low, context}, 1), state.upper_h, state.upper_c, upper_);
  const auto joined = torch::cat({out.state.upper_h, context}, 1);
  const auto logits = torch::addmm(output_bias_, torch::linear(joined, output_->weight, output_->bias),
                                   embedding_->weight.t());
  const auto copy_query = torch::linear(joined, copy_query_->weight, copy_query_->bias);
  const auto copy_logits = torch::mm(copy_query, memory.copy_keys[0].t()) + memory.copy_mask;
  out.log_probabilities = torch::log_softmax(torch::cat({logits, copy_logits}, 1), 1);
  out.attention = attention[0];
  return out;
}

std::shared_ptr<const LstmWeights> AttentionLstmImpl::pack_decoder() const {
  const torch::NoGradGuard no_gradients;
  const auto queries = torch::cat({output_->weight, copy_query_->weight});
  return std::make_shared<const LstmWeights>(
      LstmWeights{pack_layer(lower_), pack_layer(upper_),
                  Panels(queries.t(), torch::cat({output_->bias, copy_query_->bias})),
                  Panels(embedding_->weight.t(), output_bias_), embedding_->weight.detach(),
                  config_.writes_trees ? slots_->weight.detach() : torch::Tensor(),
                  config_.writes_trees ? positions_->weight.detach() : torch::Tensor()});
}

void AttentionLstmImpl::pack() { packed_ = pack_decoder(); }

std::unique_ptr<StepDecoder> AttentionLstmImpl::decoder(const Memory& memory) const {
  return std::make_unique<LstmSteps>(packed_ != nullptr ? packed_ : pack_decoder(), memory);
}

}  // namespace treewright::model
