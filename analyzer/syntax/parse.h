// One run of the parser over a piece of text, with a budget.
#ifndef TK_SYNTAX_PARSE_H
#define TK_SYNTAX_PARSE_H

#include <tree_sitter/api.h>

#include "base/text.h"

TSParser *tk_parser_new(const TSLanguage *language);

// Parses `text` followed by `behind` (together one text; offsets are those of `text`). Recovering
// from errors can take the parser quadratic time and memory; the budget, so many bytes allocated for
// each byte of text, is far above what any text needs that it understands. NULL when it is spent:
// for the same text always or never.
TSTree *tk_parser_parse(TSParser *parser, tk_slice text, tk_slice behind);

#endif
