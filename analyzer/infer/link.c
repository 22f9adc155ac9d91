// Other modules' values, functions, classes and objects as this module numbers them.
#include "infer/link.h"

#include <string.h>

#include "base/hash.h"
#include "infer/infer.h"

enum { STARS_DEEP = 8, ORIGINS_DEEP = 8, BASES_DEEP = 16 };

typedef enum linked_kind {
    LINKED_VALUE = 1, LINKED_DEF, LINKED_CLASS, LINKED_SCOPE, LINKED_ORIGIN,
} linked_kind;

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

static uint64_t key_of(linked_kind kind, uint32_t link, uint32_t theirs)
{
    return (uint64_t)kind << 60 | (uint64_t)link << 32 | theirs;
}

static bool taken(const tk_infer *self, linked_kind kind, uint32_t link, uint32_t theirs,
                  uint32_t *ours)
{
    if (!self->links.slot_count)
        return false;
    const tk_link_slot *slot = find_slot(&self->links, key_of(kind, link, theirs));
    *ours = slot->ours;
    return slot->key != 0;
}

static void take(tk_infer *self, linked_kind kind, uint32_t link, uint32_t theirs, uint32_t ours)
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

static const tk_infer *image_of(const tk_infer *self, uint32_t link)
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
static uint32_t link_through(tk_infer *self, uint32_t link, uint32_t module)
{
    const tk_links *theirs = &image_of(self, link)->links;
    for (uint32_t i = 1; i < theirs->list.len; i++)
        if (theirs->list.at[i].module == module)
            return link_to(self, module, theirs->list.at[i].image);
    return link;
}

int64_t tk_link_spelled(tk_infer *self, uint32_t link, tk_name spelled)
{
    const tk_infer *from = image_of(self, link);
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
    const tk_infer *image = image_of(self, row->module);
    if (!row->module || row->theirs >= image->cell_count || !image->cells[row->theirs] ||
        slot >= image->program.scopes.list.at[row->theirs].slot_count)
        return TK_FACT_BOTTOM;
    return tk_link_fact(self, row->module, image->cells[row->theirs][slot].before);
}

static tk_fact starred(tk_infer *self, uint32_t link, tk_name name, int deep);

static tk_fact bound(tk_infer *self, uint32_t link, tk_name name, int deep)
{
    const tk_infer *image = image_of(self, link);
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
    const tk_infer *image = image_of(self, link);
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
    return theirs.i ? tk_names_add(self->names,
                                   tk_names_text(image_of(self, link)->names, theirs)) : theirs;
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
    const tk_infer *image = image_of(self, link);
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
    if (taken(self, LINKED_ORIGIN, link, theirs.i, &ours))
        return (tk_origin){ours};
    const tk_origin_row row = image_of(self, link)->origins.rows.at[theirs.i];
    tk_origin from = link_origin(self, link, row.from, deep - 1);
    tk_origin origin = tk_origin_add(&self->origins, tk_link_node(self, link, row.node),
                                     (tk_how)row.how, from);
    take(self, LINKED_ORIGIN, link, theirs.i, origin.i);
    return origin;
}

uint32_t tk_link_scope(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_infer *image = image_of(self, link);
    const tk_scope *scope = &image->program.scopes.list.at[theirs];
    uint32_t ours;
    if (scope->module) {   // the image has it from elsewhere itself
        uint32_t home = link_through(self, link, image->links.list.at[scope->module].module);
        return home == link ? self->links.list.at[link].scope
                            : tk_link_scope(self, home, scope->theirs);
    }
    if (!link)
        return theirs;
    if (theirs == 1)
        return self->links.list.at[link].scope;
    if (taken(self, LINKED_SCOPE, link, theirs, &ours))
        return ours;
    uint32_t parent = tk_link_scope(self, link, scope->parent);
    ours = tk_scope_add(&self->program.scopes, scope->kind, parent,
                        tk_link_node(self, link, scope->node));
    tk_scope *row = &self->program.scopes.list.at[ours];
    row->theirs = theirs;
    row->slot_count = scope->slot_count;
    row->has_inner = scope->has_inner;
    take(self, LINKED_SCOPE, link, theirs, ours);
    return ours;
}

// --- functions and classes -------------------------------------------------------------------------

uint32_t tk_link_def_of(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_def *def = &image_of(self, link)->program.defs.at[theirs];
    uint32_t ours;
    if (def->home.module) {
        uint32_t home = link_through(self, link, def->home.module);
        return home == link ? 0 : tk_link_def_of(self, home, def->home.index);
    }
    if (!link)
        return theirs;
    if (taken(self, LINKED_DEF, link, theirs, &ours))
        return ours;
    tk_def made = *def;
    memset(&made.attributes, 0, sizeof made.attributes);   // owned by the other module
    made.home = (tk_home){self->links.list.at[link].module, theirs};
    made.node = tk_link_node(self, link, def->node);
    made.body = tk_link_node(self, link, def->body);
    made.name = tk_link_name(self, link, def->name);
    made.returns = tk_link_node(self, link, def->returns);
    made.scope = made.parent_scope = made.class_index = 0;
    made.params = NULL;
    made.param_count = 0;
    made.code = NULL;
    made.result = TK_FACT_BOTTOM;
    made.running = false;
    made.calls = 0;
    tk_vec_push(&self->program.defs, made);
    ours = self->program.defs.len - 1;
    take(self, LINKED_DEF, link, theirs, ours);
    return ours;
}

static uint32_t link_of_home(const tk_infer *self, tk_home home)
{
    uint32_t link = self->links.list.len - 1;
    while (self->links.list.at[link].module != home.module)
        link--;
    return link;
}

static tk_def_parameter link_parameter(tk_infer *self, uint32_t link, tk_def_parameter param)
{
    param.name = tk_link_name(self, link, param.name);
    param.annotation = tk_link_node(self, link, param.annotation);
    param.fallback = tk_link_fact(self, link, param.fallback);
    param.passed = param.before = TK_FACT_BOTTOM;
    return param;
}

void tk_link_def(tk_infer *self, uint32_t index)
{
    tk_def *def = &self->program.defs.at[index];
    if (!def->home.module || def->linked)
        return;
    def->linked = true;
    uint32_t link = link_of_home(self, def->home);
    const tk_def *theirs = &image_of(self, link)->program.defs.at[def->home.index];
    tk_def_parameter *params = tk_memory_zero(theirs->param_count, sizeof *params);
    for (uint32_t i = 0; i < theirs->param_count; i++)
        params[i] = link_parameter(self, link, theirs->params[i]);
    uint32_t scope = tk_link_scope(self, link, theirs->scope);
    uint32_t parent = tk_link_scope(self, link, theirs->parent_scope);
    uint32_t class = theirs->class_index ? tk_link_class_of(self, link, theirs->class_index) : 0;
    tk_fact result = tk_link_fact(self, link, theirs->result);
    def = &self->program.defs.at[index];   // rows may have moved
    def->params = params;
    def->param_count = theirs->param_count;
    def->scope = scope;
    def->parent_scope = parent;
    def->class_index = class;
    def->result = result;
}

uint32_t tk_link_class_of(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_project_class *cls = &image_of(self, link)->program.classes.at[theirs];
    uint32_t ours;
    if (cls->home.module) {
        uint32_t home = link_through(self, link, cls->home.module);
        return home == link ? 0 : tk_link_class_of(self, home, cls->home.index);
    }
    if (!link)
        return theirs;
    if (taken(self, LINKED_CLASS, link, theirs, &ours))
        return ours;
    tk_project_class made = {
        .home = {self->links.list.at[link].module, theirs},
        .node = tk_link_node(self, link, cls->node),
        .name = tk_link_name(self, link, cls->name),
        .bases_known = cls->bases_known,
        .decorated_unknown = cls->decorated_unknown,
        .hash = cls->hash,
        .dataclass = cls->dataclass,
    };
    tk_vec_push(&self->program.classes, made);
    ours = self->program.classes.len - 1;
    take(self, LINKED_CLASS, link, theirs, ours);   // a base may mention the class itself
    uint32_t scope = tk_link_scope(self, link, cls->scope);
    uint32_t parent = tk_link_scope(self, link, cls->parent_scope);
    if (self->links.deep == BASES_DEEP)
        self->program.classes.at[ours].bases_known = false;
    self->links.deep++;
    for (uint32_t i = 0; i < cls->bases.len && self->links.deep <= BASES_DEEP; i++) {
        tk_fact base = tk_link_fact(self, link, cls->bases.at[i]);
        tk_vec_push(&self->program.classes.at[ours].bases, base);
    }
    self->links.deep--;
    for (uint32_t i = 0; i < cls->fields.len; i++) {
        tk_class_field field = cls->fields.at[i];
        field.name = tk_link_name(self, link, field.name);
        field.annotation = (tk_node){0};
        field.fact = tk_link_fact(self, link, field.fact);
        field.fallback = tk_link_fact(self, link, field.fallback);
        tk_vec_push(&self->program.classes.at[ours].fields, field);
    }
    self->program.classes.at[ours].scope = scope;
    self->program.classes.at[ours].parent_scope = parent;
    return ours;
}

static const tk_class_attribute *row_named(const tk_class_attribute *rows, uint32_t count,
                                           tk_name name)
{
    for (uint32_t i = 0; i < count; i++)
        if (rows[i].name.i == name.i)
            return &rows[i];
    return NULL;
}

// The row of that name in the class's own module, which is then `*link`.
static const tk_class_attribute *row_at_home(tk_infer *self, tk_home home, bool member,
                                             tk_name name, uint32_t *link)
{
    if (!home.module)
        return NULL;
    *link = link_of_home(self, home);
    const tk_infer *image = image_of(self, *link);
    const tk_project_class *theirs = &image->program.classes.at[home.index];
    tk_name wanted = tk_names_find(image->names, tk_names_text(self->names, name));
    if (!wanted.i)
        return NULL;
    return member ? row_named(theirs->members.at, theirs->members.len, wanted)
                  : row_named(theirs->attributes.at, theirs->attributes.len, wanted);
}

tk_class_attribute *tk_link_class_member(tk_infer *self, uint32_t project_class, tk_name name)
{
    uint32_t link = 0;
    tk_project_class *made = &self->program.classes.at[project_class];
    const tk_class_attribute *row = row_named(made->members.at, made->members.len, name);
    if (row)
        return (tk_class_attribute *)row;
    row = row_at_home(self, made->home, true, name, &link);
    if (!row)
        return NULL;
    tk_class_attribute member = {name, tk_link_fact(self, link, row->fact), TK_FACT_BOTTOM,
                                 TK_FACT_BOTTOM};
    made = &self->program.classes.at[project_class];
    tk_vec_push(&made->members, member);
    return &made->members.at[made->members.len - 1];
}

tk_class_attribute *tk_link_class_attribute(tk_infer *self, uint32_t project_class, tk_name name)
{
    uint32_t link = 0;
    tk_project_class *made = &self->program.classes.at[project_class];
    const tk_class_attribute *row = row_named(made->attributes.at, made->attributes.len, name);
    if (row)
        return (tk_class_attribute *)row;
    row = row_at_home(self, made->home, false, name, &link);
    if (!row)
        return NULL;
    tk_fact base = tk_link_fact(self, link, row->before);
    if (base.value.i == TK_UNKNOWN.i)   // what callers pass, and those are elsewhere
        base = TK_FACT_BOTTOM;
    made = &self->program.classes.at[project_class];
    tk_vec_push(&made->attributes, ((tk_class_attribute){name, base, base, base}));
    return &made->attributes.at[made->attributes.len - 1];
}

// --- values and objects ----------------------------------------------------------------------------

// Contents are taken over when somebody asks for them: they may hold the object itself.
static tk_object_id object_of(tk_infer *self, uint32_t link, tk_object_id theirs)
{
    const tk_infer *image = image_of(self, link);
    theirs = tk_object_root(&image->objects, theirs);
    const tk_object *row = &image->objects.list.at[theirs.i];
    if (row->link) {   // the image has it from elsewhere itself
        uint32_t home = link_through(self, link, image->links.list.at[row->link].module);
        tk_node there = row->site;
        tk_node_home(image->nodes, &there);
        tk_object_id found = {0};
        if (home != link && home)
            found = tk_objects_find(&image_of(self, home)->objects, there, 0);
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
    const tk_contents theirs = image_of(self, link)->objects.list.at[object->theirs].before;
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
    const tk_pool *pool = image_of(self, link)->pool;
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
    const tk_pool *pool = image_of(self, link)->pool;
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
    const tk_infer *image = image_of(self, link);
    switch ((tk_value_kind)row->kind) {
    case TK_VALUE_DEF:
        row->ref = tk_link_def_of(self, link, row->ref);
        return row->ref != 0;
    case TK_VALUE_MODULE:
        row->ref = tk_link_name(self, link, (tk_name){row->ref}).i;
        if (row->literal) {
            uint32_t module = image->links.list.at[row->literal].module;
            row->literal = link_through(self, link, module);
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
    const tk_pool *pool = image_of(self, link)->pool;
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
    if (taken(self, LINKED_VALUE, link, theirs.i, &ours))
        return (tk_value){ours};
    tk_value value = link_row(self, link, theirs);
    take(self, LINKED_VALUE, link, theirs.i, value.i);
    return value;
}

tk_fact tk_link_fact(tk_infer *self, uint32_t link, tk_fact theirs)
{
    return tk_fact_at(tk_link_value(self, link, theirs.value),
                      link_origin(self, link, theirs.origin, ORIGINS_DEEP), theirs.certainty);
}
