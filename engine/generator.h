#pragma once
// The one header of the engine that the rest of the program needs.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "engine/explanation.h"
#include "engine/recode/options.h"
#include "engine/request.h"
#include "support/result.h"

namespace treewright::engine {

/// Switches of one decoding, for ablations; the defaults are what users get.
struct GeneratorOptions {
  std::optional<std::size_t> beam = {};  ///< the model's own where absent
  bool copy = true;                      ///< false: pointer-copy actions are masked
  bool constrain = true;                 ///< false: any token may follow any other (of a token decoder)
  bool rerank = true;                    ///< by the scorers of the folder's reranker/, where it has some
  std::optional<double> length_exponent =
      {};  ///< of the normalisation, see Candidate::score; the model's own where absent
  std::map<std::string, double> scorers = {};  ///< weights instead of the model's own, see model::Reranking
  std::optional<double> margin = {};           ///< likewise
  /// By the folder's examples, where the model's own decoding or `guidance` says so, and by the request's.
  bool guide = true;
  std::optional<recode::RecodeOptions> guidance = {};  ///< the model's own where absent
};

/// A loaded model. Immutable after load: generate may run on any number of threads at once, each on one core.
class Generator {
 public:
  /// Reads and verifies config.json, model.safetensors and tokenizer.model of `folder` (sizes, shapes,
  /// SHA-256), and for guidance examples.jsonl.
  [[nodiscard]] static Result<Generator> load(const std::filesystem::path& folder,
                                              const GeneratorOptions& options = {});
  Generator(Generator&&) noexcept;
  Generator& operator=(Generator&&) noexcept;
  ~Generator();

  /// Never fails: an empty description or one of unknown words gives what the model makes of it, possibly
  /// nothing.
  [[nodiscard]] Generation generate(const Request& request) const;

  /// What each token of `code` looks at, and what it is copied from, were it the answer to `request`. One run
  /// over its tokens, without a search: a few milliseconds for a suggestion.
  [[nodiscard]] Explained explain(const Request& request, std::string_view code) const;

  /// Whether a request's examples guide it.
  [[nodiscard]] bool is_guided_by_examples() const;
  /// What the model writes.
  [[nodiscard]] const syntax::Language& language() const;
  /// Whether the answers are lines that may be no whole statements: text::without_completion makes them so.
  [[nodiscard]] bool writes_fragments() const;

 private:
  struct Impl;
  explicit Generator(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace treewright::engine
