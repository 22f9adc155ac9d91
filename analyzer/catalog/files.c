#include "catalog/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "catalog/embedded.h"

enum { LARGEST_FILE = 64 * 1024 * 1024 };

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

void tk_catalog_files_embedded(tk_catalog_files *self)
{
    for (size_t i = 0; i < tk_embedded_count; i++) {
        const struct tk_embedded *from = &tk_embedded_files[i];
        tk_catalog_file file = {.path = from->path, .bytes = (const char *)from->bytes, .len = from->len, .embedded = true};
        if (ends_with(from->path, ".scm"))
            file.kind = TK_FILE_QUERY;
        else
            file.kind = strstr(from->path, "/models/") ? TK_FILE_MODEL : TK_FILE_RULE;
        tk_vec_push(&self->list, file);
    }
}

static void complain(tk_diagnostics *diagnostics, const char *path, const char *what)
{
    tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, path, 0, 0, "cannot read %s: %s", what,
                       strerror(errno));
}

static void add_file(tk_catalog_files *self, tk_catalog_file file, tk_diagnostics *diagnostics)
{
    tk_text text = {0};
    if (tk_file_load(file.path, &text, LARGEST_FILE)) {
        file.bytes = tk_arena_copy(&self->arena, tk_text_string(&text), text.len);
        file.len = text.len;
        tk_vec_push(&self->list, file);
    } else {
        complain(diagnostics, file.path, "the file");
    }
    tk_text_free(&text);
}

static char *join(tk_catalog_files *self, const char *dir, const char *name)
{
    tk_text path = {0};
    tk_text_add_string(&path, dir);
    if (path.len && path.at[path.len - 1] != '/')
        tk_text_add_char(&path, '/');
    tk_text_add_string(&path, name);
    char *kept = tk_arena_copy(&self->arena, path.at, path.len);
    tk_text_free(&path);
    return kept;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// A link in a folder of rules that leads elsewhere would show what stands there in messages.
static bool leads_out(const char *path, const char *dir)
{
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode))
        return false;
    char *real = tk_memory_checked(realpath(path, NULL)), *folder = tk_memory_checked(realpath(dir, NULL));
    size_t len = folder ? strlen(folder) : 0;
    bool inside = real && folder && strncmp(real, folder, len) == 0 && real[len] == '/';
    free(real);
    free(folder);
    return !inside;
}

// False when there is no such folder.
static bool add_folder(tk_catalog_files *self, const char *dir, const char *ending,
                       tk_catalog_file like, tk_diagnostics *diagnostics)
{
    DIR *folder = tk_memory_checked(opendir(dir));
    if (!folder)
        return false;
    TK_VEC(const char *) names = {0};
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, ending))
            tk_vec_push(&names, tk_arena_copy(&self->arena, entry->d_name, strlen(entry->d_name)));
    closedir(folder);
    if (names.len)
        qsort(names.at, names.len, sizeof *names.at, by_text);
    for (uint32_t i = 0; i < names.len; i++) {
        like.path = join(self, dir, names.at[i]);
        if (leads_out(like.path, dir))
            tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, like.path, 0, 0,
                               "cannot read the file: it is a link that leads out of its folder");
        else
            add_file(self, like, diagnostics);
    }
    tk_vec_free(&names);
    return true;
}

void tk_catalog_files_folder(tk_catalog_files *self, const char *dir, uint32_t layer,
                             tk_diagnostics *diagnostics)
{
    tk_catalog_file file = {.kind = TK_FILE_RULE, .layer = layer};
    if (!add_folder(self, dir, ".yaml", file, diagnostics)) {
        complain(diagnostics, dir, "the folder of rules");
        return;
    }
    file.kind = TK_FILE_MODEL;
    add_folder(self, join(self, dir, "models"), ".yaml", file, diagnostics);
    file.kind = TK_FILE_QUERY;
    add_folder(self, join(self, dir, "queries"), ".scm", file, diagnostics);
}

void tk_catalog_files_models(tk_catalog_files *self, const char *dir, uint32_t layer,
                             tk_diagnostics *diagnostics)
{
    tk_catalog_file file = {.kind = TK_FILE_MODEL, .layer = layer};
    if (!add_folder(self, dir, ".yaml", file, diagnostics))
        complain(diagnostics, dir, "the folder of models");
}

void tk_catalog_files_free(tk_catalog_files *self)
{
    tk_vec_free(&self->list);
    tk_arena_free(&self->arena);
}
