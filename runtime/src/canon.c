/* Bytes of an element in canonical form: little-endian, one byte pattern per truth value and, when
 * asked, per float value.  Works in place on a strip that lies in the cache; the loops are written
 * so that compilers vectorise them. */
#include "tkhash_p.h"

static void swap_scalars(uint8_t *p, size_t bytes, unsigned unit)
{
    if (unit == 2) {
        for (size_t i = 0; i < bytes; i += 2) {
            uint16_t v;
            memcpy(&v, p + i, 2);
            v = (uint16_t)(v << 8 | v >> 8);
            memcpy(p + i, &v, 2);
        }
    } else if (unit == 4) {
        for (size_t i = 0; i < bytes; i += 4) {
            uint32_t v;
            memcpy(&v, p + i, 4);
            v = __builtin_bswap32(v);
            memcpy(p + i, &v, 4);
        }
    } else if (unit == 8) {
        for (size_t i = 0; i < bytes; i += 8) {
            uint64_t v;
            memcpy(&v, p + i, 8);
            v = __builtin_bswap64(v);
            memcpy(p + i, &v, 8);
        }
    }
}

/* IEEE 754: exponent all ones and a fraction is NaN; sign alone is -0.0. */
static void canon16(uint8_t *p, size_t bytes, uint16_t infinity, uint16_t nan)
{
    for (size_t i = 0; i < bytes; i += 2) {
        uint16_t v;
        memcpy(&v, p + i, 2);
        uint16_t magnitude = v & 0x7fff;
        v = magnitude > infinity ? nan : magnitude == 0 ? 0 : v;
        memcpy(p + i, &v, 2);
    }
}

static void canon32(uint8_t *p, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += 4) {
        uint32_t v;
        memcpy(&v, p + i, 4);
        uint32_t magnitude = v & 0x7fffffff;
        v = magnitude > 0x7f800000 ? 0x7fc00000 : magnitude == 0 ? 0 : v;
        memcpy(p + i, &v, 4);
    }
}

static void canon64(uint8_t *p, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += 8) {
        uint64_t v;
        memcpy(&v, p + i, 8);
        uint64_t magnitude = v & 0x7fffffffffffffff;
        v = magnitude > 0x7ff0000000000000 ? 0x7ff8000000000000 : magnitude == 0 ? 0 : v;
        memcpy(p + i, &v, 8);
    }
}

void tk_canon_apply(const struct tkhash_span *span, uint8_t *p, size_t bytes)
{
    if (span->swap)
        swap_scalars(p, bytes, span->unit);
    switch (span->op) {
    case TKHASH_BOOL:
        for (size_t i = 0; i < bytes; i++)
            p[i] = p[i] != 0;
        break;
    case TKHASH_F16:
        canon16(p, bytes, 0x7c00, 0x7e00);
        break;
    case TKHASH_BF16:
        canon16(p, bytes, 0x7f80, 0x7fc0);
        break;
    case TKHASH_F32:
        canon32(p, bytes);
        break;
    case TKHASH_F64:
        canon64(p, bytes);
        break;
    }
}
