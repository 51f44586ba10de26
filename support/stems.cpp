#include "support/stems.h"

#include <libstemmer.h>

#include "support/sub_tokens.h"

namespace treewright {
namespace {

std::string stem(sb_stemmer* stemmer, const std::string& word) {
  const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stemmed = sb_stemmer_stem(stemmer, bytes, static_cast<int>(word.size()));
  if (stemmed == nullptr) return word;
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

}  // namespace

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8"), sb_stemmer_delete) {}

Stems Stemmer::stems(std::string_view text) {
  Stems stems = sub_tokens(text);
  for (std::string& word : stems) word = stem(stemmer_.get(), word);
  return stems;
}

}  // namespace treewright
