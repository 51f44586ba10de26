#include "lab/data/embedding_data.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "lab/data/code_shape.h"
#include "support/stems.h"

namespace treewright::lab {
namespace {

/// Numbers whatever comes, from 0.
class Numbers {
 public:
  std::uint32_t of(const std::string& text) {
    return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }
  [[nodiscard]] const std::unordered_map<std::string, std::uint32_t>& all() const { return numbers_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Reads rows into bags whose numbers are those of all stems, before the frequent ones are chosen.
class Reader {
 public:
  explicit Reader(const EmbeddingConfig& config) : config_(config) {}

  /// Returns how many of `rows` were kept.
  std::size_t add(const std::vector<Row>& rows, std::size_t repeat, EmbeddingData& data) {
    std::size_t kept = 0;
    for (const Row& row : rows) {
      const std::uint32_t shape = shapes_.of(code_shape(row.code, row.request.names));
      data.paraphrases.resize(shapes_.size());
      if (data.paraphrases[shape].size() >= config_.per_code * repeat) continue;
      ++kept;
      EmbeddingRow read{bag_of(row.request.description), bag_of(row.code), shape, 0};
      read.same_description = descriptions_.of(key_of(read.description));
      for (std::size_t i = 0; i < repeat; ++i) {
        data.paraphrases[shape].push_back(static_cast<std::uint32_t>(data.rows.size()));
        data.rows.push_back(read);
      }
    }
    return kept;
  }

  [[nodiscard]] const Numbers& stems() const { return stems_; }

 private:
  Bag bag_of(std::string_view text) {
    Bag bag;
    for (const std::string& stem : stemmer_.stems(text)) bag.push_back(stems_.of(stem));
    std::ranges::sort(bag);
    const auto twice = std::ranges::unique(bag);
    bag.erase(twice.begin(), twice.end());
    return bag;
  }
  static std::string key_of(const Bag& bag) {
    return {reinterpret_cast<const char*>(bag.data()), bag.size() * sizeof(Bag::value_type)};
  }

  const EmbeddingConfig& config_;
  Stemmer stemmer_;
  Numbers stems_, shapes_, descriptions_;
};

/// By stem.
std::vector<std::size_t> count_rows(const EmbeddingData& data, std::size_t stems) {
  std::vector<std::size_t> counts(stems, 0);
  for (const EmbeddingRow& row : data.rows) {
    Bag both;
    std::ranges::set_union(row.description, row.code, std::back_inserter(both));
    for (const std::int64_t stem : both) ++counts[static_cast<std::size_t>(stem)];
  }
  return counts;
}

/// Keeps the terms that get a row, and numbers them anew.
void choose_terms(const EmbeddingConfig& config, const Numbers& stems, EmbeddingData& data) {
  const std::vector<std::size_t> counts = count_rows(data, stems.size());
  std::vector<std::pair<std::size_t, std::string>> frequent;
  for (const auto& [stem, number] : stems.all()) {
    if (counts[number] >= config.least_rows) frequent.emplace_back(counts[number], stem);
  }
  std::ranges::sort(frequent, std::greater());
  if (frequent.size() > config.terms) frequent.resize(config.terms);
  std::vector<std::int64_t> numbers(stems.size(), -1);
  for (const auto& [count, stem] : frequent) {
    numbers[stems.all().at(stem)] = static_cast<std::int64_t>(data.terms.size());
    data.terms.push_back(stem);
    data.rarity.push_back(std::log(1 + static_cast<float>(data.rows.size()) / static_cast<float>(count)));
  }
  for (EmbeddingRow& row : data.rows) {
    for (Bag* bag : {&row.description, &row.code}) {
      for (std::int64_t& term : *bag) term = numbers[static_cast<std::size_t>(term)];
      std::erase(*bag, -1);
    }
  }
}

}  // namespace

Result<EmbeddingData> read_embedding_data(const EmbeddingConfig& config,
                                          const std::function<void(const std::string&)>& report) {
  EmbeddingData data;
  Reader reader(config);
  for (const Source& source : config.paths.train) {
    const auto rows = read_rows(source);
    if (!rows) return tl::unexpected(rows.error());
    const std::size_t kept = reader.add(*rows, static_cast<std::size_t>(source.repeat), data);
    report(
        fmt::format("data {}: {} of {} rows × {}", source.path.string(), kept, rows->size(), source.repeat));
  }
  choose_terms(config, reader.stems(), data);
  for (const Source& source : config.paths.dev) {
    auto rows = read_rows(source);
    if (!rows) return tl::unexpected(rows.error());
    data.dev.push_back({source.path.stem().string(), *std::move(rows)});
  }
  if (data.terms.empty()) return failure("\"train\": no term stands in \"least_rows\" rows");
  report(fmt::format("{} rows, {} terms", data.rows.size(), data.terms.size()));
  return data;
}

}  // namespace treewright::lab
