// What sites have in common: one index over all of them, so that the groups of a file are found in time
// that grows with its sites and not with their square.
#include <stdlib.h>

#include "fix/fix.h"

uint32_t tk_fixer_root(const tk_fixer *self, tk_value value)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    tk_family family = tk_value_family(pool, value);
    if (family != TK_FAMILY_MAPPING && family != TK_FAMILY_SET)
        return 0;
    return tk_fixer_root_of(self, tk_value_of(pool, value)->object);
}

uint32_t tk_fixer_root_of(const tk_fixer *self, tk_object_id id)
{
    const tk_infer *infer = self->unit->infer;
    if (!id.i)
        return 0;
    // What another module made has its place there; it counts from the other end.
    tk_object_id root = tk_object_root(&infer->objects, id);
    const tk_object *object = &infer->objects.list.at[root.i];
    return object->link ? UINT32_MAX - root.i : object->site.i;
}

tk_value tk_fixer_container(const tk_fixer *self, const tk_nomination *site)
{
    if (site->container.value.i != TK_BOTTOM.i)
        return site->container.value;
    return tk_infer_fact(self->unit->infer, site->site).value;
}

// A container that is not known is called by its name, in one function.
static bool name_link(tk_fixer *self, const tk_nomination *site, tk_site_link *link)
{
    bool holds_keys = site->kind == TK_SITE_DICT_KEY || site->kind == TK_SITE_SET_MEMBER;
    if (!holds_keys || tk_fixer_root(self, site->container.value) || !site->container_node.i)
        return false;
    tk_slice text = tk_node_text(self->nodes, site->container_node);
    link->kind = TK_LINK_NAME;
    link->a = tk_function_around(self->nodes, site->site).i;
    link->b = tk_names_add(self->unit->names, text).i;
    return true;
}

enum { MOST_LOOKED_AT = 64 };   // nodes of a key; in a longer one nobody looks for others' keys

// Containers that (parts of) the key came out of: with their keys this one changes.
static void visit_taken(tk_fixer *self, uint32_t index, void (*visit)(void *, tk_site_link), void *context)
{
    const tk_nomination *site = &self->unit->sites.list.at[index];
    tk_node around = tk_node_parent(self->nodes, site->key);
    bool subscript = tk_node_kind(self->nodes, around) == TK_KIND_SUBSCRIPT;
    uint32_t stop = tk_node_row_of(self->nodes, subscript ? around : site->key)->stop;
    uint32_t own = tk_fixer_taken_from(self, site->fact), last = own;
    if (own)
        visit(context, (tk_site_link){TK_LINK_CONTAINER, own, 0, index, 0});
    if (stop - site->key.i > MOST_LOOKED_AT)
        return;
    for (uint32_t i = site->key.i; i < stop; i++) {
        uint32_t root = tk_fixer_taken_from(self, tk_infer_fact(self->unit->infer, (tk_node){i}));
        if (root && root != last)
            visit(context, (tk_site_link){TK_LINK_CONTAINER, root, 0, index, 0});
        last = root ? root : last;
    }
}

void tk_links_of_site(tk_fixer *self, uint32_t index, void (*visit)(void *, tk_site_link), void *context)
{
    const tk_nomination *site = &self->unit->sites.list.at[index];
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(tk_infer_pool(self->unit->infer), tk_fixer_container(self, site), members);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t root = tk_fixer_root(self, members[i]);
        if (root)
            visit(context, (tk_site_link){TK_LINK_CONTAINER, root, 0, index, 0});
        tk_fact held = root ? tk_container_contents(self->unit->infer, tk_fact_of(members[i])).key : TK_FACT_BOTTOM;
        root = tk_fixer_taken_from(self, held);   // a copy: `dict(other)`
        if (root)
            visit(context, (tk_site_link){TK_LINK_CONTAINER, root, 0, index, 0});
    }
    visit(context, (tk_site_link){TK_LINK_NODE, site->site.i, 0, index, 0});
    visit_taken(self, index, visit, context);
    tk_site_link name = {.site = index};
    if (name_link(self, site, &name))
        visit(context, name);
}

static int compare(const tk_site_link *x, const tk_site_link *y)
{
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static int by_content(const void *a, const void *b)
{
    const tk_site_link *x = a, *y = b;
    int order = compare(x, y);
    return order ? order : x->site < y->site ? -1 : x->site > y->site;
}

static void add(void *context, tk_site_link link)
{
    tk_fixer *self = context;
    tk_vec_push(&self->links, link);
}

static void find_links(tk_fixer *self)
{
    for (uint32_t i = 0; i < self->unit->sites.list.len; i++) {
        tk_links_of_site(self, i, add, self);
        const tk_nomination *site = &self->unit->sites.list.at[i];
        add(self, (tk_site_link){TK_LINK_KEY, site->key.i, 0, i, 0});
        if (site->kind == TK_SITE_CHANGED_KEY)
            add(self, (tk_site_link){TK_LINK_CHANGED, site->kept_at.i, 0, i, 0});
    }
    if (self->links.len)
        qsort(self->links.at, self->links.len, sizeof *self->links.at, by_content);
}

bool tk_links_alike(const tk_site_link *a, const tk_site_link *b)
{
    return compare(a, b) == 0;
}

uint32_t tk_links_first(tk_fixer *self, const tk_site_link *wanted)
{
    if (!self->links.len)
        find_links(self);
    uint32_t low = 0, high = self->links.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&self->links.at[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < self->links.len && tk_links_alike(&self->links.at[low], wanted);
    return found ? low : self->links.len;
}

bool tk_fixer_is_site(tk_fixer *self, tk_node key)
{
    return tk_links_first(self, &(tk_site_link){TK_LINK_KEY, key.i, 0, 0, 0}) < self->links.len;
}
