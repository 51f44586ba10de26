#include "completion/attention.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "completion/adapt.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

using engine::Unexplained;

constexpr std::string_view blanks = " \t\f";

tl::unexpected<NoAttention> nothing(Reason reason, std::string detail = {}) {
  return tl::unexpected(NoAttention{reason, std::move(detail)});
}

Reason reason_of(Unexplained::Why why) {
  switch (why) {
    case Unexplained::Why::no_words:
      return Reason::empty_comment;
    case Unexplained::Why::no_tokens:
      return Reason::no_code;
    case Unexplained::Why::invalid_code:
      return Reason::invalid_code;
    case Unexplained::Why::not_written:
      return Reason::not_this_model;
    case Unexplained::Why::too_long:
      return Reason::code_too_long;
    case Unexplained::Why::cancelled:
      return Reason::cancelled;
  }
  return Reason::not_this_model;
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

/// Without blank ones at the start and the end.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines = split_lines(text);
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  const auto first = std::ranges::find_if_not(lines, is_blank);
  lines.erase(lines.begin(), first);
  return lines;
}

/// `lines` from `first` on without what they share with `indentation`.
std::string without_margin(const std::vector<std::string_view>& lines, std::string_view indentation,
                           std::size_t first) {
  std::string code;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto* differs = std::ranges::mismatch(lines[i], indentation).in1;
    const auto shared = i < first ? 0 : static_cast<std::size_t>(differs - lines[i].begin());
    if (i > 0) code += '\n';
    code += lines[i].substr(shared);
  }
  return code;
}

/// Ghost text begins behind an indentation that the document has already: its later lines alone are indented.
/// In dedented code they may be so too, but without their indentation a block is missing then.
std::string dedented(const Source& source, const Site& site, std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.empty()) return {};
  const std::string_view indentation = lines[0].substr(0, lines[0].find_first_not_of(blanks));
  const bool later_indented = std::all_of(lines.begin() + 1, lines.end(), [&](std::string_view line) {
    return is_blank(line) || line.starts_with(site.indentation);
  });
  if (indentation.empty() && later_indented) {
    std::string behind = without_margin(lines, site.indentation, 1);
    if (text::tokenize(*source.language, behind)) return behind;
  }
  return without_margin(lines, indentation, 0);
}

/// Without what is blank around the code.
syntax::ByteRange trimmed(std::string_view text, syntax::ByteRange range) {
  const std::string_view inside = trim(text.substr(range.begin, range.end - range.begin));
  const std::size_t begin =
      inside.empty() ? range.end : static_cast<std::size_t>(inside.data() - text.data());
  return {begin, begin + inside.size()};
}

std::vector<Provenance> sources_of(const Source& source, const Site& site, const Query& query,
                                   const engine::Generator& generator) {
  std::vector<Provenance> sources;
  const double least = generator.is_guided_by_examples() ? 0 : least_similarity_to_adapt;
  for (const WorkspaceExample& each : workspace_examples(source, site, query)) {
    if (each.from.similarity > 0 && each.from.similarity >= least) sources.push_back(each.from);
  }
  return sources;
}

}  // namespace

tl::expected<Attention, NoAttention> find_attention(const Source& source, const AttentionQuery& query,
                                                    const engine::Generator* generator) {
  if (source.language == nullptr) return nothing(Reason::unknown_language);
  const auto site = find_site(source, query.at.offset);
  if (!site) return nothing(site.error());
  const auto place = query.code ? query.code : site->existing_code;
  if (!query.text && !place) return nothing(Reason::no_code);
  if (generator == nullptr) return nothing(Reason::model_missing);
  Attention attention;
  const std::string_view text = query.text ? std::string_view(*query.text)
                                           : source.text.substr(place->begin, place->end - place->begin);
  attention.code = dedented(source, *site, text);
  if (!query.text) attention.range = trimmed(source.text, *place);
  auto explained = generator->explain(make_request(source, *site, query.at), attention.code);
  if (!explained) return nothing(reason_of(explained.error().why), explained.error().message);
  attention.explanation = *std::move(explained);
  attention.sources = sources_of(source, *site, query.at, *generator);
  return attention;
}

nlohmann::json attention_json(const Attention& attention) {
  auto words = nlohmann::json::array(), tokens = nlohmann::json::array();
  for (const auto& word : attention.explanation.words)
    words.push_back({{"text", word.text}, {"kind", word.is_name ? "name" : "word"}});
  for (const auto& token : attention.explanation.tokens) {
    tokens.push_back({{"text", token.text},
                      {"line", token.line},
                      {"copied", token.copied ? nlohmann::json(*token.copied) : nlohmann::json()},
                      {"weights", token.weights}});
  }
  return {{"words", std::move(words)}, {"tokens", std::move(tokens)}, {"code", attention.code}};
}

}  // namespace treewright::completion
