// What shells and man show of the command line, made from its tables.
#ifndef TK_CLI_COMPLETE_H
#define TK_CLI_COMPLETE_H

#include "cli/options.h"

// The completions of a shell: bash, zsh or fish. False, with nothing written, for any other.
bool tk_complete_shell(const char *shell, tk_text *out);
// The manual page tkscan(1), as troff.
void tk_complete_manual(tk_text *out);

#endif
