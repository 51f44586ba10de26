#include "lab/evaluate/evaluated_workspace.h"

#include <algorithm>

#include "completion/provider.h"
#include "engine/recode/similarity.h"
#include "engine/text/code_tokens.h"
#include "retrieval/extraction/source_languages.h"
#include "retrieval/search/fusion.h"
#include "retrieval/search/segment_search.h"
#include "retrieval/store/indexer.h"
#include "support/file.h"
#include "support/rank_score.h"

namespace treewright::lab {

using retrieval::Found;
using retrieval::Hit;
using retrieval::StoredEntry;
using retrieval::WorkspaceIndex;

namespace {

constexpr double like_code = 0.75;  // of the tokens

std::vector<std::int64_t> ids_of(const std::vector<Hit>& hits) {
  std::vector<std::int64_t> ids;
  ids.reserve(hits.size());
  for (const Hit& hit : hits) ids.push_back(hit.id);
  return ids;
}

std::vector<std::int64_t> ids_of(const std::vector<Found>& found) {
  std::vector<std::int64_t> ids;
  ids.reserve(found.size());
  for (const Found& each : found) ids.push_back(each.stored.id);
  return ids;
}

/// Of the line with that number from 1, or the text's end.
std::size_t line_begin(std::string_view text, std::size_t line) {
  std::size_t at = 0;
  for (; line > 1 && at < text.size(); --line) at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return at;
}

/// Empty where the code does not parse. `number_of` is asked for each token.
template <typename NumberOf>
std::vector<int> numbered(const syntax::Language& language, std::string_view code,
                          const NumberOf& number_of) {
  std::vector<int> numbers;
  const auto tokens = text::tokenize(language, code);
  if (!tokens) return numbers;
  for (const text::Token& token : *tokens)
    numbers.push_back(number_of(fmt::format("{} {}", static_cast<int>(token.kind), token.text)));
  return numbers;
}

/// Whether lines of a file are partly `asked`'s.
bool is_own(const StoredEntry& asked, std::string_view path, std::uint32_t line, std::uint32_t end_line) {
  return asked.path == path && asked.entry.line <= end_line && line <= asked.entry.end_line;
}

bool is_own(const StoredEntry& asked, const StoredEntry& found) {
  return is_own(asked, found.path, found.entry.line, found.entry.end_line);
}

}  // namespace

EvaluatedWorkspace::EvaluatedWorkspace(const syntax::Language& language,
                                       std::shared_ptr<const embed::Embedder> embedder)
    : language_(language), embedder_(std::move(embedder)) {}

Result<std::unique_ptr<EvaluatedWorkspace>> EvaluatedWorkspace::open(
    const std::filesystem::path& folder, const syntax::Language& language,
    std::shared_ptr<const embed::Embedder> embedder, const std::stop_token& stop) {
  std::unique_ptr<EvaluatedWorkspace> made(new EvaluatedWorkspace(language, std::move(embedder)));
  if (auto indexed = made->index(folder, stop); !indexed) return tl::unexpected(indexed.error());
  if (auto read = made->read(folder); !read) return tl::unexpected(read.error());
  return made;
}

Result<void> EvaluatedWorkspace::index(const std::filesystem::path& folder, const std::stop_token& stop) {
  auto store = retrieval::Store::open(scratch_ / "index.db");
  if (!store) return tl::unexpected(store.error());
  retrieval::UpdateOptions options;
  options.stop = stop;
  if (const auto updated = retrieval::Indexer(folder, *store).update(options); !updated)
    return tl::unexpected(updated.error());
  const auto of_language = [&](const StoredEntry& stored) {
    const retrieval::SourceLanguage* found = retrieval::source_language_of(stored.path);
    return found != nullptr && found->id == language_.id;
  };
  return store
      ->for_each([&](const StoredEntry& stored) {
        if (of_language(stored)) entries_.push_back(stored);
      })
      .and_then([&]() -> Result<void> {
        auto index = WorkspaceIndex::open(scratch_ / "index.db", embedder_);
        if (!index) return tl::unexpected(index.error());
        index_ = *std::move(index);
        return {};
      });
}

Result<void> EvaluatedWorkspace::read(const std::filesystem::path& folder) {
  syntax::Parser parser(language_);
  const auto number = [&](const std::string& token) {
    return token_numbers_.emplace(token, static_cast<int>(token_numbers_.size())).first->second;
  };
  retrieval::SegmentBuilder segment(embedder_.get());
  for (const StoredEntry& stored : entries_) {
    segment.add(stored.id, stored.entry);
    codes_.push_back(numbered(language_, stored.entry.code, number));
    if (files_.contains(stored.path)) continue;
    auto text = read_file(folder / stored.path);
    if (!text) return tl::unexpected(text.error());
    syntax::Tree tree = parser.parse(*text);
    files_[stored.path] = {*std::move(text), std::move(tree)};
  }
  searched_.push_back(std::move(segment).build());
  return {};
}

/// The end of the comment or docstring above the code, if an editor finds the same code below it.
std::optional<std::size_t> EvaluatedWorkspace::offset_of(const StoredEntry& stored) const {
  const File& file = files_.at(stored.path);
  const std::size_t begin = line_begin(file.text, stored.entry.line);
  const std::size_t last = std::string_view(file.text).substr(0, begin).find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos) return std::nullopt;
  const auto site = completion::find_site(source(file), last + 1);
  if (!site || !site->existing_code) return std::nullopt;
  const bool same = line_begin(file.text, stored.entry.line) == site->existing_code->begin &&
                    line_begin(file.text, stored.entry.end_line + 1) >= site->existing_code->end;
  return same ? std::optional(last + 1) : std::nullopt;
}

std::vector<EvaluatedSite> EvaluatedWorkspace::sites(std::size_t most) const {
  std::vector<EvaluatedSite> all;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (codes_[i].empty()) continue;
    if (const auto offset = offset_of(entries_[i])) all.push_back({i, *offset});
  }
  if (all.size() <= most) return all;
  std::vector<EvaluatedSite> spread;
  for (std::size_t i = 0; i < most; ++i) spread.push_back(all[i * all.size() / most]);
  return spread;
}

bool EvaluatedWorkspace::is_like(std::size_t asked, std::size_t found) const {
  return !codes_[found].empty() && !is_own(entries_[asked], entries_[found]) &&
         recode::similarity(codes_[asked], codes_[found], like_code) >= like_code;
}

/// Of the first like entry among `ids`, the site's own left out.
template <typename Ids>
double EvaluatedWorkspace::reciprocal_rank(std::size_t asked, const Ids& ids) const {
  std::size_t rank = 0;
  for (const std::int64_t id : ids) {
    const auto at = std::ranges::lower_bound(entries_, id, {}, &StoredEntry::id);
    if (at == entries_.end() || at->id != id) continue;
    if (is_own(entries_[asked], *at)) continue;
    if (++rank > RankScore::most) break;
    if (is_like(asked, static_cast<std::size_t>(at - entries_.begin()))) return 1 / static_cast<double>(rank);
  }
  return 0;
}

Result<std::optional<ReciprocalRanks>> EvaluatedWorkspace::search(const EvaluatedSite& site) const {
  bool any = false;
  for (std::size_t i = 0; i < entries_.size() && !any; ++i) any = is_like(site.entry, i);
  if (!any) return std::nullopt;
  constexpr std::size_t most = 50;  // the site's own lines are among them
  const std::string& description = entries_[site.entry].entry.description;
  const auto rankings = retrieval::rank(searched_, embedder_.get(), description, retrieval::fusion_depth);
  const auto whole = index_->search(description, most);
  if (!whole) return tl::unexpected(whole.error());
  const auto rank = [&](const auto& found) { return reciprocal_rank(site.entry, ids_of(found)); };
  return ReciprocalRanks{rank(rankings.words), rank(rankings.vectors),
                         rank(retrieval::fuse(rankings.words, rankings.vectors, most)), rank(*whole)};
}

/// What the index has beside a site's own lines.
class EvaluatedWorkspace::Others final : public completion::Workspace {
 public:
  Others(const EvaluatedWorkspace& workspace, const StoredEntry& asked)
      : workspace_(workspace), asked_(asked) {}

  std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                 std::size_t most) const override {
    // Its own lines hold few entries: itself, the function around it, comments within.
    auto examples = workspace_.index_->find(description, 2 * most);
    std::erase_if(examples, [&](const completion::WorkspaceExample& each) {
      return is_own(asked_, each.from.path, each.from.line, each.from.end_line);
    });
    if (examples.size() > most) examples.resize(most);
    return examples;
  }

 private:
  const EvaluatedWorkspace& workspace_;
  const StoredEntry& asked_;
};

/// Its file before the code was written: a blank line stands in its place.
EvaluatedWorkspace::File EvaluatedWorkspace::file_without(const StoredEntry& stored) const {
  std::string text = files_.at(stored.path).text;
  const std::size_t begin = line_begin(text, stored.entry.line);
  text.replace(begin, line_begin(text, stored.entry.end_line + 1) - begin, "\n");
  syntax::Tree tree = syntax::Parser(language_).parse(text);
  return {std::move(text), std::move(tree)};
}

SuggestionScore EvaluatedWorkspace::suggest(const EvaluatedSite& site, const engine::Generator& generator,
                                            bool with, const std::stop_token& stop) const {
  const StoredEntry& stored = entries_[site.entry];
  const File file = file_without(stored);
  const Others others(*this, stored);
  completion::Query query;
  query.offset = site.offset;
  query.trigger = completion::Trigger::command;
  query.max_tokens = 0;
  query.stop = stop;
  query.workspace = with ? &others : nullptr;
  const auto answer = completion::suggest(source(file), query, &generator);
  if (answer.suggestions.empty()) return {};
  const auto known = [&](const std::string& token) {
    const auto found = token_numbers_.find(token);
    return found == token_numbers_.end() ? -1 : found->second;
  };
  const std::vector<int> code = numbered(language_, answer.suggestions.front().code, known);
  return {code == codes_[site.entry] ? 1.0 : 0.0, recode::similarity(codes_[site.entry], code)};
}

}  // namespace treewright::lab
