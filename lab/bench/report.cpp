#include <nlohmann/json.hpp>

#include "lab/bench/suite.h"

namespace treewright::bench {
namespace {

using nlohmann::json;

std::string number(double value) {
  const int decimals = value >= 100 || value == 0 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return fmt::format("{:.{}f}", value, decimals);
}

std::string target_text(const Target& target) {
  return fmt::format("{} {} {} {} {}", number(target.figure),
                     target.at_most ? "<=" : ">=", number(target.limit), target.of,
                     target.met() ? "met" : "MISSED");
}

std::string line(const std::string& name, const std::string& value, const std::string& unit,
                 const std::string& bound, const std::string& target) {
  std::string text = fmt::format("{:<22}{:>9} {:<9}{:>9}  {}", name, value, unit, bound, target);
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

json to_object(const Measurement& measurement) {
  json object = {{"name", measurement.name}, {"value", measurement.value}, {"unit", measurement.unit}};
  if (measurement.bound) object["bound"] = {{"of", measurement.bound_name}, {"value", *measurement.bound}};
  if (const auto& target = measurement.target) {
    object["target"] = {{"of", target->of},
                        {"figure", target->figure},
                        {target->at_most ? "at_most" : "at_least", target->limit},
                        {"met", target->met()}};
  }
  return object;
}

}  // namespace

std::string to_table(const SuiteResult& result) {
  std::string text = line("figure", "value", "unit", "bound", "target");
  std::string bounds;
  for (const Measurement& m : result.measurements) {
    text += line(m.name, number(m.value), m.unit, m.bound ? number(*m.bound) : "",
                 m.target ? target_text(*m.target) : "");
    if (m.bound) bounds += fmt::format("  {:<22}{}\n", m.name, m.bound_name);
  }
  return text + (bounds.empty() ? "" : "bounds:\n" + bounds);
}

std::string to_json(const SuiteResult& result) {
  json measurements = json::array();
  for (const Measurement& measurement : result.measurements) measurements.push_back(to_object(measurement));
  const json object = {{"version", TREEWRIGHT_VERSION},
                       {"sgemm_gflops", result.rates.gflops},
                       {"read_gigabytes", result.rates.gigabytes},
                       {"measurements", std::move(measurements)}};
  return object.dump(1) + "\n";
}

}  // namespace treewright::bench
