#include "base/hash.h"
#include "catalog/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/embedded.h"
#include "catalog/files.h"
#include "catalog/fixes.h"
#include "catalog/image.h"
#include "catalog/model.h"
#include "catalog/packed.h"
#include "catalog/query_load.h"
#include "catalog/rule.h"
#include "catalog/symbols.h"
#include "catalog/yaml.h"

// The program's own rules and models, as the build read them; NULL when it could not.
static tk_catalog *own_catalog(void)
{
    if (!tk_embedded_image_size)
        return NULL;
    tk_catalog *self = tk_image_open(tk_embedded_image);
    self->queries = tk_query_new();
    return self;
}

static tk_catalog *new_catalog(void)
{
    tk_catalog *self = tk_memory_zero(1, sizeof *self);
    self->names = tk_names_new(NULL);
    self->symbols = tk_symbols_new();
    self->queries = tk_query_new();
    return self;
}

static const char *keep_path(tk_catalog *catalog, const tk_catalog_file *file)
{
    return tk_arena_copy(&catalog->arena, file->path, strlen(file->path));
}

static const tk_yaml *read_tree(tk_loader *loader, tk_arena *trees, const tk_catalog_file *file)
{
    loader->path = keep_path(loader->catalog, file);
    loader->layer = file->layer;
    if (file->embedded && tk_yaml_is_packed(file->bytes, file->len))
        return tk_yaml_unpack(trees, file->bytes);
    return tk_yaml_read(trees, loader->path, file->bytes, file->len, loader->diagnostics);
}

static void load_models(tk_loader *loader, tk_arena *trees, const tk_catalog_file *files,
                        uint32_t count)
{
    tk_models models = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (files[i].kind != TK_FILE_MODEL)
            continue;
        const tk_yaml *root = read_tree(loader, trees, &files[i]);
        if (root)
            tk_models_declare(&models, loader, root);
    }
    tk_models_read(&models, loader);
    tk_models_free(&models);
}

static bool is_fixes(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "fixes.yaml") == 0;
}

static void load_rules(tk_loader *loader, tk_arena *trees, const tk_catalog_file *files,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (files[i].kind != TK_FILE_RULE)
            continue;
        const tk_yaml *root = read_tree(loader, trees, &files[i]);
        if (root && is_fixes(files[i].path))
            tk_fixes_read(loader, root);
        else if (root)
            tk_rule_read(loader, root);
    }
    tk_rules_finish(loader);
}

static int by_place(const void *a, const void *b)
{
    const tk_diagnostic *left = a, *right = b;
    int paths = strcmp(left->path, right->path);
    if (paths)
        return paths;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

tk_catalog *tk_catalog_read(const tk_catalog_file *files, uint32_t count,
                            tk_diagnostics *diagnostics)
{
    tk_catalog *self = new_catalog();
    tk_arena trees = TK_ARENA_INIT;
    tk_loader loader = {.catalog = self, .diagnostics = diagnostics};
    uint32_t before = diagnostics->list.len;
    load_models(&loader, &trees, files, count);
    load_rules(&loader, &trees, files, count);
    tk_query_load(self, files, count, diagnostics);
    tk_arena_free(&trees);
    if (diagnostics->list.len > before)   // names are declared first, so mistakes come out of order
        qsort(diagnostics->list.at + before, diagnostics->list.len - before,
              sizeof *diagnostics->list.at, by_place);
    return self;
}

tk_catalog *tk_catalog_load_all(const tk_catalog_folders *folders, tk_diagnostics *diagnostics)
{
    tk_catalog_files files = {0};
    uint32_t layer = 0;
    tk_catalog_files_embedded(&files);
    for (uint32_t i = 0; i < folders->model_count; i++)
        tk_catalog_files_models(&files, folders->models[i], ++layer, diagnostics);
    for (uint32_t i = 0; i < folders->rule_count; i++)
        tk_catalog_files_folder(&files, folders->rules[i], ++layer, diagnostics);
    // Folders may say anything anew, so that all has to be read together with them.
    tk_catalog *self = layer ? NULL : own_catalog();
    if (self)
        tk_query_load(self, files.list.at, files.list.len, diagnostics);
    else
        self = tk_catalog_read(files.list.at, files.list.len, diagnostics);
    for (uint32_t i = 0; i < files.list.len; i++) {
        const tk_catalog_file *file = &files.list.at[i];
        if (file->layer)
            self->additions = tk_hash_mix(self->additions + file->kind + 8 * file->layer,
                                          tk_hash_bytes(file->bytes, file->len));
    }
    tk_catalog_files_free(&files);
    return self;
}

tk_catalog *tk_catalog_load(const char *const *rules_dirs, uint32_t dir_count,
                            tk_diagnostics *diagnostics)
{
    tk_catalog_folders folders = {.rules = rules_dirs, .rule_count = dir_count};
    return tk_catalog_load_all(&folders, diagnostics);
}

void tk_catalog_trust(tk_catalog *self, const char *name)
{
    const char *dot = strrchr(name, '.');
    tk_class_id cls = tk_catalog_class(self, name);
    self->additions = tk_hash_mix(self->additions + 1, tk_hash_bytes(name, strlen(name)));
    // What inherits its hash from this class inherits this one.
    for (uint32_t i = 0; cls.i && i < self->classes.len; i++) {
        tk_class *heir = &self->classes.at[i];
        bool same = heir->hash == self->classes.at[cls.i - 1].hash || i == cls.i - 1;
        if (i != cls.i - 1 && same && tk_class_is(self, (tk_class_id){i + 1}, cls))
            heir->hash = TK_HASH_VALUE;
    }
    if (cls.i)
        self->classes.at[cls.i - 1].hash = TK_HASH_VALUE;
    if (self->image && !self->trusted.len)
        self->names = tk_names_new(self->names);   // an image has no room for more
    tk_vec_push(&self->trusted, tk_names_add(self->names, tk_slice_of(dot ? dot + 1 : name)));
}

bool tk_catalog_trusts(const tk_catalog *self, tk_name name)
{
    for (uint32_t i = 0; i < self->trusted.len; i++)
        if (tk_name_equal(self->trusted.at[i], name))
            return true;
    return false;
}

void tk_catalog_free(tk_catalog *self)
{
    if (!self)
        return;
    tk_query_free(self->queries);
    if (self->image) {
        if (self->trusted.len)
            tk_names_free(self->names);
        tk_vec_free(&self->trusted);
        free(self->image);
        return;
    }
    tk_vec_free(&self->libraries);
    tk_vec_free(&self->classes);
    tk_vec_free(&self->functions);
    tk_vec_free(&self->rules);
    tk_vec_free(&self->trusted);
    tk_symbols_free(self->symbols);
    tk_names_free(self->names);
    tk_arena_free(&self->arena);
    free(self);
}

tk_symbol tk_catalog_symbol(const tk_catalog *self, tk_name qualified)
{
    const tk_symbol_entry *entry = tk_symbols_find(self->symbols, qualified);
    return entry ? entry->symbol : (tk_symbol){0};
}

tk_class_id tk_catalog_class(const tk_catalog *self, const char *qualified)
{
    return tk_catalog_symbol(self, tk_names_find(self->names, tk_slice_of(qualified))).cls;
}

const tk_class *tk_class_of(const tk_catalog *self, tk_class_id id)
{
    return id.i ? &self->classes.at[id.i - 1] : NULL;
}

const tk_function *tk_function_of(const tk_catalog *self, tk_function_id id)
{
    return id.i ? &self->functions.at[id.i - 1] : NULL;
}

static const tk_member *own_member(const tk_class *cls, tk_name name)
{
    uint32_t low = 0, high = cls->member_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cls->members[middle].name.i < name.i)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < cls->member_count && tk_name_equal(cls->members[low].name, name);
    return found ? &cls->members[low] : NULL;
}

const tk_member *tk_class_member(const tk_catalog *self, tk_class_id cls, tk_name name)
{
    if (!cls.i || !name.i)
        return NULL;
    const tk_class *of = tk_class_of(self, cls);
    for (uint16_t i = 0; i < of->ancestor_count; i++) {
        const tk_member *member = own_member(tk_class_of(self, of->ancestors[i]), name);
        if (member)
            return member;
    }
    return NULL;
}

bool tk_class_is(const tk_catalog *self, tk_class_id cls, tk_class_id base)
{
    if (!cls.i || !base.i)
        return false;
    const tk_class *of = tk_class_of(self, cls);
    for (uint16_t i = 0; i < of->ancestor_count; i++)
        if (of->ancestors[i].i == base.i)
            return true;
    return false;
}

tk_class_id tk_catalog_evidence(const tk_catalog *self, tk_name method, uint32_t index)
{
    uint32_t low = 0, high = self->symbols->evidence.len;
    const tk_evidence *evidence = self->symbols->evidence.at;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (evidence[middle].method.i < method.i)
            low = middle + 1;
        else
            high = middle;
    }
    low += index;
    bool found = low < self->symbols->evidence.len && tk_name_equal(evidence[low].method, method);
    return found ? evidence[low].cls : (tk_class_id){0};
}

static int by_code(const void *code, const void *rule)
{
    return strcmp(code, ((const tk_rule *)rule)->code);
}

const tk_rule *tk_catalog_rule(const tk_catalog *self, const char *code)
{
    if (self->rules.len == 0)
        return NULL;
    return bsearch(code, self->rules.at, self->rules.len, sizeof *self->rules.at, by_code);
}
