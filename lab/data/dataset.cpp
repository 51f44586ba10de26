#include "lab/data/dataset.h"

#include <array>
#include <nlohmann/json.hpp>

#include "engine/text/description.h"
#include "engine/text/fragment.h"
#include "engine/text/reconstruction.h"
#include "support/file.h"
#include "support/json_lines.h"

namespace treewright::lab {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, engine::name_kind_count> kind_names = {
    "parameter", "local", "import", "member", "function", "type", "global", "enclosing"};

Result<std::vector<engine::Name>> parse_names(const json& array) {
  std::vector<engine::Name> names;
  for (const json& pair : array) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) {
      return failure("\"names\" must hold pairs of strings");
    }
    const auto* kind = std::find(kind_names.begin(), kind_names.end(), pair[1].get_ref<const std::string&>());
    if (kind == kind_names.end())
      return failure("\"names\" has the unknown kind \"{}\"", pair[1].get<std::string>());
    names.push_back({pair[0].get<std::string>(), static_cast<engine::NameKind>(kind - kind_names.begin())});
  }
  return names;
}

engine::Surroundings parse_surroundings(const json& object) {
  engine::Surroundings s;
  const auto flag = [&](const char* name) { return object.value(name, json()) == json(true); };
  s.docstring = flag("docstring");
  s.in_function = flag("in_function");
  s.in_async = flag("in_async");
  s.in_loop = flag("in_loop");
  s.in_class_body = flag("in_class_body");
  return s;
}

bool in_fold(const json& object, const Fold& fold) {
  if (fold.modulus == 0) return true;
  const auto found = object.find(fold.field);
  const bool matches = found != object.end() && found->is_number_integer() &&
                       found->get<std::int64_t>() % fold.modulus == fold.remainder;
  return matches != fold.negate;
}

Result<Source> parse_source(const json& entry, const std::filesystem::path& root) {
  if (entry.is_string()) return Source{.path = root / entry.get<std::string>()};
  if (!entry.is_object() || !entry.contains("path"))
    return failure("a data entry must be a path or have \"path\"");
  try {
    Source source{.path = root / entry.at("path").get<std::string>(),
                  .repeat = entry.value("repeat", 1),
                  .renamed = entry.value("renamed", 0),
                  .limit = entry.value("limit", std::size_t{0})};
    if (const auto fold = entry.find("fold"); fold != entry.end()) {
      source.fold = {fold->at("field").get<std::string>(), fold->at("modulus").get<int>(),
                     fold->at("remainder").get<int>(), fold->value("negate", false)};
    }
    if (source.repeat < 1 || source.renamed < 0 || source.fold.modulus < 0 ||
        entry.value("limit", std::int64_t{0}) < 0)
      return failure("data entry {}: \"repeat\" counts from 1, the other numbers from 0", entry.dump());
    return source;
  } catch (const json::exception& error) {
    return failure("data entry {}: {}", entry.dump(), error.what());
  }
}

}  // namespace

std::string row_id(const json& object, std::size_t line) {
  const auto id = object.find("id");
  if (id == object.end()) return std::to_string(line);
  return id->is_string() ? id->get<std::string>() : id->dump();
}

Result<Row> parse_row(const json& object, std::size_t line) {
  if (!object.is_object()) return failure("not a JSON object");
  const auto nl = object.find("nl");
  if (nl == object.end() || !nl->is_string()) return failure("\"nl\" must be a string");
  Row row;
  row.request.description = nl->get<std::string>();
  row.id = row_id(object, line);
  if (const auto code = object.find("code"); code != object.end() && code->is_string())
    row.code = code->get<std::string>();
  const auto names = object.find("names");
  row.request.surroundings.bare = names == object.end();
  if (names != object.end()) {
    auto parsed = parse_names(*names);
    if (!parsed) return tl::unexpected(parsed.error());
    row.request.names = *std::move(parsed);
  }
  if (const auto s = object.find("surroundings"); s != object.end() && s->is_object()) {
    row.request.surroundings = parse_surroundings(*s);
  }
  return row;
}

Result<std::vector<Row>> read_rows(const Source& source) {
  const auto lines = read_json_lines(source.path);
  if (!lines) return tl::unexpected(lines.error());
  std::vector<Row> rows;
  for (const auto& [object, line] : *lines) {
    if (source.limit > 0 && rows.size() >= source.limit) break;
    if (!in_fold(object, source.fold)) continue;
    auto row = parse_row(object, line);
    if (row && (!object.contains("code") || !object["code"].is_string()))
      row = failure("\"code\" must be a string");
    if (!row) return failure("{}:{}: {}", source.path.string(), line, row.error().message);
    rows.push_back(*std::move(row));
  }
  return rows;
}

Result<std::vector<Source>> parse_sources(const json& array, const std::filesystem::path& root) {
  if (!array.is_array()) return failure("must be an array of files");
  std::vector<Source> sources;
  for (const json& entry : array) {
    auto source = parse_source(entry, root);
    if (!source) return tl::unexpected(source.error());
    sources.push_back(*std::move(source));
  }
  return sources;
}

std::vector<Tokenized> tokenize_rows(const syntax::Language& language, std::vector<Row> rows,
                                     const RowLimits& limits, std::size_t& dropped) {
  std::vector<Tokenized> kept;
  for (Row& row : rows) {
    auto tokens = text::tokenize(language, limits.fragments ? text::complete_fragment(row.code) : row.code);
    if (tokens && !tokens->empty() && tokens->size() <= limits.max_tokens) {
      kept.push_back({std::move(row), *std::move(tokens)});
    } else {
      ++dropped;
    }
  }
  return kept;
}

std::vector<Example> encode_examples(const text::Vocabulary& vocabulary, const text::EncodingLimits& limits,
                                     const std::vector<Tokenized>& rows) {
  std::vector<Example> examples;
  for (const Tokenized& row : rows) {
    auto source = text::encode_source(vocabulary, row.row.request, limits);
    auto steps = text::encode_target(vocabulary, source, row.tokens);
    if (steps.empty()) continue;
    steps.push_back({text::end, {}});
    examples.push_back({std::move(source), std::move(steps)});
  }
  return examples;
}

std::vector<Example> encode_trees(const grammar::TreeCodec& codec, const text::Vocabulary& vocabulary,
                                  const text::EncodingLimits& limits, const std::vector<Tokenized>& rows) {
  const grammar::Oracle oracle(codec.system());
  std::vector<Example> examples;
  for (const Tokenized& row : rows) {
    const auto tree = text::read_code_tree(codec.system().language(), text::complete_fragment(row.row.code));
    if (!tree) continue;
    const auto derivation = oracle.derive(*tree);
    if (!derivation) continue;
    auto source = text::encode_source(vocabulary, row.row.request, limits);
    auto steps = codec.encode(source, *derivation);
    if (!steps.empty()) examples.push_back({std::move(source), std::move(steps)});
  }
  return examples;
}

std::vector<Example> encode_reconstructions(const syntax::Language& language,
                                            const text::Vocabulary& vocabulary,
                                            const text::EncodingLimits& limits,
                                            const std::vector<Tokenized>& rows) {
  std::vector<Example> examples;
  for (const Tokenized& row : rows) {
    const std::string code = text::join(text::without_completion(text::render(language, row.tokens)));
    examples.push_back(text::encode_reconstruction(vocabulary, code, row.row.request.description, limits));
  }
  return examples;
}

std::vector<std::string> tokenizer_sentences(const std::vector<Tokenized>& rows) {
  std::vector<std::string> sentences;
  for (const Tokenized& row : rows) {
    if (row.row.is_variant) continue;
    std::string line;
    for (const text::Word& word : text::split_description(row.row.request.description)) {
      line += (word.spaced ? " " : "") + word.read;
    }
    for (const text::Token& token : row.tokens) {
      const bool named = token.kind == text::TokenKind::identifier || token.kind == text::TokenKind::number;
      if (named) line += " " + token.text;
      if (token.kind == text::TokenKind::content) line += " " + token.text;
    }
    sentences.push_back(std::move(line));
  }
  return sentences;
}

}  // namespace treewright::lab
