#include "catalog/image.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/symbols.h"

// The bytes: how many words of 8 there are when opened; then for every GROUP of words three bit sets, of
// those that are not zero, are pointers, have 4 bytes only, and the ones that are not zero. A pointer is
// stored as the distance from the start.
enum { WORD = sizeof(uint64_t), HALF = sizeof(uint32_t), GROUP = 64, ALIGNMENT = 16, NEAR = 32 * 1024 * 1024 };
_Static_assert(sizeof(void *) <= WORD, "a pointer is a word");

typedef struct span {
    const unsigned char *at;
    size_t size, start;   // start: where it stands in the image, in bytes
} span;

typedef struct spans {
    TK_VEC(span) list;
    size_t size;          // of the image
} spans;

static void add_span(void *context, const void *at, size_t size)
{
    spans *self = context;
    if (!size)
        return;
    tk_vec_push(&self->list, ((span){at, size, self->size}));
    self->size = (self->size + size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

#define ADD_VEC(self, vec) add_span((self), (vec)->at, (vec)->len * sizeof *(vec)->at)

// In the same order for every catalog. What the last run of an image changes is not part of it.
static void add_spans(spans *self, const tk_catalog *root, const tk_catalog *of)
{
    add_span(self, root, sizeof *root);
    ADD_VEC(self, &of->libraries);
    ADD_VEC(self, &of->classes);
    ADD_VEC(self, &of->functions);
    ADD_VEC(self, &of->rules);
    add_span(self, of->symbols, sizeof *of->symbols);
    ADD_VEC(self, &of->symbols->entries);
    ADD_VEC(self, &of->symbols->by_name);
    ADD_VEC(self, &of->symbols->evidence);
    tk_names_each_block(of->names, add_span, self);
    tk_arena_each_block(&of->arena, add_span, self);
}

static uint64_t word_at(const span *self, size_t offset)
{
    uint64_t word = 0;
    size_t rest = self->size - offset;
    memcpy(&word, self->at + offset, rest < WORD ? rest : WORD);
    return word;
}

// Where in the image the word points to; false when it points to nothing there.
static bool target_of(const spans *self, uint64_t word, uint64_t *target)
{
    for (uint32_t i = 0; i < self->list.len; i++) {
        const span *at = &self->list.at[i];
        uint64_t start = (uintptr_t)at->at;
        if (word < start || word > start + at->size)
            continue;
        *target = at->start + (word - start);
        return true;
    }
    return false;
}

// Is it an address in this very program? Such a thing is somewhere else in the next.
static bool is_static(uint64_t word)
{
    static const char here;
    uint64_t at = (uintptr_t)&here;
    return word - (at - NEAR) < 2 * (uint64_t)NEAR;
}

typedef struct group {
    uint64_t filled, pointers, halves, words[GROUP];
    uint32_t len;         // words that were added to the group, zeros among them
} group;

static void put_word(tk_text *out, uint64_t word)
{
    tk_text_add(out, (const char *)&word, WORD);
}

static void put_half(tk_text *out, uint32_t half)
{
    tk_text_add(out, (const char *)&half, HALF);
}

static void put_group(group *self, tk_text *out)
{
    put_word(out, self->filled);
    put_word(out, self->pointers);
    put_word(out, self->halves);
    for (uint32_t i = 0; i < self->len; i++) {
        if (self->halves >> i & 1)
            put_half(out, (uint32_t)self->words[i]);
        else if (self->filled >> i & 1)
            put_word(out, self->words[i]);
    }
    *self = (group){0};
}

static void add_word(group *self, uint64_t word, bool pointer, tk_text *out)
{
    uint64_t bit = UINT64_C(1) << self->len;
    bool filled = word || pointer;
    self->filled |= filled ? bit : 0;
    self->pointers |= pointer ? bit : 0;
    self->halves |= filled && word <= UINT32_MAX ? bit : 0;
    self->words[self->len++] = word;
    if (self->len == GROUP)
        put_group(self, out);
}

// Bytes that differ and are of no pointer lie between fields or behind texts.
static uint64_t without_padding(uint64_t one, uint64_t other)
{
    for (int shift = 0; shift < 64; shift += 8)
        if ((one ^ other) >> shift & 0xFF)
            one &= ~(UINT64_C(0xFF) << shift);
    return one;
}

static const char *add_words(const spans *ones, const spans *others, uint32_t i, group *words,
                             tk_text *out)
{
    const span *one = &ones->list.at[i], *other = &others->list.at[i];
    size_t end = i + 1 < ones->list.len ? ones->list.at[i + 1].start : ones->size;
    for (size_t offset = 0; one->start + offset < end; offset += WORD) {
        uint64_t a = offset < one->size ? word_at(one, offset) : 0, target = 0, same = 0;
        uint64_t b = offset < one->size ? word_at(other, offset) : 0;
        bool pointer = a != b && target_of(ones, a, &target) && target_of(others, b, &same);
        if (pointer && target != same)
            return "it is not the same when it is loaded again";
        if (a == b && is_static(a))
            return "it points into the program";
        add_word(words, pointer ? target : without_padding(a, b), pointer, out);
    }
    return NULL;
}

static bool are_alike(const spans *ones, const spans *others)
{
    bool alike = ones->list.len == others->list.len;
    for (uint32_t i = 0; alike && i < ones->list.len; i++)
        alike = ones->list.at[i].size == others->list.at[i].size;
    return alike;
}

bool tk_image_make(const tk_catalog *one, const tk_catalog *other, tk_text *out, const char **why)
{
    spans ones = {0}, others = {0};
    group words = {0};
    tk_catalog first = *one, second = *other;
    first.queries = second.queries = NULL;
    add_spans(&ones, &first, one);
    add_spans(&others, &second, other);
    *why = are_alike(&ones, &others) ? NULL : "it is not the same when it is loaded again";
    put_word(out, ones.size / WORD);
    for (uint32_t i = 0; i < ones.list.len && !*why; i++)
        *why = add_words(&ones, &others, i, &words, out);
    if (words.len)
        put_group(&words, out);
    tk_vec_free(&ones.list);
    tk_vec_free(&others.list);
    return !*why;
}

static uint64_t take_word(const unsigned char **at)
{
    uint64_t word;
    memcpy(&word, *at, WORD);
    *at += WORD;
    return word;
}

static uint32_t take_half(const unsigned char **at)
{
    uint32_t half;
    memcpy(&half, *at, HALF);
    *at += HALF;
    return half;
}

static const unsigned char *take_group(const unsigned char *at, uint64_t *words, uint64_t base)
{
    uint64_t filled = take_word(&at), pointers = take_word(&at), halves = take_word(&at);
    for (; filled; filled &= filled - 1) {
        int i = __builtin_ctzll(filled);
        uint64_t word = halves >> i & 1 ? take_half(&at) : take_word(&at);
        words[i] = word + (pointers >> i & 1 ? base : 0);
    }
    return at;
}

tk_catalog *tk_image_open(const unsigned char *bytes)
{
    size_t count = (size_t)take_word(&bytes);
    // In whole groups: the last one has bits for what is in it only.
    uint64_t *words = tk_memory_zero((count + GROUP - 1) / GROUP * GROUP, WORD);
    for (size_t i = 0; i < count; i += GROUP)
        bytes = take_group(bytes, words + i, (uintptr_t)words);
    tk_catalog *self = (tk_catalog *)words;
    self->image = words;
    return self;
}
