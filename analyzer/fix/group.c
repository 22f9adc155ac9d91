// Groups: all sites of one container, which are rewritten together, and what its other uses allow.
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

// --- what belongs together -------------------------------------------------------------------------

void tk_group_refuse(tk_group *group, tk_fix_reason reason, tk_node because)
{
    if (group->reason != TK_REASON_NONE)
        return;
    group->reason = reason;
    group->because = because;
}

typedef struct gathering {
    tk_fixer *fixer;
    tk_group *group;
} gathering;

static void gather(void *context, tk_site_link link)
{
    gathering *self = context;
    tk_fixer *fixer = self->fixer;
    uint32_t i = tk_links_first(fixer, &link);
    if (i == fixer->links.len || fixer->links.at[i].taken == self->group->id)
        return;
    fixer->links.at[i].taken = self->group->id;
    if (link.kind == TK_LINK_CONTAINER)
        tk_vec_push(&self->group->roots, link.a);
    self->group->elsewhere |= link.kind == TK_LINK_CONTAINER && tk_object_is_elsewhere(tk_fixer_shared(fixer, link.a));
    for (; i < fixer->links.len && tk_links_alike(&fixer->links.at[i], &link); i++) {
        uint32_t site = fixer->links.at[i].site;
        if (fixer->group_of[site] == self->group->id)
            continue;
        fixer->group_of[site] = self->group->id;
        tk_vec_push(&self->group->sites, site);
    }
}

// The site and all that belong to it, and to these.
static void collect_sites(tk_fixer *self, tk_group *group, uint32_t first)
{
    gathering state = {self, group};
    uint32_t next = group->sites.len;
    tk_links_of_site(self, first, gather, &state);
    for (; next < group->sites.len; next++)
        tk_links_of_site(self, group->sites.at[next], gather, &state);
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

static void judge_use(tk_fixer *self, tk_group *group, tk_node node)
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

// The sites whose keys came out of the container belong to the group, and their containers with them.
static void take_settled(tk_fixer *self, tk_group *group, uint32_t root)
{
    uint32_t i = tk_links_first(self, &(tk_site_link){TK_LINK_CONTAINER, root, 0, 0, 0});
    for (; i < self->links.len && self->links.at[i].kind == TK_LINK_CONTAINER && self->links.at[i].a == root; i++)
        if (self->group_of[self->links.at[i].site] != group->id)
            collect_sites(self, group, self->links.at[i].site);
}

static void judge_uses(tk_fixer *self, tk_group *group)
{
    if (!self->uses_known)
        tk_fixer_find_uses(self);
    for (uint32_t r = 0; r < group->roots.len; r++) {
        uint32_t root = group->roots.at[r], i = tk_uses_first(self->uses.at, self->uses.len, root);
        for (; i < self->uses.len && self->uses.at[i].root == root; i++)
            judge_use(self, group, self->uses.at[i].node);
        take_settled(self, group, root);   // may add roots, which this loop then comes to
        tk_group_judge_keys(self, group, root);
    }
}

static bool only_scalars(const tk_pool *pool, tk_value keys)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(pool, keys, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_family family = tk_value_family(pool, members[i]);
        if (family != TK_FAMILY_SCALAR && family != TK_FAMILY_TEXT)
            return false;
    }
    return count > 0;
}

bool tk_site_among_scalars(const tk_fixer *self, const tk_nomination *site)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    tk_family family = tk_value_family(pool, site->fact.value);
    bool several = family == TK_FAMILY_TUPLE || tk_value_of(pool, site->fact.value)->rank > 0;
    return several && site->container.value.i != TK_BOTTOM.i &&
           only_scalars(pool, tk_container_contents(self->unit->infer, site->container).key.value);
}

// Items of a key that came out of a container of the group.
static void drop_settled(tk_fixer *self, tk_group *group, uint32_t from)
{
    uint32_t kept = from;
    for (uint32_t i = from; i < group->targets.len; i++)
        if (!tk_group_settles(self, group, tk_infer_fact(self->unit->infer, group->targets.at[i].array)))
            group->targets.at[kept++] = group->targets.at[i];
    group->targets.len = kept;
}

// One function has all sites of the group: what it does not find it computes anew.
static bool is_memo(const tk_fixer *self, const tk_group *group, tk_node function)
{
    for (uint32_t i = 0; i < group->sites.len; i++)
        if (tk_function_around(self->nodes, self->unit->sites.list.at[group->sites.at[i]].site).i != function.i)
            return false;
    return function.i && group->sites.len > 1;
}

// The array is changed in place while it is a key: by identity it is found after that, by its content no more.
static void judge_change(tk_fixer *self, tk_group *group, const tk_nomination *site)
{
    uint32_t i = tk_links_first(self, &(tk_site_link){TK_LINK_CHANGED, site->key.i, 0, 0, 0});
    if (i == self->links.len || site->kind == TK_SITE_CACHED_ARGUMENT)
        return;
    const tk_nomination *change = &self->unit->sites.list.at[self->links.at[i].site];
    tk_node function = tk_function_around(self->nodes, site->site);
    if (tk_function_around(self->nodes, change->site).i == function.i || !is_memo(self, group, function))
        tk_group_refuse(group, TK_REASON_CHANGED, change->key);
}

static void judge_site(tk_fixer *self, tk_group *group, uint32_t index)
{
    const tk_nomination *site = &self->unit->sites.list.at[index];
    tk_lifetime lifetime = tk_infer_lifetime(self->unit->infer, tk_fixer_container(self, site));
    group->leaves |= lifetime == TK_LIFETIME_SELF || lifetime == TK_LIFETIME_MODULE ||
                     lifetime == TK_LIFETIME_UNKNOWN;
    // The function goes on to work with what was its key.
    bool passed = site->kind == TK_SITE_STATIC_ARGUMENT;
    if (passed)
        group->leaves = group->keys_taken_apart = true;
    if (passed && tk_value_of(tk_infer_pool(self->unit->infer), site->among)->rank != 0)
        tk_group_refuse(group, TK_REASON_ARGUMENT, site->key);
    judge_change(self, group, site);
    tk_case facts = tk_case_of(self->unit->infer, self->nodes, site);
    const tk_rule *rule = tk_verdict_rule(self->unit->catalog, self->unit->infer, &facts);
    const tk_node_row *row = tk_node_row_of(self->nodes, facts.place);
    uint32_t line = tk_source_line(self->unit->source, row->start);
    if (rule && tk_suppressions_cover(self->suppressions, line, line, rule->code))
        tk_group_refuse(group, TK_REASON_SILENCED, site->key);
    if (tk_group_settles(self, group, site->fact) || tk_site_among_scalars(self, site))
        return;
    if (facts.certainty == TK_POSSIBLE) {   // one of several things, of which most are no arrays
        group->unknown_keys = true;
        group->because = group->because.i ? group->because : site->key;
        return;
    }
    uint32_t before = group->targets.len;
    if (!tk_targets_of_site(self, site, &group->targets)) {
        group->targets.len = before;
        group->complete = false;
        tk_group_refuse(group, TK_REASON_UNREACHED, site->key);
    }
    drop_settled(self, group, before);
    for (uint32_t i = before; i < group->targets.len; i++) {
        group->targets.at[i].optional = !rule && facts.derived.parts;
        tk_vec_push(&group->owners, index);
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static tk_group *new_group(tk_fixer *self)
{
    if (!self->group_of)
        self->group_of = tk_memory_zero(self->unit->sites.list.len, sizeof *self->group_of);
    tk_group *group = tk_memory_zero(1, sizeof *group);
    tk_vec_push(&self->groups, group);
    group->id = self->groups.len;
    group->complete = true;
    return group;
}

static tk_group *judged(tk_fixer *self, tk_group *group)
{
    judge_uses(self, group);
    if (group->sites.len)
        qsort(group->sites.at, group->sites.len, sizeof *group->sites.at, by_number);
    for (uint32_t i = 0; i < group->sites.len; i++)
        judge_site(self, group, group->sites.at[i]);
    return group;
}

tk_group *tk_group_of_site(tk_fixer *self, uint32_t site)
{
    if (self->group_of && self->group_of[site])
        return self->groups.at[self->group_of[site] - 1];
    tk_group *group = new_group(self);
    collect_sites(self, group, site);
    return judged(self, group);
}

tk_group *tk_group_of_root(tk_fixer *self, uint32_t root)
{
    uint32_t i = tk_links_first(self, &(tk_site_link){TK_LINK_CONTAINER, root, 0, 0, 0});
    if (i < self->links.len)
        return tk_group_of_site(self, self->links.at[i].site);
    for (uint32_t k = 0; k < self->groups.len; k++)
        if (tk_group_has_root(self->groups.at[k], root))
            return self->groups.at[k];
    tk_group *group = new_group(self);
    tk_vec_push(&group->roots, root);
    group->elsewhere = tk_object_is_elsewhere(tk_fixer_shared(self, root));
    return judged(self, group);
}

void tk_group_free(tk_group *group)
{
    tk_vec_free(&group->sites);
    tk_vec_free(&group->roots);
    tk_vec_free(&group->stripped);
    tk_vec_free(&group->targets);
    tk_vec_free(&group->owners);
    free(group);
}
