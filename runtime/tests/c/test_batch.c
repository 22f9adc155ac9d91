/* Many messages at once, on every subset of features: any number of lanes, mixed lengths, strides,
 * counters, and memory that ends where the last message ends. */
#include "check.h"

#define MAX 40000

static uint8_t text[MAX];

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static struct tkhash_prefix make_prefix(unsigned blocks, uint8_t header[128])
{
    struct tkhash_prefix p = {.bytes = blocks * 64};
    fill_pattern(header, 128);
    memcpy(p.h, tk_sha256_iv, 32);
    tk_sha256_portable(p.h, header, blocks);
    return p;
}

/* header || message || counter by the reference. */
static void expect(const uint8_t *header, size_t header_len, const uint8_t *m, size_t len,
                   const uint64_t *counter, uint8_t out[32])
{
    uint8_t *all = malloc(header_len + len + 8);
    if (!all)
        abort();
    memcpy(all, header, header_len);
    memcpy(all + header_len, m, len);
    if (counter)
        tk_store_le64(all + header_len + len, *counter);
    reference(all, header_len + len + (counter ? 8 : 0), out);
    free(all);
}

static void check_mixed(unsigned mask, unsigned n, uint32_t seed, size_t longest)
{
    static struct tk_message m[1100];
    static uint8_t out[1100][32];
    uint8_t header[128], want[32];
    struct tkhash_prefix prefix = make_prefix(seed % 3, header);
    for (unsigned i = 0; i < n; i++) {
        size_t len = next_random(&seed) % (longest + 1);
        m[i] = (struct tk_message){text + next_random(&seed) % 64, len, &prefix, out[i]};
    }
    tk_batch(m, n);
    for (unsigned i = 0; i < n; i++) {
        expect(header, prefix.bytes, m[i].data, m[i].len, NULL, want);
        CHECK(!memcmp(out[i], want, 32), "message %u of %u, %zu bytes, features %x", i, n,
              m[i].len, mask);
    }
}

/* The rows lie at the end of an allocation of their own, so that a sanitizer sees an overrun. */
static void check_uniform(unsigned mask, unsigned n, size_t len, bool backwards, bool counted)
{
    static uint8_t out[40][32];
    uint8_t header[128], want[32], *rows = malloc(n * len + 1);
    struct tkhash_prefix prefix = make_prefix(1, header);
    uint64_t first = 0x0123456789abcdef;
    if (!rows)
        abort();
    memcpy(rows + 1, text + n, n * len);
    int64_t stride = backwards ? -(int64_t)len : (int64_t)len;
    const uint8_t *base = rows + 1 + (backwards && n ? (n - 1) * len : 0);
    tk_batch_uniform(&prefix, base, stride, len, n, counted ? &first : NULL, out[0]);
    for (unsigned i = 0; i < n; i++) {
        uint64_t counter = first + i;
        expect(header, 64, base + (int64_t)i * stride, len, counted ? &counter : NULL, want);
        CHECK(!memcmp(out[i], want, 32), "row %u of %u, %zu bytes, features %x", i, n, len, mask);
    }
    free(rows);
}

static void check_lane_counts(unsigned mask)
{
    for (unsigned n = 0; n <= 33; n++) {
        check_mixed(mask, n, n + 1, 300);
        for (size_t len = 0; len <= 600; len += n % 4 == 1 ? 1 : 37)
            check_uniform(mask, n, len, n & 1, n & 2);
    }
}

int main(void)
{
    fill_pattern(text, sizeof text);
    EACH_SUBSET(mask) {
        CASE(check_lane_counts(mask));
        CASE(check_mixed(mask, 1100, 7, 3200));
        CASE(check_mixed(mask, 100, 8, 30000));
    }
    return check_report();
}
