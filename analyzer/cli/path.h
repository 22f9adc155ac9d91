// Paths as text.
#ifndef TK_CLI_PATH_H
#define TK_CLI_PATH_H

#include "base/text.h"

// Without a "./" in front, doubled slashes, "/./" and slashes at the end; "" becomes ".". Links are
// not resolved and ".." stays. The caller frees it.
char *tk_path_tidy(const char *path);
// folder/name; only name when the folder is ".". The caller frees it.
char *tk_path_join(const char *folder, const char *name);
// The absolute path of the current folder, "" when there is none any more. The caller frees it.
char *tk_path_current(void);
// The absolute path, with the links of its folder resolved but not the last name itself; of a path that
// does not exist, as it would be in the current folder. The caller frees it.
char *tk_path_absolute(const char *path);
// What follows `folder` in `path`: "" for the folder itself, NULL when path is not below it. Both
// absolute.
const char *tk_path_below(const char *path, const char *folder);
// `path` as it is relative to `current`, the absolute current folder; without its first slash when it
// is elsewhere. The caller frees it.
char *tk_path_relative(const char *path, const char *current);
// The nearest folder at or above `folder` that holds a .git; NULL when there is none. The caller
// frees it.
char *tk_path_repository(const char *folder);
// Whether `path`, absolute, stays in a folder (absolute, without links) when its links are followed, as
// far as it exists.
bool tk_path_stays(const char *path, const char *folder);

#endif
