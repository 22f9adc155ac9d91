// The files of a folder in a work tree, as git lists them.
#ifndef TK_CLI_GIT_FILES_H
#define TK_CLI_GIT_FILES_H

#include "cli/found.h"
#include "cli/ignore.h"
#include "config/config.h"

// A folder that git does not look into: a repository of its own, or a submodule.
typedef struct tk_git_nested {
    char *shown, *absolute;  // owned
} tk_git_nested;

typedef struct tk_git_folder {
    const char *shown;             // as it is reported
    const char *absolute;
    const char *root;              // links to files outside of it are not followed
    const tk_ignore_level *above;  // ignore files of the folders above
    uint32_t argument;
    bool (*wanted)(const tk_options *options, const char *name);  // by the name of a file
    const tk_options *options;
} tk_git_folder;

// Adds what git tracks below the folder, and what it neither tracks nor ignores, but for what .ignore
// files and excludes hide. False when git cannot say, with nothing added.
bool tk_git_files(const tk_git_folder *folder, tk_config *config, tk_found *out,
                  tk_git_nested **nested, uint32_t *nested_count);

#endif
