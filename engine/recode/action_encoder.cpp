#include "engine/recode/action_encoder.h"

#include "engine/text/fragment.h"

namespace treewright::recode {
namespace {

class TreeEncoder final : public ActionEncoder {
 public:
  explicit TreeEncoder(const grammar::TreeCodec& codec) : codec_(codec), oracle_(codec.system()) {}
  [[nodiscard]] ActionTree encode(const std::string& code, const text::EncodedSource& source,
                                  const WordSubstitution& substitution, bool drop_unmapped) const override {
    const auto tree = text::read_code_tree(codec_.system().language(), text::complete_fragment(code));
    if (!tree) return {};
    const auto derivation = oracle_.derive(*tree);
    if (!derivation) return {};
    return make_action_tree(codec_, source, *derivation, substitution, drop_unmapped);
  }

 private:
  const grammar::TreeCodec& codec_;
  grammar::Oracle oracle_;
};

class TokenEncoder final : public ActionEncoder {
 public:
  TokenEncoder(const syntax::Language& language, const text::Vocabulary& vocabulary)
      : language_(language), vocabulary_(vocabulary) {}
  [[nodiscard]] ActionTree encode(const std::string& code, const text::EncodedSource& source,
                                  const WordSubstitution& substitution, bool drop_unmapped) const override {
    const auto tokens = text::tokenize(language_, text::complete_fragment(code));
    if (!tokens) return {};
    return make_action_chain(vocabulary_, source, *tokens, substitution, drop_unmapped);
  }

 private:
  const syntax::Language& language_;
  const text::Vocabulary& vocabulary_;
};

}  // namespace

std::unique_ptr<const ActionEncoder> make_tree_encoder(const grammar::TreeCodec& codec) {
  return std::make_unique<TreeEncoder>(codec);
}

std::unique_ptr<const ActionEncoder> make_token_encoder(const syntax::Language& language,
                                                        const text::Vocabulary& vocabulary) {
  return std::make_unique<TokenEncoder>(language, vocabulary);
}

}  // namespace treewright::recode
