// Fixes put into the text: which of them, in which order, how often.
#ifndef TK_FIX_APPLY_H
#define TK_FIX_APPLY_H

#include "report/finding.h"

typedef struct tk_change {
    uint32_t start, end;   // bytes of the source's text
    const char *text;      // borrowed from the finding
} tk_change;

typedef struct tk_changes {
    TK_VEC(tk_change) list;    // by offset, none overlaps another
    uint32_t fixes;            // how many findings they repair
    TK_VEC(uint32_t) findings; // which
} tk_changes;

// What can be changed at once: of each finding the first fix that may be applied, unless one before it
// changed the same function. Only of fixes that are at least `least`, and change no other file.
void tk_changes_choose(tk_changes *self, const tk_file_result *result, tk_source *source,
                       tk_applicability least);
void tk_changes_free(tk_changes *self);
// The text with the changes; of a notebook the text of its file. `source` is what they were chosen for.
void tk_changes_apply(const tk_changes *self, const tk_source *source, tk_text *out);

typedef void tk_rescan(void *context, tk_slice bytes, tk_file_result *result);

// Applies fixes to the bytes of a file and scans again, as long as there are fewer findings each time. `result` is that of the
// first scan and becomes that of the last one. False when nothing was changed; otherwise `out` has the
// new bytes, with the byte order mark and line ends of the old ones. `fixed` (may be NULL) gets a copy of
// every rule whose finding was repaired.
typedef TK_VEC(const tk_rule *) tk_fixed_rules;
bool tk_fixes_apply(tk_slice bytes, tk_applicability least, tk_rescan *rescan, void *context,
                    tk_file_result *result, tk_text *out, tk_fixed_rules *fixed);

#endif
