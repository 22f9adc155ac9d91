#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct tk_arena_block {
    tk_arena_block *older;
    size_t size;
    size_t used;    // of a block that is not the newest
};

enum { ALIGNMENT = 16, FIRST_BLOCK = 64 * 1024 };

static unsigned char *block_bytes(tk_arena_block *block)
{
    return (unsigned char *)block + ((sizeof *block + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1));
}

static void add_block(tk_arena *self, size_t need)
{
    size_t size = self->size ? self->size * 2 : FIRST_BLOCK;
    while (size < need)
        size *= 2;
    tk_arena_block *block = tk_memory_alloc(size + 2 * ALIGNMENT + sizeof *block);
    memset(block, 0, (size_t)(block_bytes(block) - (unsigned char *)block));
    if (self->block)
        self->block->used = self->used;
    block->older = self->block;
    block->size = size;
    self->block = block;
    self->size = size;
    self->used = 0;
    self->total += size;
}

void *tk_arena_alloc(tk_arena *self, size_t bytes)
{
    assert(bytes < SIZE_MAX / 4);
    size_t rounded = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!self->block || self->size - self->used < rounded)
        add_block(self, rounded);
    unsigned char *result = block_bytes(self->block) + self->used;
    if (rounded > bytes)   // so that the same contents are the same bytes
        memset(result + rounded - ALIGNMENT, 0, ALIGNMENT);
    self->used += rounded;
    return result;
}

void *tk_arena_zero(tk_arena *self, size_t count, size_t size)
{
    assert(size == 0 || count < SIZE_MAX / 4 / size);
    void *result = tk_arena_alloc(self, count * size);
    memset(result, 0, count * size);
    return result;
}

char *tk_arena_copy(tk_arena *self, const char *text, size_t len)
{
    char *copy = tk_arena_alloc(self, len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void tk_arena_each_block(const tk_arena *self, void (*take)(void *context, const void *at, size_t size),
                         void *context)
{
    for (tk_arena_block *block = self->block; block; block = block->older) {
        size_t used = block == self->block ? self->used : block->used;
        take(context, block, (size_t)(block_bytes(block) - (unsigned char *)block) + used);
    }
}

void tk_arena_reset(tk_arena *self)
{
    if (!self->block)
        return;
    tk_arena_block *keep = self->block;
    for (tk_arena_block *block = keep->older; block;) {
        tk_arena_block *older = block->older;
        free(block);
        block = older;
    }
    keep->older = NULL;
    self->used = 0;
    self->total = keep->size;
}

void tk_arena_free(tk_arena *self)
{
    tk_arena_reset(self);
    free(self->block);
    *self = (tk_arena)TK_ARENA_INIT;
}
