// The files found so far, and which of them are the same.
#ifndef TK_CLI_FOUND_H
#define TK_CLI_FOUND_H

#include <sys/stat.h>

#include "scan.h"

typedef struct tk_found_file {
    char *path;  // owned until moved into the inputs
    uint64_t bytes;
    dev_t device;
    ino_t inode;
    bool is_link;
    uint32_t argument;  // which argument of the command line led to it
    const struct tk_settings *settings;
} tk_found_file;

typedef struct tk_found {
    TK_VEC(tk_found_file) list;
} tk_found;

void tk_found_add(tk_found *self, const char *path, const struct stat *status, bool is_link,
                  uint32_t argument, const struct tk_settings *settings);
// Moves the files to `out` in order of their paths. Of several names of one file (links, "a.py" and
// its absolute path) the one that is no link and was named first stays; hard links are two files.
void tk_found_finish(tk_found *self, tk_inputs *out);

#endif
