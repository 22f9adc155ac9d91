// Import statements, read from the text.
#ifndef TK_SYNTAX_IMPORTS_H
#define TK_SYNTAX_IMPORTS_H

#include "syntax/outline.h"

// Adds a row for each name that the statement at `start` imports; what does not read as an import
// statement adds nothing from there on. `text` ends with a NUL.
void tk_imports_read(tk_outline *outline, tk_names *names, const char *text, uint32_t start,
                     tk_region_id region);

#endif
