#include "cli/found.h"

#include <stdlib.h>
#include <string.h>

void tk_found_add(tk_found *self, const char *path, const struct stat *status, bool is_link,
                  uint32_t argument, const struct tk_settings *settings)
{
    tk_found_file file = {tk_memory_copy_string(path, strlen(path)),
                          (uint64_t)status->st_size,
                          status->st_dev,
                          status->st_ino,
                          is_link,
                          argument,
                          settings};
    tk_vec_push(&self->list, file);
}

static int compare_paths(const void *a, const void *b)
{
    const tk_found_file *left = a, *right = b;
    int order = strcmp(left->path, right->path);
    if (order != 0)
        return order;
    return left->argument < right->argument ? -1 : left->argument > right->argument;
}

static int compare_identity(const void *a, const void *b)
{
    const tk_found_file *left = a, *right = b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    if (left->inode != right->inode)
        return left->inode < right->inode ? -1 : 1;
    if (left->is_link != right->is_link)
        return left->is_link ? 1 : -1;
    if (left->argument != right->argument)
        return left->argument < right->argument ? -1 : 1;
    return compare_paths(a, b);
}

static bool same_inode(const tk_found_file *a, const tk_found_file *b)
{
    return a->device == b->device && a->inode == b->inode;
}

// Of entries first..end with one inode, drops those whose real path an earlier one has.
static void drop_doubles(tk_found *self, uint32_t first, uint32_t end)
{
    char **real = tk_memory_zero(end - first, sizeof *real);
    for (uint32_t i = first; i < end; i++) {
        tk_found_file *file = &self->list.at[i];
        real[i - first] = tk_memory_checked(realpath(file->path, NULL));
        for (uint32_t j = first; j < i && file->path; j++) {
            const char *earlier = real[j - first], *own = real[i - first];
            if (self->list.at[j].path && earlier && own && strcmp(earlier, own) == 0) {
                free(file->path);
                file->path = NULL;
            }
        }
    }
    for (uint32_t i = first; i < end; i++)
        free(real[i - first]);
    free(real);
}

void tk_found_finish(tk_found *self, tk_inputs *out)
{
    tk_found_file *files = self->list.at;
    uint32_t kept = 0;
    if (self->list.len > 1)
        qsort(files, self->list.len, sizeof *files, compare_identity);
    for (uint32_t i = 0; i < self->list.len;) {
        uint32_t end = i + 1;
        while (end < self->list.len && same_inode(&files[i], &files[end]))
            end++;
        if (end - i > 1)
            drop_doubles(self, i, end);
        i = end;
    }
    for (uint32_t i = 0; i < self->list.len; i++)
        if (files[i].path)
            files[kept++] = files[i];
    if (kept > 1)
        qsort(files, kept, sizeof *files, compare_paths);
    for (uint32_t i = 0; i < kept; i++) {
        tk_input input = {files[i].path, files[i].bytes, files[i].settings, NULL};
        tk_vec_push(&out->list, input);
    }
    tk_vec_free(&self->list);
}
