// Assignments to IR: targets, unpacking, augmented assignment.
#include "infer/lower.h"

void tk_lower_store(tk_lower *self, tk_node identifier, tk_temp value)
{
    if (tk_node_kind(self->nodes, identifier) != TK_KIND_IDENTIFIER)
        return;
    tk_name name = tk_lower_name(self, identifier);
    tk_lookup found = tk_scope_lookup(&self->program->scopes, self->scope, name);
    if (found.where == TK_FOUND_LOCAL)
        tk_lower_emit(self, TK_OP_STORE, identifier, found.slot, value, name.i);
    else if (found.where == TK_FOUND_FREE)
        tk_lower_emit(self, TK_OP_STORE_FREE, identifier, found.scope, found.slot, value);
    else {
        if (self->scope != 1)
            tk_scope_write_global(&self->program->scopes, name);
        tk_lower_emit(self, TK_OP_STORE_NAME, identifier, name.i, value, 0);
    }
}

static void assign_items(tk_lower *self, tk_node target, tk_temp value)
{
    uint32_t count = tk_node_child_count(self->nodes, target);
    uint32_t index = 0;
    for (tk_node child = tk_node_first(self->nodes, target); child.i;
         child = tk_node_next(self->nodes, child), index++) {
        bool starred = tk_node_kind(self->nodes, child) == TK_KIND_LIST_SPLAT_PATTERN ||
                       tk_node_kind(self->nodes, child) == TK_KIND_LIST_SPLAT;
        tk_temp item = tk_lower_emit(self, TK_OP_UNPACK, child, value, index, count);
        tk_lower_at(self, item)->flag = starred;
        tk_lower_assign(self, starred ? tk_node_first(self->nodes, child) : child, item);
    }
}

static void assign_subscript(tk_lower *self, tk_node target, tk_temp value)
{
    tk_temp whole = tk_lower_expression(self, target);
    // The read that lowering made becomes the write: same container, same key.
    tk_instr *read = tk_lower_at(self, whole);
    if (read->op != TK_OP_SUBSCRIPT)
        return;
    read->op = TK_OP_SET_SUBSCRIPT;
    read->c = value;
}

void tk_lower_assign(tk_lower *self, tk_node target, tk_temp value)
{
    if (!target.i || self->depth >= TK_LOWER_DEPTH)
        return;
    self->depth++;
    switch (tk_node_kind(self->nodes, target)) {
    case TK_KIND_IDENTIFIER:
        tk_lower_store(self, target, value);
        break;
    case TK_KIND_ATTRIBUTE: {
        tk_temp object =
            tk_lower_expression(self, tk_node_field(self->nodes, target, TK_FIELD_OBJECT));
        tk_node name = tk_node_field(self->nodes, target, TK_FIELD_ATTRIBUTE);
        tk_lower_emit(self, TK_OP_SET_ATTRIBUTE, target, object, tk_lower_name(self, name).i,
                      value);
        break;
    }
    case TK_KIND_SUBSCRIPT:
        assign_subscript(self, target, value);
        break;
    case TK_KIND_PARENTHESIZED_EXPRESSION:
    case TK_KIND_LIST_SPLAT_PATTERN:
        tk_lower_assign(self, tk_node_first(self->nodes, target), value);
        break;
    case TK_KIND_TUPLE:
    case TK_KIND_LIST:
    case TK_KIND_EXPRESSION_LIST:
    case TK_KIND_PATTERN_LIST:
    case TK_KIND_TUPLE_PATTERN:
    case TK_KIND_LIST_PATTERN:
        assign_items(self, target, value);
        break;
    default:
        break;
    }
    self->depth--;
}

void tk_lower_assignment(tk_lower *self, tk_node node)
{
    // a = b = c nests to the right: collect the targets, then store from the value outwards.
    TK_VEC(tk_node) targets = {0};
    tk_node right = node, type = {0};
    while (tk_node_kind(self->nodes, right) == TK_KIND_ASSIGNMENT) {
        tk_vec_push(&targets, tk_node_field(self->nodes, right, TK_FIELD_LEFT));
        type = tk_node_field(self->nodes, right, TK_FIELD_TYPE);
        right = tk_node_field(self->nodes, right, TK_FIELD_RIGHT);
    }
    tk_temp value = 0;
    if (tk_node_kind(self->nodes, right) == TK_KIND_AUGMENTED_ASSIGNMENT)
        tk_lower_statement(self, right);
    else if (right.i)
        value = tk_lower_expression(self, right);
    if (type.i) {
        value = tk_lower_emit(self, TK_OP_TYPED, type, type.i, value, 0);
        self->code->instrs.at[value].c =
            tk_node_kind(self->nodes, targets.at[0]) == TK_KIND_ATTRIBUTE;
    }
    for (uint32_t i = 0; value && i < targets.len; i++)
        tk_lower_assign(self, targets.at[i], value);
    tk_vec_free(&targets);
}

void tk_lower_augmented(tk_lower *self, tk_node node)
{
    tk_node target = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
    tk_node token = tk_node_field(self->nodes, node, TK_FIELD_OPERATOR);
    tk_temp old = tk_lower_expression(self, target);
    tk_temp more = tk_lower_expression(self, tk_node_field(self->nodes, node, TK_FIELD_RIGHT));
    tk_temp value = tk_lower_emit(self, TK_OP_BINARY, node, old, more,
                                  tk_lower_operator(self, token, false).i);
    tk_lower_at(self, value)->flag = 1;   // in place when the class can
    if (tk_node_kind(self->nodes, target) != TK_KIND_SUBSCRIPT) {
        tk_lower_assign(self, target, value);
        return;
    }
    // The key was hashed by the read above; the write goes to the same place.
    const tk_instr read = *tk_lower_at(self, old);
    if (read.op == TK_OP_SUBSCRIPT)
        tk_lower_emit(self, TK_OP_SET_SUBSCRIPT, target, read.a, read.b, value);
}
