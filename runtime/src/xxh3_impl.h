/* libxxhash's XXH3-128, compiled from its own header for one vector width.  The including file
 * defines XXH_VECTOR, TK_XXH3_NAME (a string) and TK_XXH3 (the table's name).  There is no include
 * guard on purpose. */
/* The compiler does not clear the upper halves of the vector registers on every way out of these
 * functions.  Left dirty, they slow down all SSE code of the process, such as OpenSSL's SHA-256
 * and ours, by half. */
#ifdef __AVX__
#include <immintrin.h>
#define LEAVE() _mm256_zeroupper()
#else
#define LEAVE() ((void)0)
#endif

#define XXH_INLINE_ALL
#define XXH_NO_STREAM_ALLOC
#include <xxhash.h>

_Static_assert(sizeof(XXH3_state_t) <= TK_XXH3_STATE, "the state has outgrown its buffer");

static void canonical(XXH128_hash_t hash, uint8_t out[16])
{
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, hash);
    memcpy(out, bytes.digest, 16);
}

static void xxh3_oneshot(const void *p, size_t len, uint8_t out[16])
{
    XXH128_hash_t hash = XXH3_128bits(p, len);
    LEAVE();
    canonical(hash, out);
}

static void xxh3_init(void *state)
{
    XXH3_INITSTATE((XXH3_state_t *)state);
    (void)XXH3_128bits_reset(state);
    LEAVE();
}

static void xxh3_update(void *state, const void *p, size_t len)
{
    (void)XXH3_128bits_update(state, p, len);
    LEAVE();
}

static void xxh3_final(const void *state, uint8_t out[16])
{
    XXH128_hash_t hash = XXH3_128bits_digest(state);
    LEAVE();
    canonical(hash, out);
}

const struct tk_xxh3 TK_XXH3 = {
    TK_XXH3_NAME, xxh3_oneshot, sizeof(XXH3_state_t), xxh3_init, xxh3_update, xxh3_final,
};
