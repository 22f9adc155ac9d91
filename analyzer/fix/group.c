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

static void find_uses(tk_fixer *self)
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
    }
    if (self->uses.len)
        qsort(self->uses.at, self->uses.len, sizeof *self->uses.at, by_root);
    self->uses_known = true;
}

// --- what belongs together -------------------------------------------------------------------------

static void refuse(tk_group *group, tk_fix_reason reason, tk_node because)
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
    if (link.kind == TK_LINK_CONTAINER && tk_root_is_elsewhere(fixer, link.a))
        refuse(self->group, TK_REASON_ELSEWHERE, (tk_node){0});
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

// The variable that gets the keys in a loop over the container, or over its items.
static void judge_variable(tk_fixer *self, tk_group *group, tk_node loop, bool pairs)
{
    const tk_node_table *nodes = self->nodes;
    tk_node name = tk_node_field(nodes, loop, TK_FIELD_LEFT), reach;
    if (pairs)
        name = tk_node_kind(nodes, name) == TK_KIND_IDENTIFIER ? (tk_node){0}
                                                               : tk_node_first(nodes, name);
    if (!name.i || tk_node_kind(nodes, name) != TK_KIND_IDENTIFIER)
        return;
    tk_node_list places = {0};
    tk_name_places(nodes, name, &places);
    for (uint32_t i = 0; i < places.len; i++) {
        tk_node place = places.at[i];
        if (tk_loop_around(nodes, place, &reach).i != loop.i)
            continue;
        tk_node parent = tk_node_parent(nodes, place), call = tk_number_method(self, place);
        if (call.i)
            tk_vec_push(&group->stripped, call);
        else if (tk_fixer_is_site(self, place))
            tk_vec_push(&group->settled, place);
        else if (tk_node_kind(nodes, parent) == TK_KIND_ATTRIBUTE)
            refuse(group, TK_REASON_KEY_USED, place);
    }
    tk_vec_free(&places);
}

// The keys come out at `node`: in the loops over it they are followed.
static void judge_keys(tk_fixer *self, tk_group *group, tk_node node, bool pairs)
{
    tk_node parent = tk_node_parent(self->nodes, node);
    tk_kind kind = tk_node_kind(self->nodes, parent);
    if (kind == TK_KIND_FOR_STATEMENT || kind == TK_KIND_FOR_IN_CLAUSE)
        judge_variable(self, group, parent, pairs);
    else
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
        judge_keys(self, group, call, tk_slice_is(method, "items"));
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
        refuse(group, TK_REASON_STORED, node);
    group->leaves = true;
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
        judge_keys(self, group, node, false);
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

// The sites at variables that get keys of this container are settled by it, and their containers with it.
static void take_settled(tk_fixer *self, tk_group *group, uint32_t from)
{
    for (; from < group->settled.len; from++) {
        tk_site_link key = {TK_LINK_KEY, group->settled.at[from].i, 0, 0, 0};
        uint32_t i = tk_links_first(self, &key);
        for (; i < self->links.len && tk_links_alike(&self->links.at[i], &key); i++)
            if (self->group_of[self->links.at[i].site] != group->id)
                collect_sites(self, group, self->links.at[i].site);
    }
}

static int by_node(const void *a, const void *b)
{
    tk_node x = *(const tk_node *)a, y = *(const tk_node *)b;
    return x.i < y.i ? -1 : x.i > y.i;
}

static void judge_uses(tk_fixer *self, tk_group *group)
{
    if (!self->uses_known)
        find_uses(self);
    for (uint32_t r = 0; r < group->roots.len; r++) {
        tk_container_use want = {group->roots.at[r], {0}};
        uint32_t low = 0, high = self->uses.len;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (by_root(&self->uses.at[middle], &want) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        uint32_t settled = group->settled.len;
        for (; low < self->uses.len && self->uses.at[low].root == want.root; low++)
            judge_use(self, group, self->uses.at[low].node);
        take_settled(self, group, settled);   // may add roots, which this loop then comes to
    }
    if (group->settled.len)
        qsort(group->settled.at, group->settled.len, sizeof *group->settled.at, by_node);
}

static bool is_settled(const tk_group *group, tk_node key)
{
    return group->settled.len && bsearch(&key, group->settled.at, group->settled.len,
                                         sizeof *group->settled.at, by_node);
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

static void judge_site(tk_fixer *self, tk_group *group, uint32_t index)
{
    const tk_nomination *site = &self->unit->sites.list.at[index];
    tk_lifetime lifetime = tk_infer_lifetime(self->unit->infer, tk_fixer_container(self, site));
    group->leaves |= lifetime == TK_LIFETIME_SELF || lifetime == TK_LIFETIME_MODULE ||
                     lifetime == TK_LIFETIME_UNKNOWN;
    tk_case facts = tk_case_of(self->unit->infer, self->nodes, site);
    const tk_rule *rule = tk_verdict_rule(self->unit->catalog, self->unit->infer, &facts);
    const tk_node_row *row = tk_node_row_of(self->nodes, facts.place);
    uint32_t line = tk_source_line(self->unit->source, row->start);
    if (rule && tk_suppressions_cover(self->suppressions, line, line, rule->code))
        refuse(group, TK_REASON_SILENCED, site->key);
    if (is_settled(group, site->key) || tk_site_among_scalars(self, site))
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
        refuse(group, TK_REASON_UNREACHED, site->key);
    }
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

tk_group *tk_group_of_site(tk_fixer *self, uint32_t site)
{
    if (!self->group_of)
        self->group_of = tk_memory_zero(self->unit->sites.list.len, sizeof *self->group_of);
    if (self->group_of[site])
        return self->groups.at[self->group_of[site] - 1];
    tk_group *group = tk_memory_zero(1, sizeof *group);
    tk_vec_push(&self->groups, group);
    group->id = self->groups.len;
    group->complete = true;
    collect_sites(self, group, site);
    judge_uses(self, group);
    qsort(group->sites.at, group->sites.len, sizeof *group->sites.at, by_number);
    for (uint32_t i = 0; i < group->sites.len; i++)
        judge_site(self, group, group->sites.at[i]);
    return group;
}

void tk_group_free(tk_group *group)
{
    tk_vec_free(&group->sites);
    tk_vec_free(&group->roots);
    tk_vec_free(&group->stripped);
    tk_vec_free(&group->settled);
    tk_vec_free(&group->targets);
    tk_vec_free(&group->owners);
    free(group);
}
