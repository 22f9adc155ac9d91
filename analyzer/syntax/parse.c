#include "syntax/parse.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "syntax/syntax.h"

// The heap that the library uses on this thread; NULL: the program's.
static _Thread_local tk_heap *active;

// A piece of the program's heap has this before it; the size of a heap's piece, which stands there
// in its place, is never odd.
typedef struct plain_piece {
    uint64_t unused, mark;
} plain_piece;

enum { PLAIN = 1 };

static bool is_plain(void *piece)
{
    return ((uint64_t *)piece)[-1] == PLAIN;
}

static void *plain_resize(plain_piece *old, size_t bytes)
{
    plain_piece *piece = tk_memory_grow(old, 1, sizeof *piece + bytes);
    piece->mark = PLAIN;
    return piece + 1;
}

static void *piece_alloc(size_t bytes)
{
    return active ? tk_heap_alloc(active, bytes) : plain_resize(NULL, bytes);
}

static void *piece_zero(size_t count, size_t size)
{
    return memset(piece_alloc(count * size), 0, count * size);
}

static void *piece_resize(void *piece, size_t bytes)
{
    if (!piece)
        return piece_alloc(bytes);
    if (is_plain(piece))
        return plain_resize((plain_piece *)piece - 1, bytes);
    assert(active);
    return tk_heap_resize(active, piece, bytes);
}

static void piece_free(void *piece)
{
    if (!piece)
        return;
    if (is_plain(piece)) {
        free((plain_piece *)piece - 1);
        return;
    }
    assert(active);
    tk_heap_release(active, piece);
}

// Before anything is allocated: what was allocated in one way cannot be freed in another.
static void __attribute__((constructor)) use_pieces(void)
{
    ts_set_allocator(piece_alloc, piece_zero, piece_resize, piece_free);
}

tk_heap *tk_parser_enter(tk_parser *self)
{
    tk_heap *before = active;
    active = &self->heap;
    return before;
}

void tk_parser_leave(tk_heap *before)
{
    active = before;
}

void tk_parser_open(tk_parser *self, const TSLanguage *language)
{
    self->held_most = 0;
    self->language = language;
    self->heap = (tk_heap){0};
    tk_heap *before = tk_parser_enter(self);
    self->ts = ts_parser_new();
    bool understood = ts_parser_set_language(self->ts, language);
    assert(understood);
    (void)understood;
    tk_parser_leave(before);
}

void tk_parser_close(tk_parser *self)
{
    tk_heap *before = tk_parser_enter(self);
    ts_parser_delete(self->ts);   // the grammar's scanner has memory of its own
    tk_parser_leave(before);
    tk_heap_free(&self->heap);
}

void tk_parser_renew(tk_parser *self)
{
    tk_parser_close(self);
    tk_parser_open(self, self->language);
}

typedef struct pieces {
    tk_slice text, behind;
} pieces;

static const char *read_piece(void *payload, uint32_t offset, TSPoint position, uint32_t *len)
{
    const pieces *self = payload;
    (void)position;
    tk_slice piece = self->text;
    if (offset >= piece.len) {
        offset -= (uint32_t)piece.len;
        piece = self->behind;
    }
    *len = offset < piece.len ? (uint32_t)piece.len - offset : 0;
    return *len ? piece.at + offset : "";
}

// What one run may take. Unlike time, it is the same in every run.
enum {
    HELD_PER_BYTE = 64,       // memory at one time; code as people write it takes 20 to 40
    HELD_LEAST = 56 << 20,
    ASKED_PER_BYTE = 1024,    // memory asked for altogether
    ASKED_LEAST = 32 << 20,
};

typedef struct budget {
    const tk_heap *heap;
    size_t held, asked;
} budget;

static bool is_spent(TSParseState *state)
{
    const budget *self = state->payload;
    return self->heap->held > self->held || self->heap->asked > self->asked;
}

TSTree *tk_parser_parse(tk_parser *self, tk_slice text, tk_slice behind)
{
    assert(active == &self->heap);
    pieces both = {text, behind};
    size_t held = text.len * HELD_PER_BYTE;
    held = held > HELD_LEAST ? held : HELD_LEAST;
    if (self->held_most && held > self->held_most)
        held = self->held_most;
    budget most = {
        .heap = &self->heap,
        .held = self->heap.held + held,
        .asked = self->heap.asked + ASKED_LEAST + text.len * ASKED_PER_BYTE,
    };
    TSInput input = {.payload = &both, .read = read_piece, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.payload = &most, .progress_callback = is_spent};
    TSTree *tree = ts_parser_parse_with_options(self->ts, NULL, input, options);
    if (!tree)
        ts_parser_reset(self->ts);
    return tree;
}
