// Groups: all sites of one container, which are rewritten together.
#include <stdlib.h>

#include "fix/fix.h"

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

// --- what stands in the way ------------------------------------------------------------------------

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
            tk_group_judge_use(self, group, self->uses.at[i].node);
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
    return several && !tk_verdict_is_single(pool, site->fact.value) && site->container.value.i != TK_BOTTOM.i &&
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
