// One file, top to bottom: the whole program for a single unit.
#ifndef TK_SCAN_H
#define TK_SCAN_H

#include "report/finding.h"

typedef struct tk_scan_options {
    bool pedantic;             // report possible findings too
    bool keep_silenced;        // give those that comments silence, apart from the others
    uint64_t max_bytes;        // larger files are skipped with TK002
    const char *select;        // comma-separated code prefixes; NULL: all
    const char *ignore;        // comma-separated code prefixes; NULL: none
} tk_scan_options;

// Reads and analyses `path`. Thread-safe for different results; the catalog is only read.
void tk_scan_file(const tk_catalog *catalog, const tk_scan_options *options, const char *path,
                  tk_file_result *result);
// The same for bytes that were read already (standard input).
void tk_scan_bytes(const tk_catalog *catalog, const tk_scan_options *options, const char *path,
                   const char *bytes, size_t len, tk_file_result *result);

typedef enum tk_dump {
    TK_DUMP_OUTLINE, TK_DUMP_NODES, TK_DUMP_SCOPES, TK_DUMP_IR, TK_DUMP_VALUES, TK_DUMP_SITES
} tk_dump;

// Prints one stage of the pipeline for a file. False when the file cannot be read.
bool tk_scan_dump(const tk_catalog *catalog, const char *path, tk_dump what, tk_text *out,
                  tk_diagnostics *diagnostics);
// What the expressions at a 1-based line (and column, 0 = the whole line) are, from where, and why
// they are or are not reported. In a notebook, lines count in the cell, or without one (0) in the file.
bool tk_scan_explain(const tk_catalog *catalog, const char *path, uint32_t cell, uint32_t line,
                     uint32_t column, tk_text *out, tk_diagnostics *diagnostics);

#endif
