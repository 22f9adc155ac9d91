#include "infer/class_rows.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/vec.h"

enum { FEW = 16 };   // rows that are found faster by looking at each

// The slot of the name, or the free one where it belongs.
static uint32_t slot_of(const tk_class_rows *self, tk_name name)
{
    uint32_t mask = self->slot_count - 1, slot = (uint32_t)tk_hash_mix(0, name.i) & mask;
    while (self->slots[slot] && self->at[self->slots[slot] - 1].name.i != name.i)
        slot = (slot + 1) & mask;
    return slot;
}

tk_class_attribute *tk_class_rows_find(const tk_class_rows *self, tk_name name)
{
    if (self->slots) {
        uint32_t index = self->slots[slot_of(self, name)];
        return index ? &self->at[index - 1] : NULL;
    }
    for (uint32_t i = 0; i < self->len; i++)
        if (self->at[i].name.i == name.i)
            return &self->at[i];
    return NULL;
}

// At least half of the slots stay free.
static void make_slots(tk_class_rows *self, uint32_t count)
{
    free(self->slots);
    self->slot_count = count;
    self->slots = tk_memory_zero(count, sizeof *self->slots);
    for (uint32_t i = 0; i < self->len; i++)
        self->slots[slot_of(self, self->at[i].name)] = i + 1;
}

tk_class_attribute *tk_class_rows_add(tk_class_rows *self, tk_class_attribute row)
{
    assert(!tk_class_rows_find(self, row.name));
    tk_vec_push(self, row);
    if (self->slots && self->len <= self->slot_count / 2)
        self->slots[slot_of(self, row.name)] = self->len;
    else if (self->len > FEW)
        make_slots(self, self->slots ? 2 * self->slot_count : 4 * FEW);
    return &self->at[self->len - 1];
}

void tk_class_rows_clear(tk_class_rows *self)
{
    self->len = 0;
    if (self->slots)
        memset(self->slots, 0, self->slot_count * sizeof *self->slots);
}

void tk_class_rows_free(tk_class_rows *self)
{
    free(self->slots);
    free(self->at);
    *self = (tk_class_rows){0};
}
