#include "catalog/symbols.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ALIAS_ROUNDS = 8, MOST_SYMBOLS = 4000000 };

tk_symbol_table *tk_symbols_new(void)
{
    return tk_memory_zero(1, sizeof(tk_symbol_table));
}

void tk_symbols_free(tk_symbol_table *self)
{
    tk_vec_free(&self->entries);
    tk_vec_free(&self->by_name);
    tk_vec_free(&self->aliases);
    tk_vec_free(&self->evidence);
    free(self);
}

static tk_symbol_entry *entry_of(const tk_symbol_table *self, tk_name name)
{
    uint32_t index = name.i < self->by_name.len ? self->by_name.at[name.i] : 0;
    return index ? &self->entries.at[index - 1] : NULL;
}

const tk_symbol_entry *tk_symbols_find(const tk_symbol_table *self, tk_name name)
{
    return entry_of(self, name);
}

static void add_entry(tk_symbol_table *self, tk_symbol_entry entry)
{
    uint32_t index = entry.name.i, len = self->by_name.len;
    tk_vec_push(&self->entries, entry);
    if (index >= len) {
        tk_vec_reserve(&self->by_name, index + 1);
        memset(self->by_name.at + len, 0, (index + 1 - len) * sizeof *self->by_name.at);
        self->by_name.len = index + 1;
    }
    self->by_name.at[index] = self->entries.len;
}

static tk_symbol_entry entry_at(const tk_loader *loader, const tk_yaml *at, tk_name name,
                                tk_symbol symbol)
{
    return (tk_symbol_entry){name, at ? at->line : 0, symbol, loader->path, loader->layer};
}

bool tk_symbols_declare(tk_loader *loader, const tk_yaml *at, tk_name name, tk_symbol symbol)
{
    tk_symbol_table *self = loader->catalog->symbols;
    tk_symbol_entry entry = entry_at(loader, at, name, symbol);
    tk_symbol_entry *old = entry_of(self, name);
    if (!old) {
        add_entry(self, entry);
        return true;
    }
    if (old->layer < loader->layer || old->symbol.kind == TK_SYMBOL_MODULE) {
        *old = entry;
        return true;
    }
    tk_diagnostic *error = tk_loader_error(loader, at, "'%s' is defined twice",
                                           tk_names_text(loader->catalog->names, name).at);
    tk_loader_hint(error, "the other definition is at %s:%u", old->path, old->line);
    return false;
}

void tk_symbols_add_module(tk_loader *loader, tk_slice name)
{
    tk_symbol_table *self = loader->catalog->symbols;
    for (; name.len; name = tk_qualified_parent(name)) {
        tk_name id = tk_names_add(loader->catalog->names, name);
        if (entry_of(self, id))
            continue;
        add_entry(self, entry_at(loader, NULL, id, (tk_symbol){.kind = TK_SYMBOL_MODULE}));
    }
}

static bool lies_in(tk_slice name, tk_slice module)
{
    return name.len > module.len && name.at[module.len] == '.' &&
           memcmp(name.at, module.at, module.len) == 0;
}

void tk_symbols_add_alias(tk_loader *loader, const tk_yaml *at, tk_slice name, tk_slice target)
{
    if (tk_slice_equal(name, target) || lies_in(name, target)) {
        tk_loader_error(loader, at, "the alias '%s' lies within its own target", name.at);
        return;
    }
    tk_names *names = loader->catalog->names;
    tk_alias alias = {.name = tk_names_add(names, name),
                      .target = tk_names_add(names, target),
                      .at = at,
                      .path = loader->path,
                      .layer = loader->layer};
    tk_vec_push(&loader->catalog->symbols->aliases, alias);
}

static tk_name moved_name(tk_names *names, tk_slice from, tk_slice name, tk_slice to)
{
    tk_text moved = {0};
    tk_text_add_slice(&moved, to);
    tk_text_add(&moved, name.at + from.len, name.len - from.len);
    tk_name added = tk_names_add(names, (tk_slice){moved.at, moved.len});
    tk_text_free(&moved);
    return added;
}

// What lies below the target module lies below the alias as well, unless a model says otherwise.
static bool copy_below(tk_loader *loader, const tk_alias *alias)
{
    tk_symbol_table *self = loader->catalog->symbols;
    tk_names *names = loader->catalog->names;
    tk_slice from = tk_names_text(names, alias->target);
    uint32_t count = self->entries.len;
    bool added = false;
    for (uint32_t i = 0; i < count && self->entries.len < MOST_SYMBOLS; i++) {
        tk_symbol_entry entry = self->entries.at[i];
        tk_slice name = tk_names_text(names, entry.name);
        if (!lies_in(name, from))
            continue;
        entry.name = moved_name(names, from, name, tk_names_text(names, alias->name));
        if (!entry_of(self, entry.name)) {
            add_entry(self, entry);
            added = true;
        }
    }
    return added;
}

static bool resolve_alias(tk_loader *loader, tk_alias *alias)
{
    const tk_symbol_entry *target = entry_of(loader->catalog->symbols, alias->target);
    if (!target)
        return false;
    bool first = !alias->done;
    bool module = target->symbol.kind == TK_SYMBOL_MODULE;
    loader->path = alias->path;
    loader->layer = alias->layer;
    if (first) {
        alias->done = true;
        tk_symbols_declare(loader, alias->at, alias->name, target->symbol);
        tk_symbols_add_module(loader,
                              tk_qualified_parent(tk_names_text(loader->catalog->names, alias->name)));
    }
    return (module && copy_below(loader, alias)) || first;
}

static void complain_of_target(tk_loader *loader, const tk_alias *alias)
{
    loader->path = alias->path;
    tk_loader_error(loader, alias->at, "the alias '%s' stands for '%s', which no model defines",
                    tk_names_text(loader->catalog->names, alias->name).at,
                    tk_names_text(loader->catalog->names, alias->target).at);
}

void tk_symbols_resolve_aliases(tk_loader *loader)
{
    tk_symbol_table *self = loader->catalog->symbols;
    tk_loader kept = *loader;
    bool changed = true;
    for (int round = 0; changed && round < MOST_ALIAS_ROUNDS; round++) {
        changed = false;
        for (uint32_t i = 0; i < self->aliases.len; i++)
            changed |= resolve_alias(loader, &self->aliases.at[i]);
    }
    for (uint32_t i = 0; i < self->aliases.len; i++)
        if (!self->aliases.at[i].done)
            complain_of_target(loader, &self->aliases.at[i]);
    *loader = kept;
}

void tk_symbols_add_evidence(tk_loader *loader, tk_name method, tk_class_id cls)
{
    tk_evidence evidence = {method, cls};
    tk_vec_push(&loader->catalog->symbols->evidence, evidence);
}

static int by_method(const void *a, const void *b)
{
    const tk_evidence *left = a, *right = b;
    if (left->method.i != right->method.i)
        return left->method.i < right->method.i ? -1 : 1;
    return left->cls.i < right->cls.i ? -1 : left->cls.i > right->cls.i;
}

void tk_symbols_sort_evidence(tk_symbol_table *self)
{
    if (self->evidence.len == 0)
        return;
    qsort(self->evidence.at, self->evidence.len, sizeof *self->evidence.at, by_method);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < self->evidence.len; i++)
        if (by_method(&self->evidence.at[kept - 1], &self->evidence.at[i]) != 0)
            self->evidence.at[kept++] = self->evidence.at[i];
    self->evidence.len = kept;
}

tk_slice tk_qualified_parent(tk_slice name)
{
    while (name.len && name.at[name.len - 1] != '.')
        name.len--;
    if (name.len)
        name.len--;
    return name;
}

tk_slice tk_qualified_last(tk_slice name)
{
    size_t parent = tk_qualified_parent(name).len;
    size_t skip = parent ? parent + 1 : 0;
    return (tk_slice){name.at + skip, name.len - skip};
}

bool tk_qualified_valid(tk_slice name)
{
    bool fresh = true;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        bool letter = isalpha(c) || c == '_' || c >= 0x80;
        if (c == '.' ? fresh : !letter && (fresh || !isdigit(c)))
            return false;
        fresh = c == '.';
    }
    return !fresh;
}
