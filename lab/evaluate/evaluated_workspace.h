#pragma once
// How much a workspace's index helps, told by the workspace's own sites: each is asked about as if its code
// were not there yet, and what the index has of its own lines is left out.

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "completion/site.h"
#include "engine/generator.h"
#include "retrieval/search/workspace_index.h"
#include "support/scratch_folder.h"

namespace treewright::lab {

/// What looks for like entries: words in common alone (BM25), meaning alone, both, and with the descriptions'
/// edit distance as well: the search of WorkspaceIndex.
inline constexpr std::array<const char*, 4> searcher_names = {"lexical", "vectors", "fused", "whole search"};

/// By searcher: 1 / the rank of the first entry with like code, 0 beyond the tenth.
using ReciprocalRanks = std::array<double, searcher_names.size()>;

struct SuggestionScore {
  double exact = 0;       ///< 1 where the first suggestion has the site's own tokens, else 0
  double similarity = 0;  ///< of both by edit distance over tokens, 0 … 1
};

/// A comment or docstring of the workspace with the code that it describes.
struct EvaluatedSite {
  std::size_t entry = 0;
  std::size_t offset = 0;  ///< in its file
};

/// One language's files. One thread at a time.
class EvaluatedWorkspace {
 public:
  /// Reads all of `folder` into an index of its own, which goes with the object.
  [[nodiscard]] static Result<std::unique_ptr<EvaluatedWorkspace>> open(
      const std::filesystem::path& folder, const syntax::Language& language,
      std::shared_ptr<const embed::Embedder> embedder, const std::stop_token& stop = {});

  [[nodiscard]] std::size_t entries() const { return entries_.size(); }
  /// Every comment and docstring whose code an editor would find as well; of more than `most`, as many evenly
  /// spread.
  [[nodiscard]] std::vector<EvaluatedSite> sites(std::size_t most) const;

  /// None where no other entry has like code: there is nothing to find.
  [[nodiscard]] Result<std::optional<ReciprocalRanks>> search(const EvaluatedSite& site) const;
  /// The first suggestion in place, `with` the index's help or without.
  [[nodiscard]] SuggestionScore suggest(const EvaluatedSite& site, const engine::Generator& generator,
                                        bool with, const std::stop_token& stop) const;

 private:
  struct File {
    std::string text;
    syntax::Tree tree;
  };
  class Others;

  EvaluatedWorkspace(const syntax::Language& language, std::shared_ptr<const embed::Embedder> embedder);

  [[nodiscard]] Result<void> index(const std::filesystem::path& folder, const std::stop_token& stop);
  [[nodiscard]] Result<void> read(const std::filesystem::path& folder);
  [[nodiscard]] completion::Source source(const File& file) const {
    return {&language_, file.text, &file.tree};
  }
  [[nodiscard]] std::optional<std::size_t> offset_of(const retrieval::StoredEntry& stored) const;
  [[nodiscard]] File file_without(const retrieval::StoredEntry& stored) const;
  [[nodiscard]] bool is_like(std::size_t asked, std::size_t found) const;
  template <typename Ids>
  [[nodiscard]] double reciprocal_rank(std::size_t asked, const Ids& ids) const;

  const syntax::Language& language_;
  const std::shared_ptr<const embed::Embedder> embedder_;
  ScratchFolder scratch_;
  std::unique_ptr<retrieval::WorkspaceIndex> index_;
  retrieval::SegmentList searched_;  // of entries_
  std::map<std::string, File> files_;
  std::vector<retrieval::StoredEntry> entries_;  // by rising id
  std::vector<std::vector<int>> codes_;          // tokens of each as numbers; empty where it does not parse
  std::map<std::string, int> token_numbers_;
};

}  // namespace treewright::lab
