// The first question about a file: does it mention any of these names at all?
#ifndef TK_SYNTAX_PREFILTER_H
#define TK_SYNTAX_PREFILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// True when one of the words stands in the text as a whole word: no letter, digit or '_' before or
// behind it. Comments and strings count as text. Words are not empty; one may hold dots (`a.b`).
bool tk_prefilter_mentions(tk_slice text, const tk_slice *words, uint32_t count);

#endif
