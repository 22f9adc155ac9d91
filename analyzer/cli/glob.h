// Patterns as in .gitignore (gitignore(5), wildmatch with WM_PATHNAME).
#ifndef TK_CLI_GLOB_H
#define TK_CLI_GLOB_H

#include <stdbool.h>

#include "base/text.h"

// '*' and '?' do not match '/'; '**' between slashes matches any number of folders, none included.
// Time is at most quadratic in `path` for one pattern.
bool tk_glob_match(tk_slice pattern, tk_slice path);

#endif
