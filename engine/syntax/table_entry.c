#include "engine/syntax/table_entry.h"

#include <language.h>

const TSParseAction* treewright_table_actions(const TSLanguage* language, TSStateId state, TSSymbol token,
                                              uint32_t* count) {
  return ts_language_actions(language, state, token, count);
}

bool treewright_is_reserved(const TSLanguage* language, TSStateId state, TSSymbol token) {
  return ts_language_is_reserved_word(language, state, token);
}
