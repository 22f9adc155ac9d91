// A bump allocator: everything of one lifetime is freed by one reset.
#ifndef TK_BASE_ARENA_H
#define TK_BASE_ARENA_H

#include <stddef.h>

typedef struct tk_arena_block tk_arena_block;

typedef struct tk_arena {
    tk_arena_block *block;   // newest block; older ones are linked behind it
    size_t used, size;       // within the newest block, in bytes
    size_t total;            // bytes in all blocks, for the memory report
} tk_arena;

#define TK_ARENA_INIT {NULL, 0, 0, 0}

void *tk_arena_alloc(tk_arena *self, size_t bytes);        // 16-byte aligned, uninitialised
void *tk_arena_zero(tk_arena *self, size_t count, size_t size);
char *tk_arena_copy(tk_arena *self, const char *text, size_t len);  // NUL-terminated copy
// All that was handed out, newest block first, each block as one piece of memory.
void tk_arena_each_block(const tk_arena *self, void (*take)(void *context, const void *at, size_t size),
                         void *context);
void tk_arena_reset(tk_arena *self);   // keeps one block for the next user
void tk_arena_free(tk_arena *self);

#define TK_ARENA_NEW(arena, type) ((type *)tk_arena_zero((arena), 1, sizeof(type)))
#define TK_ARENA_ARRAY(arena, type, count) \
    ((type *)tk_arena_zero((arena), (count), sizeof(type)))

#endif
