// From the spelling of an import to the file that it means.
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "project/project.h"

// --- modules by path -------------------------------------------------------------------------------

static uint32_t *slot_of(const tk_project *self, const char *path)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_bytes(path, strlen(path)) & mask;
    while (self->slots[i] && strcmp(self->modules.at[self->slots[i]].path, path) != 0)
        i = (i + 1) & mask;
    return &self->slots[i];
}

static void grow(tk_project *self)
{
    uint32_t *old = self->slots, count = self->slot_count;
    self->slot_count = count ? count * 2 : 64;
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            *slot_of(self, self->modules.at[old[i]].path) = old[i];
    free(old);
}

static const char *below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

uint32_t tk_project_module_at(tk_project *self, const char *path)
{
    if (self->modules.len * 2 >= self->slot_count)
        grow(self);
    uint32_t *slot = slot_of(self, path), known = *slot;
    if (known)
        return known;
    const char *slash = strrchr(path, '/');
    char *folder = tk_memory_copy_string(path, slash && slash > path ? (size_t)(slash - path) : 1);
    const char *shown = below(path, self->current);
    tk_module made = {
        .path = tk_memory_copy_string(path, strlen(path)),
        .shown = tk_memory_copy_string(shown, strlen(shown)),
        .folder = tk_folder_at(&self->folders, folder),
    };
    free(folder);
    tk_vec_push(&self->modules, made);
    *slot = self->modules.len - 1;
    return *slot;
}

// --- one import ------------------------------------------------------------------------------------

static tk_slice last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return tk_slice_of(slash ? slash + 1 : path);
}

// Where installers put packages that have nothing to do with each other.
static bool is_installed(const tk_folder *folder)
{
    tk_slice name = last_part(tk_folder_path(folder));
    return tk_slice_is(name, "site-packages") || tk_slice_is(name, "dist-packages");
}

static bool is_below(const tk_folder *package, tk_slice dotted)
{
    tk_slice name = last_part(tk_folder_path(package));
    return dotted.len >= name.len && memcmp(dotted.at, name.at, name.len) == 0 &&
           (dotted.len == name.len || dotted.at[name.len] == '.');
}

// Where an absolute import is looked for: the folders from the file's own up to the root, but for
// packages, whose modules are imported by the package's name; then the root's src. An installed package
// is a project of its own, whatever is installed beside it.
static bool find_absolute(tk_project *self, const tk_folder *from, tk_slice dotted, tk_text *path)
{
    const tk_folder *root = tk_folder_root(&self->folders, from), *inside = NULL;
    for (const tk_folder *at = from; at; at = tk_folder_parent(&self->folders, at)) {
        if (is_installed(at) && inside && !is_below(inside, dotted))
            return false;
        if (!tk_folder_is_package(at) && tk_folder_module(&self->folders, at, dotted, path))
            return true;
        if (at == root || is_installed(at))
            break;
        inside = at;
    }
    const tk_folder *src = tk_folder_inside(&self->folders, root, TK_SLICE("src"));
    return src && !tk_folder_is_package(src) &&
           tk_folder_module(&self->folders, src, dotted, path);
}

static bool is_below_folder(const char *path, const char *folder)
{
    size_t len = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/';
}

static bool find_relative(tk_project *self, const tk_folder *from, uint16_t level, tk_slice dotted,
                          tk_text *path)
{
    for (uint16_t i = 1; from && i < level; i++)
        from = tk_folder_parent(&self->folders, from);
    if (!from)
        return false;
    if (dotted.len)
        return tk_folder_module(&self->folders, from, dotted, path);
    if (tk_folder_is_package(from))
        tk_text_format(path, "%s/__init__.py", tk_folder_path(from));
    return path->len > 0;
}

static bool knows(const tk_module *module, const char *spelled)
{
    for (uint32_t i = 0; i < module->visible.len; i++)
        if (strcmp(module->visible.at[i].spelled, spelled) == 0)
            return true;
    return false;
}

// What a project imports is in it: links, and dots without end, would lead to files of others.
static bool is_inside(tk_project *self, const tk_folder *from, const char *path)
{
    const tk_folder *root = tk_folder_root(&self->folders, from), *above;
    while (tk_folder_is_package(root) && (above = tk_folder_parent(&self->folders, root)))
        root = above;
    const char *folder = tk_folder_path(root);
    struct stat status;
    bool is_link = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    char *real = is_link ? tk_memory_checked(realpath(path, NULL)) : NULL;
    bool inside = is_link ? real && is_below_folder(real, folder) : is_below_folder(path, folder);
    free(real);
    return inside;
}

// The module's number, 0 when there is no such file in the project.
static uint32_t see(tk_project *self, uint32_t module, uint16_t level, tk_slice dotted)
{
    const tk_folder *from = self->modules.at[module].folder;
    tk_text path = {0}, spelled = {0};
    uint32_t found = 0;
    for (uint16_t i = 0; i < level; i++)
        tk_text_add_char(&spelled, '.');
    tk_text_add_slice(&spelled, dotted);
    if (from && (level ? find_relative(self, from, level, dotted, &path)
                       : find_absolute(self, from, dotted, &path)) &&
        is_inside(self, from, path.at))
        found = tk_project_module_at(self, path.at);
    tk_module *row = &self->modules.at[module];
    if (found && !knows(row, tk_text_string(&spelled))) {
        tk_visible visible = {tk_memory_copy_string(spelled.at, spelled.len), found, NULL};
        tk_vec_push(&row->visible, visible);
    }
    tk_text_free(&path);
    tk_text_free(&spelled);
    return found;
}

static void see_inside(tk_project *self, uint32_t module, uint16_t level, tk_slice dotted,
                       tk_slice name, uint32_t *part)
{
    tk_text inner = {0};
    tk_text_add_slice(&inner, dotted);
    if (dotted.len)
        tk_text_add_char(&inner, '.');
    tk_text_add_slice(&inner, name);
    *part = see(self, module, level, (tk_slice){inner.at, inner.len});
    tk_text_free(&inner);
}

// `import a.b.c` makes a, a.b and a.b.c known.
static void see_parents(tk_project *self, uint32_t module, tk_slice dotted)
{
    for (size_t i = 1; i <= dotted.len; i++)
        if (i == dotted.len || dotted.at[i] == '.')
            see(self, module, 0, (tk_slice){dotted.at, i});
}

// Inside a package, `from . import part` means the file and not what __init__.py makes of the name:
// that runs first and is not done yet.
static bool is_own_package(const tk_project *self, uint32_t module, uint16_t level)
{
    const tk_module *row = &self->modules.at[module];
    return level == 1 && row->folder && tk_folder_is_package(row->folder);
}

void tk_project_read_imports(tk_project *self, uint32_t module, const tk_outline *outline,
                             tk_names *names)
{
    for (uint32_t i = 0; i < outline->imports.len; i++) {
        const tk_import *import = &outline->imports.at[i];
        tk_slice dotted = tk_names_text(names, import->module);
        uint32_t part = 0;
        if (!import->name.i && !import->star && !import->level) {
            if (import->alias.i)
                see(self, module, 0, dotted);
            else
                see_parents(self, module, dotted);
            continue;
        }
        if (import->name.i)
            see_inside(self, module, import->level, dotted, tk_names_text(names, import->name),
                       &part);
        if (!part || dotted.len || !is_own_package(self, module, import->level))
            see(self, module, import->level, dotted);
    }
}
