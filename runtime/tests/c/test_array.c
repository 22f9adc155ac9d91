/* Arrays: strips against a naive gather, keys, rows, trees and threads against naive digests, on
 * every subset of features; and everything that must be refused. */
#include "check.h"

static uint8_t memory[1 << 20];
static uint8_t naive[1 << 20];

/* ---- an array, its naive bytes, its digests ---- */

static struct tkhash_span span_of(uint32_t size)
{
    return (struct tkhash_span){.bytes = size, .unit = size > 8 ? 1 : (uint8_t)size};
}

static struct tkhash_array make(int ndim, const uint64_t *shape, const int64_t *strides,
                                const struct tkhash_span *span)
{
    return (struct tkhash_array){
        .data = memory + sizeof memory / 2, .ndim = ndim, .shape = shape, .strides = strides,
        .dtype = {.cls = 'V', .itemsize = span->bytes}, .memsize = span->bytes, .spans = span,
        .n_spans = 1};
}

static size_t naive_bytes(const struct tkhash_array *a)
{
    uint64_t n = 1, index[TKHASH_MAX_NDIM] = {0};
    for (int i = 0; i < a->ndim; i++)
        n *= a->shape[i];
    for (uint64_t k = 0; k < n; k++) {
        const uint8_t *p = a->data;
        for (int i = 0; i < a->ndim; i++)
            p += (int64_t)index[i] * a->strides[i];
        memcpy(naive + k * a->dtype.itemsize, p, a->dtype.itemsize);
        for (int i = a->ndim - 1; i >= 0 && ++index[i] == a->shape[i]; i--)
            index[i] = 0;
    }
    return n * a->dtype.itemsize;
}

static void naive_key(const struct tkhash_array *a, const uint8_t *data, size_t len,
                      uint8_t out[32])
{
    static uint8_t all[sizeof naive + 1024];
    size_t header = tkhash_header(a, 'k', all, 1024);
    memcpy(all + header, data, len);
    reference(all, header + len, out);
}

static void check_array(const struct tkhash_array *a, unsigned mask)
{
    uint8_t want[32], got[32], tree[32];
    static uint8_t rows[70000 * 32];
    size_t len = naive_bytes(a);
    naive_key(a, naive, len, want);
    CHECK(tkhash_key(a, got) == TKHASH_OK && !memcmp(got, want, 32),
          "key, %d dimensions, size %u, features %x", a->ndim, a->dtype.itemsize, mask);
    struct tkhash_array plain = *a;
    plain.data = naive, plain.strides = NULL;
    CHECK(tkhash_tree(a, 1, tree) == TKHASH_OK && tkhash_tree(&plain, 2, got) == TKHASH_OK &&
              !memcmp(got, tree, 32) && memcmp(got, want, 32),
          "tree, %d dimensions, size %u, features %x", a->ndim, a->dtype.itemsize, mask);
    if (a->ndim == 0)
        return;
    CHECK(tkhash_rows(a, 2, rows) == TKHASH_OK, "rows");
    struct tkhash_array item = plain;
    item.ndim--, item.shape++;
    for (uint64_t i = 0; i < a->shape[0]; i++) {
        size_t each = len / a->shape[0];
        naive_key(&item, naive + i * each, each, want);
        CHECK(!memcmp(rows + 32 * i, want, 32), "row %u of %d dimensions, size %u, features %x",
              (unsigned)i, a->ndim, a->dtype.itemsize, mask);
    }
}

static void check_layouts(unsigned mask)
{
    static const uint32_t sizes[] = {1, 2, 4, 8, 12, 16};
    static const uint64_t shapes[][3] = {{3, 5, 7}, {1, 33, 65}, {20, 1, 4}, {2, 3, 300},
                                         {17, 16, 15}};
    static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {0, 2, 1}, {2, 0, 1},
                                    {1, 2, 0}};
    for (size_t s = 0; s < 6 * 5 * 6 * 4; s++) {
        struct tkhash_span span = span_of(sizes[s % 6]);
        const uint64_t *shape = shapes[s / 6 % 5];
        const int *order = orders[s / 30 % 6];
        int64_t strides[3], step = span.bytes * (s / 180 == 3 ? 2 : 1);
        for (int i = 2; i >= 0; i--) {
            strides[order[i]] = step;
            step *= (int64_t)shape[order[i]];
        }
        if (s / 180 == 1)
            strides[order[1]] = -strides[order[1]], strides[2] = -strides[2];
        if (s / 180 == 2)
            strides[order[0]] = 0;
        struct tkhash_array a = make(3, shape, strides, &span);
        check_array(&a, mask);
    }
}

/* Rows longer than the strip, trees of more than one strip, 0 and 1 dimensions. */
static void check_edges(unsigned mask)
{
    struct tkhash_span span = span_of(4);
    const uint64_t wide[] = {3, 40000}, tall[] = {40000, 3}, square[] = {250, 250}, none[] = {0};
    const int64_t wide_f[] = {4, 12}, tall_f[] = {4, 160000}, square_f[] = {4, 1000};
    const int64_t unit[] = {4}, gap[] = {4, 4};
    struct tkhash_array cases[] = {
        make(2, wide, wide_f, &span),     make(2, tall, tall_f, &span),
        make(2, square, square_f, &span), make(0, none, unit, &span),
        make(1, none, unit, &span),       make(1, square, unit, &span),
        make(2, square, gap, &span),
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_array(&cases[i], mask);
}

/* ---- one tree of more than 256 leaves, with a level of nodes ---- */

static void check_tall_tree(unsigned mask)
{
    size_t len = (258 * 8192 + 77), leaves = 259;
    uint8_t *data = malloc(len), *cv = malloc(leaves * 32), *buf = malloc(64 + 8192 + 64);
    uint8_t node[2][32], root[512], want[32], got[32];
    const uint64_t shape[] = {len};
    struct tkhash_span span = span_of(1);
    struct tkhash_array a = make(1, shape, NULL, &span);
    if (!data || !cv || !buf)
        abort();
    fill_pattern(data, len);
    a.data = data;
    memset(buf, 0, 64);
    memcpy(buf, "tkhash\x01l", 8);
    for (size_t i = 0; i < leaves; i++) {
        size_t n = len - i * 8192 < 8192 ? len - i * 8192 : 8192;
        memcpy(buf + 64, data + i * 8192, n);
        tk_store_le64(buf + 64 + n, i);
        reference(buf, 64 + n + 8, cv + 32 * i);
    }
    buf[7] = 'n';
    for (size_t i = 0; i < 2; i++) {
        size_t n = i ? leaves - 256 : 256;
        memcpy(buf + 64, cv + 256 * 32 * i, 32 * n);
        tk_store_le64(buf + 64 + 32 * n, 1);
        tk_store_le64(buf + 72 + 32 * n, n);
        reference(buf, 64 + 32 * n + 16, node[i]);
    }
    size_t at = tkhash_header(&a, 't', root, sizeof root);
    memcpy(root + at, node, 64), at += 64;
    const uint64_t suffix[] = {len, 8192, 256, 1, 2};
    for (int i = 0; i < 5; i++)
        tk_store_le64(root + at, suffix[i]), at += 8;
    reference(root, at, want);
    for (unsigned threads = 0; threads <= 3; threads++)
        CHECK(tkhash_tree(&a, threads, got) == TKHASH_OK && !memcmp(got, want, 32),
              "tree of 259 leaves, %u threads, features %x", threads, mask);
    free(data), free(cv), free(buf);
}

/* ---- canonical form ---- */

static void check_canonical(void)
{
    uint8_t in[] = {0, 1, 2, 255}, be[] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint32_t f32[] = {0x80000000, 0, 0xffc00001, 0x7f800001, 0x7f800000, 0xbf800000};
    const uint32_t want32[] = {0, 0, 0x7fc00000, 0x7fc00000, 0x7f800000, 0xbf800000};
    uint64_t f64[] = {1ull << 63, 0xfff8000000000000, 0x7ff0000000000001, 0xfff0000000000000};
    const uint64_t want64[] = {0, 0x7ff8000000000000, 0x7ff8000000000000, 0xfff0000000000000};
    uint16_t f16[] = {0x8000, 0x7c01, 0xfe00, 0x7c00}, bf16[] = {0x8000, 0x7f81, 0xffc0, 0x7f80};
    tk_canon_apply(&(struct tkhash_span){.unit = 1, .op = TKHASH_BOOL}, in, 4);
    CHECK(!memcmp(in, "\0\1\1\1", 4), "bool %s", hex(in, 4));
    tk_canon_apply(&(struct tkhash_span){.unit = 4, .swap = 1}, be, 8);
    CHECK(!memcmp(be, "\4\3\2\1\10\7\6\5", 8), "swapped %s", hex(be, 8));
    tk_canon_apply(&(struct tkhash_span){.unit = 4, .op = TKHASH_F32}, (uint8_t *)f32, sizeof f32);
    CHECK(!memcmp(f32, want32, sizeof f32), "%s", hex((uint8_t *)f32, sizeof f32));
    tk_canon_apply(&(struct tkhash_span){.unit = 8, .op = TKHASH_F64}, (uint8_t *)f64, sizeof f64);
    CHECK(!memcmp(f64, want64, sizeof f64), "%s", hex((uint8_t *)f64, sizeof f64));
    tk_canon_apply(&(struct tkhash_span){.unit = 2, .op = TKHASH_F16}, (uint8_t *)f16, sizeof f16);
    CHECK(f16[0] == 0 && f16[1] == 0x7e00 && f16[2] == 0x7e00 && f16[3] == 0x7c00, "binary16");
    tk_canon_apply(&(struct tkhash_span){.unit = 2, .op = TKHASH_BF16}, (uint8_t *)bf16, 8);
    CHECK(bf16[0] == 0 && bf16[1] == 0x7fc0 && bf16[2] == 0x7fc0 && bf16[3] == 0x7f80, "bfloat16");
}

static void check_mask(void)
{
    const uint64_t shape[] = {40};
    struct tkhash_span span = span_of(2);
    struct tkhash_array a = make(1, shape, NULL, &span);
    uint8_t mask[40] = {0}, plain[32], idle[32], one[32], same[32];
    tkhash_key(&a, plain);
    a.mask = mask;
    tkhash_key(&a, idle);
    CHECK(!memcmp(plain, idle, 32), "a mask that hides nothing changed the key");
    mask[3] = 1;
    tkhash_key(&a, one);
    CHECK(memcmp(plain, one, 32), "a hidden element did not change the key");
    ((uint8_t *)(uintptr_t)a.data)[6] ^= 0xff;
    mask[3] = 200;
    tkhash_key(&a, same);
    CHECK(!memcmp(one, same, 32), "what is hidden, or how the mask says so, changed the key");
    ((uint8_t *)(uintptr_t)a.data)[6] ^= 0xff;
}

/* ---- what must be refused ---- */

static void check_refusals(void)
{
    uint8_t out[64];
    const uint64_t shape[] = {4, 4}, negative[] = {4, (uint64_t)-1}, huge[] = {1ull << 40, 1 << 30};
    const uint64_t overflow[] = {1ull << 62, 1ull << 62}, empty[] = {1ull << 62, 0};
    struct tkhash_span span = span_of(4), wrong = {.bytes = 4, .unit = 3};
    struct tkhash_array good = make(2, shape, NULL, &span), a;
    CHECK(tkhash_key(&good, out) == TKHASH_OK, "the array that the others are made from");
#define REFUSED(...)                                                                              \
    a = good;                                                                                     \
    __VA_ARGS__;                                                                                  \
    CHECK(tkhash_key(&a, out) == TKHASH_EINVAL && tkhash_tree(&a, 0, out) == TKHASH_EINVAL &&     \
              tkhash_rows(&a, 0, out) == TKHASH_EINVAL && !tkhash_header(&a, 'k', out, 64),       \
          "%s", #__VA_ARGS__)
    REFUSED(a.shape = negative);
    REFUSED(a.shape = huge);
    REFUSED(a.shape = overflow);
    REFUSED(a.ndim = -1);
    REFUSED(a.ndim = 65);
    REFUSED(a.data = NULL);
    REFUSED(a.dtype.cls = 'O');
    REFUSED(a.dtype.cls = 0);
    REFUSED(a.dtype.itemsize = 8);
    REFUSED(a.dtype.name_len = 5000);
    REFUSED(a.spans = &wrong);
    a = good;
    a.shape = empty, a.data = NULL;
    CHECK(tkhash_key(&a, out) == TKHASH_OK, "an empty array needs no memory");
    a = good;
    a.ndim = 0;
    CHECK(tkhash_rows(&a, 0, out) == TKHASH_EINVAL, "rows of a 0-d array");
    size_t bad = 9;
    struct tkhash_array two[] = {good, good};
    two[1].ndim = -1;
    CHECK(tkhash_keys(two, 2, 0, out, &bad) == TKHASH_EINVAL && bad == 1, "bad is %zu", bad);
    CHECK(strlen(tkhash_strerror(TKHASH_EINVAL)) > 10, "no sentence");
}

static void check_keys(unsigned mask)
{
    enum { N = 600 };
    static struct tkhash_array arrays[N];
    static uint64_t shapes[N][2];
    static uint8_t out[N * 32];
    struct tkhash_span span = span_of(4);
    const int64_t across[] = {4, 400};
    uint8_t want[32];
    for (uint64_t i = 0; i < N; i++) {
        shapes[i][0] = i % 7, shapes[i][1] = i * i % 90;
        arrays[i] = make(2, shapes[i], i % 5 ? NULL : across, &span);
        arrays[i].data = memory + i;
    }
    CHECK(tkhash_keys(arrays, N, 2, out, NULL) == TKHASH_OK, "keys");
    for (size_t i = 0; i < N; i++) {
        tkhash_key(&arrays[i], want);
        CHECK(!memcmp(out + 32 * i, want, 32), "array %zu of keys, features %x", i, mask);
    }
}

/* ---- wide registers are left clean, or all SSE code of the process slows down ---- */

#if TK_X86
#include <cpuid.h>

/* State components in use beyond their initial value: XGETBV with ECX = 1, Intel SDM volume 1,
 * 13.6.  Bit 2 is the upper half of the YMM registers, bit 6 that of ZMM0-15. */
static unsigned wide_state(void)
{
    uint32_t a, b, c, d, lo, hi;
    if (SANITIZED)                   /* the instrumentation uses the registers itself */
        return 0;
    if (!__get_cpuid_count(0xd, 1, &a, &b, &c, &d) || !(a & 4) || !(tk_cpu_detect() & TKHASH_AVX2))
        return 0;
    __asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(1));
    return lo & 0x44;
}

static void check_clean_registers(unsigned mask)
{
    static uint8_t out[64 * 32];
    const uint64_t shapes[][2] = {{64, 3}, {64, 40}, {64, 100}, {64, 1000}};
    struct tkhash_span span = span_of(4);
    for (int i = 0; i < 4; i++) {
        struct tkhash_array a = make(2, shapes[i], NULL, &span);
        tkhash_fast128(&a, out);
        unsigned after_fast128 = wide_state();
        tkhash_rows(&a, 1, out);
        unsigned after_rows = wide_state();
        tkhash_tree(&a, 1, out);
        CHECK(!after_fast128 && !after_rows && !wide_state(),
              "dirty after fast128 %x, rows %x, tree %x; %d, features %x", after_fast128,
              after_rows, wide_state(), i, mask);
    }
}
#endif

int main(void)
{
    fill_pattern(memory, sizeof memory);
    CASE(check_canonical());
    CASE(check_mask());
    CASE(check_refusals());
    EACH_SUBSET(mask) {
        CASE(check_layouts(mask));
        CASE(check_edges(mask));
        CASE(check_tall_tree(mask));
        CASE(check_keys(mask));
#if TK_X86
        CASE(check_clean_registers(mask));
#endif
    }
    return check_report();
}
