// Other modules' values and objects as this module numbers them.
#include "infer/link.h"

#include "infer/infer.h"

// Contents are taken over when somebody asks for them: they may hold the object itself.
static tk_object_id object_of(tk_infer *self, uint32_t link, tk_object_id theirs)
{
    const tk_infer *image = tk_link_image(self, link);
    theirs = tk_object_root(&image->objects, theirs);
    const tk_object *row = &image->objects.list.at[theirs.i];
    if (row->link) {   // the image has it from elsewhere itself
        uint32_t home = tk_link_through(self, link, image->links.list.at[row->link].module);
        tk_node there = row->site;
        tk_node_home(image->nodes, &there);
        tk_object_id found = {0};
        if (home != link && home)
            found = tk_objects_find(&tk_link_image(self, home)->objects, there, 0);
        if (found.i)
            return object_of(self, home, found);
    }
    tk_node site = tk_link_node(self, link, row->site);
    if (!tk_node_is_foreign(site))   // made by this module's own code, which another one ran
        return tk_objects_at(&self->objects, site, 0);
    tk_object_id id = tk_objects_at(&self->objects, site, 0x80000000u | theirs.i);
    tk_object *made = &self->objects.list.at[id.i];
    if (!made->link) {
        made->link = link;
        made->theirs = theirs.i;
        made->lifetime = row->lifetime;
        made->grew = row->grew;
        made->length = row->length;
        made->escaped = true;   // further modules may put things into it
    }
    return id;
}

void tk_link_object(tk_infer *self, tk_object_id id)
{
    tk_object *object = &self->objects.list.at[id.i];
    if (!object->link || object->linked)
        return;
    object->linked = true;
    uint32_t link = object->link;
    const tk_contents theirs = tk_link_image(self, link)->objects.list.at[object->theirs].before;
    tk_contents base = {tk_link_fact(self, link, theirs.key),
                        tk_link_fact(self, link, theirs.element)};
    object = &self->objects.list.at[id.i];
    object->base = base;
    object->now = (tk_contents){tk_join(self, object->now.key, base.key),
                                tk_join(self, object->now.element, base.element)};
    object->before = (tk_contents){tk_join(self, object->before.key, base.key),
                                   tk_join(self, object->before.element, base.element)};
}

static tk_seq link_items(tk_infer *self, uint32_t link, tk_seq theirs)
{
    const tk_pool *pool = tk_link_image(self, link)->pool;
    uint32_t ids[TK_ITEMS_MOST], count = tk_seq_length(pool, theirs);
    if (count > TK_ITEMS_MOST)
        count = TK_ITEMS_MOST;
    for (uint32_t i = 0; i < count; i++)
        ids[i] = tk_link_value(self, link, (tk_value){tk_seq_at(pool, theirs, i)}).i;
    return tk_pool_seq(self->pool, ids, count);
}

// Sizes of an array, names of a tuple's items, arguments that are bound to a callable.
static tk_seq link_dims(tk_infer *self, uint32_t link, const tk_value_row *row, bool tuple)
{
    enum { MOST = 64 };
    const tk_pool *pool = tk_link_image(self, link)->pool;
    uint32_t dims[MOST], count = tk_seq_length(pool, row->dims);
    if (row->kind != TK_VALUE_INSTANCE)
        return link_items(self, link, row->dims);
    for (uint32_t i = 0; i < count && i < MOST; i++) {
        dims[i] = tk_seq_at(pool, row->dims, i);
        if (tuple)
            dims[i] = tk_link_name(self, link, (tk_name){dims[i]}).i;
    }
    return count <= MOST ? tk_pool_seq(self->pool, dims, count) : (tk_seq){0};
}

// The class, function or name that a value's row refers to; false when it is lost.
static bool link_reference(tk_infer *self, uint32_t link, tk_value_row *row)
{
    const tk_infer *image = tk_link_image(self, link);
    switch ((tk_value_kind)row->kind) {
    case TK_VALUE_DEF:
        row->ref = tk_link_def_of(self, link, row->ref);
        return row->ref != 0;
    case TK_VALUE_MODULE:
        row->ref = tk_link_name(self, link, (tk_name){row->ref}).i;
        if (row->literal) {
            uint32_t module = image->links.list.at[row->literal].module;
            row->literal = tk_link_through(self, link, module);
            return row->literal && self->links.list.at[row->literal].module == module;
        }
        return true;
    case TK_VALUE_INSTANCE:
    case TK_VALUE_CLASS: {
        uint32_t project = tk_project_class_index(row->ref);
        if (project) {
            uint32_t ours = tk_link_class_of(self, link, project);
            row->ref = ours | 1u << 31;
            return ours != 0;
        }
        return true;
    }
    default:
        return true;
    }
}

static tk_value link_row(tk_infer *self, uint32_t link, tk_value theirs)
{
    const tk_pool *pool = tk_link_image(self, link)->pool;
    tk_value_row row = *tk_value_of(pool, theirs);
    if (row.kind == TK_VALUE_UNION) {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < tk_seq_length(pool, row.items); i++)
            all = tk_value_join(self->pool, all,
                                tk_link_value(self, link, tk_value_item(pool, theirs, i)));
        return all;
    }
    if (!link_reference(self, link, &row))
        return TK_UNKNOWN;
    row.items = link_items(self, link, row.items);
    row.dims = link_dims(self, link, &row, tk_value_family(pool, theirs) == TK_FAMILY_TUPLE);
    if (row.derived.i) {
        uint32_t numbers[2] = {tk_seq_at(pool, row.derived, 0), tk_seq_at(pool, row.derived, 1)};
        numbers[1] = tk_link_value(self, link, (tk_value){numbers[1]}).i;
        row.derived = tk_pool_seq(self->pool, numbers, 2);
    }
    if (row.literal_kind == TK_LITERAL_TEXT)
        row.literal = tk_link_name(self, link, (tk_name){row.literal}).i;
    if (row.object.i)
        row.object = object_of(self, link, row.object);
    return tk_pool_intern(self->pool, row);
}

// Recursion is bounded by the nesting of values: classes, functions and objects are taken over by
// their numbers only.
tk_value tk_link_value(tk_infer *self, uint32_t link, tk_value theirs)
{
    uint32_t ours;
    if (theirs.i <= TK_UNKNOWN.i || !link)
        return theirs;
    if (tk_link_taken(self, TK_LINKED_VALUE, link, theirs.i, &ours))
        return (tk_value){ours};
    tk_value value = link_row(self, link, theirs);
    tk_link_take(self, TK_LINKED_VALUE, link, theirs.i, value.i);
    return value;
}

tk_fact tk_link_fact(tk_infer *self, uint32_t link, tk_fact theirs)
{
    return tk_fact_at(tk_link_value(self, link, theirs.value),
                      tk_link_origin(self, link, theirs.origin), theirs.certainty);
}
