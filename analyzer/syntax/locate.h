// The way between the rows of the node table and the parser's nodes.
#ifndef TK_SYNTAX_LOCATE_H
#define TK_SYNTAX_LOCATE_H

#include "syntax/syntax.h"

// Remembers where it was: asking for one node after the other costs a step, not a descent.
tk_locator *tk_locator_new(void);
void tk_locator_free(tk_locator *self);
void tk_locator_leave(tk_locator *self);   // forgets its place, whose tree is about to go

// A new tree of the region, in the parser's heap, which is entered; NULL when it is too tangled to be parsed (syntax.c).
TSTree *tk_syntax_parse(const tk_syntax *self, tk_region_id id);

#endif
