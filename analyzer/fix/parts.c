// What becomes of containers that other files may use too: for each of them, in each file, all that could
// be written here. fix/across.h puts the parts of several files together.
#include <stdlib.h>
#include <string.h>

#include "fix/fix.h"

// Globals and attributes can be reached from other modules, whether or not one of the named files does so;
// what is linked was made by one.
static bool may_be_shared(const tk_object *object)
{
    return object->link || object->lifetime == TK_LIFETIME_SELF || object->lifetime == TK_LIFETIME_MODULE;
}

// Is there some key that no fix would ever touch, and no other?
static bool holds_plain_only(tk_fixer *self, const tk_object *object)
{
    tk_value keys[] = {object->now.key.value, object->base.key.value, object->now.element.value};
    bool any = false;
    for (uint32_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        tk_hash_set hash = tk_infer_hash(self->unit->infer, keys[i]);
        if (hash.raises || hash.identity)
            return false;
        any |= i < 2 && hash.value && !hash.unknown;
    }
    return any;
}

static int by_root(const void *a, const void *b)
{
    const tk_shared_root *x = a, *y = b;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return x->object < y->object ? -1 : x->object > y->object;
}

void tk_fixer_find_shared(tk_fixer *self)
{
    const tk_objects *objects = &self->unit->infer->objects;
    for (uint32_t i = 1; i < objects->list.len; i++) {
        const tk_object *object = &objects->list.at[i];
        if (!object->same_as && object->site.i && may_be_shared(object) && !holds_plain_only(self, object))
            tk_vec_push(&self->shared, ((tk_shared_root){tk_fixer_root_of(self, (tk_object_id){i}), i}));
    }
    if (self->shared.len)
        qsort(self->shared.at, self->shared.len, sizeof *self->shared.at, by_root);
}

const tk_object *tk_fixer_shared(const tk_fixer *self, uint32_t root)
{
    uint32_t low = 0, high = self->shared.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->shared.at[middle].root < root)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < self->shared.len && self->shared.at[low].root == root;
    return found ? &self->unit->infer->objects.list.at[self->shared.at[low].object] : NULL;
}

bool tk_object_is_elsewhere(const tk_object *object)
{
    return object && (object->link || tk_node_is_foreign(object->site));
}

static tk_shared place_of(const tk_fixer *self, tk_node site, uint32_t part)
{
    tk_node at = site;
    const tk_source *source = tk_node_is_foreign(site) ? tk_node_home(self->nodes, &at)->source
                                                       : self->unit->source;
    const char *path = source->shown ? source->shown : source->path;
    return (tk_shared){tk_memory_copy_string(path, strlen(path)),
                       tk_node_row_of(self->nodes, site)->start, part};
}

static void add_fixes(tk_fixer *self, tk_group *group, const char *style, tk_fix_part *part)
{
    for (int preferred = style ? 1 : 0; preferred >= 0; preferred--)
        for (uint16_t i = 0; i < self->fixes->kind_count; i++) {
            const tk_fix_kind *kind = &self->fixes->kinds[i];
            tk_fix fix;
            if ((style && strcmp(kind->name, style) == 0) == (bool)preferred && kind->keys.i &&
                tk_group_write(self, group, kind, &fix))
                tk_vec_push(&part->fixes, fix);
        }
}

// Of each group with a container that others may use.
void tk_fixer_add_parts(tk_fixer *self, const char *style, tk_file_result *result)
{
    uint32_t *part_of = NULL, groups = 0;
    if (self->shared.len && !self->uses_known)
        tk_fixer_find_uses(self);
    for (uint32_t i = 0; i < self->shared.len; i++) {
        uint32_t root = self->shared.at[i].root;
        uint32_t use = tk_uses_first(self->uses.at, self->uses.len, root);
        if ((i && root == self->shared.at[i - 1].root) || use == self->uses.len || self->uses.at[use].root != root)
            continue;   // a list, or something that only unknown code has
        tk_group *group = tk_group_of_root(self, root);
        if (group->id >= groups) {
            part_of = tk_memory_resize(part_of, (group->id + 1) * sizeof *part_of);
            memset(part_of + groups, 0, (group->id + 1 - groups) * sizeof *part_of);
            groups = group->id + 1;
        }
        if (!part_of[group->id]) {
            tk_fix_part part = {.group = group->id};
            if (group->complete)
                add_fixes(self, group, style, &part);
            tk_vec_push(&result->parts, part);
            part_of[group->id] = result->parts.len;
        }
        tk_node site = self->unit->infer->objects.list.at[self->shared.at[i].object].site;
        tk_vec_push(&result->shared, place_of(self, site, part_of[group->id] - 1));
    }
    free(part_of);
}
