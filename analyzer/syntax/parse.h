// The parser with its memory: one run over a piece of text, with a budget.
#ifndef TK_SYNTAX_PARSE_H
#define TK_SYNTAX_PARSE_H

#include <tree_sitter/api.h>

#include "base/heap.h"
#include "base/text.h"

// What the parser's library allocates and frees between tk_parser_enter and tk_parser_leave is in
// this parser's heap: trees and cursors over them live no longer than the parser. Outside it is in
// the program's heap.
typedef struct tk_parser {
    TSParser *ts;
    const TSLanguage *language;
    tk_heap heap;
    size_t held_most;    // memory for one run that the user allows; 0: any
} tk_parser;

void tk_parser_open(tk_parser *self, const TSLanguage *language);
void tk_parser_close(tk_parser *self);   // with all trees and cursors
void tk_parser_renew(tk_parser *self);   // the same, and open again

tk_heap *tk_parser_enter(tk_parser *self);   // returns what to hand to the other
void tk_parser_leave(tk_heap *before);

// Parses `text` followed by `behind` (together one text; offsets are those of `text`). Recovering
// from errors can take the parser quadratic time, and text without blanks much memory; the budget of
// both is far above what any text needs that people or programs write. NULL when it is spent: for
// the same text always or never. The parser must be entered.
TSTree *tk_parser_parse(tk_parser *self, tk_slice text, tk_slice behind);

#endif
