// Other modules, and their names, nodes and scopes as this module numbers them.
#include "infer/link.h"

#include <string.h>

#include "base/hash.h"
#include "infer/infer.h"

enum { STARS_DEEP = 8, ORIGINS_DEEP = 8 };

void tk_links_init(tk_infer *self, const tk_surroundings *around)
{
    tk_links *links = &self->links;
    if (around)
        links->around = *around;
    links->spelled = tk_memory_zero(links->around.count, sizeof *links->spelled);
    for (uint32_t i = 0; i < links->around.count; i++)
        links->spelled[i] =
            tk_names_add(self->names, tk_slice_of(links->around.visible[i].spelled));
    tk_vec_push(&links->list, ((tk_link){links->around.module, NULL, 1}));
}

void tk_links_free(tk_links *self)
{
    free(self->spelled);
    free(self->slots);
    tk_vec_free(&self->list);
}

// --- the table of what was taken over --------------------------------------------------------------

static tk_link_slot *find_slot(const tk_links *self, uint64_t key)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_mix(0, key) & mask;
    while (self->slots[i].key && self->slots[i].key != key)
        i = (i + 1) & mask;
    return &self->slots[i];
}

static uint64_t key_of(tk_linked_kind kind, uint32_t link, uint32_t theirs)
{
    return (uint64_t)kind << 60 | (uint64_t)link << 32 | theirs;
}

bool tk_link_taken(const tk_infer *self, tk_linked_kind kind, uint32_t link, uint32_t theirs,
                  uint32_t *ours)
{
    if (!self->links.slot_count)
        return false;
    const tk_link_slot *slot = find_slot(&self->links, key_of(kind, link, theirs));
    *ours = slot->ours;
    return slot->key != 0;
}

void tk_link_take(tk_infer *self, tk_linked_kind kind, uint32_t link, uint32_t theirs,
                  uint32_t ours)
{
    tk_links *links = &self->links;
    if (links->used * 2 >= links->slot_count) {
        tk_link_slot *old = links->slots;
        uint32_t count = links->slot_count;
        links->slot_count = count ? count * 2 : 64;
        links->slots = tk_memory_zero(links->slot_count, sizeof *links->slots);
        for (uint32_t i = 0; i < count; i++)
            if (old[i].key)
                *find_slot(links, old[i].key) = old[i];
        free(old);
    }
    tk_link_slot *slot = find_slot(links, key_of(kind, link, theirs));
    links->used += !slot->key;
    *slot = (tk_link_slot){key_of(kind, link, theirs), ours};
}

// --- modules ---------------------------------------------------------------------------------------

const tk_infer *tk_link_image(const tk_infer *self, uint32_t link)
{
    return link ? self->links.list.at[link].image : self;
}

static uint32_t link_to(tk_infer *self, uint32_t module, const tk_infer *image)
{
    tk_links *links = &self->links;
    if (module == links->around.module)
        return 0;
    for (uint32_t i = 1; i < links->list.len; i++)
        if (links->list.at[i].module == module)
            return i;
    const tk_surroundings *around = &links->around;
    const tk_infer *last =
        around->image_of ? around->image_of(around->context, around->module, module) : NULL;
    image = last ? last : image;
    uint32_t link = links->list.len;
    uint32_t scope = tk_scope_add(&self->program.scopes, TK_SCOPE_MODULE, 0, (tk_node){0});
    tk_scope *row = &self->program.scopes.list.at[scope];
    const tk_scope *theirs = &image->program.scopes.list.at[1];
    row->module = link;
    row->theirs = 1;
    row->slot_count = theirs->slot_count;
    row->has_inner = true;
    tk_vec_push(&links->list, ((tk_link){module, image, scope}));
    return link;
}

// A module that the image knows by a number of its own.
uint32_t tk_link_through(tk_infer *self, uint32_t link, uint32_t module)
{
    const tk_links *theirs = &tk_link_image(self, link)->links;
    for (uint32_t i = 1; i < theirs->list.len; i++)
        if (theirs->list.at[i].module == module)
            return link_to(self, module, theirs->list.at[i].image);
    return link;
}

int64_t tk_link_spelled(tk_infer *self, uint32_t link, tk_name spelled)
{
    const tk_infer *from = tk_link_image(self, link);
    tk_name name = spelled;
    if (link)
        name = tk_names_find(from->names, tk_names_text(self->names, spelled));
    for (uint32_t i = 0; name.i && i < from->links.around.count; i++) {
        const tk_visible *visible = &from->links.around.visible[i];
        if (from->links.spelled[i].i != name.i)
            continue;
        if (visible->module == self->links.around.module)
            return 0;
        return visible->image ? (int64_t)link_to(self, visible->module, visible->image) : -1;
    }
    return -1;
}

tk_fact tk_link_cell(tk_infer *self, uint32_t scope, uint32_t slot)
{
    const tk_scope *row = &self->program.scopes.list.at[scope];
    const tk_infer *image = tk_link_image(self, row->module);
    if (!row->module || row->theirs >= image->cell_count || !image->cells[row->theirs] ||
        slot >= image->program.scopes.list.at[row->theirs].slot_count)
        return TK_FACT_BOTTOM;
    return tk_link_fact(self, row->module, image->cells[row->theirs][slot].before);
}

static tk_fact starred(tk_infer *self, uint32_t link, tk_name name, int deep);

static tk_fact bound(tk_infer *self, uint32_t link, tk_name name, int deep)
{
    const tk_infer *image = tk_link_image(self, link);
    tk_name theirs = tk_names_find(image->names, tk_names_text(self->names, name));
    const tk_binding *binding =
        theirs.i ? tk_scope_binding(&image->program.scopes, 1, theirs) : NULL;
    if (binding && binding->kind == TK_BINDING_LOCAL)
        return tk_cell_load(self, self->links.list.at[link].scope, binding->slot);
    return starred(self, link, name, deep);
}

// The last star import that brings the name counts. Names with an underscore are not brought.
static tk_fact starred(tk_infer *self, uint32_t link, tk_name name, int deep)
{
    const tk_infer *image = tk_link_image(self, link);
    if (deep == 0 || tk_slice_starts(tk_names_text(self->names, name), "_"))
        return TK_FACT_BOTTOM;
    for (uint32_t i = image->program.stars.len; i-- > 0;) {
        const tk_star_import star = image->program.stars.at[i];
        tk_name spelled = link ? tk_link_name(self, link, star.spelled) : star.spelled;
        tk_fact fact = TK_FACT_UNKNOWN;
        if (!star.level)
            fact = tk_module_member(self, spelled, name, (tk_node){0});
        if (fact.value.i != TK_UNKNOWN.i)
            return fact;
        int64_t from = tk_link_spelled(self, link, spelled);
        fact = from > 0 ? bound(self, (uint32_t)from, name, deep - 1) : TK_FACT_BOTTOM;
        if (fact.value.i != TK_BOTTOM.i)
            return fact;
    }
    return TK_FACT_BOTTOM;
}

tk_fact tk_link_member(tk_infer *self, uint32_t link, tk_name name)
{
    return bound(self, link, name, STARS_DEEP);
}

tk_fact tk_link_starred(tk_infer *self, uint32_t link, tk_name name)
{
    return starred(self, link, name, STARS_DEEP);
}

// --- names, nodes, origins, scopes -----------------------------------------------------------------

tk_name tk_link_name(tk_infer *self, uint32_t link, tk_name theirs)
{
    const tk_infer *image = tk_link_image(self, link);
    return theirs.i ? tk_names_add(self->names, tk_names_text(image->names, theirs)) : theirs;
}

// The image may have been made of an earlier analysis of this very module: its nodes are the same.
static bool is_own_table(const tk_infer *self, const tk_infer *image, const tk_node_table *table)
{
    for (uint32_t i = 1; i < image->links.list.len; i++)
        if (image->links.list.at[i].module == self->links.around.module)
            return image->links.list.at[i].image->nodes == table;
    return false;
}

tk_node tk_link_node(tk_infer *self, uint32_t link, tk_node theirs)
{
    if (!theirs.i)
        return theirs;
    const tk_infer *image = tk_link_image(self, link);
    const tk_node_table *table = tk_node_home(image->nodes, &theirs);
    if (table != image->nodes && is_own_table(self, image, table))
        return theirs;
    return tk_node_import(&self->program.syntax->nodes, table, theirs);
}

static tk_origin link_origin(tk_infer *self, uint32_t link, tk_origin theirs, int deep)
{
    uint32_t ours;
    if (!theirs.i || deep == 0)
        return (tk_origin){0};
    if (tk_link_taken(self, TK_LINKED_ORIGIN, link, theirs.i, &ours))
        return (tk_origin){ours};
    const tk_origin_row row = tk_link_image(self, link)->origins.rows.at[theirs.i];
    tk_origin from = link_origin(self, link, row.from, deep - 1);
    tk_origin origin = tk_origin_add(&self->origins, tk_link_node(self, link, row.node),
                                     (tk_how)row.how, from);
    tk_link_take(self, TK_LINKED_ORIGIN, link, theirs.i, origin.i);
    return origin;
}

tk_origin tk_link_origin(tk_infer *self, uint32_t link, tk_origin theirs)
{
    return link_origin(self, link, theirs, ORIGINS_DEEP);
}

uint32_t tk_link_scope(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_infer *image = tk_link_image(self, link);
    const tk_scope *scope = &image->program.scopes.list.at[theirs];
    uint32_t ours;
    if (scope->module) {   // the image has it from elsewhere itself
        uint32_t home = tk_link_through(self, link, image->links.list.at[scope->module].module);
        return home == link ? self->links.list.at[link].scope
                            : tk_link_scope(self, home, scope->theirs);
    }
    if (!link)
        return theirs;
    if (theirs == 1)
        return self->links.list.at[link].scope;
    if (tk_link_taken(self, TK_LINKED_SCOPE, link, theirs, &ours))
        return ours;
    uint32_t parent = tk_link_scope(self, link, scope->parent);
    ours = tk_scope_add(&self->program.scopes, scope->kind, parent,
                        tk_link_node(self, link, scope->node));
    tk_scope *row = &self->program.scopes.list.at[ours];
    row->theirs = theirs;
    row->slot_count = scope->slot_count;
    row->has_inner = scope->has_inner;
    tk_link_take(self, TK_LINKED_SCOPE, link, theirs, ours);
    return ours;
}
