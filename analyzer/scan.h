// One file, top to bottom: the whole program for a single unit.
#ifndef TK_SCAN_H
#define TK_SCAN_H

#include "report/finding.h"

typedef struct tk_scan_options {
    bool pedantic;             // report possible findings too
    bool keep_silenced;        // give those that comments silence, apart from the others
    bool follow_all;           // imports, however much they lead to
    uint64_t time_limit;       // ms, after which the analysis of a file is cut short; 0: none
    uint64_t memory_limit;     // bytes, beyond which it is; 0: none
    uint64_t max_bytes;        // larger files are skipped with TK002
    const char *select;        // comma-separated code prefixes; NULL: all
    const char *key_style;     // the kind of fix that is preferred; NULL: the best of each finding
    uint32_t python;           // the version that messages speak of, as 312; 0: any
    const char *ignore;        // comma-separated code prefixes; NULL: none
} tk_scan_options;

// A named file.
typedef struct tk_input {
    char *path;        // owned
    uint64_t bytes;    // its size when it was found
    const struct tk_settings *settings;   // what counts for this file; only who names it looks
    const char *text;  // what it holds, when that was read already (standard input); else NULL
} tk_input;

typedef struct tk_inputs {
    TK_VEC(tk_input) list;
} tk_inputs;

void tk_inputs_free(tk_inputs *self);

typedef struct tk_unit tk_unit;

// What there is to say about a unit that was analysed, or needed no analysis.
void tk_scan_report(tk_unit *unit, const tk_scan_options *options, tk_file_result *result);
// Analyses bytes that stand alone, without a project around them.
void tk_scan_bytes(const tk_catalog *catalog, const tk_scan_options *options, const char *path,
                   const char *bytes, size_t len, tk_file_result *result);

typedef enum tk_dump {
    TK_DUMP_OUTLINE, TK_DUMP_NODES, TK_DUMP_SCOPES, TK_DUMP_IR, TK_DUMP_VALUES, TK_DUMP_SITES
} tk_dump;

// Prints one stage of the pipeline for files, each below a line with its path when there are several.
// False when one cannot be read.
bool tk_scan_dump(const tk_catalog *catalog, const char *const *paths, uint32_t count, tk_dump what,
                  tk_text *out, tk_diagnostics *diagnostics);
// What the expressions at a 1-based line (and column, 0 = the whole line) are, from where, and why
// they are or are not reported. In a notebook, lines count in the cell, or without one (0) in the file.
bool tk_scan_explain(const tk_catalog *catalog, const char *path, uint32_t cell, uint32_t line,
                     uint32_t column, tk_text *out, tk_diagnostics *diagnostics);

#endif
