#include "lab/harvest/idioms.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "support/file.h"
#include "support/text.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t least_rows_of_a_template = 3;

IdiomTemplate parse_template(const json& object, const std::string& topic) {
  IdiomTemplate idiom;
  idiom.topic = topic;
  idiom.descriptions = object.at("nl").get<std::vector<std::string>>();
  idiom.code = object.at("code").get<std::string>();
  idiom.slots = object.value("slots", std::map<std::string, std::string>());
  idiom.imports = object.value("imports", std::vector<std::string>());
  idiom.members = object.value("members", std::vector<std::string>());
  idiom.functions = object.value("fn", std::vector<std::string>());
  idiom.parameters = object.value("params", std::vector<std::string>());
  idiom.docstring = object.value("site", std::string()) == "docstring";
  idiom.weight = object.value("weight", 1);
  return idiom;
}

/// The slot that starts at `at` ("{xs:words}"), without its braces; nothing where that brace is none of a
/// slot.
std::optional<std::string_view> slot_at(std::string_view pattern, std::size_t at) {
  const auto close = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
  if (close == std::string_view::npos) return std::nullopt;
  return pattern.substr(at + 1, close - at - 1);
}

bool is_doubled_brace(std::string_view pattern, std::size_t at) {
  return (pattern[at] == '{' || pattern[at] == '}') && at + 1 < pattern.size() &&
         pattern[at + 1] == pattern[at];
}

std::string check_pattern(std::string_view pattern, const IdiomTemplate& idiom) {
  for (std::size_t at = 0; at < pattern.size();) {
    const bool doubled = is_doubled_brace(pattern, at);
    const auto slot = doubled ? std::nullopt : slot_at(pattern, at);
    at += doubled ? 2 : slot ? slot->size() + 2 : 1;
    if (!slot) continue;
    const std::string name(slot->substr(0, slot->find(':')));
    if (!idiom.slots.contains(name))
      return fmt::format("\"{{{}}}\" is no slot; a brace is written twice", name);
    const std::string_view modifier = slot->substr(std::min(slot->size(), name.size() + 1));
    if (slot->size() > name.size() && modifier != "words" && modifier != "singular" && modifier != "quoted")
      return fmt::format("\"{{{}}}\" has an unknown form; \"words\", \"singular\" and \"quoted\" are known",
                         *slot);
  }
  return {};
}

std::string check(const IdiomTemplate& idiom, const NamePools& pools) {
  if (idiom.weight < 1) return "\"weight\" must be at least 1";
  std::vector<std::string> patterns = idiom.descriptions;
  patterns.push_back(idiom.code);
  if (std::find(patterns.begin(), patterns.end(), "") != patterns.end() || idiom.descriptions.empty())
    return "\"nl\" or \"code\" is empty";
  patterns.insert(patterns.end(), idiom.members.begin(), idiom.members.end());
  for (const std::string& pattern : patterns) {
    if (auto problem = check_pattern(pattern, idiom); !problem.empty()) return problem;
  }
  for (const auto& [slot, pool] : idiom.slots) {
    if (!pools.contains(pool)) return fmt::format("slot \"{}\" has the unknown class \"{}\"", slot, pool);
  }
  for (const std::string& slot : idiom.parameters) {
    if (!idiom.slots.contains(slot)) return fmt::format("\"params\" has the unknown slot \"{}\"", slot);
  }
  return {};
}

/// Classes that scopes are filled from, whatever the templates.
const std::vector<std::string>& distractor_pools() {
  static const std::vector<std::string> pools = {"list", "str",   "int",   "path", "dict",
                                                 "obj",  "float", "count", "func", "url",
                                                 "bool", "file",  "df",    "date", "dir"};
  return pools;
}

std::string check_pools(const NamePools& pools) {
  for (const auto& [pool, names] : pools) {
    if (names.empty()) return fmt::format("class \"{}\" is empty", pool);
  }
  std::vector<std::string> needed = distractor_pools();
  needed.emplace_back("attr");
  for (const std::string& pool : needed) {
    if (!pools.contains(pool)) return fmt::format("class \"{}\" is missing", pool);
  }
  return {};
}

Result<void> read_topic(const fs::path& path, Idioms& idioms) {
  const auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  std::istringstream lines(*text);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    try {
      auto idiom = parse_template(json::parse(line), "idioms/" + path.stem().string());
      if (const auto problem = check(idiom, idioms.pools); !problem.empty()) {
        return failure("{}:{}: {}", path.string(), number, problem);
      }
      idioms.templates.push_back(std::move(idiom));
    } catch (const json::exception& error) {
      return failure("{}:{}: {}", path.string(), number, error.what());
    }
  }
  return {};
}

/// The singular of a plural list name, or "item".
std::string singular(const std::string& name) {
  if (name.ends_with("ies") && name.size() > 4) return name.substr(0, name.size() - 3) + "y";
  if (name.ends_with("sses") || name.ends_with("xes") || name.ends_with("ches"))
    return name.substr(0, name.size() - 2);
  if (name.ends_with("s") && !name.ends_with("ss") && name.size() > 3) return name.substr(0, name.size() - 1);
  if (name == "people") return "person";
  if (name == "children") return "child";
  return "item";
}

template <typename T>
const T& pick(const std::vector<T>& values, std::mt19937_64& random) {
  return values[std::uniform_int_distribution<std::size_t>(0, values.size() - 1)(random)];
}
bool chance(double probability, std::mt19937_64& random) {
  return std::bernoulli_distribution(probability)(random);
}

using Binding = std::map<std::string, std::string>;

/// No two slots share a name, and none takes one that the code binds or imports itself.
Binding bind_slots(const Idioms& idioms, const IdiomTemplate& idiom, std::mt19937_64& random) {
  Binding names;
  for (const auto& [slot, pool] : idiom.slots) {
    const auto taken = [&](const std::string& name) {
      return contains_word(idiom.code, name) ||
             std::any_of(names.begin(), names.end(), [&](const auto& other) { return other.second == name; });
    };
    std::string name = pick(idioms.pools.at(pool), random);
    for (int tries = 0; tries < 20 && taken(name); ++tries) name = pick(idioms.pools.at(pool), random);
    names[slot] = std::move(name);
  }
  return names;
}

std::string form(const std::string& name, std::string_view modifier) {
  if (modifier == "singular") return singular(name);
  if (modifier == "quoted") return "`" + name + "`";
  std::string text = name;
  if (modifier == "words") std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// Replaces {slot} and {slot:modifier}; `{{` and `}}` are braces.
std::string substitute(std::string_view pattern, const Binding& names, double quote,
                       std::mt19937_64& random) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (is_doubled_brace(pattern, at)) {
      text += c;
      at += 2;
    } else if (const auto slot = slot_at(pattern, at)) {
      const auto colon = slot->find(':');
      const auto found = names.find(std::string(slot->substr(0, colon)));
      std::string_view modifier = colon == std::string_view::npos ? "" : slot->substr(colon + 1);
      if (modifier.empty() && chance(quote, random)) modifier = "quoted";
      if (found != names.end()) text += form(found->second, modifier);
      at += slot->size() + 2;
    } else {
      text += c;
      ++at;
    }
  }
  return text;
}

std::string vary_wording(std::string nl, bool docstring, std::mt19937_64& random) {
  static const std::vector<std::string> openings = {"now ", "then ",  "first, ", "finally, ",
                                                    "we ",  "next, ", "just "};
  if (!docstring && chance(0.04, random)) nl = pick(openings, random) + nl;
  const double capital = docstring ? 0 : 0.25;
  if (chance(capital, random)) nl[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(nl[0])));
  if (!docstring && chance(0.12, random) && !nl.ends_with('.')) nl += '.';
  if (docstring && chance(0.1, random) && nl.ends_with('.')) nl.pop_back();
  return nl;
}

bool is_variable(const std::string& pool) {
  static const std::vector<std::string> others = {"num_literal", "str_literal", "filename", "format",
                                                  "attr",        "key",         "column",   "new",
                                                  "class",       "exception"};
  return std::find(others.begin(), others.end(), pool) == others.end();
}

/// A scope under construction: no name twice.
class Scope {
 public:
  void add(const std::string& text, engine::NameKind kind) {
    const bool known =
        std::any_of(names_.begin(), names_.end(), [&](const auto& name) { return name.text == text; });
    if (!known) names_.push_back({text, kind});
  }
  [[nodiscard]] std::vector<engine::Name>& names() { return names_; }

 private:
  std::vector<engine::Name> names_;
};

engine::NameKind variable_kind(bool in_function, std::mt19937_64& random) {
  if (!in_function) return engine::NameKind::local;
  const double roll = std::uniform_real_distribution<double>(0, 1)(random);
  return roll < 0.6    ? engine::NameKind::parameter
         : roll < 0.93 ? engine::NameKind::local
                       : engine::NameKind::global;
}

/// Names of other classes, which the code must not pick: real scopes are full of them.
void add_distractors(const Idioms& idioms, const IdiomTemplate& idiom, bool in_function,
                     const std::string& code, Scope& scope, std::mt19937_64& random) {
  static const std::vector<std::string> modules = {
      "os",  "sys",      "json", "re", "logging",  "time",     "Path",    "random",     "math",
      "csv", "datetime", "np",   "pd", "requests", "argparse", "Counter", "defaultdict"};
  std::vector<std::string> used;
  used.reserve(idiom.slots.size());
  for (const auto& [slot, pool] : idiom.slots) used.push_back(pool);
  const auto wanted = std::geometric_distribution<int>(0.3)(random);
  for (int i = 0; i < std::min(wanted, 10); ++i) {
    const std::string& pool = pick(distractor_pools(), random);
    if (std::find(used.begin(), used.end(), pool) != used.end()) continue;
    const std::string& name = pick(idioms.pools.at(pool), random);
    if (!contains_word(code, name)) scope.add(name, variable_kind(in_function, random));
  }
  const auto imported = std::geometric_distribution<int>(0.4)(random);
  for (int i = 0; i < std::min(imported, 6); ++i) scope.add(pick(modules, random), engine::NameKind::import);
}

void add_class_around(const Idioms& idioms, const IdiomTemplate& idiom, const Binding& names,
                      const std::string& code, Scope& scope, std::mt19937_64& random) {
  scope.add("self", engine::NameKind::parameter);
  for (const std::string& member : idiom.members) {
    const std::string text = substitute(member, names, 0, random);
    // A method that stores an attribute may be the first to name it.
    if (code.find("self." + text + " = ") == std::string::npos || chance(0.2, random))
      scope.add(text, engine::NameKind::member);
  }
  const auto more = std::geometric_distribution<int>(0.35)(random);
  for (int i = 0; i < std::min(more, 8); ++i) {
    scope.add(pick(idioms.pools.at(chance(0.5, random) ? "attr" : "str"), random), engine::NameKind::member);
  }
}

std::vector<engine::Name> make_scope(const Idioms& idioms, const IdiomTemplate& idiom, const Binding& names,
                                     const std::string& code, engine::Surroundings& surroundings,
                                     std::mt19937_64& random) {
  Scope scope;
  const bool in_function = surroundings.in_function;
  for (const auto& [slot, pool] : idiom.slots) {
    const std::string& name = names.at(slot);
    if (is_variable(pool) && contains_word(code, name)) {
      const bool parameter = idiom.docstring || std::find(idiom.parameters.begin(), idiom.parameters.end(),
                                                          slot) != idiom.parameters.end();
      const bool only_member = code.find("self." + name) != std::string::npos &&
                               !contains_word(substitute(idiom.code, {}, 0, random), name) &&
                               idiom.parameters.empty() && code.find("= " + name) == std::string::npos &&
                               code.find("(" + name) == std::string::npos;
      if (!only_member)
        scope.add(name, parameter ? engine::NameKind::parameter : variable_kind(in_function, random));
    } else if (pool == "class") {
      scope.add(name, engine::NameKind::type);
    }
  }
  if (contains_word(code, "cls")) scope.add("cls", engine::NameKind::parameter);
  if (!idiom.members.empty()) add_class_around(idioms, idiom, names, code, scope, random);
  add_distractors(idioms, idiom, in_function, code, scope, random);
  std::shuffle(scope.names().begin(), scope.names().end(), random);
  std::stable_sort(scope.names().begin(), scope.names().end(),
                   [](const auto& a, const auto& b) { return a.kind < b.kind; });
  for (const std::string& name : idiom.imports) scope.add(name, engine::NameKind::import);
  if (in_function) {
    static const std::vector<std::string> functions = {"main",   "run", "process", "load",  "handle",
                                                       "update", "get", "test",    "parse", "compute"};
    scope.add(pick(idiom.functions.empty() ? functions : idiom.functions, random),
              engine::NameKind::enclosing);
  }
  return scope.names();
}

}  // namespace

Result<Idioms> read_idioms(const fs::path& folder) {
  Idioms idioms;
  const auto pools = read_file(folder / "pools.json");
  if (!pools) return tl::unexpected(pools.error());
  try {
    idioms.pools = json::parse(*pools).get<NamePools>();
  } catch (const json::exception& error) {
    return failure("{}: {}", (folder / "pools.json").string(), error.what());
  }
  if (const auto problem = check_pools(idioms.pools); !problem.empty())
    return failure("{}: {}", (folder / "pools.json").string(), problem);
  std::vector<fs::path> topics;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".jsonl") topics.push_back(entry.path());
  }
  std::sort(topics.begin(), topics.end());
  for (const fs::path& topic : topics) {
    if (auto read = read_topic(topic, idioms); !read) return tl::unexpected(read.error());
  }
  if (idioms.templates.empty()) return failure("{}: holds no *.jsonl with idioms", folder.string());
  return idioms;
}

Pair sample_idiom(const Idioms& idioms, const IdiomTemplate& idiom, std::mt19937_64& random) {
  const Binding names = bind_slots(idioms, idiom, random);
  Pair pair;
  pair.source = idiom.topic;
  pair.code = substitute(idiom.code, names, 0, random);
  pair.nl = vary_wording(substitute(pick(idiom.descriptions, random), names, 0.08, random), idiom.docstring,
                         random);
  engine::Surroundings& around = pair.surroundings;
  around.docstring = idiom.docstring;
  around.in_function = idiom.docstring || !idiom.members.empty() || contains_word(pair.code, "return") ||
                       contains_word(pair.code, "yield") || contains_word(pair.code, "await") ||
                       chance(0.7, random);
  around.in_async = contains_word(pair.code, "await") || pair.code.find("async with") != std::string::npos;
  around.in_loop = pair.code == "continue" || pair.code == "break" || contains_word(pair.code, "continue") ||
                   contains_word(pair.code, "break") || chance(0.1, random);
  pair.names = make_scope(idioms, idiom, names, pair.code, around, random);
  return pair;
}

std::vector<Pair> expand_idioms(const Idioms& idioms, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> weights;
  weights.reserve(idioms.templates.size());
  for (const IdiomTemplate& idiom : idioms.templates) weights.push_back(idiom.weight);
  std::discrete_distribution<std::size_t> by_weight(weights.begin(), weights.end());
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < least_rows_of_a_template; ++i) {
    for (const IdiomTemplate& idiom : idioms.templates) pairs.push_back(sample_idiom(idioms, idiom, random));
  }
  while (pairs.size() < count)
    pairs.push_back(sample_idiom(idioms, idioms.templates[by_weight(random)], random));
  return pairs;
}

}  // namespace treewright::lab
