/* The header: dtype, shape and mode in front of the data.  docs/tkhash.md has the table of its
 * bytes; every part of variable length carries its length, so two different (mode, options, dtype,
 * shape) never give the same bytes.  Its length is a multiple of the block, so that the chaining
 * value behind it can be kept. */
#include "tkhash_p.h"

/* The classes of struct tkhash_dtype, one bit per letter from A on. */
#define BIT(letter) (UINT64_C(1) << ((letter) - 'A'))
static const uint64_t classes = BIT('b') | BIT('i') | BIT('u') | BIT('f') | BIT('c') | BIT('M') |
                                BIT('m') | BIT('S') | BIT('U') | BIT('V') | BIT('T') | BIT('x');

static bool dtype_check(const struct tkhash_array *a)
{
    const struct tkhash_dtype *d = &a->dtype;
    uint64_t sum = 0;
    unsigned letter = (unsigned char)d->cls - 'A';
    if (letter > 'x' - 'A' || !(classes >> letter & 1))
        return false;
    if (d->name_len > TKHASH_MAX_NAME || d->unit_len > TKHASH_MAX_NAME)
        return false;
    for (uint32_t i = 0; i < a->n_spans; i++) {
        const struct tkhash_span *s = &a->spans[i];
        if (s->unit != 1 && s->unit != 2 && s->unit != 4 && s->unit != 8)
            return false;
        if (s->bytes % s->unit || s->op > TKHASH_F64)
            return false;
        sum += s->bytes;
    }
    return sum == d->itemsize;
}

bool tk_array_check(const struct tkhash_array *a, uint64_t *elements, uint64_t *bytes)
{
    uint64_t n = 1;
    bool empty = false, overflow = false;
    if (a->ndim < 0 || a->ndim > TKHASH_MAX_NDIM || !dtype_check(a))
        return false;
    for (int i = 0; i < a->ndim; i++) {
        if (a->shape[i] > INT64_MAX)     /* a negative size in a signed caller */
            return false;
        empty |= a->shape[i] == 0;
        overflow |= __builtin_mul_overflow(n, a->shape[i], &n);
    }
    if (empty)
        n = 0;
    else if (overflow)
        return false;
    *elements = n;
    if (__builtin_mul_overflow(n, (uint64_t)a->dtype.itemsize, bytes) || *bytes >> 60)
        return false;
    if (a->dtype.itemsize > TK_STRIP && !tk_array_is_plain(a))
        return false;
    return a->data || *bytes == 0;
}

size_t tk_header_write(const struct tkhash_array *a, int first_dim, char mode, uint8_t *out)
{
    const struct tkhash_dtype *d = &a->dtype;
    uint8_t *p = out;
    memcpy(p, "tkhash", 6), p += 6;
    *p++ = TKHASH_ENCODING;
    *p++ = (uint8_t)mode;
    *p++ = (uint8_t)((a->options & TKHASH_VALUE) | (a->mask ? TKHASH_MASKED : 0));
    *p++ = (uint8_t)d->cls;
    memcpy(p, &d->itemsize, 4), p += 4;
    memcpy(p, &d->name_len, 2), p += 2;
    if (d->name_len)
        memcpy(p, d->name, d->name_len), p += d->name_len;
    memcpy(p, &d->unit_len, 2), p += 2;
    if (d->unit_len)
        memcpy(p, d->unit, d->unit_len), p += d->unit_len;
    *p++ = (uint8_t)(a->ndim - first_dim);
    for (int i = first_dim; i < a->ndim; i++)
        tk_store_le64(p, a->shape[i]), p += 8;
    while ((p - out) % TKHASH_BLOCK)
        *p++ = 0;
    assert(p - out <= TK_HEADER_MAX);
    return (size_t)(p - out);
}

void tk_header_prefix(const struct tkhash_array *a, int first_dim, struct tkhash_prefix *out)
{
    uint8_t header[TK_HEADER_MAX];
    out->bytes = tk_header_write(a, first_dim, 'k', header);
    memcpy(out->h, tk_sha256_iv, sizeof out->h);
    tk_dispatch()->single(out->h, header, out->bytes / TKHASH_BLOCK);
}

size_t tkhash_header(const struct tkhash_array *a, char mode, uint8_t *out, size_t cap)
{
    uint8_t header[TK_HEADER_MAX];
    uint64_t elements, bytes;
    if (!strchr("ktx", mode) || !mode || !tk_array_check(a, &elements, &bytes))
        return 0;
    size_t len = tk_header_write(a, 0, mode, header);
    memcpy(out, header, len < cap ? len : cap);
    return len;
}
