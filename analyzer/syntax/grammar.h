// The grammar's numbers, translated to ours.
#ifndef TK_SYNTAX_GRAMMAR_H
#define TK_SYNTAX_GRAMMAR_H

#include <tree_sitter/api.h>

#include "syntax/node.h"

// What becomes of a node of the parser's tree: its kind, or one of these.
enum {
    TK_GRAMMAR_DROPPED = TK_KIND_COUNT,   // comments and line continuations
    TK_GRAMMAR_TOKEN,                     // an anonymous token: kept only where it has a field
};

// Both translate by tables that the first call fills; safe from any thread.
uint16_t tk_grammar_kind(TSSymbol symbol);
tk_field tk_grammar_field(TSFieldId field);

#endif
