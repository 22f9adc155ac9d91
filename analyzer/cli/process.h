// Other programs: git, to be exact.
#ifndef TK_CLI_PROCESS_H
#define TK_CLI_PROCESS_H

#include "base/text.h"

// Runs argv (ends with NULL) in `folder` and collects what it writes; its standard input is empty. The
// exit status, or -1 when it could not be started. `variables` (name, value, ..., NULL) are set for it.
// What a hook of git sets in the environment is kept from it: the folder says which repository is meant.
int tk_process_run(const char *folder, const char *const *argv, const char *const *variables,
                   tk_text *out, tk_text *errors);

#endif
