// --fix and --diff: what `tkscan check` does with fixes besides showing them.
#ifndef TK_CLI_FIX_H
#define TK_CLI_FIX_H

#include "cli/options.h"
#include "fix/apply.h"

// Scans bytes as the file that `input` names.
typedef void tk_fix_scan(const void *context, const tk_input *input, tk_slice bytes,
                         tk_file_result *result);

typedef struct tk_fix_run {
    const tk_options *options;
    tk_fix_scan *scan;
    const void *context;
    const tk_input *standard_input;   // or NULL
    tk_slice standard_bytes;
    tk_text out;                      // for standard output: diffs, the text of standard input
    tk_text told;                     // --show-fixes
    tk_diagnostics diagnostics;
    uint32_t fixed, files;            // findings repaired, files changed
} tk_fix_run;

// Whether the options ask for more than showing fixes.
bool tk_fix_asked(const tk_options *options);
tk_applicability tk_fix_least(const tk_options *options);
// Fixes one file, or adds to the diff; with --fix `result` becomes that of the file as it is then.
void tk_fix_file(tk_fix_run *self, const tk_input *input, tk_file_result *result);
void tk_fix_run_free(tk_fix_run *self);

#endif
