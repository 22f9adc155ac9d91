// What --exclude, --extend-exclude and the usual folders leave out.
#ifndef TK_CLI_EXCLUDES_H
#define TK_CLI_EXCLUDES_H

#include "cli/ignore.h"
#include "cli/options.h"

// Patterns that count from one folder.
typedef struct tk_exclude_group {
    char *base;  // owned; absolute
    tk_ignore_patterns patterns;
} tk_exclude_group;

typedef struct tk_excludes {
    TK_VEC(tk_exclude_group) groups;
} tk_excludes;

void tk_excludes_read(tk_excludes *self, const tk_options *options);
void tk_excludes_free(tk_excludes *self);
// Whether a pattern matches this very path (absolute), not a folder above it.
bool tk_excludes_hide(const tk_excludes *self, const char *absolute, bool is_folder);
// Whether a pattern matches the file or a folder that it stands in, down from the pattern's base.
bool tk_excludes_cover(const tk_excludes *self, const char *absolute);

#endif
