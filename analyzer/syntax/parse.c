#include "syntax/parse.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "syntax/syntax.h"

// Text that parses takes up to 700 bytes for each of its own, programs with random errors 220.
enum { BUDGET_PER_BYTE = 1024, BUDGET_BASE = 32 * 1024 * 1024 };

// What this thread's parser may still allocate. Unlike time, it is the same in every run.
static _Thread_local int64_t budget;

static void *counted_malloc(size_t bytes)
{
    budget -= (int64_t)bytes;
    return tk_memory_alloc(bytes);
}

static void *counted_calloc(size_t count, size_t size)
{
    budget -= (int64_t)(count * size);
    return tk_memory_zero(count, size);
}

static void *counted_realloc(void *old, size_t bytes)
{
    budget -= (int64_t)bytes;
    return tk_memory_grow(old, bytes, 1);
}

static void use_counted_memory(void)
{
    ts_set_allocator(counted_malloc, counted_calloc, counted_realloc, free);
}

TSParser *tk_parser_new(const TSLanguage *language)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, use_counted_memory);
    TSParser *parser = ts_parser_new();
    bool understood = ts_parser_set_language(parser, language);
    assert(understood);
    (void)understood;
    return parser;
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

static bool is_spent(TSParseState *state)
{
    (void)state;
    return budget < 0;
}

TSTree *tk_parser_parse(TSParser *parser, tk_slice text, tk_slice behind)
{
    pieces both = {text, behind};
    TSInput input = {.payload = &both, .read = read_piece, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.progress_callback = is_spent};
    budget = BUDGET_BASE + (int64_t)text.len * BUDGET_PER_BYTE;
    TSTree *tree = ts_parser_parse_with_options(parser, NULL, input, options);
    if (!tree)
        ts_parser_reset(parser);
    return tree;
}
