// What went wrong with what a user gave us (a file, an option, a rule). The run goes on; the exit
// status says so at the end. A broken invariant of our own is an assert instead.
#ifndef TK_BASE_DIAGNOSTIC_H
#define TK_BASE_DIAGNOSTIC_H

#include <stdint.h>

#include "base/vec.h"

typedef enum tk_severity {
    TK_SEVERITY_NOTE,    // a file that does not parse: reported, no effect on the exit status
    TK_SEVERITY_ERROR,   // exit status 2
} tk_severity;

typedef struct tk_diagnostic {
    tk_severity severity;
    const char *code;          // "TK001", "TK002" or NULL; a literal
    char *path;                // owned; NULL when no file is involved
    uint32_t line, column;     // 1-based code points; 0 = unknown
    uint32_t cell;             // of a notebook, which line and column count in; 0: none
    uint32_t file_line, file_column;  // in the file; the same as line and column outside of cells
    char *message;             // owned; one sentence
    char *hint;                // owned; what to do, or NULL
} tk_diagnostic;

typedef struct tk_diagnostics {
    TK_VEC(tk_diagnostic) list;
} tk_diagnostics;

// Copies path and the formatted message; returns the entry so that a hint can be set.
tk_diagnostic *tk_diagnostics_add(tk_diagnostics *self, tk_severity severity, const char *path,
                                  uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void tk_diagnostics_move(tk_diagnostics *to, tk_diagnostics *from);   // empties `from`
void tk_diagnostics_free(tk_diagnostics *self);
// The candidate with the smallest edit distance to `text`, or NULL when none is near.
const char *tk_diagnostic_nearest(const char *text, const char *const *candidates, uint32_t count);

#endif
