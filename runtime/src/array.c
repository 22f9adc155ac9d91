/* Digests of arrays: key, fast128, rows, keys. */
#include "tkhash_p.h"

#define BATCH 256                    /* messages prepared at a time: 8 KiB of stack */
#define PER_THREAD (256 * 1024)      /* bytes compressed; below, a thread costs what it gains */

void tk_array_drop_idle_mask(struct tkhash_array *a, uint64_t elements)
{
    for (uint64_t i = 0; a->mask && i < elements; i++) {
        if (a->mask[i])
            return;
    }
    a->mask = NULL;
}

static void pour_mask(const struct tkhash_array *a, uint64_t n, tk_sink_fn *sink, void *state)
{
    uint8_t strip[1024];
    for (uint64_t i = 0; i < n;) {
        size_t k = 0;
        for (; k < sizeof strip && i < n; k++, i++)
            strip[k] = a->mask[i] != 0;
        sink(state, strip, k);
    }
}

/* Apart from the caller, whose stack stays small when the memory is plain. */
static __attribute__((noinline)) void pour_strips(struct tk_gather *g, tk_sink_fn *sink,
                                                  void *state)
{
    uint8_t strip[TK_SCRATCH];
    size_t cap = tk_gather_strip(g), n;
    while ((n = tk_gather_fill(g, strip, cap)) > 0)
        sink(state, strip, n);
}

void tk_array_pour(const struct tkhash_array *a, tk_sink_fn *sink, void *state)
{
    uint64_t n = 1;
    for (int i = 0; i < a->ndim; i++)
        n *= a->shape[i];
    if (tk_array_is_plain(a)) {
        sink(state, a->data, n * a->dtype.itemsize);
        return;
    }
    struct tk_gather g;
    if (a->mask)
        pour_mask(a, n, sink, state);
    tk_gather_init(&g, a, 0, 0);
    pour_strips(&g, sink, state);
}

static void sha256_sink(void *state, const void *data, size_t len)
{
    tkhash_sha256_update(state, data, len);
}

static void key_from(const struct tkhash_array *a, const struct tkhash_prefix *prefix,
                     uint64_t bytes, uint8_t *out)
{
    struct tkhash_sha256_state s;
    if (tk_array_is_plain(a)) {
        tk_sha256_one(tk_dispatch(), prefix, a->data, bytes, out);
        return;
    }
    tk_sha256_from(&s, prefix);
    tk_array_pour(a, sha256_sink, &s);
    tkhash_sha256_final(&s, out);
}

enum tkhash_status tkhash_key(const struct tkhash_array *array, uint8_t out[TKHASH_DIGEST])
{
    struct tkhash_array a = *array;
    struct tkhash_prefix prefix;
    uint64_t elements, bytes;
    if (!tk_array_check(&a, &elements, &bytes))
        return TKHASH_EINVAL;
    tk_array_drop_idle_mask(&a, elements);
    tk_header_prefix(&a, 0, &prefix);
    key_from(&a, &prefix, bytes, out);
    return TKHASH_OK;
}

enum tkhash_status tkhash_prefix(const struct tkhash_array *array, struct tkhash_prefix *out)
{
    uint64_t elements, bytes;
    if (array->mask || !tk_array_check(array, &elements, &bytes))
        return TKHASH_EINVAL;
    tk_header_prefix(array, 0, out);
    return TKHASH_OK;
}

enum tkhash_status tkhash_key_with(const struct tkhash_array *array,
                                   const struct tkhash_prefix *prefix,
                                   uint8_t out[TKHASH_DIGEST])
{
    uint64_t elements, bytes;
    if (array->mask || !tk_array_check(array, &elements, &bytes))
        return TKHASH_EINVAL;
    key_from(array, prefix, bytes, out);
    return TKHASH_OK;
}

/* ---- XXH3 ---- */

struct xxh3_stream {
    const struct tk_xxh3 *xxh3;
    _Alignas(64) uint8_t state[TK_XXH3_STATE];
};

static void xxh3_sink(void *state, const void *data, size_t len)
{
    struct xxh3_stream *s = state;
    s->xxh3->update(s->state, data, len);
}

static __attribute__((noinline)) void fast128_long(const struct tk_xxh3 *xxh3,
                                                   const uint8_t *header, const void *data,
                                                   size_t len, uint8_t out[16])
{
    struct xxh3_stream s;
    xxh3->init(s.state);
    xxh3->update(s.state, header, TKHASH_BLOCK);
    xxh3->update(s.state, data, len);
    xxh3->final(s.state, out);
}

enum tkhash_status tkhash_fast128_with(const uint8_t header[TKHASH_BLOCK], const void *data,
                                       size_t len, uint8_t out[16])
{
    const struct tk_xxh3 *xxh3 = tk_xxh3_get();
    uint8_t small[TKHASH_BLOCK + 960];
    if (!xxh3)
        return TKHASH_ENOXXH;
    if (len > sizeof small - TKHASH_BLOCK) {
        fast128_long(xxh3, header, data, len, out);
        return TKHASH_OK;
    }
    memcpy(small, header, TKHASH_BLOCK);
    if (len >= TKHASH_BLOCK)
        memcpy(small + TKHASH_BLOCK, data, len);
    else if (len > 0)
        tk_copy_short(small + TKHASH_BLOCK, data, len);
    xxh3->oneshot(small, TKHASH_BLOCK + len, out);
    return TKHASH_OK;
}

enum tkhash_status tkhash_fast128(const struct tkhash_array *array, uint8_t out[16])
{
    struct tkhash_array a = *array;
    struct xxh3_stream s;
    uint8_t header[TK_HEADER_MAX];
    uint64_t elements, bytes;
    s.xxh3 = tk_xxh3_get();
    if (!s.xxh3)
        return TKHASH_ENOXXH;
    if (!tk_array_check(&a, &elements, &bytes))
        return TKHASH_EINVAL;
    tk_array_drop_idle_mask(&a, elements);
    s.xxh3->init(s.state);
    s.xxh3->update(s.state, header, tk_header_write(&a, 0, 'x', header));
    tk_array_pour(&a, xxh3_sink, &s);
    s.xxh3->final(s.state, out);
    return TKHASH_OK;
}

/* ---- rows ---- */

struct rows {
    struct tkhash_array a;           /* all of it */
    struct tkhash_prefix prefix;
    uint64_t item_bytes, item_elements;
    uint64_t n, share;               /* rows in all, and per thread */
    bool plain;                      /* each item is plain memory */
    uint8_t *out;
};

/* Rows [from, from + n) of a as an array of their own. */
static struct tkhash_array slice(const struct tkhash_array *a, uint64_t from, uint64_t n,
                                 uint64_t *shape, uint64_t item_elements, int64_t step)
{
    struct tkhash_array s = *a;
    memcpy(shape, a->shape, sizeof *shape * (size_t)a->ndim);
    shape[0] = n;
    s.shape = shape;
    if (a->data)
        s.data = (const uint8_t *)a->data + (int64_t)from * step;
    if (a->mask)
        s.mask = a->mask + from * item_elements;
    return s;
}

static int64_t row_step(const struct rows *r)
{
    return r->a.strides ? r->a.strides[0] : (int64_t)(r->item_elements * r->a.memsize);
}

/* Items that need a gather but fit the scratch: as many as fit, then lanes. */
static void rows_gathered(const struct rows *r, uint64_t from, uint64_t n, uint8_t *out)
{
    uint8_t strip[TK_SCRATCH];
    uint64_t shape[TKHASH_MAX_NDIM], len = r->item_bytes;
    struct tkhash_array part = slice(&r->a, from, n, shape, r->item_elements, row_step(r));
    struct tk_gather g;
    tk_gather_init(&g, &part, 0, 0);
    size_t items = tk_gather_strip(&g) / len, filled;
    items = items >= TK_MAX_LANES ? items / TK_MAX_LANES * TK_MAX_LANES : sizeof strip / len;
    items = items < TK_MAX_LANES ? items : items / TK_MAX_LANES * TK_MAX_LANES;
    while ((filled = tk_gather_fill(&g, strip, items * len)) > 0) {
        tk_batch_uniform(&r->prefix, strip, (int64_t)len, len, filled / len, NULL, out);
        out += filled / len * TKHASH_DIGEST;
    }
}

/* Items that are masked, or too long for the scratch: one by one. */
static void rows_single(const struct rows *r, uint64_t from, uint64_t n, uint8_t *out)
{
    for (uint64_t i = 0; i < n; i++, out += TKHASH_DIGEST) {
        uint64_t shape[TKHASH_MAX_NDIM];
        struct tkhash_array item =
            slice(&r->a, from + i, 1, shape, r->item_elements, row_step(r));
        item.ndim--;
        item.shape = shape + 1;
        item.strides = r->a.strides ? r->a.strides + 1 : NULL;
        if (item.mask)
            (void)tkhash_key(&item, out);        /* the whole array was checked */
        else
            key_from(&item, &r->prefix, r->item_bytes, out);
    }
}

static void rows_part(void *arg, unsigned thread)
{
    const struct rows *r = arg;
    uint64_t from = r->share * thread, n = r->n > from ? r->n - from : 0;
    uint8_t *out = r->out + from * TKHASH_DIGEST;
    n = n < r->share ? n : r->share;
    if (n == 0)
        return;
    if (r->plain && !r->a.mask) {
        const uint8_t *base = r->a.data;
        base = base ? base + (int64_t)from * row_step(r) : base;
        tk_batch_uniform(&r->prefix, base, row_step(r), r->item_bytes, n, NULL, out);
    } else if (!r->a.mask && r->item_bytes > 0 && r->item_bytes <= TK_SCRATCH / 2) {
        rows_gathered(r, from, n, out);
    } else {
        rows_single(r, from, n, out);
    }
}

enum tkhash_status tkhash_rows(const struct tkhash_array *array, unsigned threads, uint8_t *out)
{
    uint64_t elements, bytes;
    struct rows r = {.a = *array, .out = out};
    if (array->ndim < 1 || !tk_array_check(array, &elements, &bytes))
        return TKHASH_EINVAL;
    r.n = array->shape[0];
    if (r.n == 0)
        return TKHASH_OK;
    r.item_elements = elements / r.n;
    r.item_bytes = bytes / r.n;
    struct tkhash_array item = *array;
    item.ndim--, item.shape++;
    item.strides = array->strides ? array->strides + 1 : NULL;
    r.plain = tk_array_is_plain(&item);
    tk_array_drop_idle_mask(&r.a, elements);
    tk_header_prefix(&r.a, 1, &r.prefix);
    unsigned n = tk_threads_for(threads, bytes + r.n * TKHASH_BLOCK, PER_THREAD);
    r.share = (r.n + n - 1) / n;
    r.share = (r.share + TK_MAX_LANES - 1) / TK_MAX_LANES * TK_MAX_LANES;
    tk_parallel(n, rows_part, &r);
    return TKHASH_OK;
}

/* ---- separate arrays ---- */

struct keys {
    const struct tkhash_array *arrays;
    uint64_t n, share;
    uint8_t *out;
};

/* Two arrays with one header share its chaining value. */
static bool same_header(const struct tkhash_array *a, const struct tkhash_array *b)
{
    const struct tkhash_dtype *x = &a->dtype, *y = &b->dtype;
    return a->ndim == b->ndim && a->options == b->options && !a->mask && !b->mask &&
           x->cls == y->cls && x->itemsize == y->itemsize && x->name_len == y->name_len &&
           x->unit_len == y->unit_len &&
           (!x->name_len || !memcmp(x->name, y->name, x->name_len)) &&
           (!x->unit_len || !memcmp(x->unit, y->unit, x->unit_len)) &&
           (a->ndim == 0 || !memcmp(a->shape, b->shape, sizeof *a->shape * (size_t)a->ndim));
}

static void keys_part(void *arg, unsigned thread)
{
    const struct keys *k = arg;
    struct tk_message m[BATCH];
    struct tkhash_prefix prefix[BATCH];
    uint64_t end = k->share * (thread + 1) < k->n ? k->share * (thread + 1) : k->n;
    for (uint64_t i = k->share * thread; i < end;) {
        size_t n = 0, prefixes = 0;
        const struct tkhash_array *last = NULL;
        for (; n < BATCH && i < end; i++) {
            const struct tkhash_array *a = &k->arrays[i];
            uint64_t elements, bytes;
            if (!tk_array_is_plain(a)) {
                (void)tkhash_key(a, k->out + i * TKHASH_DIGEST);     /* was checked */
                continue;
            }
            if (!last || !same_header(last, a))
                tk_header_prefix(a, 0, &prefix[prefixes++]);
            last = a;
            (void)tk_array_check(a, &elements, &bytes);
            m[n++] = (struct tk_message){a->data, bytes, &prefix[prefixes - 1],
                                         k->out + i * TKHASH_DIGEST};
        }
        tk_batch(m, n);
    }
}

enum tkhash_status tkhash_keys(const struct tkhash_array *arrays, size_t n, unsigned threads,
                               uint8_t *out, size_t *bad)
{
    uint64_t elements, bytes, total = 0;
    for (size_t i = 0; i < n; i++) {
        if (!tk_array_check(&arrays[i], &elements, &bytes)) {
            if (bad)
                *bad = i;
            return TKHASH_EINVAL;
        }
        total += bytes + TKHASH_BLOCK;
    }
    struct keys k = {.arrays = arrays, .n = n, .out = out};
    unsigned t = tk_threads_for(threads, total, PER_THREAD);
    k.share = (n + t - 1) / t;
    tk_parallel(t, keys_part, &k);
    return TKHASH_OK;
}
