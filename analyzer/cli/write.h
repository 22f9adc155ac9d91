// Reports on their way out: standard output, or a file that is either whole or not there.
#ifndef TK_CLI_WRITE_H
#define TK_CLI_WRITE_H

#include "base/diagnostic.h"
#include "base/text.h"

// `file` NULL: standard output. A file is written beside its place and moved there, with the mode of
// the one it replaces; devices and pipes are written directly. False and an error on failure.
bool tk_write_report(const char *file, const tk_text *text, tk_diagnostics *diagnostics);
// Standard error; nothing can be done when that fails.
void tk_write_error(const tk_text *text);

#endif
