// Keys that come out of a container: what is done with them says which rewrites its keys allow. A key
// that is looked up elsewhere is right as soon as the one that was put in is.
#include "fix/fix.h"

uint32_t tk_fixer_taken_from(const tk_fixer *self, tk_fact fact)
{
    const tk_origins *origins = &self->unit->infer->origins;
    if (tk_origin_is_taken(origins, fact.origin) != TK_TAKEN_KEY)
        return 0;
    return tk_fixer_root_of(self, tk_origin_taken_from(origins, fact.origin));
}

bool tk_group_has_root(const tk_group *group, uint32_t root)
{
    for (uint32_t i = 0; i < group->roots.len; i++)
        if (group->roots.at[i] == root)
            return true;
    return false;
}

bool tk_group_settles(const tk_fixer *self, const tk_group *group, tk_fact fact)
{
    uint32_t root = tk_fixer_taken_from(self, fact);
    return root && tk_group_has_root(group, root);
}

typedef struct key_use {
    tk_fixer *fixer;
    tk_group *group;
    tk_node place;
    bool one;                  // the key is a single number
} key_use;

// The key is handed to a function.
static void judge_call(const key_use *self, tk_node call)
{
    tk_fixer *fixer = self->fixer;
    tk_node callee = tk_node_field(fixer->nodes, call, TK_FIELD_FUNCTION);
    tk_slice name = callee.i ? tk_node_text(fixer->nodes, callee) : TK_SLICE("");
    if (tk_fixes_has(fixer->fixes, TK_USE_HARMLESS_CALLS, name))
        return;
    if (self->one && tk_fixes_has(fixer->fixes, TK_USE_NUMBER_CALLS, name))
        return;
    if (!self->one && tk_fixes_has(fixer->fixes, TK_USE_ITERATING_CALLS, name))
        self->group->keys_taken_apart = true;
    else if (tk_call_wants_arrays(fixer, call))
        tk_group_refuse(self->group, TK_REASON_KEY_USED, self->place);
    else
        self->group->leaves = true;
}

// Is the key looked up in a container of the group, by a subscript or a method?
static bool is_looked_up(const key_use *self)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node node = self->place, around = tk_node_parent(nodes, node), container;
    tk_kind kind = tk_node_kind(nodes, around);
    if (kind == TK_KIND_SUBSCRIPT) {
        container = tk_node_field(nodes, around, TK_FIELD_VALUE);
    } else if (kind == TK_KIND_ARGUMENT_LIST) {
        tk_node callee = tk_node_field(nodes, tk_node_parent(nodes, around), TK_FIELD_FUNCTION);
        container = tk_node_field(nodes, callee, TK_FIELD_OBJECT);
    } else {
        return false;
    }
    return container.i && container.i != node.i &&
           tk_group_has_root(self->group, tk_fixer_root(self->fixer, tk_infer_fact(self->fixer->unit->infer, container).value));
}

static void judge_key_use(const key_use *self)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_group *group = self->group;
    tk_node parent = tk_node_parent(nodes, self->place), call = tk_number_method(self->fixer, self->place);
    tk_field field = (tk_field)tk_node_row_of(nodes, self->place)->field;
    if (call.i) {
        tk_vec_push(&group->stripped, call);
        return;
    }
    if (tk_fixer_is_site(self->fixer, self->place) || tk_name_is_bound_at(nodes, self->place) || is_looked_up(self))
        return;
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_ATTRIBUTE:
        tk_group_refuse(group, TK_REASON_KEY_USED, self->place);
        break;
    case TK_KIND_BINARY_OPERATOR:
    case TK_KIND_UNARY_OPERATOR:
    case TK_KIND_AUGMENTED_ASSIGNMENT:
        if (!self->one)
            tk_group_refuse(group, TK_REASON_KEY_USED, self->place);
        break;
    case TK_KIND_SUBSCRIPT:
        group->keys_taken_apart |= field == TK_FIELD_VALUE;
        group->leaves |= field != TK_FIELD_VALUE;
        break;
    case TK_KIND_FOR_STATEMENT:
    case TK_KIND_FOR_IN_CLAUSE:
        group->keys_taken_apart |= field == TK_FIELD_RIGHT;
        break;
    case TK_KIND_ARGUMENT_LIST:
        judge_call(self, tk_node_parent(nodes, parent));
        break;
    case TK_KIND_KEYWORD_ARGUMENT:
        judge_call(self, tk_node_parent(nodes, tk_node_parent(nodes, parent)));
        break;
    case TK_KIND_EXPRESSION_STATEMENT:
    case TK_KIND_COMPARISON_OPERATOR:
    case TK_KIND_INTERPOLATION:
    case TK_KIND_DELETE_STATEMENT:
    case TK_KIND_ASSIGNMENT:
    case TK_KIND_NAMED_EXPRESSION:
        break;
    default:
        group->leaves = true;
        break;
    }
}

void tk_group_judge_keys(tk_fixer *self, tk_group *group, uint32_t root)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    uint32_t i = tk_uses_first(self->keys.at, self->keys.len, root);
    for (; i < self->keys.len && self->keys.at[i].root == root; i++) {
        tk_node place = self->keys.at[i].node;
        tk_value value = tk_infer_fact(self->unit->infer, place).value;
        if (!tk_fixer_is_array(self, value))
            continue;
        judge_key_use(&(key_use){self, group, place, tk_value_of(pool, value)->rank == 0});
    }
}
