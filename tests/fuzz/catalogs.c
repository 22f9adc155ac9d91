#include <string.h>

#include "fuzz.h"

static const tk_catalog_file *builtins(void)
{
    static tk_catalog_files files;
    if (!files.list.len)
        tk_catalog_files_embedded(&files);
    for (uint32_t i = 0; i < files.list.len; i++)
        if (strstr(files.list.at[i].path, "/builtins.yaml"))
            return &files.list.at[i];
    return NULL;
}

void tk_fuzz_catalog(int kind, const char *path, const char *bytes, size_t len)
{
    tk_diagnostics diagnostics = {0};
    tk_catalog_file files[2] = {*builtins(),
                                {.path = path, .bytes = bytes, .len = len, .layer = 1}};
    files[1].kind = kind;
    tk_catalog *catalog = tk_catalog_read(files, 2, &diagnostics);
    tk_catalog_free(catalog);
    tk_diagnostics_free(&diagnostics);
}
