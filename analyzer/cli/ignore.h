// Ignore files and exclude patterns: which of the paths found in a folder are left out.
#ifndef TK_CLI_IGNORE_H
#define TK_CLI_IGNORE_H

#include "base/diagnostic.h"
#include "base/text.h"

typedef struct tk_ignore_pattern {
    char *text;         // owned; without '!', leading and trailing '/'
    bool negated;       // "!x": not ignored after all
    bool folders_only;  // "x/"
    bool anchored;      // has a slash: matched against the path from the base, not the last name
} tk_ignore_pattern;

typedef struct tk_ignore_patterns {
    TK_VEC(tk_ignore_pattern) list;
} tk_ignore_patterns;

typedef enum tk_verdict { TK_UNDECIDED, TK_IGNORED, TK_KEPT } tk_verdict;

void tk_ignore_add_line(tk_ignore_patterns *self, tk_slice line);
// Every line of a file; nothing when there is no such file.
void tk_ignore_add_file(tk_ignore_patterns *self, const char *path);
void tk_ignore_free(tk_ignore_patterns *self);
// The last pattern that matches decides. `path` is relative to the patterns' base.
tk_verdict tk_ignore_decide(const tk_ignore_patterns *self, tk_slice path, bool is_folder);

// True when the file itself or a folder it stands in is ignored.
bool tk_ignore_covers(const tk_ignore_patterns *self, const char *path);

// A folder's ignore files, and those of the folders above it.
typedef struct tk_ignore_level tk_ignore_level;
struct tk_ignore_level {
    const tk_ignore_level *above;  // NULL: the top
    char *folder;                  // owned; absolute, without a slash at the end
    bool repository;               // has a .git: the .gitignore files above do not count here
    tk_ignore_patterns ignore;     // .ignore
    tk_ignore_patterns gitignore;  // .gitignore
    tk_ignore_patterns exclude;    // .git/info/exclude
};

tk_ignore_level *tk_ignore_level_read(const tk_ignore_level *above, const char *folder);
void tk_ignore_level_free(tk_ignore_level *self);
// `path` is absolute and below the level's folder. `user`: git's patterns for all repositories.
bool tk_ignore_level_hides(const tk_ignore_level *self, const tk_ignore_patterns *user,
                           const char *path, bool is_folder);
// The same by .ignore files alone.
bool tk_ignore_level_hides_own(const tk_ignore_level *self, const char *path, bool is_folder);

#endif
