// Comments that silence nothing (TK900), and the edit that removes them.
#ifndef TK_UNUSED_H
#define TK_UNUSED_H

#include "catalog/catalog.h"
#include "suppress.h"

// The kind of the fix that removes such a comment, in reports.
extern const char tk_unused_kind[];

typedef struct tk_unused {
    uint32_t start, end;            // bytes of the source: the directive, or the codes of it
    char *codes;                    // owned; "TK101, TK2"; "" when it names none
    uint32_t edit_start, edit_end;  // these bytes become `replacement`
    char *replacement;              // owned
} tk_unused;

typedef TK_VEC(tk_unused) tk_unused_list;

// To be asked when every finding of the file has been held against the suppressions, those that are
// not reported too. Codes of other tools are nobody's business here.
void tk_suppressions_unused(const tk_suppressions *self, tk_source *source,
                            const tk_outline *outline, const tk_catalog *catalog,
                            tk_unused_list *out);
void tk_unused_free(tk_unused_list *self);

#endif
