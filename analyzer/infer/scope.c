#include "infer/scope.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"

void tk_scopes_init(tk_scopes *self)
{
    memset(self, 0, sizeof *self);
    self->slot_count = 256;
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    tk_vec_push(&self->list, ((tk_scope){0}));
}

void tk_scopes_free(tk_scopes *self)
{
    tk_vec_free(&self->list);
    tk_vec_free(&self->bindings);
    free(self->slots);
    self->slots = NULL;
}

uint32_t tk_scope_add(tk_scopes *self, tk_scope_kind kind, uint32_t parent, tk_node node)
{
    uint32_t index = self->list.len;
    tk_scope scope = {.kind = kind, .parent = parent, .holder = index, .node = node,
                      .module = self->list.at[parent].module};
    if (kind == TK_SCOPE_COMPREHENSION)
        scope.holder = self->list.at[parent].holder;
    else if (parent)
        self->list.at[self->list.at[parent].holder].has_inner = true;
    tk_vec_push(&self->list, scope);
    return index;
}

static uint32_t *slot_of(const tk_scopes *self, uint32_t scope, tk_name name)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_mix(scope, name.i) & mask;
    for (; self->slots[i]; i = (i + 1) & mask) {
        const tk_binding *binding = &self->bindings.at[self->slots[i] - 1];
        if (binding->scope == scope && binding->name.i == name.i)
            break;
    }
    return &self->slots[i];
}

static void grow(tk_scopes *self)
{
    self->slot_count *= 2;
    free(self->slots);
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    for (uint32_t i = 0; i < self->bindings.len; i++)
        *slot_of(self, self->bindings.at[i].scope, self->bindings.at[i].name) = i + 1;
}

const tk_binding *tk_scope_binding(const tk_scopes *self, uint32_t scope, tk_name name)
{
    uint32_t slot = *slot_of(self, scope, name);
    return slot ? &self->bindings.at[slot - 1] : NULL;
}

static tk_binding *add_binding(tk_scopes *self, uint32_t scope, tk_name name, tk_binding_kind kind)
{
    uint32_t *slot = slot_of(self, scope, name);
    if (*slot)
        return &self->bindings.at[*slot - 1];
    tk_vec_push(&self->bindings, ((tk_binding){scope, name, kind, false, 0}));
    *slot = self->bindings.len;
    if (self->bindings.len * 2 > self->slot_count)
        grow(self);
    tk_binding *added = &self->bindings.at[self->bindings.len - 1];
    if (kind == TK_BINDING_LOCAL)
        added->slot = self->list.at[self->list.at[scope].holder].slot_count++;
    return added;
}

uint32_t tk_scope_bind(tk_scopes *self, uint32_t scope, tk_name name)
{
    return add_binding(self, scope, name, TK_BINDING_LOCAL)->slot;
}

void tk_scope_write_global(tk_scopes *self, tk_name name)
{
    add_binding(self, 1, name, TK_BINDING_LOCAL)->written_inside = true;
}

void tk_scope_declare(tk_scopes *self, uint32_t scope, tk_name name, tk_binding_kind kind)
{
    add_binding(self, scope, name, kind);
}

tk_lookup tk_scope_lookup(const tk_scopes *self, uint32_t scope, tk_name name)
{
    const tk_lookup global = {TK_FOUND_GLOBAL, 0, 0};
    uint32_t here = self->list.at[scope].holder;
    bool skip_free = false;
    for (uint32_t at = scope; at; at = self->list.at[at].parent) {
        const tk_scope *place = &self->list.at[at];
        // A class body's names are seen in the body itself, not in the functions inside it.
        if (place->kind == TK_SCOPE_CLASS && place->holder != here)
            continue;
        const tk_binding *binding = tk_scope_binding(self, at, name);
        if (!binding)
            continue;
        if (binding->kind == TK_BINDING_GLOBAL)
            return global;
        if (binding->kind == TK_BINDING_NONLOCAL) {
            skip_free = true;
            continue;
        }
        if (place->holder == here && !skip_free)
            return (tk_lookup){TK_FOUND_LOCAL, here, binding->slot};
        if (place->kind == TK_SCOPE_MODULE)
            return global;
        return (tk_lookup){TK_FOUND_FREE, place->holder, binding->slot};
    }
    return global;
}

// --- what a body binds -----------------------------------------------------------------------------

typedef struct collector {
    tk_scopes *scopes;
    const tk_node_table *nodes;
    tk_names *names;
    uint32_t scope;
} collector;

static tk_name name_of(collector *self, tk_node node)
{
    return tk_names_add(self->names, tk_node_text(self->nodes, node));
}

static void bind_identifier(collector *self, tk_node node)
{
    if (tk_node_kind(self->nodes, node) == TK_KIND_IDENTIFIER)
        tk_scope_bind(self->scopes, self->scope, name_of(self, node));
}

// Identifiers of a target: `a`, `(a, *b)`, `[a, b]`; `x.y` and `x[i]` bind nothing.
static void bind_target(collector *self, tk_node target)
{
    uint32_t stop = tk_node_row_of(self->nodes, target)->stop;
    for (uint32_t i = target.i; i < stop;) {
        const tk_node_row *row = &self->nodes->rows.at[i];
        switch ((tk_kind)row->kind) {
        case TK_KIND_IDENTIFIER:
            bind_identifier(self, (tk_node){i});
            i++;
            break;
        case TK_KIND_ATTRIBUTE:
        case TK_KIND_SUBSCRIPT:
        case TK_KIND_CALL:
            i = row->stop;
            break;
        default:
            i++;
        }
    }
}

static void bind_declared(collector *self, tk_node statement, tk_binding_kind kind)
{
    for (tk_node child = tk_node_first(self->nodes, statement); child.i;
         child = tk_node_next(self->nodes, child))
        tk_scope_declare(self->scopes, self->scope, name_of(self, child), kind);
}

static void bind_import(collector *self, tk_node statement)
{
    bool from = tk_node_kind(self->nodes, statement) != TK_KIND_IMPORT_STATEMENT;
    for (tk_node child = tk_node_first(self->nodes, statement); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_row_of(self->nodes, child)->field != TK_FIELD_NAME)
            continue;
        tk_kind kind = tk_node_kind(self->nodes, child);
        if (kind == TK_KIND_ALIASED_IMPORT)
            bind_identifier(self, tk_node_field(self->nodes, child, TK_FIELD_ALIAS));
        else if (kind == TK_KIND_DOTTED_NAME || from)
            bind_identifier(self, kind == TK_KIND_DOTTED_NAME ? tk_node_first(self->nodes, child)
                                                              : child);
    }
}

// Is this identifier of a pattern a new name, and not `a.b`, `Point(` or `x=`?
static bool is_capture(const tk_node_table *nodes, tk_node identifier)
{
    tk_node parent = tk_node_parent(nodes, identifier);
    tk_kind kind = tk_node_kind(nodes, parent);
    if (kind != TK_KIND_DOTTED_NAME)
        return kind != TK_KIND_KEYWORD_PATTERN;
    return tk_node_child_count(nodes, parent) == 1 &&
           tk_node_kind(nodes, tk_node_parent(nodes, parent)) != TK_KIND_CLASS_PATTERN;
}

// `case [a, *rest, Point(x=b)] as whole`: every plain name in a pattern is bound.
tk_node tk_scope_capture(const tk_node_table *nodes, tk_node clause, tk_node last)
{
    for (tk_node child = tk_node_first(nodes, clause); child.i; child = tk_node_next(nodes, child)) {
        if (tk_node_kind(nodes, child) != TK_KIND_CASE_PATTERN)
            continue;
        uint32_t i = last.i < child.i ? child.i : last.i + 1;
        for (uint32_t stop = tk_node_row_of(nodes, child)->stop; i < stop; i++) {
            tk_node at = {i};
            if (tk_node_kind(nodes, at) == TK_KIND_IDENTIFIER && is_capture(nodes, at))
                return at;
        }
    }
    return (tk_node){0};
}

static void bind_pattern(collector *self, tk_node clause)
{
    tk_node name = {0};
    while ((name = tk_scope_capture(self->nodes, clause, name)).i)
        bind_identifier(self, name);
}

// Walrus targets inside a comprehension belong to the scope around it.
static void bind_walrus_inside(collector *self, tk_node root)
{
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    for (uint32_t i = root.i; i < stop; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) == TK_KIND_NAMED_EXPRESSION)
            bind_identifier(self, tk_node_field(self->nodes, node, TK_FIELD_NAME));
    }
}

// Binds what `node` binds; returns the index of the next node to look at.
static uint32_t collect_node(collector *self, tk_node node)
{
    const tk_node_table *nodes = self->nodes;
    const tk_node_row *row = tk_node_row_of(nodes, node);
    switch ((tk_kind)row->kind) {
    case TK_KIND_FUNCTION_DEFINITION:
    case TK_KIND_CLASS_DEFINITION:
        bind_identifier(self, tk_node_field(nodes, node, TK_FIELD_NAME));
        return row->stop;
    case TK_KIND_LAMBDA:
        return row->stop;
    case TK_KIND_LIST_COMPREHENSION:
    case TK_KIND_SET_COMPREHENSION:
    case TK_KIND_DICTIONARY_COMPREHENSION:
    case TK_KIND_GENERATOR_EXPRESSION:
        bind_walrus_inside(self, node);
        return row->stop;
    case TK_KIND_ASSIGNMENT:
    case TK_KIND_AUGMENTED_ASSIGNMENT:
    case TK_KIND_FOR_STATEMENT:
        bind_target(self, tk_node_field(nodes, node, TK_FIELD_LEFT));
        return node.i + 1;
    case TK_KIND_NAMED_EXPRESSION:
        bind_identifier(self, tk_node_field(nodes, node, TK_FIELD_NAME));
        return node.i + 1;
    case TK_KIND_AS_PATTERN_TARGET:
    case TK_KIND_DELETE_STATEMENT:
        bind_target(self, node);
        return node.i + 1;
    case TK_KIND_CASE_CLAUSE:
        bind_pattern(self, node);
        return node.i + 1;
    case TK_KIND_IMPORT_STATEMENT:
    case TK_KIND_IMPORT_FROM_STATEMENT:
    case TK_KIND_FUTURE_IMPORT_STATEMENT:
        bind_import(self, node);
        return row->stop;
    case TK_KIND_GLOBAL_STATEMENT:
        bind_declared(self, node, TK_BINDING_GLOBAL);
        return row->stop;
    case TK_KIND_NONLOCAL_STATEMENT:
        bind_declared(self, node, TK_BINDING_NONLOCAL);
        return row->stop;
    default:
        return node.i + 1;
    }
}

// Declarations come first: `global x` may stand behind a nested block that assigns x.
static void collect_declarations(collector *self, tk_node root)
{
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    for (uint32_t i = root.i; i < stop;) {
        tk_kind kind = tk_node_kind(self->nodes, (tk_node){i});
        if (i != root.i &&
            (kind == TK_KIND_FUNCTION_DEFINITION || kind == TK_KIND_CLASS_DEFINITION)) {
            i = self->nodes->rows.at[i].stop;
            continue;
        }
        if (kind == TK_KIND_GLOBAL_STATEMENT || kind == TK_KIND_NONLOCAL_STATEMENT)
            collect_node(self, (tk_node){i});
        i++;
    }
}

void tk_scope_bind_target(tk_scopes *self, uint32_t scope, const tk_node_table *nodes,
                          tk_node target, tk_names *names)
{
    collector state = {self, nodes, names, scope};
    bind_target(&state, target);
}

void tk_scope_collect(tk_scopes *self, uint32_t scope, const tk_node_table *nodes, tk_node root,
                      tk_names *names)
{
    collector state = {self, nodes, names, scope};
    uint32_t stop = tk_node_row_of(nodes, root)->stop;
    collect_declarations(&state, root);
    for (uint32_t i = root.i; i < stop;)
        i = collect_node(&state, (tk_node){i});
}
