// --baseline and --write-baseline: findings that were there before, known again by what stands around
// them and not by their lines.
#ifndef TK_CLI_BASELINE_H
#define TK_CLI_BASELINE_H

#include "report/report.h"

// A JSON file with path, code and fingerprint of each finding of `files`; false after an error.
bool tk_baseline_write(const tk_report *report, const char *file, tk_diagnostics *diagnostics);
// Takes away the findings of `files` that the baseline has. Entries that match nothing, although their
// file was scanned or is gone, become a note. `codes`: those reported in this run; NULL: all.
bool tk_baseline_filter(const tk_report *report, const char *file, const char *codes,
                        tk_file_result *files, tk_diagnostics *diagnostics);

#endif
