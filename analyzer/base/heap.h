// Memory that ends all at once, whose pieces may be given back before: for the parser, which makes
// millions of small blocks in one file. For one thread at a time.
#ifndef TK_BASE_HEAP_H
#define TK_BASE_HEAP_H

#include <stddef.h>

enum { TK_HEAP_SIZES = 128 };  // sizes up to 8 * TK_HEAP_SIZES come from blocks and are used again

typedef struct tk_heap_block tk_heap_block;
typedef struct tk_heap_large tk_heap_large;

// All-zero is the empty heap.
typedef struct tk_heap {
    tk_heap_block *block;       // newest; each knows the older
    unsigned char *at, *end;    // what is left of it
    void *unused[TK_HEAP_SIZES + 1];  // given back, by size in units of 8 bytes; linked
    tk_heap_large *large;       // the pieces that are too big for blocks
    size_t live;                // bytes in pieces that were not given back
    size_t asked;               // bytes in all pieces ever
    size_t held;                // bytes that the heap takes from the system
} tk_heap;

// Pieces are aligned for pointers and 64-bit numbers.
void *tk_heap_alloc(tk_heap *self, size_t bytes);
void *tk_heap_resize(tk_heap *self, void *piece, size_t bytes);  // of NULL: a new one
void tk_heap_release(tk_heap *self, void *piece);                // of NULL: nothing
void tk_heap_free(tk_heap *self);                                // all pieces; empty afterwards
// Gives the system what the ended heaps of this thread left for further ones.
void tk_heap_end_thread(void);

#endif
