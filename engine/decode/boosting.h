#pragma once
// Guidance on a row of log-probabilities.

#include <cmath>
#include <span>
#include <vector>

#include "engine/grammar/guidance.h"

namespace treewright::decode {

/// What guidance says about a step.
struct StepHints {
  std::vector<grammar::Guidance::Boost> next = {};  ///< of actions that fill the next slot
  bool text_open = false;                           ///< others go on with the open text, which these end
  std::vector<grammar::Guidance::Boost> more = {};  ///< of further pieces
  double ending = 0;                                ///< log factor of the text's end
};

/// The same rounding wherever a mass is added up, so that what boosts take away leaves exactly the rest.
inline double probability(float log_probability) {
  constexpr float float_exp_overflows = 80;
  return log_probability < float_exp_overflows ? static_cast<double>(std::exp(log_probability))
                                               : std::exp(static_cast<double>(log_probability));
}

/// Multiplies the probabilities of the named actions, those of log-probability `impossible` or below
/// excepted. Returns what that adds to the row's mass.
inline double boost(std::span<float> row, std::span<const grammar::Guidance::Boost> boosts,
                    float impossible) {
  double added = 0;
  for (const auto& [action, log_factor] : boosts) {
    float& value = row[static_cast<std::size_t>(action)];
    if (value <= impossible) continue;
    const double before = probability(value);
    value += static_cast<float>(log_factor);
    added += probability(value) - before;
  }
  return added;
}

/// Applies the hints to a row of mass 1 and returns the logarithm of its mass then, to be subtracted from
/// every entry that is used. Where a text is open, to end it and what comes next are chosen in one step, but
/// guided as two: boosts of what comes next leave the text as likely to end as it was. `goes_on` tells
/// actions that go on with the text.
template <typename GoesOn>
[[nodiscard]] double apply_hints(std::span<float> row, const StepHints& hints, float impossible,
                                 const GoesOn& goes_on) {
  if (!hints.text_open) return std::log1p(boost(row, hints.next, impossible));
  constexpr float negligible = -16;
  double end = 1e-9, more = 0;
  for (std::size_t a = 0; a < row.size(); ++a) {
    if (row[a] > negligible) (goes_on(static_cast<std::int64_t>(a)) ? more : end) += probability(row[a]);
  }
  const double added = boost(row, hints.next, impossible);
  const double log_shift = std::log1p(added / end) - hints.ending;
  for (std::size_t a = 0; a < row.size(); ++a) {
    if (row[a] > impossible && goes_on(static_cast<std::int64_t>(a))) row[a] += static_cast<float>(log_shift);
  }
  return std::log(end + added + more * std::exp(log_shift) + boost(row, hints.more, impossible));
}

}  // namespace treewright::decode
