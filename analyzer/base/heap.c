#include "base/heap.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/memory.h"

enum { UNIT = 8, FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 1024 * 1024, SPARE_MOST = 4 * 1024 * 1024 };

// In a build that looks for misuse of memory every piece is one of its own.
#if defined(__SANITIZE_ADDRESS__)
enum { MOST_UNITS = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { MOST_UNITS = 0 };
#else
enum { MOST_UNITS = TK_HEAP_SIZES };
#endif
#else
enum { MOST_UNITS = TK_HEAP_SIZES };
#endif

struct tk_heap_block {
    tk_heap_block *older;
    size_t size;
};

// Blocks of heaps that ended, for the next one of this thread: what the system gives has to be cleared by it
// first, page by page.
static _Thread_local struct {
    tk_heap_block *first;
    size_t bytes;
} spare;

// Before each piece stands its size in bytes, a multiple of UNIT; before that, of a large one, this.
struct tk_heap_large {
    tk_heap_large *next, **back;  // `back` is what points here
    uint64_t size;
};

static uint64_t *size_of(void *piece)
{
    return (uint64_t *)piece - 1;
}

static tk_heap_large *large_of(void *piece)
{
    return (tk_heap_large *)piece - 1;
}

static void link_large(tk_heap *self, tk_heap_large *large)
{
    large->next = self->large;
    large->back = &self->large;
    if (large->next)
        large->next->back = &large->next;
    self->large = large;
}

static void unlink_large(tk_heap_large *large)
{
    *large->back = large->next;
    if (large->next)
        large->next->back = large->back;
}

// A spare block of that size, or NULL.
static tk_heap_block *take_spare(size_t size)
{
    for (tk_heap_block **at = &spare.first; *at; at = &(*at)->older) {
        tk_heap_block *block = *at;
        if (block->size != size)
            continue;
        *at = block->older;
        spare.bytes -= size;
        return block;
    }
    return NULL;
}

static void give_back(tk_heap_block *block)
{
    if (spare.bytes + block->size > SPARE_MOST) {
        munmap(block, block->size);
        return;
    }
    spare.bytes += block->size;
    block->older = spare.first;
    spare.first = block;
}

void tk_heap_end_thread(void)
{
    while (spare.first) {
        tk_heap_block *block = spare.first;
        spare.first = block->older;
        munmap(block, block->size);
    }
    spare.bytes = 0;
}

// Straight from the system, so that what a big file took goes back to it.
static void add_block(tk_heap *self)
{
    size_t size = self->block ? self->block->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    tk_heap_block *block = take_spare(size);
    if (!block)
        block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        tk_memory_end();
    *block = (tk_heap_block){self->block, size};
    self->block = block;
    self->at = (unsigned char *)(block + 1);
    self->end = (unsigned char *)block + size;
    self->held += size;
}

static void *small_piece(tk_heap *self, size_t units)
{
    void *piece = self->unused[units];
    if (piece) {
        memcpy(&self->unused[units], piece, sizeof piece);
        return piece;
    }
    size_t need = (units + 1) * UNIT;
    if ((size_t)(self->end - self->at) < need)
        add_block(self);
    uint64_t *size = (uint64_t *)(void *)self->at;
    self->at += need;
    *size = units * UNIT;
    return size + 1;
}

static void *large_piece(tk_heap *self, tk_heap_large *old, size_t size)
{
    tk_heap_large *large = tk_memory_grow(old, 1, sizeof *large + size);
    large->size = size;
    link_large(self, large);
    self->held += size;
    return large + 1;
}

void *tk_heap_alloc(tk_heap *self, size_t bytes)
{
    assert(bytes < SIZE_MAX / 4);
    size_t units = bytes ? (bytes + UNIT - 1) / UNIT : 1;
    self->live += units * UNIT;
    self->asked += units * UNIT;
    return units <= MOST_UNITS ? small_piece(self, units) : large_piece(self, NULL, units * UNIT);
}

void tk_heap_release(tk_heap *self, void *piece)
{
    if (!piece)
        return;
    size_t size = *size_of(piece);
    self->live -= size;
    if (size / UNIT <= MOST_UNITS) {
        memcpy(piece, &self->unused[size / UNIT], sizeof piece);
        self->unused[size / UNIT] = piece;
        return;
    }
    unlink_large(large_of(piece));
    self->held -= size;
    free(large_of(piece));
}

void *tk_heap_resize(tk_heap *self, void *piece, size_t bytes)
{
    if (!piece)
        return tk_heap_alloc(self, bytes);
    assert(bytes < SIZE_MAX / 4);
    size_t old = *size_of(piece), units = bytes ? (bytes + UNIT - 1) / UNIT : 1;
    if (old / UNIT > MOST_UNITS && units > MOST_UNITS) {
        unlink_large(large_of(piece));
        self->live += units * UNIT - old;
        self->asked += units * UNIT;
        self->held -= old;
        return large_piece(self, large_of(piece), units * UNIT);
    }
    void *fresh = tk_heap_alloc(self, bytes);
    memcpy(fresh, piece, old < bytes ? old : bytes);
    tk_heap_release(self, piece);
    return fresh;
}

void tk_heap_free(tk_heap *self)
{
    while (self->large) {
        tk_heap_large *large = self->large;
        unlink_large(large);
        free(large);
    }
    tk_heap_block *oldest = NULL;   // and smallest: every heap starts with one like it
    while (self->block) {
        tk_heap_block *block = self->block;
        self->block = block->older;
        block->older = oldest;
        oldest = block;
    }
    while (oldest) {
        tk_heap_block *block = oldest;
        oldest = block->older;
        give_back(block);
    }
    *self = (tk_heap){0};
}
