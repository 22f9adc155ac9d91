// One 64-bit mixing step, used by every hash table of the analyzer.
#ifndef TK_BASE_HASH_H
#define TK_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Multiply-and-fold with the 64-bit golden ratio; good enough for tables, not for adversaries'
// digests (table sizes are bounded by the file size cap).
static inline uint64_t tk_hash_mix(uint64_t seed, uint64_t value)
{
    uint64_t h = (seed ^ value) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

// Eight bytes a step; the last mix spreads what differs in the upper bytes of a word to all bits.
static inline uint64_t tk_hash_bytes(const void *data, size_t len)
{
    const unsigned char *bytes = data;
    uint64_t h = len, word;
    for (; len >= sizeof word; len -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        h = tk_hash_mix(h, word);
    }
    word = 0;
    if (len)
        memcpy(&word, bytes, len);
    return tk_hash_mix(tk_hash_mix(h, word), len);
}

#endif
