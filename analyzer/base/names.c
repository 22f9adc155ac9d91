#include "base/names.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/vec.h"

struct tk_names {
    const tk_names *base;
    uint32_t first;            // id of texts.at[0]; ids below belong to `base`
    TK_VEC(tk_slice) texts;
    struct tk_name_slot {
        uint32_t index;        // into texts, + 1; 0 = free
        uint32_t hash;
    } *slots;                  // open addressing
    uint32_t slot_count;       // a power of two, at least twice texts.len
    tk_arena arena;
};

// The slot of the text, or the free one where it belongs.
static struct tk_name_slot *slot_of(const tk_names *self, tk_slice text, uint32_t hash)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = hash & mask;
    for (; self->slots[i].index; i = (i + 1) & mask)
        if (self->slots[i].hash == hash &&
            tk_slice_equal(self->texts.at[self->slots[i].index - 1], text))
            break;
    return &self->slots[i];
}

static void rehash(tk_names *self, uint32_t slot_count)
{
    struct tk_name_slot *old = self->slots;
    uint32_t old_count = self->slot_count, mask = slot_count - 1;
    self->slots = tk_memory_zero(slot_count, sizeof *self->slots);
    self->slot_count = slot_count;
    for (uint32_t i = 0; i < old_count; i++) {
        if (!old[i].index)
            continue;
        uint32_t to = old[i].hash & mask;
        while (self->slots[to].index)
            to = (to + 1) & mask;
        self->slots[to] = old[i];
    }
    free(old);
}

tk_names *tk_names_new(const tk_names *base)
{
    tk_names *self = tk_memory_zero(1, sizeof *self);
    self->base = base;
    self->first = base ? base->first + base->texts.len : 1;
    rehash(self, 256);
    return self;
}

void tk_names_free(tk_names *self)
{
    if (!self)
        return;
    tk_vec_free(&self->texts);
    free(self->slots);
    tk_arena_free(&self->arena);
    free(self);
}

static uint32_t hash_of(tk_slice text)
{
    return (uint32_t)tk_hash_bytes(text.at, text.len);
}

static tk_name find(const tk_names *self, tk_slice text, uint32_t hash)
{
    for (; self; self = self->base) {
        uint32_t index = slot_of(self, text, hash)->index;
        if (index)
            return (tk_name){self->first + index - 1};
    }
    return (tk_name){0};
}

tk_name tk_names_find(const tk_names *self, tk_slice text)
{
    return find(self, text, hash_of(text));
}

tk_name tk_names_add(tk_names *self, tk_slice text)
{
    uint32_t hash = hash_of(text);
    tk_name found = find(self, text, hash);
    if (found.i)
        return found;
    if ((self->texts.len + 1) * 2 > self->slot_count)
        rehash(self, self->slot_count * 2);
    struct tk_name_slot *slot = slot_of(self, text, hash);
    tk_slice kept = {tk_arena_copy(&self->arena, text.at, text.len), text.len};
    tk_vec_push(&self->texts, kept);
    *slot = (struct tk_name_slot){self->texts.len, hash};
    return (tk_name){self->first + self->texts.len - 1};
}

tk_slice tk_names_text(const tk_names *self, tk_name name)
{
    if (!name.i)
        return TK_SLICE("");
    while (self && name.i < self->first)
        self = self->base;
    assert(self && name.i - self->first < self->texts.len);
    return self->texts.at[name.i - self->first];
}

void tk_names_each_block(const tk_names *self,
                         void (*take)(void *context, const void *at, size_t size), void *context)
{
    assert(!self->base);
    take(context, self, sizeof *self);
    take(context, self->texts.at, self->texts.len * sizeof *self->texts.at);
    take(context, self->slots, self->slot_count * sizeof *self->slots);
    tk_arena_each_block(&self->arena, take, context);
}
