// Python's scoping: which names a body binds, and where a name used in it is found.
#ifndef TK_INFER_SCOPE_H
#define TK_INFER_SCOPE_H

#include "base/names.h"
#include "syntax/node.h"

typedef enum tk_scope_kind {
    TK_SCOPE_MODULE, TK_SCOPE_CLASS, TK_SCOPE_FUNCTION,   // a lambda is a function
    TK_SCOPE_COMPREHENSION,   // its variables live in slots of the function around it
} tk_scope_kind;

typedef struct tk_scope {
    tk_scope_kind kind;
    uint32_t parent;        // scope index; the module is 1 and has parent 0
    uint32_t holder;        // the scope whose frame has the slots: itself unless a comprehension
    uint32_t slot_count;    // of a holder
    bool has_inner;         // a holder: a function or lambda inside may read its variables
    uint32_t module;        // whose it is: 0 this one's, else an index into tk_infer.links
    uint32_t theirs;        // another module's: its index there
    tk_node node;
} tk_scope;

typedef enum tk_binding_kind {
    TK_BINDING_NONE,
    TK_BINDING_LOCAL,       // a slot of the scope's holder
    TK_BINDING_GLOBAL,      // declared global
    TK_BINDING_NONLOCAL,    // declared nonlocal
} tk_binding_kind;

typedef struct tk_binding {
    uint32_t scope;
    tk_name name;
    tk_binding_kind kind;
    bool written_inside;    // of the module: a function that declares it global assigns it
    uint32_t slot;
} tk_binding;

typedef struct tk_scopes {
    TK_VEC(tk_scope) list;             // [0] unused
    TK_VEC(tk_binding) bindings;
    uint32_t *slots;                   // hash table over (scope, name): index + 1
    uint32_t slot_count;
} tk_scopes;

void tk_scopes_init(tk_scopes *self);
void tk_scopes_free(tk_scopes *self);
uint32_t tk_scope_add(tk_scopes *self, tk_scope_kind kind, uint32_t parent, tk_node node);
// Binds `name` in `scope` unless it is; returns its slot in the holder's frame.
uint32_t tk_scope_bind(tk_scopes *self, uint32_t scope, tk_name name);
void tk_scope_declare(tk_scopes *self, uint32_t scope, tk_name name, tk_binding_kind kind);
// Binds all names that the statements under `root` bind in `scope`; bodies of inner functions,
// classes, lambdas and comprehensions are left to their own scopes (walrus targets are not).
void tk_scope_collect(tk_scopes *self, uint32_t scope, const tk_node_table *nodes, tk_node root,
                      tk_names *names);

// Binds the identifiers of one target: `a`, `(a, *b)`.
void tk_scope_bind_target(tk_scopes *self, uint32_t scope, const tk_node_table *nodes,
                          tk_node target, tk_names *names);

// Goes through the names that the patterns of a `case` clause bind, in the order of the text:
// the next one behind `last`, or behind nothing; none at the end.
tk_node tk_scope_capture(const tk_node_table *nodes, tk_node clause, tk_node last);

typedef struct tk_lookup {
    enum { TK_FOUND_LOCAL, TK_FOUND_FREE, TK_FOUND_GLOBAL } where;
    uint32_t scope, slot;   // LOCAL: slot of this frame; FREE: holder scope and its slot
} tk_lookup;

tk_lookup tk_scope_lookup(const tk_scopes *self, uint32_t scope, tk_name name);
// A function assigns this module variable, which the module's own body may not bind at all.
void tk_scope_write_global(tk_scopes *self, tk_name name);
const tk_binding *tk_scope_binding(const tk_scopes *self, uint32_t scope, tk_name name);

#endif
