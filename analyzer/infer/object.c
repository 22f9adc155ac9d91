#include "infer/object.h"

#include <string.h>

#include "base/hash.h"

static const tk_contents nothing = {{{0}, {0}, TK_DEFINITE, 0}, {{0}, {0}, TK_DEFINITE, 0}};

void tk_objects_init(tk_objects *self)
{
    memset(self, 0, sizeof *self);
    self->slot_count = 64;
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    tk_vec_push(&self->list, ((tk_object){.now = nothing, .before = nothing, .base = nothing}));
}

void tk_objects_free(tk_objects *self)
{
    for (uint32_t i = 0; i < self->list.len; i++)
        tk_vec_free(&self->list.at[i].parts);
    tk_vec_free(&self->list);
    free(self->slots);
}

static uint32_t *slot_of(const tk_objects *self, tk_node site, uint32_t context)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_mix(site.i, context) & mask;
    for (; self->slots[i]; i = (i + 1) & mask) {
        const tk_object *object = &self->list.at[self->slots[i]];
        if (object->site.i == site.i && object->context == context)
            break;
    }
    return &self->slots[i];
}

static void grow(tk_objects *self)
{
    self->slot_count *= 2;
    free(self->slots);
    self->slots = tk_memory_zero(self->slot_count, sizeof *self->slots);
    for (uint32_t i = 1; i < self->list.len; i++)
        *slot_of(self, self->list.at[i].site, self->list.at[i].context) = i;
}

tk_object_id tk_objects_at(tk_objects *self, tk_node site, uint32_t context)
{
    uint32_t *slot = slot_of(self, site, context);
    if (*slot)
        return (tk_object_id){*slot};
    tk_object made = {.site = site, .context = context, .now = nothing, .before = nothing,
                      .base = nothing, .length = -1, .lifetime = TK_LIFETIME_LOCAL};
    tk_vec_push(&self->list, made);
    uint32_t id = self->list.len - 1;
    *slot = id;
    if (self->list.len * 2 > self->slot_count)
        grow(self);
    return (tk_object_id){id};
}

tk_object_id tk_objects_find(const tk_objects *self, tk_node site, uint32_t context)
{
    return (tk_object_id){*slot_of(self, site, context)};
}

tk_object_id tk_object_root(const tk_objects *self, tk_object_id id)
{
    while (self->list.at[id.i].same_as)
        id.i = self->list.at[id.i].same_as;
    return id;
}

bool tk_objects_turn(tk_objects *self)
{
    bool changed = false;
    for (uint32_t i = 1; i < self->list.len; i++) {
        tk_object *object = &self->list.at[i];
        changed |= !tk_fact_equal(object->now.key, object->before.key) ||
                   !tk_fact_equal(object->now.element, object->before.element);
        object->before = object->now;
        object->now = object->base;
        for (uint32_t k = 0; k < object->parts.len; k++) {
            tk_part_held *part = &object->parts.at[k];
            changed |= !tk_fact_equal(part->now, part->before);
            part->before = part->now;
            part->now = TK_FACT_BOTTOM;
        }
        changed |= !tk_fact_equal(object->rest, object->rest_before);
        object->rest_before = object->rest;
        object->rest = TK_FACT_BOTTOM;
    }
    return changed;
}
