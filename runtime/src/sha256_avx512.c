/* SHA-256 of 16 messages at once, AVX-512F and BW.  Bound by the two 512-bit ports: about 1,700
 * operations for 16 blocks, 0.83 cycles per byte. */
#include "tkhash_p.h"

#if TK_X86
#include <immintrin.h>

#define KERNEL tk_sha256_avx512_x16
#define TARGET __attribute__((target("avx512f,avx512bw")))
#define WIDTH 16
#define V __m512i
#define LOAD(p) _mm512_loadu_si512(p)
#define STORE(p, v) _mm512_storeu_si512(p, v)
#define SET1(x) _mm512_set1_epi32((int)(x))
#define ADD(x, y) _mm512_add_epi32(x, y)
#define ROR(x, n) _mm512_ror_epi32(x, n)
#define SHR(x, n) _mm512_srli_epi32(x, n)
/* Truth tables of the three-operand logic instruction, first operand most significant. */
#define XOR3(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0x96)
#define CH(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0xca)
#define MAJ(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0xe8)

TARGET static inline V bswap(V x)
{
    const V be = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
    return _mm512_shuffle_epi8(x, be);
}

/* 4 x 4 words inside the 128-bit quarters of r[0], r[1], r[2], r[3]. */
TARGET static inline void transpose_quarters(V r[4])
{
    V a = _mm512_unpacklo_epi32(r[0], r[1]), b = _mm512_unpackhi_epi32(r[0], r[1]);
    V c = _mm512_unpacklo_epi32(r[2], r[3]), d = _mm512_unpackhi_epi32(r[2], r[3]);
    r[0] = _mm512_unpacklo_epi64(a, c), r[1] = _mm512_unpackhi_epi64(a, c);
    r[2] = _mm512_unpacklo_epi64(b, d), r[3] = _mm512_unpackhi_epi64(b, d);
}

TARGET static inline void lanes_read(V w[16], const uint8_t *const *p, size_t offset)
{
    V r[16];
    TK_UNROLL
    for (int i = 0; i < 16; i++)
        r[i] = bswap(LOAD(p[i] + offset));
    TK_UNROLL
    for (int i = 0; i < 16; i += 4)
        transpose_quarters(r + i);
    /* Now the quarters q of r[4g + k] hold word 4q + k of lanes 4g..4g+3. */
    TK_UNROLL
    for (int k = 0; k < 4; k++) {
        V a = _mm512_shuffle_i32x4(r[k], r[k + 4], 0x44);
        V b = _mm512_shuffle_i32x4(r[k], r[k + 4], 0xee);
        V c = _mm512_shuffle_i32x4(r[k + 8], r[k + 12], 0x44);
        V d = _mm512_shuffle_i32x4(r[k + 8], r[k + 12], 0xee);
        w[k] = _mm512_shuffle_i32x4(a, c, 0x88);
        w[k + 4] = _mm512_shuffle_i32x4(a, c, 0xdd);
        w[k + 8] = _mm512_shuffle_i32x4(b, d, 0x88);
        w[k + 12] = _mm512_shuffle_i32x4(b, d, 0xdd);
    }
}

TARGET void tk_emit_avx512_x16(const uint32_t *h, uint8_t *out)
{
    V r[8];
    TK_UNROLL
    for (int i = 0; i < 8; i++)
        r[i] = bswap(LOAD(h + WIDTH * i));
    transpose_quarters(r);
    transpose_quarters(r + 4);
    TK_UNROLL
    for (int k = 0; k < 8; k++) {    /* quarter q of r[k] is half a digest of lane 4q + k % 4 */
        uint8_t *to = out + k % 4 * TKHASH_DIGEST + k / 4 * 16;
        _mm_storeu_si128((__m128i *)to, _mm512_castsi512_si128(r[k]));
        _mm_storeu_si128((__m128i *)(to + 128), _mm512_extracti32x4_epi32(r[k], 1));
        _mm_storeu_si128((__m128i *)(to + 256), _mm512_extracti32x4_epi32(r[k], 2));
        _mm_storeu_si128((__m128i *)(to + 384), _mm512_extracti32x4_epi32(r[k], 3));
    }
}

#include "sha256_lanes.h"
#else
typedef int tk_no_x86;           /* a translation unit must not be empty */
#endif
