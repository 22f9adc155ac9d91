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
    uint32_t *slots;           // open addressing: index into texts + 1, 0 = free
    uint32_t slot_count;       // a power of two, at least twice texts.len
    tk_arena arena;
};

static uint32_t *slot_of(const tk_names *self, tk_slice text)
{
    uint32_t mask = self->slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_bytes(text.at, text.len) & mask;
    while (self->slots[i] && !tk_slice_equal(self->texts.at[self->slots[i] - 1], text))
        i = (i + 1) & mask;
    return &self->slots[i];
}

static void rehash(tk_names *self, uint32_t slot_count)
{
    free(self->slots);
    self->slots = tk_memory_zero(slot_count, sizeof *self->slots);
    self->slot_count = slot_count;
    for (uint32_t i = 0; i < self->texts.len; i++)
        *slot_of(self, self->texts.at[i]) = i + 1;
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

tk_name tk_names_find(const tk_names *self, tk_slice text)
{
    for (; self; self = self->base) {
        uint32_t slot = *slot_of(self, text);
        if (slot)
            return (tk_name){self->first + slot - 1};
    }
    return (tk_name){0};
}

tk_name tk_names_add(tk_names *self, tk_slice text)
{
    tk_name found = tk_names_find(self, text);
    if (found.i)
        return found;
    if ((self->texts.len + 1) * 2 > self->slot_count)
        rehash(self, self->slot_count * 2);
    uint32_t *slot = slot_of(self, text);
    tk_slice kept = {tk_arena_copy(&self->arena, text.at, text.len), text.len};
    tk_vec_push(&self->texts, kept);
    *slot = self->texts.len;
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
