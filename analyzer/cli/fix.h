// --fix and --diff: what `tkscan check` does with fixes besides showing them.
#ifndef TK_CLI_FIX_H
#define TK_CLI_FIX_H

#include "cli/options.h"
#include "fix/apply.h"

// Scans files, some with other text than on disk; fills in as many results.
typedef void tk_fix_scan(const void *context, const tk_inputs *inputs, tk_file_result *results);

typedef struct tk_fix_run {
    const tk_options *options;
    tk_fix_scan *scan;
    const void *context;
    const tk_inputs *inputs;
    tk_file_result *results;          // one for each input; with --fix they become those of the fixed files
    uint32_t *circles;                // per input: files with one number have containers in common; owned
    tk_text *texts;                   // per input: with --diff what it is to hold, or empty; owned
    bool standard_input;              // is among the inputs
    tk_text out;                      // for standard output: diffs, the text of standard input
    tk_text told;                     // --show-fixes
    tk_diagnostics diagnostics;
    uint32_t fixed, files;            // findings repaired, files changed
} tk_fix_run;

// Whether the options ask for more than showing fixes.
bool tk_fix_asked(const tk_options *options);
tk_applicability tk_fix_least(const tk_options *options);
// Fixes all files, or makes the diff.
void tk_fix_all(tk_fix_run *self);
void tk_fix_run_free(tk_fix_run *self);

// --- shared with fix_across.c ------------------------------------------------------------------------

typedef TK_VEC(uint32_t) tk_set;      // of inputs, ascending

void tk_fix_across(tk_fix_run *self); // fixes that change several files
void tk_fix_circle(const tk_fix_run *self, uint32_t input, tk_set *out);
// `texts`: per input of the run; NULL: as it is on disk, or as it is to be.
void tk_fix_scan_set(const tk_fix_run *self, const tk_set *set, const tk_slice *texts, tk_file_result *results);
void tk_fix_tell(tk_fix_run *self, const char *path, tk_fixed_rules *fixed);   // sorts them

#endif
