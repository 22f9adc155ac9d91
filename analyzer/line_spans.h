#ifndef TK_LINE_SPANS_H
#define TK_LINE_SPANS_H

#include "suppress.h"

// Finds strings that go over several lines and lines continued with a backslash.
void tk_line_spans_find(tk_suppressions *self, const tk_source *source);
// The last line of the span that `line` is in; the line itself when it is in none.
uint32_t tk_line_spans_end(const tk_suppressions *self, uint32_t line);

#endif
