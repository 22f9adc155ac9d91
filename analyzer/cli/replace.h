// Files whose text is replaced: at every moment they are the old one or the new one.
#ifndef TK_CLI_REPLACE_H
#define TK_CLI_REPLACE_H

#include <sys/stat.h>

#include "base/diagnostic.h"
#include "base/text.h"

// A file as it was read.
typedef struct tk_original {
    const char *path;      // borrowed
    tk_text bytes;
    struct stat status;
} tk_original;

// False and an error when it cannot be read, or could not be replaced: a symbolic link, a file that
// must not be written.
bool tk_original_read(tk_original *self, const char *path, tk_diagnostics *diagnostics);
void tk_original_free(tk_original *self);
// Writes the new bytes to a file beside it, with its mode, and moves that to its place. False and an
// error when that fails, or the file is not any more what was read.
bool tk_original_replace(const tk_original *self, tk_slice bytes, tk_diagnostics *diagnostics);

#endif
