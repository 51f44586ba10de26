#pragma once
/* What the runtime knows of its LR tables. Its language.h is C alone, so that table_entry.c asks it. */

#include <tree_sitter/api.h>

/* After api.h: what both declare is then api.h's. */
#include <parser.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The actions on a token in a state, and in `count` how many. They live as long as the language. */
const TSParseAction* treewright_table_actions(const TSLanguage* language, TSStateId state, TSSymbol token,
                                              uint32_t* count);
/* Whether the token is a keyword there, which no name may be. */
bool treewright_is_reserved(const TSLanguage* language, TSStateId state, TSSymbol token);

#ifdef __cplusplus
}
#endif
