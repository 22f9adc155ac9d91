#include "project/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/memory.h"

enum { HAS_MODULE = 1, HAS_FOLDER = 2 };

typedef struct entry {
    char *name;      // of a module without its suffix, or of a folder; NULL: free
    uint8_t what;    // HAS_* bits
} entry;

struct tk_folder {
    char *asked;     // the path it was asked for by
    char *path;      // without links; NULL: there is no such folder
    entry *entries;  // hash table by name
    uint32_t entry_slots, entry_count;
    bool package, marked;
    const tk_folder *same;   // another one with the same path, or itself
};

static const char *const marks[] = {"pyproject.toml", ".git", ".hg", "setup.py", "setup.cfg",
                                    "requirements.txt", ".gitignore", "LICENSE"};

static uint64_t hash_of(tk_slice text)
{
    return tk_hash_bytes(text.at, text.len);
}

// --- what stands in a folder -----------------------------------------------------------------------

static entry *entry_of(const tk_folder *self, tk_slice name)
{
    uint32_t mask = self->entry_slots - 1, i = (uint32_t)hash_of(name) & mask;
    while (self->entries[i].name && !tk_slice_equal(tk_slice_of(self->entries[i].name), name))
        i = (i + 1) & mask;
    return &self->entries[i];
}

static void add_entry(tk_folder *self, tk_slice name, uint8_t what)
{
    if (self->entry_count * 2 >= self->entry_slots) {
        entry *old = self->entries;
        uint32_t count = self->entry_slots;
        self->entry_slots = count ? count * 2 : 32;
        self->entries = tk_memory_zero(self->entry_slots, sizeof *self->entries);
        for (uint32_t i = 0; i < count; i++)
            if (old[i].name)
                *entry_of(self, tk_slice_of(old[i].name)) = old[i];
        free(old);
    }
    entry *place = entry_of(self, name);
    if (!place->name) {
        place->name = tk_memory_copy_string(name.at, name.len);
        self->entry_count++;
    }
    place->what |= what;
}

static bool is_folder(const tk_folder *self, const struct dirent *item)
{
    if (item->d_type != DT_UNKNOWN && item->d_type != DT_LNK)
        return item->d_type == DT_DIR;
    tk_text path = {0};
    tk_text_format(&path, "%s/%s", self->path, item->d_name);
    struct stat status;
    bool folder = stat(path.at, &status) == 0 && S_ISDIR(status.st_mode);
    tk_text_free(&path);
    return folder;
}

static void list_entries(tk_folder *self)
{
    DIR *folder = tk_memory_checked(opendir(self->path));
    const struct dirent *item;
    while (folder && (item = readdir(folder))) {
        tk_slice name = tk_slice_of(item->d_name);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            self->marked |= tk_slice_is(name, marks[i]);
        bool python = name.len > 3 && memcmp(name.at + name.len - 3, ".py", 3) == 0;
        self->package |= tk_slice_is(name, "__init__.py");
        if (python)
            add_entry(self, (tk_slice){name.at, name.len - 3}, HAS_MODULE);
        else if (name.at[0] != '.' && is_folder(self, item))
            add_entry(self, name, HAS_FOLDER);
    }
    if (folder)
        closedir(folder);
}

static bool holds(const tk_folder *self, tk_slice name, uint8_t what)
{
    return self->entry_slots && (entry_of(self, name)->what & what);
}

// --- the table -------------------------------------------------------------------------------------

static tk_folder **slot_of(const tk_folders *self, tk_slice path)
{
    uint32_t mask = self->slot_count - 1, i = (uint32_t)hash_of(path) & mask;
    while (self->slots[i] && !tk_slice_equal(tk_slice_of(self->slots[i]->asked), path))
        i = (i + 1) & mask;
    return &self->slots[i];
}

static void grow(tk_folders *self)
{
    free(self->slots);
    self->slot_count = self->slot_count ? self->slot_count * 2 : 64;
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    for (uint32_t i = 0; i < self->list.len; i++)
        *slot_of(self, tk_slice_of(self->list.at[i]->asked)) = self->list.at[i];
}

static tk_folder *ask(tk_folders *self, const char *path)
{
    if (self->list.len * 2 >= self->slot_count)
        grow(self);
    tk_folder **slot = slot_of(self, tk_slice_of(path));
    if (*slot)
        return *slot;
    tk_folder *made = tk_memory_zero(1, sizeof *made);
    made->asked = tk_memory_copy_string(path, strlen(path));
    made->same = made;
    *slot = made;
    tk_vec_push(&self->list, made);
    return made;
}

const tk_folder *tk_folder_at(tk_folders *self, const char *path)
{
    uint32_t known = self->list.len;
    tk_folder *folder = ask(self, path);
    if (self->list.len == known)
        return folder->path ? folder->same : NULL;
    folder->path = tk_memory_checked(realpath(path, NULL));
    if (!folder->path)
        return NULL;
    if (strcmp(folder->path, path) == 0)
        list_entries(folder);
    else
        folder->same = tk_folder_at(self, folder->path);   // one step: that path has no links
    return folder->same;
}

void tk_folders_free(tk_folders *self)
{
    for (uint32_t i = 0; i < self->list.len; i++) {
        tk_folder *folder = self->list.at[i];
        for (uint32_t k = 0; k < folder->entry_slots; k++)
            free(folder->entries[k].name);
        free(folder->entries);
        free(folder->asked);
        free(folder->path);
        free(folder);
    }
    free(self->slots);
    tk_vec_free(&self->list);
}

// --- questions -------------------------------------------------------------------------------------

const char *tk_folder_path(const tk_folder *self)
{
    return self->path;
}

bool tk_folder_is_package(const tk_folder *self)
{
    return self->package;
}

const tk_folder *tk_folder_parent(tk_folders *self, const tk_folder *folder)
{
    const char *slash = strrchr(folder->path, '/');
    if (!slash || folder->path[1] == '\0')
        return NULL;
    char *path = tk_memory_copy_string(folder->path,
                                       slash == folder->path ? 1 : (size_t)(slash - folder->path));
    const tk_folder *parent = tk_folder_at(self, path);
    free(path);
    return parent;
}

const tk_folder *tk_folder_root(tk_folders *self, const tk_folder *folder)
{
    const tk_folder *outermost = folder;
    for (const tk_folder *at = folder; at; at = tk_folder_parent(self, at)) {
        if (at->marked)
            return at;
        if (outermost == at && at->package)
            outermost = tk_folder_parent(self, at);
    }
    return outermost ? outermost : folder;
}

const tk_folder *tk_folder_inside(tk_folders *self, const tk_folder *folder, tk_slice name)
{
    if (!holds(folder, name, HAS_FOLDER))
        return NULL;
    tk_text path = {0};
    tk_text_format(&path, "%s/%.*s", folder->path[1] ? folder->path : "", (int)name.len, name.at);
    const tk_folder *inside = tk_folder_at(self, path.at);
    tk_text_free(&path);
    return inside;
}

// A package comes before a module of the same name, and both before a folder without __init__.py.
bool tk_folder_module(tk_folders *self, const tk_folder *folder, tk_slice dotted, tk_text *path)
{
    while (folder) {
        const char *dot = memchr(dotted.at, '.', dotted.len);
        tk_slice name = {dotted.at, dot ? (size_t)(dot - dotted.at) : dotted.len};
        const tk_folder *inside = tk_folder_inside(self, folder, name);
        if (!dot) {
            bool package = inside && inside->package;
            if (package)
                tk_text_format(path, "%s/__init__.py", inside->path);
            else if (holds(folder, name, HAS_MODULE))
                tk_text_format(path, "%s/%.*s.py", folder->path[1] ? folder->path : "",
                               (int)name.len, name.at);
            return path->len > 0;
        }
        folder = inside;
        dotted = (tk_slice){dot + 1, dotted.len - name.len - 1};
    }
    return false;
}
