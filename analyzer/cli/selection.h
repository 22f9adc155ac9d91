// Which rules are reported, at which level, and in which files they are not.
#ifndef TK_CLI_SELECTION_H
#define TK_CLI_SELECTION_H

#include "cli/ignore.h"
#include "cli/options.h"

// One --per-file-ignores.
typedef struct tk_per_file {
    tk_ignore_patterns pattern;  // a single one
    const char *codes;           // borrowed from the options
    char *base;                  // owned; absolute folder that the pattern counts from
} tk_per_file;

// One --severity.
typedef struct tk_severity_change {
    char *code;  // owned; a code or the beginning of some
    tk_level level;
} tk_severity_change;

typedef struct tk_selection {
    tk_text codes;  // whole codes that are reported; empty: all
    TK_VEC(tk_per_file) per_file;
    TK_VEC(tk_severity_change) severities;
} tk_selection;

// Codes that no rule has become errors: a mistyped one would silently select nothing.
void tk_selection_read(tk_selection *self, const tk_options *options, const tk_catalog *catalog,
                       tk_diagnostics *diagnostics);
void tk_selection_free(tk_selection *self);
// Takes away what --per-file-ignores leaves out and sets levels. Only reads the selection.
void tk_selection_filter(const tk_selection *self, tk_file_result *result);

#endif
