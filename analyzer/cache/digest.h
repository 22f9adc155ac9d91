// 128 bits over everything that a result depends on. Accidents are kept apart, attackers are not: who
// can write into the cache can write into the sources.
#ifndef TK_CACHE_DIGEST_H
#define TK_CACHE_DIGEST_H

#include "base/hash.h"
#include "base/text.h"

typedef struct tk_digest {
    uint64_t high, low;
} tk_digest;

// Each part counts with its length, so that parts do not run into each other.
static inline void tk_digest_add(tk_digest *self, const void *bytes, size_t len)
{
    uint64_t hash = tk_hash_bytes(bytes, len);
    uint64_t again = tk_hash_mix(tk_hash_mix(hash, len), tk_hash_bytes(bytes, len / 2));
    self->high = tk_hash_mix(self->high + 0x9E3779B97F4A7C15u, hash);
    self->low = tk_hash_mix(self->low ^ again, self->high);
}

static inline void tk_digest_add_number(tk_digest *self, uint64_t number)
{
    tk_digest_add(self, &number, sizeof number);
}

// NULL is something else than "".
static inline void tk_digest_add_text(tk_digest *self, const char *text)
{
    tk_digest_add_number(self, text != NULL);
    tk_digest_add(self, text ? text : "", text ? strlen(text) : 0);
}

#endif
