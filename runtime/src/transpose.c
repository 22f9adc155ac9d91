/* Columns in memory become rows of a strip: out[r][c] = in[c][r].
 *
 * One pass reads, of every column, a whole cache line (64 bytes of consecutive rows) and scatters
 * it to as many rows of the strip; each line of the source is fetched once.  Reading row by row
 * instead fetches a line per element. */
#include "tkhash_p.h"

#define LINE 64
#define AHEAD 16                 /* columns; their lines are far apart, hardware does not guess */

#define DEFINE_TRANSPOSE(NAME, TYPE)                                                              \
    static void NAME(const uint8_t *in, int64_t in_stride, uint8_t *out, size_t out_stride,       \
                     size_t rows, size_t cols)                                                    \
    {                                                                                             \
        enum { TILE = LINE / sizeof(TYPE) };                                                      \
        for (size_t r0 = 0; r0 < rows; r0 += TILE) {                                              \
            size_t n = rows - r0 < TILE ? rows - r0 : TILE;                                       \
            for (size_t c = 0; c < cols; c++) {                                                   \
                const uint8_t *from = in + (int64_t)c * in_stride + r0 * sizeof(TYPE);            \
                uint8_t *to = out + r0 * out_stride + c * sizeof(TYPE);                           \
                __builtin_prefetch((const void *)((uintptr_t)from +                               \
                                                  (uintptr_t)(AHEAD * in_stride)));               \
                if (n == TILE) {                                                                  \
                    TYPE line[TILE];                                                              \
                    memcpy(line, from, sizeof line);                                              \
                    TK_UNROLL                                                                     \
                    for (size_t r = 0; r < TILE; r++)                                             \
                        memcpy(to + r * out_stride, line + r, sizeof(TYPE));                      \
                } else {                                                                          \
                    for (size_t r = 0; r < n; r++)                                                \
                        memcpy(to + r * out_stride, from + r * sizeof(TYPE), sizeof(TYPE));       \
                }                                                                                 \
            }                                                                                     \
        }                                                                                         \
    }

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
