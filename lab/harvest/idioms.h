#pragma once
// Expands the hand-written idioms of corpus/idioms (templates with name slots) into training rows.

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "lab/harvest/pairs.h"
#include "support/result.h"

namespace treewright::lab {

/// One line of corpus/idioms/TOPIC.jsonl; the fields are described in corpus/idioms/README.md.
struct IdiomTemplate {
  std::string topic;
  std::vector<std::string> descriptions;
  std::string code;
  std::map<std::string, std::string> slots;  ///< slot → class of names
  std::vector<std::string> imports, members, functions, parameters;
  bool docstring = false;
  int weight = 1;
};

using NamePools = std::map<std::string, std::vector<std::string>>;

struct Idioms {
  std::vector<IdiomTemplate> templates;
  NamePools pools;
};

/// Reads every *.jsonl and pools.json of `folder`. Fails with file and line.
[[nodiscard]] Result<Idioms> read_idioms(const std::filesystem::path& folder);

/// One row with sampled names, wording and scope. Deterministic in `random`.
[[nodiscard]] Pair sample_idiom(const Idioms& idioms, const IdiomTemplate& idiom, std::mt19937_64& random);

/// `count` rows: every template at least thrice, the rest by weight.
[[nodiscard]] std::vector<Pair> expand_idioms(const Idioms& idioms, std::size_t count, std::uint64_t seed);

}  // namespace treewright::lab
