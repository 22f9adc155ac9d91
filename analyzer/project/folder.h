// Folders of the disk, each listed once: which modules and packages stand in them.
#ifndef TK_PROJECT_FOLDER_H
#define TK_PROJECT_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/vec.h"

typedef struct tk_folder tk_folder;

typedef struct tk_folders {
    tk_folder **slots;   // hash table by path as it was asked for; owned
    uint32_t slot_count, used;
    TK_VEC(tk_folder *) list;
} tk_folders;

void tk_folders_free(tk_folders *self);
// Links in the path are resolved; NULL when there is no such folder.
const tk_folder *tk_folder_at(tk_folders *self, const char *path);
const char *tk_folder_path(const tk_folder *self);    // absolute, without a slash at the end but "/"
bool tk_folder_is_package(const tk_folder *self);     // holds an __init__.py
// The nearest folder at or above that holds a mark of a project (pyproject.toml, .git, ...); without
// any, the folder that the outermost package stands in.
const tk_folder *tk_folder_root(tk_folders *self, const tk_folder *folder);
const tk_folder *tk_folder_parent(tk_folders *self, const tk_folder *folder);   // NULL above "/"
const tk_folder *tk_folder_inside(tk_folders *self, const tk_folder *folder, tk_slice name);
// The file that `a.b.c` means when it is looked for here: c.py or c/__init__.py. False: there is none.
bool tk_folder_module(tk_folders *self, const tk_folder *folder, tk_slice dotted, tk_text *path);

#endif
