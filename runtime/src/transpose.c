/* Columns in memory become rows of a strip: out[r][c] = in[c][r].
 *
 * Square tiles, one cache line wide: of every column a whole line (64 bytes of consecutive rows) is
 * read once, and every row of the strip is written a whole line at a time.  Both sides lie at
 * strides that are often powers of two, whose lines compete for a few places in the cache, so none
 * may be needed twice. */
#include "tkhash_p.h"

#define LINE 64

/* Next tile's columns: their lines are far apart, the hardware does not guess them. */
static inline void prefetch_columns(const uint8_t *in, int64_t skip, int64_t stride, size_t n)
{
    uintptr_t at = (uintptr_t)in + (uintptr_t)skip;
    for (size_t c = 0; c < n; c++, at += (uintptr_t)stride)
        __builtin_prefetch((const void *)at);
}

#define DEFINE_TILE(NAME, TYPE)                                                                   \
    static inline void NAME##_tile(const uint8_t *in, int64_t in_stride, uint8_t *out,            \
                                   size_t out_stride, size_t rows)                                \
    {                                                                                             \
        enum { TILE = LINE / sizeof(TYPE) };                                                      \
        _Alignas(64) TYPE tile[TILE][TILE];                                                       \
        for (size_t c = 0; c < TILE; c++) {                                                       \
            TYPE line[TILE];                                                                      \
            memcpy(line, in + (int64_t)c * in_stride, sizeof line);                               \
            TK_UNROLL                                                                             \
            for (size_t r = 0; r < TILE; r++)                                                     \
                tile[r][c] = line[r];                                                             \
        }                                                                                         \
        for (size_t r = 0; r < rows; r++)                                                         \
            memcpy(out + r * out_stride, tile[r], LINE);                                          \
    }

#define DEFINE_TRANSPOSE(NAME, TYPE)                                                              \
    static void NAME##_edge(const uint8_t *in, int64_t in_stride, uint8_t *out,                   \
                            size_t out_stride, size_t rows, size_t cols)                          \
    {                                                                                             \
        for (size_t c = 0; c < cols; c++)                                                         \
            for (size_t r = 0; r < rows; r++)                                                     \
                memcpy(out + r * out_stride + c * sizeof(TYPE),                                   \
                       in + (int64_t)c * in_stride + r * sizeof(TYPE), sizeof(TYPE));             \
    }                                                                                             \
                                                                                                  \
    static void NAME(const uint8_t *in, int64_t in_stride, uint8_t *out, size_t out_stride,       \
                     size_t rows, size_t cols)                                                    \
    {                                                                                             \
        enum { TILE = LINE / sizeof(TYPE) };                                                      \
        for (size_t r = 0; r < rows; r += TILE) {                                                 \
            size_t n = rows - r < TILE ? rows - r : TILE, c = 0;                                  \
            const uint8_t *from = in + r * sizeof(TYPE);                                          \
            uint8_t *to = out + r * out_stride;                                                   \
            for (; n == TILE && c + TILE <= cols; c += TILE) {                                    \
                const uint8_t *column = from + (int64_t)c * in_stride;                            \
                size_t left = cols - c - TILE;                                                    \
                prefetch_columns(column, TILE * in_stride, in_stride,                            \
                                 left < TILE ? left : TILE);                                      \
                NAME##_tile(column, in_stride, to + c * sizeof(TYPE), out_stride, n);             \
            }                                                                                     \
            NAME##_edge(from + (int64_t)c * in_stride, in_stride, to + c * sizeof(TYPE),          \
                        out_stride, n, cols - c);                                                 \
        }                                                                                         \
    }

DEFINE_TILE(transpose1, uint8_t)
DEFINE_TILE(transpose2, uint16_t)
DEFINE_TILE(transpose8, uint64_t)

#if TK_X86
#include <emmintrin.h>

/* 4 x 4 floats in SSE2, which every x86-64 has. */
static inline void square4(const uint8_t *in, int64_t in_stride, uint8_t *out, size_t out_stride)
{
    __m128i a = _mm_loadu_si128((const __m128i *)in);
    __m128i b = _mm_loadu_si128((const __m128i *)(in + in_stride));
    __m128i c = _mm_loadu_si128((const __m128i *)(in + 2 * in_stride));
    __m128i d = _mm_loadu_si128((const __m128i *)(in + 3 * in_stride));
    __m128i ab0 = _mm_unpacklo_epi32(a, b), ab1 = _mm_unpackhi_epi32(a, b);
    __m128i cd0 = _mm_unpacklo_epi32(c, d), cd1 = _mm_unpackhi_epi32(c, d);
    _mm_storeu_si128((__m128i *)out, _mm_unpacklo_epi64(ab0, cd0));
    _mm_storeu_si128((__m128i *)(out + out_stride), _mm_unpackhi_epi64(ab0, cd0));
    _mm_storeu_si128((__m128i *)(out + 2 * out_stride), _mm_unpacklo_epi64(ab1, cd1));
    _mm_storeu_si128((__m128i *)(out + 3 * out_stride), _mm_unpackhi_epi64(ab1, cd1));
}

static inline void transpose4_tile(const uint8_t *in, int64_t in_stride, uint8_t *out,
                                   size_t out_stride, size_t rows)
{
    assert(rows == 16);
    (void)rows;
    for (size_t r = 0; r < 16; r += 4)
        for (size_t c = 0; c < 16; c += 4)
            square4(in + (int64_t)c * in_stride + r * 4, in_stride, out + r * out_stride + c * 4,
                    out_stride);
}
#else
DEFINE_TILE(transpose4, uint32_t)
#endif

DEFINE_TRANSPOSE(transpose1, uint8_t)
DEFINE_TRANSPOSE(transpose2, uint16_t)
DEFINE_TRANSPOSE(transpose4, uint32_t)
DEFINE_TRANSPOSE(transpose8, uint64_t)

void tk_transpose(const uint8_t *in, int64_t in_stride, uint8_t *out, size_t out_stride,
                  size_t rows, size_t cols, uint32_t size)
{
    switch (size) {
    case 1:
        transpose1(in, in_stride, out, out_stride, rows, cols);
        break;
    case 2:
        transpose2(in, in_stride, out, out_stride, rows, cols);
        break;
    case 4:
        transpose4(in, in_stride, out, out_stride, rows, cols);
        break;
    default:
        assert(size == 8);
        transpose8(in, in_stride, out, out_stride, rows, cols);
        break;
    }
}
