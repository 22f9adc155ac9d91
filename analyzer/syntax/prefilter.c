#include "syntax/prefilter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "syntax/scan.h"

enum { SLOTS = 4096, GRAM = 3, FEW = 4 };

// Words by a hash of their first three bytes, chained; word numbers are 1-based, 0 ends a chain.
typedef struct word_index {
    const tk_slice *words;
    uint32_t *next;
    uint32_t first[SLOTS];
} word_index;

static uint32_t slot_of(uint32_t gram)
{
    return gram * 0x9E3779B1u >> 20;
}

static bool stands_alone(tk_slice text, size_t at, tk_slice word)
{
    if (text.len - at < word.len || memcmp(text.at + at, word.at, word.len) != 0)
        return false;
    size_t end = at + word.len;
    return (at == 0 || !tk_scan_is_word(text.at[at - 1])) &&
           (end == text.len || !tk_scan_is_word(text.at[end]));
}

// Words of one or two letters have no gram, and for a few words no index is worth its making.
static bool mentions_one(tk_slice text, tk_slice word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (text.at[i] == word.at[0] && stands_alone(text, i, word))
            return true;
    return false;
}

static bool any_at(const word_index *self, tk_slice text, size_t at, uint32_t word)
{
    for (; word; word = self->next[word - 1])
        if (stands_alone(text, at, self->words[word - 1]))
            return true;
    return false;
}

static bool mentions_indexed(const word_index *self, tk_slice text)
{
    uint32_t gram = 0;
    for (size_t i = 0; i < text.len; i++) {
        gram = gram >> 8 | (uint32_t)(unsigned char)text.at[i] << 16;
        uint32_t word = self->first[slot_of(gram)];
        if (word && i + 1 >= GRAM && any_at(self, text, i + 1 - GRAM, word))
            return true;
    }
    return false;
}

bool tk_prefilter_mentions(tk_slice text, const tk_slice *words, uint32_t count)
{
    for (uint32_t i = 0; i < count && count <= FEW; i++)
        if (mentions_one(text, words[i]))
            return true;
    if (count <= FEW)
        return false;
    word_index self = {.words = words, .next = tk_memory_zero(count, sizeof *self.next)};
    bool found = false;
    for (uint32_t i = 0; i < count && !found; i++) {
        const unsigned char *at = (const unsigned char *)words[i].at;
        assert(words[i].len > 0);
        if (words[i].len < GRAM) {
            found = mentions_one(text, words[i]);
            continue;
        }
        uint32_t slot = slot_of(at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16);
        self.next[i] = self.first[slot];
        self.first[slot] = i + 1;
    }
    found = found || mentions_indexed(&self, text);
    free(self.next);
    return found;
}
