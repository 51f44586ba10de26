#pragma once
// An entry as search reads it: made once, for words in common and for meaning.

#include "retrieval/extraction/entry.h"
#include "support/stems.h"

namespace treewright::retrieval {

struct StemmedEntry {
  Stems description = {}, name = {}, scope = {}, code = {};
};

[[nodiscard]] inline StemmedEntry stem(Stemmer& stemmer, const Entry& entry) {
  return {stemmer.stems(entry.description), stemmer.stems(entry.name), stemmer.stems(entry.scope),
          stemmer.stems(entry.code)};
}

}  // namespace treewright::retrieval
