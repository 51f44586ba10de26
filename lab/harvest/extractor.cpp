#include "lab/harvest/extractor.h"

#include <algorithm>

#include "completion/description.h"
#include "completion/layout.h"
#include "completion/scope.h"
#include "engine/syntax/tree.h"
#include "engine/text/code_tokens.h"
#include "retrieval/extraction/dedent.h"

namespace treewright::lab {
namespace {

using completion::Layout;
using completion::Line;
using completion::Site;
using completion::SiteKind;
using completion::Source;

constexpr std::size_t most_code_bytes = 2000;

// The first sentence of a docstring's summary; comments are kept whole.
std::string first_sentence(const std::string& summary) {
  for (std::size_t at = summary.find(". "); at != std::string::npos; at = summary.find(". ", at + 1)) {
    const bool abbreviation = at >= 2 && (summary[at - 2] == '.' || summary[at - 2] == ' ');
    if (!abbreviation) return summary.substr(0, at + 1);
  }
  return summary;
}

// A description and the code it describes.
struct Described {
  std::string nl;
  std::string_view raw;    ///< of a comment: the start of its text, as written
  syntax::ByteRange code;  ///< hidden from the scope
  std::string indentation;
  engine::Surroundings surroundings;
  std::size_t at = 0;  ///< where the request would come from
};

class FileExtractor {
 public:
  FileExtractor(const Source& source, PairVerdictCounts& counts)
      : source_(source), layout_(source), counts_(counts) {}

  std::vector<Pair> extract() {
    for (std::optional<Line> line = layout_.line_at(0); line; line = layout_.next(*line)) {
      const auto cursor = cursor_at(*line);
      if (!cursor) {
        try_trailing(*line);
        continue;
      }
      const auto site = completion::find_site(source_, *cursor);
      if (!site) continue;
      line = layout_.line_at(site->comment.end);
      try_site(*site);
    }
    return std::move(pairs_);
  }

 private:
  // Where the cursor would be when the comment or docstring of this line has just been typed.
  std::optional<std::size_t> cursor_at(const Line& line) const {
    std::string_view text = layout_.content(line);
    if (text.starts_with(layout_.rules().line_comment)) return line.end;
    if (text.starts_with('r')) text.remove_prefix(1);
    if (!text.starts_with('"') && !text.starts_with('\'')) return std::nullopt;
    const auto string = layout_.string_at(line.begin + layout_.indentation(line).size());
    if (!string || string->begin < line.begin) return std::nullopt;
    return string->end;
  }

  void try_site(const Site& site) {
    const bool is_docstring = site.kind == SiteKind::docstring;
    if (!site.existing_code || (is_docstring && !site.surroundings.docstring))
      return count(PairVerdict::no_code);
    const std::string_view raw =
        source_.text.substr(site.comment.begin, site.comment.end - site.comment.begin);
    Described pair{first_sentence(site.description),
                   is_docstring ? std::string_view() : mark_less(raw),
                   *site.existing_code,
                   site.indentation,
                   site.surroundings,
                   site.insert_at};
    PairVerdict verdict = try_pair(pair, pair.code);
    // Of a paragraph that is too long, a comment describes its first statement.
    if (verdict == PairVerdict::too_long && !is_docstring)
      verdict = try_pair(pair, first_statement(pair.code.begin));
    count(verdict);
  }

  // `total = 0  # reset the total`: the comment tells what its own line does.
  void try_trailing(const Line& line) {
    if (layout_.content(line).find(layout_.rules().line_comment) == std::string_view::npos) return;
    const auto comment = layout_.comment_start(line);
    if (!comment || layout_.opens_block(line) || layout_.interrupted(line)) return;
    const auto [begin, end] = first_statement(line.begin);
    if (end > line.end) return;
    const completion::Placement place = completion::place_code(layout_, line);
    const std::string_view raw = source_.text.substr(*comment, line.end - *comment);
    Described pair{completion::describe_comment(layout_.rules(), {raw}),
                   mark_less(raw),
                   {begin, *comment},
                   place.indentation,
                   completion::surroundings_of(place.headers),
                   line.end};
    count(place.width == layout_.width(line) ? try_pair(pair, pair.code) : PairVerdict::no_code);
  }

  PairVerdict try_pair(const Described& pair, const syntax::ByteRange& range) {
    const PairVerdict described = check_description(pair.nl, pair.raw);
    if (described != PairVerdict::kept) return described;
    if (range.end - range.begin > most_code_bytes) return PairVerdict::too_long;
    const std::string_view code = source_.text.substr(range.begin, range.end - range.begin);
    const auto tokens = text::tokenize(*source_.language, retrieval::dedent(code, pair.indentation));
    if (!tokens) return PairVerdict::not_tokenisable;
    const PairVerdict coded = check_code(pair.nl, *tokens);
    if (coded != PairVerdict::kept) return coded;
    pairs_.push_back({pair.nl,
                      text::join(text::render(*source_.language, *tokens)),
                      completion::names_in_scope(source_, pair.at, pair.code),
                      pair.surroundings,
                      {}});
    return PairVerdict::kept;
  }

  void count(PairVerdict verdict) { ++counts_[static_cast<std::size_t>(verdict)]; }

  syntax::ByteRange first_statement(std::size_t line_begin) const {
    return {line_begin, layout_.statement_end(layout_.line_at(line_begin)).end};
  }

  static std::string_view mark_less(std::string_view comment) {
    while (!comment.empty() && (comment.front() == '#' || comment.front() == ' ')) comment.remove_prefix(1);
    return comment.substr(0, 40);
  }

  const Source& source_;
  Layout layout_;
  PairVerdictCounts& counts_;
  std::vector<Pair> pairs_;
};

}  // namespace

std::vector<Pair> extract_pairs(const syntax::Language& language, std::string_view text,
                                PairVerdictCounts& counts) {
  syntax::Parser parser(language);
  const syntax::Tree tree = parser.parse(text);
  return FileExtractor({&language, text, &tree}, counts).extract();
}

}  // namespace treewright::lab
