#include "engine/decode/beam.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/decode/best_first.h"
#include "engine/decode/boosting.h"
#include "engine/decode/tree_writer.h"
#include "engine/decode/writer.h"

namespace treewright::decode {
namespace {

constexpr float impossible = -1e9F;

/// One hypothesis' possible continuations, best first.
struct Choices {
  BestFirst actions;
  double log_mass = 0;  ///< of the row: guidance leaves it unnormalised
  std::size_t taken = 0;
  double log_probability = 0;  ///< with the best action left
};

/// `Texts` makes code of the decoder's actions: Writer or TreeWriter.
template <typename Texts>
class Search {
  using Draft = typename Texts::Draft;
  struct Live {
    Draft draft;
    double log_probability = 0;
    std::int64_t action = text::begin;  ///< the last one: the decoder's next input
  };

 public:
  Search(model::Network& network, const text::Vocabulary& vocabulary, const text::EncodedSource& source,
         const BeamOptions& options, Texts writer)
      : network_(network),
        vocabulary_(vocabulary),
        source_(source),
        options_(options),
        writer_(std::move(writer)) {
    find_twins();
  }

  BeamResult run(const std::stop_token& stop) {
    const torch::InferenceMode inference;
    const model::Memory memory = network_.encode(model::make_source_batch({&source_}));
    const auto decoder = network_.decoder(memory);
    live_.push_back({writer_.start(), 0, text::begin});
    parents_ = {0};
    for (std::size_t step = 1; step <= options_.max_steps && !settled(step); ++step) {
      if (stop.stop_requested()) return {{}, true, steps_};
      const std::span<float> rows = take_step(*decoder);
      first_row_ = decoder->first_row();
      if (!advance(rows, step)) break;
      steps_ = step;
    }
    return result();
  }

 private:
  std::span<float> take_step(model::StepDecoder& decoder) {
    if constexpr (Texts::writes_trees) {
      std::vector<model::StepPlace> places;
      places.reserve(live_.size());
      for (const Live& hypothesis : live_) places.push_back(writer_.place(hypothesis.draft));
      return decoder.step(parents_, actions(), places);
    } else {
      return decoder.step(parents_, actions(), {});
    }
  }

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

  /// The logarithm of the row's mass after what guidance boosts.
  double guide(const Draft& draft, std::span<float> row) {
    if (!writer_.find_hints(draft, hints_)) return 0;
    return apply_hints(row, hints_, impossible,
                       [&](std::int64_t action) { return writer_.goes_on_with(draft, action); });
  }

  [[nodiscard]] std::vector<std::int64_t> actions() const {
    std::vector<std::int64_t> actions;
    actions.reserve(live_.size());
    for (const Live& hypothesis : live_) actions.push_back(hypothesis.action);
    return actions;
  }

  [[nodiscard]] std::vector<Choices> choices_of(std::span<float> rows) {
    const std::size_t size = rows.size() / live_.size();
    std::vector<Choices> all;
    all.reserve(live_.size());
    for (std::size_t k = 0; k < live_.size(); ++k) {
      const Draft& draft = live_[k].draft;
      const std::span<float> row = rows.subspan(k * size, size);
      merge_twins(row.data(), writer_.in_content(draft));
      const double log_mass = guide(draft, row);
      all.push_back({BestFirst(row), log_mass});
    }
    return all;
  }

  /// The hypothesis with the best continuation left, or the number of hypotheses where none is.
  std::size_t best_of(std::vector<Choices>& all, std::span<const float> rows) const {
    const std::size_t size = rows.size() / live_.size();
    std::size_t best = all.size();
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (all[k].taken == options_.beam) continue;
      const std::int64_t action = all[k].actions.top();
      if (action < 0) continue;
      const float value = rows[k * size + static_cast<std::size_t>(action)];
      if (value <= impossible) continue;
      all[k].log_probability = live_[k].log_probability + value - all[k].log_mass;
      if (best == all.size() || all[k].log_probability > all[best].log_probability) best = k;
    }
    return best;
  }

  /// The best allowed continuations of all hypotheses, until the beam is full: the constraint is only asked
  /// about actions that win. False where no hypothesis can go on; the last ones then stay.
  bool advance(std::span<float> rows, std::size_t step) {
    std::ranges::replace_if(
        rows, [](float value) { return std::isnan(value); }, impossible);
    std::vector<Choices> choices = choices_of(rows);
    std::vector<Live> next;
    parents_.clear();
    for (std::size_t k = 0; next.size() < options_.beam && (k = best_of(choices, rows)) < live_.size();) {
      const std::int64_t action = choices[k].actions.top();
      choices[k].actions.pop();
      Draft draft = live_[k].draft;
      if (!writer_.apply(draft, action, first_row_ + static_cast<std::int64_t>(k))) continue;
      ++choices[k].taken;
      if (writer_.done(draft, action)) {
        add_done(std::move(draft), choices[k].log_probability, step);
      } else {
        parents_.push_back(static_cast<std::int64_t>(k));
        next.push_back({std::move(draft), choices[k].log_probability, action});
      }
    }
    if (next.empty()) return false;
    live_ = std::move(next);
    return true;
  }

  [[nodiscard]] double normalised(double log_probability, std::size_t steps) const {
    return log_probability / std::pow(static_cast<double>(steps), options_.length_exponent);
  }

  /// The same code is reached by several sequences of pieces and copies: the best one counts.
  void add_done(Draft draft, double log_probability, std::size_t steps) {
    Hypothesis hypothesis{writer_.finish(std::move(draft)), normalised(log_probability, steps),
                          log_probability, steps};
    for (Hypothesis& other : done_) {
      if (!text::writes_alike(other.tokens, hypothesis.tokens)) continue;
      if (other.score < hypothesis.score) other = std::move(hypothesis);
      return;
    }
    done_.push_back(std::move(hypothesis));
  }

  /// Enough are done, and no live hypothesis is ahead of the worst that would be shown, or of what a reranker
  /// would score.
  [[nodiscard]] bool settled(std::size_t step) {
    if (options_.candidates == 0) return true;
    sort_done();
    const double ahead = normalised(live_.front().log_probability, step);
    if (done_.size() >= options_.candidates && ahead < done_[options_.candidates - 1].score) return true;
    if (!options_.margin || done_.empty() || done_.size() < options_.shown) return false;
    const Hypothesis& best = done_.front();
    return ahead < best.score && live_.front().log_probability < best.log_probability - *options_.margin;
  }

  void sort_done() {
    std::stable_sort(done_.begin(), done_.end(),
                     [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  }

  BeamResult result() {
    if (done_.empty() && options_.constrained) {
      for (const Live& unfinished : live_)
        add_done(unfinished.draft, unfinished.log_probability, std::max<std::size_t>(1, steps_));
    }
    sort_done();
    if (done_.size() > options_.candidates) done_.resize(options_.candidates);
    return {std::move(done_), false, steps_};
  }

  model::Network& network_;
  const text::Vocabulary& vocabulary_;
  const text::EncodedSource& source_;
  const BeamOptions& options_;
  Texts writer_;
  std::int64_t first_row_ = 0;  ///< of the step under way, see StepDecoder
  std::vector<int> copy_twins_, word_twins_;
  StepHints hints_;  ///< for the hypothesis under way
  std::vector<Live> live_;
  std::vector<Hypothesis> done_;  ///< distinct
  std::vector<std::int64_t> parents_;
  std::size_t steps_ = 0;
};

}  // namespace

BeamResult beam_search(model::Network& network, const text::Vocabulary& vocabulary,
                       const text::EncodedSource& source, const grammar::Constraint& constraint,
                       const engine::Surroundings& surroundings, grammar::Guidance* guidance,
                       const BeamOptions& options, const std::stop_token& stop) {
  return Search(network, vocabulary, source, options,
                Writer(vocabulary, source, constraint, surroundings, guidance, options.constrained))
      .run(stop);
}

BeamResult beam_search(model::Network& network, const text::Vocabulary& vocabulary,
                       const text::EncodedSource& source, const TreeGrammar& grammar,
                       const engine::Surroundings& surroundings, grammar::Guidance* guidance,
                       const BeamOptions& options, const std::stop_token& stop) {
  return Search(network, vocabulary, source, options,
                TreeWriter(vocabulary, source, grammar, surroundings, guidance))
      .run(stop);
}

}  // namespace treewright::decode
