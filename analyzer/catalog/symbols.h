// Which qualified name stands for what. Filled while models load, then const.
#ifndef TK_CATALOG_SYMBOLS_H
#define TK_CATALOG_SYMBOLS_H

#include "catalog/loader.h"

typedef struct tk_symbol_entry {
    tk_name name;
    uint32_t line;           // where a model says so
    tk_symbol symbol;
    const char *path;        // likewise
    uint64_t layer;
} tk_symbol_entry;

typedef struct tk_alias {
    tk_name name, target;
    const tk_yaml *at;
    const char *path;
    uint32_t layer;
    bool done;
} tk_alias;

typedef struct tk_evidence {
    tk_name method;
    tk_class_id cls;
} tk_evidence;

typedef struct tk_symbol_table {
    TK_VEC(tk_symbol_entry) entries;
    TK_VEC(uint32_t) by_name;          // name id -> index into entries + 1
    TK_VEC(tk_alias) aliases;
    TK_VEC(tk_evidence) evidence;      // sorted by method and class when the catalog is complete
} tk_symbol_table;

tk_symbol_table *tk_symbols_new(void);
void tk_symbols_free(tk_symbol_table *self);
const tk_symbol_entry *tk_symbols_find(const tk_symbol_table *self, tk_name name);   // or NULL

// False, with a diagnostic at `at`, when this layer or a module's name says otherwise already.
bool tk_symbols_declare(tk_loader *loader, const tk_yaml *at, tk_name name, tk_symbol symbol);
void tk_symbols_add_module(tk_loader *loader, tk_slice name);   // and the packages it lies in
void tk_symbols_add_alias(tk_loader *loader, const tk_yaml *at, tk_slice name, tk_slice target);
void tk_symbols_add_evidence(tk_loader *loader, tk_name method, tk_class_id cls);

// Gives aliases the meaning of their targets, and to an alias of a module everything below it. Runs
// when all names are declared.
void tk_symbols_resolve_aliases(tk_loader *loader);
void tk_symbols_sort_evidence(tk_symbol_table *self);

// "pack" of "pack.array"; empty when there is no dot.
tk_slice tk_qualified_parent(tk_slice name);
tk_slice tk_qualified_last(tk_slice name);
bool tk_qualified_valid(tk_slice name);   // identifiers joined by dots

#endif
