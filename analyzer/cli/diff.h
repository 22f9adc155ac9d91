// Unified diffs.
#ifndef TK_CLI_DIFF_H
#define TK_CLI_DIFF_H

#include "base/text.h"

// Adds what turns `old` into `new`, as `diff -u` shows it and `patch` takes it; nothing when they are
// equal.
void tk_diff_add(const char *path, tk_slice old, tk_slice new, tk_text *out);

#endif
