#include "engine/decode/beam.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/decode/writer.h"

namespace treewright::decode {
namespace {

constexpr float impossible = -1e9F;

struct Live {
  Draft draft;
  double log_probability = 0;
  std::int64_t action = text::begin;  ///< the last one: the decoder's next input
};

struct Expansion {
  std::size_t parent;
  std::int64_t action;
  double log_probability;
  Draft draft;
};

class Search {
 public:
  Search(model::AttentionLstm network, const text::Vocabulary& vocabulary, const text::EncodedSource& source,
         const BeamOptions& options, Writer writer)
      : network_(std::move(network)),
        vocabulary_(vocabulary),
        source_(source),
        options_(options),
        writer_(std::move(writer)) {
    find_twins();
  }

  BeamResult run(const std::stop_token& stop) {
    const torch::InferenceMode inference;
    const model::Memory memory = network_->encode(model::make_source_batch({&source_}));
    model::DecoderState state = network_->initial_state(memory);
    live_.push_back({writer_.start(), 0, text::begin});
    std::size_t step = 1;
    for (; step <= options_.max_steps && !settled(step); ++step) {
      if (stop.stop_requested()) return {{}, true};
      auto out = network_->step(memory, network_->inputs_of(memory, actions()), state);
      if (!advance(out.log_probabilities.nan_to_num_(impossible), step)) break;
      state = out.state.select(torch::tensor(parents_, torch::kLong));
    }
    return result(step - 1);
  }

 private:
  /// Positions that copy the same text share one action, and so do a copy and the piece that writes the same
  /// word.
  void find_twins() {
    std::unordered_map<std::string, int> first;
    for (std::size_t m = 0; m < source_.surfaces.size(); ++m) {
      const std::string& surface = source_.surfaces[m];
      const int self = vocabulary_.size() + static_cast<int>(m);
      const int canonical = surface.empty() ? self : first.emplace(surface, self).first->second;
      const auto& pieces = source_.surface_pieces[m];
      copy_twins_.push_back(canonical);
      word_twins_.push_back(!surface.empty() && pieces.size() == 1 ? pieces.front() : canonical);
    }
  }

  void merge_twins(float* row, bool content) const {
    for (std::size_t m = 0; m < source_.surfaces.size(); ++m) {
      float& own = row[static_cast<std::size_t>(vocabulary_.size()) + m];
      if (!options_.copy) own = impossible;
      const auto twin = static_cast<std::size_t>(content ? copy_twins_[m] : word_twins_[m]);
      float& canonical = row[twin];
      if (&canonical == &own || own <= impossible) continue;
      const float high = std::max(canonical, own), low = std::min(canonical, own);
      canonical = high + std::log1p(std::exp(low - high));
      own = impossible;
    }
  }

  [[nodiscard]] std::vector<std::int64_t> actions() const {
    std::vector<std::int64_t> actions;
    for (const Live& hypothesis : live_) actions.push_back(hypothesis.action);
    return actions;
  }

  /// The best allowed actions of one hypothesis: the constraint is only asked about actions that could win.
  void expand(std::size_t k, float* row, std::int64_t size, std::vector<Expansion>& expansions) {
    merge_twins(row, writer_.in_content(live_[k].draft));
    std::vector<std::int64_t> order(static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
    constexpr std::size_t chunk = 24;
    std::size_t found = 0;
    for (std::size_t from = 0; from < order.size() && found < options_.beam; from += chunk) {
      const auto middle = order.begin() + static_cast<std::ptrdiff_t>(std::min(from + chunk, order.size()));
      std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(from), middle, order.end(),
                        [row](std::int64_t a, std::int64_t b) { return row[a] > row[b]; });
      for (auto it = order.begin() + static_cast<std::ptrdiff_t>(from); it != middle && found < options_.beam;
           ++it) {
        if (row[*it] <= impossible) return;
        Draft draft = live_[k].draft;
        if (!writer_.apply(draft, *it)) continue;
        expansions.push_back({k, *it, live_[k].log_probability + row[*it], std::move(draft)});
        ++found;
      }
    }
  }

  /// False where no hypothesis can go on; the last ones then stay.
  bool advance(const torch::Tensor& log_probabilities, std::size_t step) {
    std::vector<Expansion> expansions;
    auto rows = log_probabilities.contiguous();
    const auto size = rows.size(1);
    for (std::size_t k = 0; k < live_.size(); ++k) {
      expand(k, rows.data_ptr<float>() + static_cast<std::int64_t>(k) * size, size, expansions);
    }
    std::stable_sort(expansions.begin(), expansions.end(), [](const Expansion& a, const Expansion& b) {
      return a.log_probability > b.log_probability;
    });
    std::vector<Live> next;
    parents_.clear();
    for (Expansion& expansion : expansions) {
      if (next.size() == options_.beam) break;
      if (expansion.action == text::end) {
        add_done(std::move(expansion.draft), expansion.log_probability / static_cast<double>(step));
      } else {
        parents_.push_back(static_cast<std::int64_t>(expansion.parent));
        next.push_back({std::move(expansion.draft), expansion.log_probability, expansion.action});
      }
    }
    if (next.empty()) return false;
    live_ = std::move(next);
    return true;
  }

  /// The same tokens are reached by several sequences of pieces and copies: the best one counts.
  void add_done(Draft draft, double score) {
    Hypothesis hypothesis{writer_.finish(std::move(draft)), score};
    for (Hypothesis& other : done_) {
      if (other.tokens != hypothesis.tokens) continue;
      other.score = std::max(other.score, score);
      return;
    }
    done_.push_back(std::move(hypothesis));
  }

  /// Enough are done, and no live hypothesis is ahead of the worst that would be shown.
  [[nodiscard]] bool settled(std::size_t step) {
    if (done_.size() < options_.candidates) return false;
    if (options_.candidates == 0) return true;
    sort_done();
    const double best_live = live_.front().log_probability / static_cast<double>(step);
    return best_live < done_[options_.candidates - 1].score;
  }

  void sort_done() {
    std::stable_sort(done_.begin(), done_.end(),
                     [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  }

  BeamResult result(std::size_t steps) {
    if (done_.empty() && options_.constrained) {
      const auto taken = static_cast<double>(std::max<std::size_t>(1, steps));
      for (const Live& unfinished : live_) add_done(unfinished.draft, unfinished.log_probability / taken);
    }
    sort_done();
    if (done_.size() > options_.candidates) done_.resize(options_.candidates);
    return {std::move(done_), false};
  }

  model::AttentionLstm
      network_;  // a handle: encode is not const, though in evaluation mode it changes nothing
  const text::Vocabulary& vocabulary_;
  const text::EncodedSource& source_;
  const BeamOptions& options_;
  Writer writer_;
  std::vector<int> copy_twins_, word_twins_;
  std::vector<Live> live_;
  std::vector<Hypothesis> done_;  ///< distinct
  std::vector<std::int64_t> parents_;
};

}  // namespace

BeamResult beam_search(const model::AttentionLstm& network, const text::Vocabulary& vocabulary,
                       const text::EncodedSource& source, const grammar::Constraint& constraint,
                       const engine::Surroundings& surroundings, const BeamOptions& options,
                       const std::stop_token& stop) {
  return Search(network, vocabulary, source, options,
                Writer(vocabulary, source, constraint, surroundings, options.constrained))
      .run(stop);
}

}  // namespace treewright::decode
