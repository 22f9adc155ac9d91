/* SHA-256 with the x86 SHA extensions: Intel 64 SDM volume 2, SHA256RNDS2, SHA256MSG1,
 * SHA256MSG2.  The instructions keep the state as the two vectors ABEF and CDGH.
 *
 * One stream waits on SHA256RNDS2's latency; two independent streams fill the gaps (1.35 to 1.5
 * times the throughput on Golden Cove, nothing more with three). */
#include "tkhash_p.h"

#if TK_X86
#include <immintrin.h>

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))
#define AHEAD 1536               /* bytes prefetched ahead of a long stream (measured 1-2 KiB) */

struct ni_state {
    __m128i abef, cdgh;
};

TARGET static inline struct ni_state ni_load(const uint32_t h[8])
{
    __m128i abcd = _mm_loadu_si128((const __m128i *)h);
    __m128i efgh = _mm_loadu_si128((const __m128i *)(h + 4));
    __m128i cdab = _mm_shuffle_epi32(abcd, 0xb1);
    __m128i hgfe = _mm_shuffle_epi32(efgh, 0x1b);
    struct ni_state s = {_mm_alignr_epi8(cdab, hgfe, 8), _mm_blend_epi16(hgfe, cdab, 0xf0)};
    return s;
}

TARGET static inline void ni_store(uint32_t h[8], struct ni_state s)
{
    __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)h, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

TARGET static inline __m128i ni_read(const uint8_t *p)
{
    const __m128i be = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)p), be);
}

TARGET static inline struct ni_state ni_rounds(struct ni_state s, __m128i w, int i)
{
    __m128i k = _mm_load_si128((const __m128i *)(tk_sha256_k + 4 * i));
    __m128i wk = _mm_add_epi32(w, k);
    s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, wk);
    s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(wk, 0x0e));
    return s;
}

/* The four schedule words that follow w0..w3. */
TARGET static inline __m128i ni_schedule(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
    __m128i t = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
    return _mm_sha256msg2_epu32(t, w3);
}

TARGET void tk_sha256_shani_x1(uint32_t h[8], const uint8_t *p, size_t n)
{
    struct ni_state s = ni_load(h);
    for (; n > 0; n--, p += TKHASH_BLOCK) {
        struct ni_state t = s;
        __m128i w[4];
        _mm_prefetch((const char *)((uintptr_t)p + AHEAD), _MM_HINT_T0);
        TK_UNROLL
        for (int i = 0; i < 4; i++) {
            w[i] = ni_read(p + 16 * i);
            t = ni_rounds(t, w[i], i);
        }
        TK_UNROLL
        for (int i = 4; i < 16; i++) {
            w[i & 3] = ni_schedule(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
            t = ni_rounds(t, w[i & 3], i);
        }
        s.abef = _mm_add_epi32(s.abef, t.abef);
        s.cdgh = _mm_add_epi32(s.cdgh, t.cdgh);
    }
    ni_store(h, s);
}

TARGET void tk_sha256_shani_x2(uint32_t h0[8], const uint8_t *p0, uint32_t h1[8],
                               const uint8_t *p1, size_t n)
{
    struct ni_state s = ni_load(h0), u = ni_load(h1);
    for (; n > 0; n--, p0 += TKHASH_BLOCK, p1 += TKHASH_BLOCK) {
        struct ni_state t = s, v = u;
        __m128i w[4], x[4];
        _mm_prefetch((const char *)((uintptr_t)p0 + AHEAD), _MM_HINT_T0);
        _mm_prefetch((const char *)((uintptr_t)p1 + AHEAD), _MM_HINT_T0);
        TK_UNROLL
        for (int i = 0; i < 4; i++) {
            w[i] = ni_read(p0 + 16 * i);
            x[i] = ni_read(p1 + 16 * i);
            t = ni_rounds(t, w[i], i);
            v = ni_rounds(v, x[i], i);
        }
        TK_UNROLL
        for (int i = 4; i < 16; i++) {
            w[i & 3] = ni_schedule(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
            x[i & 3] = ni_schedule(x[i & 3], x[(i + 1) & 3], x[(i + 2) & 3], x[(i + 3) & 3]);
            t = ni_rounds(t, w[i & 3], i);
            v = ni_rounds(v, x[i & 3], i);
        }
        s.abef = _mm_add_epi32(s.abef, t.abef), s.cdgh = _mm_add_epi32(s.cdgh, t.cdgh);
        u.abef = _mm_add_epi32(u.abef, v.abef), u.cdgh = _mm_add_epi32(u.cdgh, v.cdgh);
    }
    ni_store(h0, s);
    ni_store(h1, u);
}
#else
typedef int tk_no_x86;           /* a translation unit must not be empty */
#endif
