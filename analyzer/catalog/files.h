// The files a catalog is made of: those in the program, and those of the user's folders.
#ifndef TK_CATALOG_FILES_H
#define TK_CATALOG_FILES_H

#include "catalog/catalog.h"

typedef struct tk_catalog_file {
    enum { TK_FILE_RULE, TK_FILE_MODEL, TK_FILE_QUERY } kind;
    const char *path;        // for diagnostics; lives as long as the catalog
    const char *bytes;
    size_t len;
    bool embedded;           // part of the program: the bytes stay, and YAML may be packed
    uint32_t layer;          // 0: part of the program; the user's folders count from 1. What a later
                             // layer defines replaces what an earlier one does
} tk_catalog_file;

typedef struct tk_catalog_files {
    TK_VEC(tk_catalog_file) list;
    tk_arena arena;          // of the bytes that were read
} tk_catalog_files;

void tk_catalog_files_embedded(tk_catalog_files *self);
// DIR/*.yaml, DIR/models/*.yaml, DIR/queries/*.scm, sorted by name.
void tk_catalog_files_folder(tk_catalog_files *self, const char *dir, uint32_t layer,
                             tk_diagnostics *diagnostics);
// DIR/*.yaml, all of them models.
void tk_catalog_files_models(tk_catalog_files *self, const char *dir, uint32_t layer,
                             tk_diagnostics *diagnostics);
void tk_catalog_files_free(tk_catalog_files *self);

// tk_catalog_load with given files.
tk_catalog *tk_catalog_read(const tk_catalog_file *files, uint32_t count,
                            tk_diagnostics *diagnostics);

#endif
