/* Schedule words and digests of 8 lanes in 256-bit vectors; shared by the AVX2 and the AVX-512VL
 * kernel.  The including file defines what sha256_lanes.h asks for, and EMIT. */

TARGET static inline V bswap(V x)
{
    const V be = _mm256_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL,
                                   0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    return _mm256_shuffle_epi8(x, be);
}

/* 4 x 4 words inside the 128-bit halves of r[0], r[1], r[2], r[3]. */
TARGET static inline void transpose_halves(V r[4])
{
    V a = _mm256_unpacklo_epi32(r[0], r[1]), b = _mm256_unpackhi_epi32(r[0], r[1]);
    V c = _mm256_unpacklo_epi32(r[2], r[3]), d = _mm256_unpackhi_epi32(r[2], r[3]);
    r[0] = _mm256_unpacklo_epi64(a, c), r[1] = _mm256_unpackhi_epi64(a, c);
    r[2] = _mm256_unpacklo_epi64(b, d), r[3] = _mm256_unpackhi_epi64(b, d);
}

TARGET static inline void lanes_read(V w[16], const uint8_t *const *p, size_t offset)
{
    TK_UNROLL
    for (int half = 0; half < 16; half += 8) {
        V r[8];
        TK_UNROLL
        for (int i = 0; i < 8; i++)
            r[i] = bswap(LOAD(p[i] + offset + 4 * half));
        transpose_halves(r);
        transpose_halves(r + 4);
        /* Now half q of r[4g + k] holds word 4q + k of lanes 4g..4g+3. */
        TK_UNROLL
        for (int k = 0; k < 4; k++) {
            w[half + k] = _mm256_permute2x128_si256(r[k], r[k + 4], 0x20);
            w[half + k + 4] = _mm256_permute2x128_si256(r[k], r[k + 4], 0x31);
        }
    }
}

TARGET void EMIT(const uint32_t *h, uint8_t *out)
{
    V r[8];
    TK_UNROLL
    for (int i = 0; i < 8; i++)
        r[i] = bswap(LOAD(h + WIDTH * i));
    transpose_halves(r);
    transpose_halves(r + 4);
    TK_UNROLL
    for (int k = 0; k < 8; k++) {    /* half q of r[k] is half a digest of lane 4q + k % 4 */
        uint8_t *to = out + k % 4 * TKHASH_DIGEST + k / 4 * 16;
        _mm_storeu_si128((__m128i *)to, _mm256_castsi256_si128(r[k]));
        _mm_storeu_si128((__m128i *)(to + 128), _mm256_extracti128_si256(r[k], 1));
    }
}
