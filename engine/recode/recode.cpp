#include "engine/recode/recode.h"

#include "engine/text/fragment.h"

namespace treewright::recode {

Recode::Recode(std::vector<Example> examples, const grammar::TreeCodec& codec, const RecodeOptions& options)
    : index_(std::move(examples)), codec_(codec), oracle_(codec.system()), options_(options) {}

Result<std::vector<grammar::Step>> Recode::derive(const std::string& code) const {
  const auto tree = text::read_code_tree(codec_.system().language(), text::complete_fragment(code));
  if (!tree) return tl::unexpected(tree.error());
  return oracle_.derive(*tree);
}

std::unique_ptr<grammar::Guidance> Recode::guide(std::string_view description,
                                                 const text::EncodedSource& source) const {
  auto guidance = std::make_unique<SubtreeGuidance>(options_);
  const std::vector<ComparedWord> words = compared_words(description);
  const double mean = options_.subtract_mean ? index_.mean_similarity(description) : 0;
  const ExampleIndex::Query query{.most = options_.retrieved,
                                  .exclude_identical = options_.exclude_identical};
  for (const Retrieved& found : index_.find(description, query)) {
    const Example& example = index_.example(found.example);
    const auto derivation = derive(example.code);
    if (!derivation) continue;
    const auto replaced =
        options_.substitute ? compared_words(example.description) : std::vector<ComparedWord>();
    const WordSubstitution substitution(words, replaced);
    guidance->add(make_action_tree(codec_, source, *derivation, substitution, options_.drop_unmapped),
                  found.similarity - mean);
  }
  return guidance;
}

}  // namespace treewright::recode
