// Library models: rules/models/*.yaml. Files are read in two rounds, so that a type may name a class
// of any other file: first every name is declared, then what stands behind the names is read.
#ifndef TK_CATALOG_MODEL_H
#define TK_CATALOG_MODEL_H

#include "catalog/loader.h"

// One class, function or module attribute between the two rounds.
typedef struct tk_draft {
    const char *path;
    uint32_t layer;
    const tk_yaml *node;          // value: the type, or a mapping
    uint32_t id;                  // tk_class_id, or the first of `count` tk_function_ids
    uint32_t count;
    tk_type *type;                // value: to be filled; aliases share it
    const tk_yaml *bases;         // class: where they stand
    enum { TK_ABSENT, TK_SAYS_FALSE, TK_SAYS_TRUE } zero_dim_scalar;
    bool visited;                 // class: its bases are being resolved or are
} tk_draft;

typedef struct tk_models {
    TK_VEC(tk_draft) classes, functions, values;
    TK_VEC(tk_draft) extensions;  // more members of classes that are defined elsewhere
} tk_models;

void tk_models_declare(tk_models *self, tk_loader *loader, const tk_yaml *root);
void tk_models_read(tk_models *self, tk_loader *loader);   // all that was declared
void tk_models_free(tk_models *self);

// The parts of `tk_models_read`.
void tk_class_read(tk_loader *loader, tk_draft *draft);
void tk_class_extend(tk_loader *loader, const tk_draft *draft);
void tk_classes_resolve(tk_models *self, tk_loader *loader);   // bases, and what comes from them

// Reads what a function or method says into `function`, all but its name.
void tk_function_read(tk_loader *loader, const tk_yaml *node, tk_function *function);
// The function of one more name.
tk_function_id tk_function_add(tk_catalog *catalog, const tk_function *function, tk_name name);
// `name: X` or `names: [X, Y]`, one by one: NULL behind the last.
const tk_yaml *tk_function_name(tk_loader *loader, const tk_yaml *node, uint32_t i);

#endif
