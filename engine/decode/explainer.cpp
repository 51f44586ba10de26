#include "engine/decode/explainer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "engine/model/readout.h"
#include "engine/text/description.h"

namespace treewright::decode {
namespace {

using engine::Explanation;
using engine::Unexplained;

constexpr int parts = 10'000;  // that a token's weights are rounded to

/// As the description has it: what the encoder reads may be in lower case.
std::string shown(const text::Word& word) {
  const bool same = word.copy.size() == word.read.size() && !word.copy.empty() &&
                    std::tolower(static_cast<unsigned char>(word.copy[0])) ==
                        std::tolower(static_cast<unsigned char>(word.read[0])) &&
                    word.copy.compare(1, std::string::npos, word.read, 1) == 0;
  return same ? word.copy : word.read;
}

/// The memory as words: the description's, and a name each.
class Columns {
 public:
  Columns(const text::EncodedSource& source, const engine::Request& request) : source_(source) {
    for (const text::Word& word : text::split_description(request.description))
      words_.push_back({shown(word), false});
    description_words_ = words_.size();
    for (std::size_t n = 0; n < source.names.size(); ++n) words_.push_back({request.names[n].text, true});
  }

  [[nodiscard]] const std::vector<Explanation::Word>& words() const { return words_; }
  /// -1: of no word.
  [[nodiscard]] std::int64_t of_position(std::size_t position) const {
    const std::size_t pieces = source_.pieces.size();
    return position < pieces ? source_.piece_words[position]
                             : static_cast<std::int64_t>(description_words_ + position - pieces);
  }
  [[nodiscard]] const std::string& surface(int position) const {
    return source_.surfaces[static_cast<std::size_t>(position)];
  }

 private:
  const text::EncodedSource& source_;
  std::vector<Explanation::Word> words_;
  std::size_t description_words_ = 0;
};

/// The sum over the token's steps, a column each.
std::vector<double> weights_of(const WrittenToken& token, const std::vector<model::StepReadout>& steps,
                               const Columns& columns) {
  std::vector<double> weights(columns.words().size(), 0.0);
  for (std::size_t s = token.first_step; s < token.end_step; ++s) {
    for (std::size_t m = 0; m < steps[s].weights.size(); ++m) {
      if (const auto column = columns.of_position(m); column >= 0)
        weights[static_cast<std::size_t>(column)] += static_cast<double>(steps[s].weights[m]);
    }
  }
  return weights;
}

/// Shares in whole `parts`, which makes means of sums: what rounding down leaves goes to those that lose most
/// by it.
void round_weights(std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> lost(weights.size());
  int left = parts;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = weights[i] / sum * parts;
    weights[i] = std::floor(exact);
    lost[i] = exact - weights[i];
    left -= static_cast<int>(weights[i]);
  }
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return lost[i]; });
  for (std::size_t i = 0; left > 0; ++i, --left) weights[order[i % order.size()]] += 1;
  for (double& weight : weights) weight /= parts;
}

/// Punctuation that a text's step writes besides is not copied with it.
std::optional<std::size_t> copied_column(const WrittenToken& token, std::string_view text,
                                         const std::vector<model::StepReadout>& steps,
                                         const Columns& columns) {
  const auto& copied = steps[token.first_step].copied;
  if (token.end_step != token.first_step + 1 || !copied || columns.surface(*copied) != text)
    return std::nullopt;
  return static_cast<std::size_t>(columns.of_position(static_cast<std::size_t>(*copied)));
}

Explanation::Token explain_token(const WrittenToken& token, std::string_view code,
                                 const std::vector<model::StepReadout>& steps, const Columns& columns) {
  const std::string_view text = code.substr(token.place.begin, token.place.end - token.place.begin);
  const auto line = std::ranges::count(code.substr(0, token.place.begin), '\n');
  auto weights = weights_of(token, steps, columns);
  round_weights(weights);
  return {std::string(text), static_cast<std::size_t>(line), copied_column(token, text, steps, columns),
          std::move(weights)};
}

/// Names that no token looked at are left out.
void drop_idle_names(Explanation& explanation) {
  for (std::size_t w = explanation.words.size(); w-- > 0 && explanation.words[w].is_name;) {
    const auto idle = [w](const Explanation::Token& token) {
      return token.weights[w] == 0 && token.copied != w;
    };
    if (!std::ranges::all_of(explanation.tokens, idle)) continue;
    explanation.words.erase(explanation.words.begin() + static_cast<std::ptrdiff_t>(w));
    for (Explanation::Token& token : explanation.tokens) {
      token.weights.erase(token.weights.begin() + static_cast<std::ptrdiff_t>(w));
      if (token.copied && *token.copied > w) --*token.copied;
    }
  }
}

}  // namespace

engine::Explained explain(const model::LoadedModel& model, const syntax::Language& language,
                          const TreeGrammar* grammar, const engine::Request& request, std::string_view code) {
  const auto refuse = [](Unexplained::Why why, const char* message) {
    return tl::unexpected(Unexplained{why, message});
  };
  if (request.stop.stop_requested()) return refuse(Unexplained::Why::cancelled, "cancelled");
  const CodeModel writer{language, model.vocabulary, model.config.limits, grammar, model.config.fragments};
  const auto written = write_code_steps(writer, request, code);
  if (!written) return tl::unexpected(written.error());
  const Columns columns(written->example.source, request);
  if (written->example.source.piece_words.front() < 0)
    return refuse(Unexplained::Why::no_words, "the description says nothing");
  const auto steps = model::read_attention(*model.network, written->example);
  if (request.stop.stop_requested()) return refuse(Unexplained::Why::cancelled, "cancelled");
  Explanation explanation{columns.words(), {}};
  explanation.tokens.reserve(written->tokens.size());
  for (const WrittenToken& token : written->tokens)
    explanation.tokens.push_back(explain_token(token, code, steps, columns));
  drop_idle_names(explanation);
  return explanation;
}

}  // namespace treewright::decode
