#include "engine/model/tree_transformer.h"

#include <cmath>

#include "engine/model/layers.h"
#include "engine/model/tree_relations.h"

namespace treewright::model {
namespace {

constexpr std::int64_t piece_distance_count = 2 * TreeTransformerImpl::farthest_piece + 1;
constexpr std::int64_t step_distance_count = TreeTransformerImpl::farthest_step + 1;
/// From a piece to a name, from a name to a piece, between names: names have no order.
constexpr std::int64_t name_relations = 3;

/// Rows of the table of distances for all pairs of `pieces` + `names` memory positions: [M, M].
torch::Tensor piece_distances(std::int64_t pieces, std::int64_t names, const torch::Device& device) {
  const auto at = torch::arange(pieces + names, device);
  const auto is_name = at >= pieces;
  constexpr std::int64_t far = TreeTransformerImpl::farthest_piece;
  const auto distance = (at.unsqueeze(0) - at.unsqueeze(1)).clamp(-far, far) + far;
  const auto by_names =
      piece_distance_count - 1 + is_name.unsqueeze(0).to(torch::kLong) + 2 * is_name.unsqueeze(1);
  return torch::where(by_names < piece_distance_count, distance, by_names);
}

/// How far back step s lies from step t, the same for all that are later: [T, T].
torch::Tensor step_distances(std::int64_t steps, const torch::Device& device) {
  const auto at = torch::arange(steps, device);
  return (at.unsqueeze(1) - at.unsqueeze(0)).clamp(0, TreeTransformerImpl::farthest_step);
}

TransformerWeights::Norm pack_norm(const torch::nn::LayerNorm& norm) {
  return {norm->weight.detach(), norm->bias.detach()};
}

Panels pack_linear(const torch::nn::Linear& layer) { return Panels(layer->weight.t(), layer->bias); }

}  // namespace

std::int64_t transformer_parameter_count(const ModelConfig& config) {
  const std::int64_t d = config.embedding, f = config.feed_forward, h = config.heads, v = config.vocabulary,
                     place = ModelConfig::slot_embedding, decoder_layers = config.decoder_layers;
  const std::int64_t norm = 2 * d, out = (d + 1) * d;
  const std::int64_t self = norm + 3 * d * d + out, cross = norm + d * d + out,
                     forward = norm + (d + 1) * f + (f + 1) * d;
  const std::int64_t embeddings = (v + static_cast<std::int64_t>(engine::name_kind_count)) * d +
                                  (config.slots + ModelConfig::most_positions) * place;
  const std::int64_t inputs = (static_cast<std::int64_t>(text::flag_count) + 1) * d + (2 * d + place + 1) * d;
  const std::int64_t encoder =
      config.encoder_layers * (self + forward + (piece_distance_count + name_relations) * h) + norm;
  const std::int64_t decoder =
      decoder_layers * (self + cross + forward + 2 * d * d + (relation_pairs + step_distance_count) * h) +
      norm;
  return embeddings + inputs + encoder + decoder + 3 * out + v;
}

TreeTransformerImpl::TreeTransformerImpl(const ModelConfig& config) : Network(config) {
  const std::int64_t d = config.embedding, v = config.vocabulary, place = ModelConfig::slot_embedding;
  TORCH_CHECK(d % config.heads == 0, "heads must divide embedding");
  embedding_ = register_module("embedding", torch::nn::Embedding(v, d));
  kinds_ =
      register_module("kinds", torch::nn::Embedding(static_cast<std::int64_t>(engine::name_kind_count), d));
  slots_ = register_module("slots", torch::nn::Embedding(config.slots, place));
  positions_ = register_module("positions", torch::nn::Embedding(ModelConfig::most_positions, place));
  flags_ = register_module("flags", linear(static_cast<std::int64_t>(text::flag_count), d));
  input_ = register_module("input", linear(2 * d + place, d));
  make_layers();
  memory_layers_ = register_module("memory_layers", linear(d, config.decoder_layers * 2 * d, false));
  copy_keys_ = register_module("copy_keys", linear(d, d));
  output_ = register_module("output", linear(d, d));
  copy_query_ = register_module("copy_query", linear(d, d));
  output_bias_ = register_parameter("output_bias", torch::zeros({v}));
  dropout_ = register_module("dropout", torch::nn::Dropout(config.dropout));
  torch::nn::init::normal_(embedding_->weight, 0, 1 / std::sqrt(static_cast<double>(d)));
  torch::nn::init::normal_(kinds_->weight, 0, 1 / std::sqrt(static_cast<double>(d)));
}

void TreeTransformerImpl::make_layers() {
  for (int l = 0; l < config_.encoder_layers; ++l) {
    const std::string name = "encoder_" + std::to_string(l);
    encoder_.push_back({register_module(name + "_attention", SelfAttention(config_)),
                        register_module(name + "_forward", FeedForward(config_))});
  }
  for (int l = 0; l < config_.decoder_layers; ++l) {
    const std::string name = "decoder_" + std::to_string(l);
    decoder_.push_back({register_module(name + "_attention", SelfAttention(config_)),
                        register_module(name + "_cross", CrossAttention(config_)),
                        register_module(name + "_forward", FeedForward(config_))});
  }
  const torch::nn::LayerNormOptions units({config_.embedding});
  encoder_norm_ = register_module("encoder_norm", torch::nn::LayerNorm(units));
  decoder_norm_ = register_module("decoder_norm", torch::nn::LayerNorm(units));
  const std::int64_t encoder_heads = std::int64_t{config_.encoder_layers} * config_.heads,
                     decoder_heads = std::int64_t{config_.decoder_layers} * config_.heads;
  piece_distances_ = register_parameter("piece_distances",
                                        torch::zeros({piece_distance_count + name_relations, encoder_heads}));
  relations_ = register_parameter("relations", torch::zeros({relation_pairs, decoder_heads}));
  distances_ = register_parameter("distances", torch::zeros({step_distance_count, decoder_heads}));
}

/// Embeddings are tied with the output and so have length about one; the layers want units of about one.
torch::Tensor TreeTransformerImpl::embed_sources(const SourceBatch& source) {
  const auto scale = std::sqrt(static_cast<double>(config_.embedding));
  const auto pieces = embedding_(source.pieces);
  const auto b = source.name_kinds.size(0), n = source.name_kinds.size(1);
  if (n == 0) return dropout_(pieces * scale);
  const auto means = mean_embeddings(embedding_->weight, source.name_pieces, source.name_offsets);
  const auto names = means.view({b, n, config_.embedding}) + kinds_(source.name_kinds);
  return dropout_(torch::cat({pieces, names}, 1) * scale);
}

/// Of all encoder layers: [layers × H, M, M].
torch::Tensor TreeTransformerImpl::source_biases(const SourceBatch& source) const {
  const auto distances =
      piece_distances(source.pieces.size(1), source.name_kinds.size(1), source.pieces.device());
  return rows_of(piece_distances_, distances).permute({2, 0, 1}).contiguous();
}

Memory TreeTransformerImpl::encode(const SourceBatch& source) {
  Memory memory;
  memory.surface_kinds = source.surface_kinds;
  memory.mask = as_penalty(source.memory_mask);
  memory.copy_mask = as_penalty(source.copy_mask);
  auto x = embed_sources(source);
  const auto b = x.size(0), m = x.size(1);
  const auto mask = memory.mask.view({b, 1, 1, m});
  const auto biases = source_biases(source).chunk(config_.encoder_layers);
  for (std::size_t l = 0; l < encoder_.size(); ++l)
    x = encoder_[l].forward(encoder_[l].attention(x, biases[l] + mask));
  memory.values = dropout_(encoder_norm_(x));
  memory.layers = memory_layers_(memory.values);
  memory.copy_keys = copy_keys_(memory.values);
  const auto surfaces = mean_embeddings(embedding_->weight, source.copy_pieces, source.copy_offsets);
  memory.copy_inputs = surfaces.view({b, m, config_.embedding});
  memory.initial = flags_(source.flags);
  return memory;
}

torch::Tensor TreeTransformerImpl::embed_steps(const Memory& memory, const torch::Tensor& numbers,
                                               const torch::Tensor& copies, const TreeBatch& tree) {
  const auto scale = std::sqrt(static_cast<double>(config_.embedding));
  const auto positions = copies.clamp_min(0).unsqueeze(2).expand({-1, -1, config_.embedding});
  const auto actions =
      torch::where((copies >= 0).unsqueeze(2), memory.copy_inputs.gather(1, positions), embedding_(numbers));
  const auto inputs = torch::cat({actions * scale, embedding_(tree.parent_numbers) * scale,
                                  slots_(tree.slots) + positions_(tree.positions)},
                                 2);
  return input_(dropout_(inputs)) + memory.initial.unsqueeze(1);
}

/// Of all decoder layers, with what hides the steps to come: [B, layers × H, T, T].
torch::Tensor TreeTransformerImpl::step_biases(const torch::Tensor& parents) const {
  const auto steps = parents.size(1);
  const auto tree = rows_of(relations_, relate_steps(parents));
  const auto biases = tree + rows_of(distances_, step_distances(steps, parents.device()));
  const auto later = torch::full({steps, steps}, nothing, biases.options()).triu_(1);
  return biases.permute({0, 3, 1, 2}).contiguous() + later;
}

Logits TreeTransformerImpl::decode(const Memory& memory, const torch::Tensor& numbers,
                                   const torch::Tensor& copies, const torch::Tensor& steps,
                                   const TreeBatch* tree) {
  TORCH_CHECK(tree != nullptr, "a tree decoder needs the places of its steps");
  auto x = embed_steps(memory, numbers, copies, *tree);
  const auto mask = memory.mask.view({memory.mask.size(0), 1, 1, memory.mask.size(1)});
  const auto biases = step_biases(tree->parents).chunk(config_.decoder_layers, 1);
  const auto memories = memory.layers.chunk(config_.decoder_layers, 2);
  std::vector<torch::Tensor> attention;
  for (std::size_t l = 0; l < decoder_.size(); ++l) {
    x = decoder_[l].attention(x, biases[l]);
    x = decoder_[l].forward(decoder_[l].cross(x, memories[l], mask, attention.emplace_back()));
  }
  x = dropout_(decoder_norm_(x));
  const auto counted = x.flatten(0, 1).index_select(0, steps);
  const auto copy_scores =
      torch::matmul(copy_query_(x), memory.copy_keys.transpose(1, 2)) + memory.copy_mask.unsqueeze(1);
  return {torch::addmm(output_bias_, output_(counted), embedding_->weight.t()),
          copy_scores.flatten(0, 1).index_select(0, steps), std::move(attention)};
}

/// Queries come out scaled.
TransformerWeights::Layer TreeTransformerImpl::pack_layer(const DecoderLayer& layer) const {
  const std::int64_t d = config_.embedding, size = d / config_.heads;
  const double scale = 1 / std::sqrt(static_cast<double>(size));
  auto self_in = layer.attention->in->weight.t().clone();
  self_in.narrow(1, 0, d).mul_(scale);
  return {pack_norm(layer.attention->norm),  pack_norm(layer.cross->norm),
          pack_norm(layer.forward->norm),    Panels(self_in),
          pack_linear(layer.attention->out), Panels(layer.cross->in->weight.t() * scale),
          pack_linear(layer.cross->out),     pack_linear(layer.forward->up),
          pack_linear(layer.forward->down)};
}

std::shared_ptr<const TransformerWeights> TreeTransformerImpl::pack_decoder() const {
  const torch::NoGradGuard no_gradients;
  auto weights = std::make_shared<TransformerWeights>();
  weights->heads = config_.heads;
  weights->input = pack_linear(input_);
  for (const DecoderLayer& layer : decoder_) weights->layers.push_back(pack_layer(layer));
  weights->norm = pack_norm(decoder_norm_);
  weights->relations = relations_.detach();
  weights->distances = distances_.detach();
  const auto queries = torch::cat({output_->weight, copy_query_->weight});
  weights->queries = Panels(queries.t(), torch::cat({output_->bias, copy_query_->bias}));
  weights->vocabulary = Panels(embedding_->weight.t(), output_bias_);
  weights->embeddings = {embedding_->weight.detach(), slots_->weight.detach(), positions_->weight.detach()};
  return weights;
}

void TreeTransformerImpl::pack() { packed_ = pack_decoder(); }

std::unique_ptr<StepDecoder> TreeTransformerImpl::decoder(const Memory& memory) const {
  return std::make_unique<TransformerSteps>(packed_ != nullptr ? packed_ : pack_decoder(), memory);
}

}  // namespace treewright::model
