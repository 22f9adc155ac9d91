// Where containers are used otherwise than by the sites of a group, and what that allows.
#include <stdlib.h>

#include "fix/fix.h"

// --- where containers are used ---------------------------------------------------------------------

static int by_root(const void *a, const void *b)
{
    const tk_container_use *x = a, *y = b;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return x->node.i < y->node.i ? -1 : x->node.i > y->node.i;
}

void tk_fixer_find_uses(tk_fixer *self)
{
    for (uint32_t i = 1; i < self->nodes->rows.len; i++) {
        tk_value members[TK_UNION_MOST];
        tk_fact fact = tk_infer_fact(self->unit->infer, (tk_node){i});
        uint32_t count = tk_value_members(tk_infer_pool(self->unit->infer), fact.value, members);
        for (uint32_t k = 0; k < count; k++) {
            uint32_t root = tk_fixer_root(self, members[k]);
            if (root)
                tk_vec_push(&self->uses, ((tk_container_use){root, {i}}));
        }
        uint32_t from = tk_fixer_taken_from(self, fact);
        if (from)
            tk_vec_push(&self->keys, ((tk_container_use){from, {i}}));
    }
    if (self->uses.len)
        qsort(self->uses.at, self->uses.len, sizeof *self->uses.at, by_root);
    if (self->keys.len)
        qsort(self->keys.at, self->keys.len, sizeof *self->keys.at, by_root);
    self->uses_known = true;
}

uint32_t tk_uses_first(const tk_container_use *uses, uint32_t count, uint32_t root)
{
    tk_container_use want = {root, {0}};
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_root(&uses[middle], &want) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// --- what the other uses allow ---------------------------------------------------------------------

// A key that is looked up: nominated ones are the group's; of the others only plain ones are known.
static void judge_key(tk_fixer *self, tk_group *group, tk_node key)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    if (!key.i || tk_fixer_is_site(self, key))
        return;
    tk_fact fact = tk_infer_fact(self->unit->infer, key);
    tk_hash_set hash = tk_infer_hash(self->unit->infer, fact.value);
    if (hash.unknown || !hash.value || fact.certainty != TK_DEFINITE) {
        group->unknown_keys = true;
        if (!group->because.i)
            group->because = key;
    }
    group->tuple_keys |= tk_value_family(pool, fact.value) == TK_FAMILY_TUPLE;
}

bool tk_call_wants_arrays(tk_fixer *self, tk_node call)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    tk_node callee = tk_node_field(self->nodes, call, TK_FIELD_FUNCTION);
    tk_node method = callee.i ? tk_node_field(self->nodes, callee, TK_FIELD_ATTRIBUTE) : callee;
    tk_slice name = method.i ? tk_node_text(self->nodes, method) : TK_SLICE("");
    return callee.i && !tk_fixes_has(self->fixes, TK_USE_ITERATING_CALLS, tk_node_text(self->nodes, callee)) &&
           tk_value_kind_of(pool, tk_infer_fact(self->unit->infer, callee).value) == TK_VALUE_FUNCTION &&
           tk_fixer_is_array(self, tk_infer_fact(self->unit->infer, call).value) &&
           !tk_fixes_has(self->fixes, TK_USE_MAKING_CALLS, name);
}

// The keys come out at `node`; in loops over it they are followed one by one.
static void judge_keys(tk_fixer *self, tk_group *group, tk_node node)
{
    const tk_node_table *nodes = self->nodes;
    tk_node parent = tk_node_parent(nodes, node);
    tk_kind kind = tk_node_kind(nodes, parent);
    while (kind == TK_KIND_ARGUMENT_LIST || kind == TK_KIND_LIST_SPLAT || kind == TK_KIND_LIST ||
           kind == TK_KIND_TUPLE) {
        bool called = kind == TK_KIND_ARGUMENT_LIST;
        node = called ? tk_node_parent(nodes, parent) : parent;
        tk_node callee = tk_node_field(nodes, node, TK_FIELD_FUNCTION);
        if (called && tk_call_wants_arrays(self, node))
            tk_group_refuse(group, TK_REASON_KEY_USED, node);
        if (called && !(callee.i && tk_fixes_has(self->fixes, TK_USE_ITERATING_CALLS, tk_node_text(nodes, callee))))
            break;
        parent = tk_node_parent(nodes, node);
        kind = tk_node_kind(nodes, parent);
    }
    if (kind != TK_KIND_FOR_STATEMENT && kind != TK_KIND_FOR_IN_CLAUSE)
        group->leaves = true;
}

static void judge_method(tk_fixer *self, tk_group *group, tk_node attribute)
{
    const tk_node_table *nodes = self->nodes;
    tk_slice method = tk_node_text(nodes, tk_node_field(nodes, attribute, TK_FIELD_ATTRIBUTE));
    tk_node call = tk_node_parent(nodes, attribute);
    bool called = tk_node_kind(nodes, call) == TK_KIND_CALL &&
                  tk_node_field(nodes, call, TK_FIELD_FUNCTION).i == attribute.i;
    tk_node first = called ? tk_node_first(nodes, tk_node_field(nodes, call, TK_FIELD_ARGUMENTS))
                           : (tk_node){0};
    if (called && tk_fixes_has(self->fixes, TK_USE_KEYED, method))
        judge_key(self, group, first);
    else if (called && tk_fixes_has(self->fixes, TK_USE_KEYS, method))
        judge_keys(self, group, call);
    else if (!tk_fixes_has(self->fixes, TK_USE_HARMLESS, method) &&
             !tk_fixer_is_site(self, first))
        group->unknown_keys |= called;
}

static void judge_argument(tk_fixer *self, tk_group *group, tk_node node, tk_node list)
{
    tk_node call = tk_node_parent(self->nodes, list);
    tk_node callee = tk_node_field(self->nodes, call, TK_FIELD_FUNCTION);
    tk_slice name = callee.i ? tk_node_text(self->nodes, callee) : TK_SLICE("");
    if (tk_fixes_has(self->fixes, TK_USE_HARMLESS_CALLS, name))
        return;
    if (tk_fixes_has(self->fixes, TK_USE_STORING_CALLS, name))
        tk_group_refuse(group, TK_REASON_STORED, node);
    judge_keys(self, group, node);
}

static void judge_comparison(tk_fixer *self, tk_group *group, tk_node node, tk_node comparison)
{
    tk_node left = {0}, last = {0};
    bool contains = false;
    for (tk_node at = tk_node_first(self->nodes, comparison); at.i; at = tk_node_next(self->nodes, at)) {
        if (tk_node_row_of(self->nodes, at)->field == TK_FIELD_OPERATORS) {
            tk_slice operator = tk_node_text(self->nodes, at);
            contains = tk_slice_is(operator, "in") || tk_slice_starts(operator, "not");
        } else {
            left = last;
            last = at;
        }
    }
    if (last.i == node.i && contains)
        judge_key(self, group, left);
}

void tk_group_judge_use(tk_fixer *self, tk_group *group, tk_node node)
{
    const tk_node_table *nodes = self->nodes;
    tk_node parent = tk_node_parent(nodes, node);
    tk_field field = (tk_field)tk_node_row_of(nodes, node)->field;
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_SUBSCRIPT:
        for (tk_node at = tk_node_first(nodes, parent); at.i && field == TK_FIELD_VALUE;
             at = tk_node_next(nodes, at))
            if (tk_node_row_of(nodes, at)->field == TK_FIELD_SUBSCRIPT)
                judge_key(self, group, at);
        break;
    case TK_KIND_COMPARISON_OPERATOR:
        judge_comparison(self, group, node, parent);
        break;
    case TK_KIND_ATTRIBUTE:
        judge_method(self, group, parent);
        break;
    case TK_KIND_FOR_STATEMENT:
    case TK_KIND_FOR_IN_CLAUSE:
        judge_keys(self, group, node);
        break;
    case TK_KIND_ARGUMENT_LIST:
        judge_argument(self, group, node, parent);
        break;
    case TK_KIND_EXPRESSION_LIST:
        group->leaves |= tk_node_kind(nodes, tk_node_parent(nodes, parent)) == TK_KIND_RETURN_STATEMENT;
        break;
    case TK_KIND_KEYWORD_ARGUMENT:
    case TK_KIND_RETURN_STATEMENT:
    case TK_KIND_YIELD:
    case TK_KIND_LAMBDA:
    case TK_KIND_LIST:
    case TK_KIND_TUPLE:
    case TK_KIND_SET:
    case TK_KIND_PAIR:
    case TK_KIND_LIST_SPLAT:
    case TK_KIND_DICTIONARY_SPLAT:
        group->leaves = true;
        break;
    case TK_KIND_BINARY_OPERATOR:
    case TK_KIND_AUGMENTED_ASSIGNMENT:
        group->unknown_keys |= !tk_fixer_is_site(self, tk_node_field(nodes, parent, TK_FIELD_RIGHT));
        break;
    default:
        break;
    }
}
