// The pool: hash-consing of values and number sequences.
#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "value/value.h"

static const char *const builtin_names[TK_BUILTIN_COUNT] = {
    "builtins.object", "builtins.int", "builtins.float", "builtins.complex", "builtins.bool",
    "builtins.str", "builtins.bytes", "builtins.NoneType", "builtins.ellipsis", "builtins.tuple",
    "builtins.list", "builtins.set", "builtins.frozenset", "builtins.dict", "builtins.iterator",
    "builtins.slice", "builtins.type", "builtins.function", "builtins.module",
    "builtins.TypeError",
};

enum { ROW_WORDS = sizeof(tk_value_row) / sizeof(uint64_t) };
_Static_assert(sizeof(tk_value_row) == 8 + 6 * sizeof(uint32_t), "a row has no bytes that are nobody's");

typedef struct row_words {
    uint64_t at[ROW_WORDS];
} row_words;

static row_words words_of(const tk_value_row *row)
{
    row_words words;
    memcpy(&words, row, sizeof words);
    return words;
}

static uint64_t row_hash(const row_words *words)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < ROW_WORDS; i++)
        h = tk_hash_mix(h, words->at[i]);
    return h;
}

static bool row_equal(const row_words *a, const row_words *b)
{
    uint64_t differs = 0;
    for (uint32_t i = 0; i < ROW_WORDS; i++)
        differs |= a->at[i] ^ b->at[i];
    return differs == 0;
}

static uint32_t *row_slot(tk_pool *self, const tk_value_row *row)
{
    const row_words words = words_of(row);
    uint32_t mask = self->row_slot_count - 1;
    uint32_t i = (uint32_t)row_hash(&words) & mask;
    for (; self->row_slots[i]; i = (i + 1) & mask) {
        const row_words there = words_of(&self->rows.at[self->row_slots[i] - 1]);
        if (row_equal(&there, &words))
            break;
    }
    return &self->row_slots[i];
}

static uint32_t *seq_slot(tk_pool *self, const uint32_t *numbers, uint32_t count)
{
    uint32_t mask = self->seq_slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_bytes(numbers, count * sizeof *numbers) & mask;
    for (; self->seq_slots[i]; i = (i + 1) & mask) {
        tk_seq_row row = self->seqs.at[self->seq_slots[i] - 1];
        if (row.count == count &&
            memcmp(self->numbers.at + row.first, numbers, count * sizeof *numbers) == 0)
            break;
    }
    return &self->seq_slots[i];
}

static void grow_rows(tk_pool *self)
{
    self->row_slot_count *= 2;
    free(self->row_slots);
    self->row_slots = tk_memory_zero(self->row_slot_count, sizeof *self->row_slots);
    for (uint32_t i = 0; i < self->rows.len; i++)
        *row_slot(self, &self->rows.at[i]) = i + 1;
}

static void grow_seqs(tk_pool *self)
{
    self->seq_slot_count *= 2;
    free(self->seq_slots);
    self->seq_slots = tk_memory_zero(self->seq_slot_count, sizeof *self->seq_slots);
    for (uint32_t i = 1; i < self->seqs.len; i++) {
        tk_seq_row row = self->seqs.at[i];
        *seq_slot(self, self->numbers.at + row.first, row.count) = i + 1;
    }
}

tk_pool *tk_pool_new(const tk_catalog *catalog)
{
    tk_pool *self = tk_memory_zero(1, sizeof *self);
    self->catalog = catalog;
    self->row_slot_count = self->seq_slot_count = 256;
    self->row_slots = tk_memory_zero(self->row_slot_count, sizeof *self->row_slots);
    self->seq_slots = tk_memory_zero(self->seq_slot_count, sizeof *self->seq_slots);
    tk_vec_push(&self->seqs, ((tk_seq_row){0, 0}));
    tk_pool_intern(self, (tk_value_row){.kind = TK_VALUE_BOTTOM});
    tk_pool_intern(self, (tk_value_row){.kind = TK_VALUE_UNKNOWN});
    for (int i = 0; i < TK_BUILTIN_COUNT; i++)
        self->builtins[i] = tk_catalog_class(catalog, builtin_names[i]);
    return self;
}

void tk_pool_free(tk_pool *self)
{
    if (!self)
        return;
    tk_vec_free(&self->rows);
    tk_vec_free(&self->seqs);
    tk_vec_free(&self->numbers);
    free(self->row_slots);
    free(self->seq_slots);
    free(self);
}

void tk_pool_freeze(tk_pool *self)
{
    free(self->row_slots);
    free(self->seq_slots);
    self->row_slots = self->seq_slots = NULL;
    self->row_slot_count = self->seq_slot_count = 0;
}

uint64_t tk_pool_bytes(const tk_pool *self)
{
    return (uint64_t)self->rows.cap * sizeof *self->rows.at +
           (uint64_t)self->seqs.cap * sizeof *self->seqs.at +
           (uint64_t)self->numbers.cap * sizeof *self->numbers.at +
           ((uint64_t)self->row_slot_count + self->seq_slot_count) * sizeof(uint32_t);
}

// What is nested too deep keeps its class and forgets its items.
static void measure_depth(tk_pool *self, tk_value_row *row)
{
    uint32_t deepest = 0;
    uint32_t count = tk_seq_length(self, row->items);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t depth = self->rows.at[tk_seq_at(self, row->items, i)].depth + 1u;
        deepest = depth > deepest ? depth : deepest;
    }
    row->depth = (uint8_t)deepest;
    if (deepest <= TK_DEPTH_MOST)
        return;
    row->depth = 1;
    if (row->kind == TK_VALUE_UNION) {
        *row = (tk_value_row){.kind = TK_VALUE_UNKNOWN};
        return;
    }
    const uint32_t unknown[2] = {TK_UNKNOWN.i, TK_UNKNOWN.i};
    bool tuple = row->kind == TK_VALUE_INSTANCE &&
                 row->ref == self->builtins[TK_BUILTIN_TUPLE].i;
    row->items = tk_pool_seq(self, unknown, tuple ? 1 : count < 2 ? count : 2);
    if (tuple)
        row->flags |= TK_FLAG_VARIADIC;
}

tk_value tk_pool_intern(tk_pool *self, tk_value_row row)
{
    row.depth = 0;
    if (row.items.i)
        measure_depth(self, &row);
    uint32_t *slot = row_slot(self, &row);
    if (*slot)
        return (tk_value){*slot - 1};
    tk_vec_push(&self->rows, row);
    uint32_t id = self->rows.len - 1;
    *slot = id + 1;
    if (self->rows.len * 2 > self->row_slot_count)
        grow_rows(self);
    return (tk_value){id};
}

tk_seq tk_pool_seq(tk_pool *self, const uint32_t *numbers, uint32_t count)
{
    if (count == 0)
        return (tk_seq){0};
    uint32_t *slot = seq_slot(self, numbers, count);
    if (*slot)
        return (tk_seq){*slot - 1};
    tk_seq_row row = {self->numbers.len, count};
    tk_vec_reserve(&self->numbers, self->numbers.len + count);
    memcpy(self->numbers.at + self->numbers.len, numbers, count * sizeof *numbers);
    self->numbers.len += count;
    tk_vec_push(&self->seqs, row);
    uint32_t id = self->seqs.len - 1;
    *slot = id + 1;
    if (self->seqs.len * 2 > self->seq_slot_count)
        grow_seqs(self);
    return (tk_seq){id};
}
