#include "engine/recode/recode.h"

#include <algorithm>
#include <functional>

namespace treewright::recode {

Recode::Recode(std::vector<Example> examples, std::unique_ptr<const ActionEncoder> encoder,
               const RecodeOptions& options)
    : index_(std::move(examples)), encoder_(std::move(encoder)), options_(options) {}

std::vector<Recode::Guide> Recode::find(std::string_view description,
                                        const std::vector<Example>& more) const {
  const ExampleIndex::Query query{.most = options_.retrieved,
                                  .exclude_identical = options_.exclude_identical};
  std::vector<Guide> guides;
  const auto add = [&](const ExampleIndex& index) {
    for (const Retrieved& found : index.find(description, query))
      guides.push_back({index.example(found.example), found.similarity});
  };
  add(index_);
  if (!more.empty()) add(ExampleIndex(more));
  std::ranges::stable_sort(guides, std::greater(), &Guide::similarity);
  if (guides.size() > options_.retrieved) guides.resize(options_.retrieved);
  return guides;
}

std::unique_ptr<grammar::Guidance> Recode::guide(std::string_view description,
                                                 const text::EncodedSource& source,
                                                 const std::vector<Example>& more) const {
  const std::vector<Guide> guides = find(description, more);
  if (guides.empty()) return nullptr;
  auto guidance = std::make_unique<SubtreeGuidance>(options_);
  const std::vector<ComparedWord> words = compared_words(description);
  const double mean = options_.subtract_mean ? index_.mean_similarity(description) : 0;
  for (const Guide& guide : guides) {
    const auto replaced =
        options_.substitute ? compared_words(guide.example.description) : std::vector<ComparedWord>();
    const WordSubstitution substitution(words, replaced);
    guidance->add(encoder_->encode(guide.example.code, source, substitution, options_.drop_unmapped),
                  guide.similarity - mean);
  }
  return guidance;
}

}  // namespace treewright::recode
