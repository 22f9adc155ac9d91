/* SHA-256 of one message: streaming, one-shot, and from a cached prefix.  FIPS 180-4, 5.1.1 for
 * the padding. */
#include "tkhash_p.h"

void tkhash_sha256_init(struct tkhash_sha256_state *s)
{
    memcpy(s->h, tk_sha256_iv, sizeof s->h);
    s->total = 0;
}

void tk_sha256_from(struct tkhash_sha256_state *s, const struct tkhash_prefix *prefix)
{
    assert(prefix->bytes % TKHASH_BLOCK == 0);
    memcpy(s->h, prefix->h, sizeof s->h);
    s->total = prefix->bytes;
}

void tkhash_sha256_update(struct tkhash_sha256_state *s, const void *data, size_t len)
{
    if (len == 0)
        return;
    const struct tk_plan *plan = tk_dispatch();
    const uint8_t *p = data;
    size_t used = s->total % TKHASH_BLOCK;
    s->total += len;
    if (used > 0) {
        size_t take = TKHASH_BLOCK - used < len ? TKHASH_BLOCK - used : len;
        memcpy(s->buf + used, p, take);
        p += take, len -= take;
        if (used + take < TKHASH_BLOCK)
            return;
        plan->single(s->h, s->buf, 1);
    }
    size_t blocks = len / TKHASH_BLOCK;
    plan->single(s->h, p, blocks);
    memcpy(s->buf, p + blocks * TKHASH_BLOCK, len % TKHASH_BLOCK);
}

size_t tk_sha256_pad(uint8_t tail[2 * TKHASH_BLOCK], size_t used, uint64_t total)
{
    assert(used < 2 * TKHASH_BLOCK - 8);
    size_t blocks = used < TKHASH_BLOCK - 8 ? 1 : 2;
    memset(tail + used, 0, blocks * TKHASH_BLOCK - used);
    tail[used] = 0x80;
    tk_store_be64(tail + blocks * TKHASH_BLOCK - 8, total * 8);
    return blocks;
}

void tkhash_sha256_final(struct tkhash_sha256_state *s, uint8_t out[TKHASH_DIGEST])
{
    uint8_t tail[2 * TKHASH_BLOCK];
    size_t used = s->total % TKHASH_BLOCK;
    memcpy(tail, s->buf, used);
    size_t blocks = tk_sha256_pad(tail, used, s->total);
    tk_dispatch()->single(s->h, tail, blocks);
    tk_sha256_emit(s->h, out);
}

void tk_sha256_one(const struct tk_plan *plan, const struct tkhash_prefix *prefix,
                   const uint8_t *data, size_t len, uint8_t *out)
{
    uint32_t h[8];
    uint8_t tail[2 * TKHASH_BLOCK];
    size_t body = len / TKHASH_BLOCK, used = len % TKHASH_BLOCK;
    size_t blocks = used < TKHASH_BLOCK - 8 ? 1 : 2;
    memcpy(h, prefix->h, sizeof h);
    if (body > 0)
        plan->single(h, data, body);
    memset(tail, 0, sizeof tail);        /* of known length: a few vector stores */
    if (used > 0)
        tk_copy_short(tail, data + body * TKHASH_BLOCK, used);
    tail[used] = 0x80;
    tk_store_be64(tail + blocks * TKHASH_BLOCK - 8, (prefix->bytes + len) * 8);
    plan->single(h, tail, blocks);
    tk_sha256_emit(h, out);
}

void tkhash_sha256_with(const struct tkhash_prefix *prefix, const void *data, size_t len,
                        uint8_t out[TKHASH_DIGEST])
{
    tk_sha256_one(tk_dispatch(), prefix, data, len, out);
}

void tkhash_sha256(const void *data, size_t len, uint8_t out[TKHASH_DIGEST])
{
    struct tkhash_prefix start = {.bytes = 0};
    memcpy(start.h, tk_sha256_iv, sizeof start.h);
    tk_sha256_one(tk_dispatch(), &start, data, len, out);
}
