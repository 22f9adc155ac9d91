#include "cli/git_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "cli/path.h"
#include "cli/git.h"

// What is known of one folder of the list.
typedef struct listed {
    tk_ignore_level *level;  // owned
    const tk_settings *settings;
    bool made, hidden;
} listed;

typedef struct lister {
    const tk_git_folder *folder;
    tk_config *config;
    tk_found *out;
    tk_names *names;         // of folders, relative to the one that is listed
    TK_VEC(listed) folders;  // by name
    TK_VEC(tk_git_nested) nested;
} lister;

static char *joined(const char *folder, tk_slice below)
{
    char *name = tk_memory_copy_string(below.at, below.len);
    char *path = below.len ? tk_path_join(folder, name) : tk_memory_copy_string(folder, strlen(folder));
    free(name);
    return path;
}

static listed *slot(lister *self, tk_slice below)
{
    tk_name name = tk_names_add(self->names, below);
    while (self->folders.len <= name.i)
        tk_vec_push(&self->folders, (listed){0});
    return &self->folders.at[name.i];
}

// git has applied its own files; the patterns of .ignore and of the excludes are left.
static bool is_hidden(const listed *parent, const char *absolute, bool is_folder)
{
    return tk_excludes_hide(&parent->settings->excludes, absolute, is_folder) ||
           tk_ignore_level_hides_own(parent->level, absolute, is_folder);
}

static listed make(lister *self, const listed *parent, tk_slice below)
{
    listed made = {.made = true, .hidden = parent && parent->hidden};
    char *absolute = joined(self->folder->absolute, below);
    if (parent && !made.hidden)
        made.hidden = is_hidden(parent, absolute, true);
    if (!made.hidden) {
        made.settings = tk_config_of_folder(self->config, absolute);
        made.level = tk_ignore_level_read(parent ? parent->level : self->folder->above, absolute);
    }
    free(absolute);
    return made;
}

// The entry of the folder `below`, with those above it made first. Valid until the next call.
static const listed *folder_entry(lister *self, tk_slice below)
{
    listed parent = {0};
    for (size_t end = 0;; end++) {
        bool root = end == 0 && below.len;
        if (end < below.len && below.at[end] != '/' && !root)
            continue;
        tk_slice path = {below.at, end};
        if (!slot(self, path)->made) {
            listed made = make(self, parent.made ? &parent : NULL, path);
            *slot(self, path) = made;
        }
        parent = *slot(self, path);
        if (end >= below.len)
            return slot(self, path);
    }
}

static bool is_wanted(const tk_git_folder *folder, tk_slice name)
{
    char *copy = tk_memory_copy_string(name.at, name.len);
    bool wanted = folder->wanted(folder->options, copy);
    free(copy);
    return wanted;
}

static void add_nested(lister *self, tk_slice path)
{
    tk_git_nested nested = {joined(self->folder->shown, path), joined(self->folder->absolute, path)};
    tk_vec_push(&self->nested, nested);
}

static void add_path(lister *self, tk_slice path)
{
    bool is_folder = path.len && path.at[path.len - 1] == '/';
    path.len -= is_folder;
    size_t slash = path.len;
    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    tk_slice name = {path.at + slash, path.len - slash};
    const listed *parent = folder_entry(self, (tk_slice){path.at, slash ? slash - 1 : 0});
    if (parent->hidden)
        return;
    char *absolute = joined(self->folder->absolute, path);
    struct stat status;
    bool exists = lstat(absolute, &status) == 0;  // a tracked file may be gone
    bool is_link = exists && S_ISLNK(status.st_mode);
    if (is_link)
        exists = stat(absolute, &status) == 0 && S_ISREG(status.st_mode);
    is_folder = exists && S_ISDIR(status.st_mode);
    if (is_link && exists)
        exists = tk_path_stays(absolute, self->folder->root);
    bool wanted = is_folder || (exists && S_ISREG(status.st_mode) && is_wanted(self->folder, name));
    if (wanted && !is_hidden(parent, absolute, is_folder)) {
        if (is_folder) {
            add_nested(self, path);
        } else {
            char *shown = joined(self->folder->shown, path);
            tk_found_add(self->out, shown, &status, is_link, self->folder->argument,
                         parent->settings);
            free(shown);
        }
    }
    free(absolute);
}

bool tk_git_files(const tk_git_folder *folder, tk_config *config, tk_found *out,
                  tk_git_nested **nested, uint32_t *nested_count)
{
    static const char *const list[] = {"ls-files", "-z", "-c", "-o", "--exclude-standard",
                                       NULL};
    lister self = {.folder = folder, .config = config, .out = out};
    tk_text text = {0}, errors = {0};
    bool known = tk_git_run(folder->absolute, list, &text, &errors) == 0;
    self.names = tk_names_new(NULL);
    for (size_t i = 0; known && i < text.len;) {
        tk_slice path = {text.at + i, strnlen(text.at + i, text.len - i)};
        if (path.len)
            add_path(&self, path);
        i += path.len + 1;
    }
    *nested = self.nested.at;
    *nested_count = self.nested.len;
    for (uint32_t i = 0; i < self.folders.len; i++)
        if (self.folders.at[i].level)
            tk_ignore_level_free(self.folders.at[i].level);
    tk_vec_free(&self.folders);
    tk_names_free(self.names);
    tk_text_free(&text);
    tk_text_free(&errors);
    return known;
}
