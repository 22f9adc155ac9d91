/* The tree digest: leaves of 8 KiB side by side in lanes and threads, under nodes of 256 children.
 *
 * Our own construction.  Its collision resistance is that of SHA-256 because the node inputs can
 * be told apart and decoded (Sakura's conditions): leaf, node and root start with different
 * 64-byte blocks; a leaf ends with its index, a node with its level and number of children, the
 * root with the total length, the leaf size, the fan-out, the height and its number of children.
 *
 *   leaf i        SHA-256(tag 'l' || chunk i || u64 i)
 *   node          SHA-256(tag 'n' || children || u64 level || u64 count)
 *   root          SHA-256(header 't' || children || u64 bytes || u64 8192 || u64 256
 *                                    || u64 height || u64 count)
 */
#include "tkhash_p.h"

#include <stdatomic.h>

#define HEIGHT 7                 /* levels of 256: enough for 2^60 bytes */
#define NODE_BYTES ((uint64_t)TKHASH_CHUNK * TKHASH_FANOUT)
#define ROUND 1024               /* nodes per round of threads: 2 GiB, 32 KiB of stack */
#define PER_THREAD (2 * NODE_BYTES)          /* below, starting a thread costs what it gains */

struct level {
    unsigned count;
    uint8_t cv[TKHASH_FANOUT * TKHASH_DIGEST];
};

struct tree {
    struct tkhash_prefix leaf, node;
    int top;                     /* highest level that holds anything */
    struct level level[HEIGHT];
};

static void tag_prefix(char kind, struct tkhash_prefix *out)
{
    uint8_t block[TKHASH_BLOCK] = {'t', 'k', 'h', 'a', 's', 'h', TKHASH_ENCODING, (uint8_t)kind};
    memcpy(out->h, tk_sha256_iv, sizeof out->h);
    tk_dispatch()->single(out->h, block, 1);
    out->bytes = TKHASH_BLOCK;
}

static void put_u64s(struct tkhash_sha256_state *s, const uint64_t *v, size_t n)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < n; i++) {
        tk_store_le64(bytes, v[i]);
        tkhash_sha256_update(s, bytes, 8);
    }
}

/* level: that of the node, 1 for a parent of leaves. */
static void hash_node(const struct tree *t, const uint8_t *cv, unsigned count, unsigned level,
                      uint8_t *out)
{
    struct tkhash_sha256_state s;
    tk_sha256_from(&s, &t->node);
    tkhash_sha256_update(&s, cv, (size_t)count * TKHASH_DIGEST);
    put_u64s(&s, (uint64_t[]){level, count}, 2);
    tkhash_sha256_final(&s, out);
}

/* The leaves of data[0..len), the first of which is number `first`; returns how many. */
static unsigned hash_leaves(const struct tree *t, const uint8_t *data, size_t len, uint64_t first,
                            uint8_t *out)
{
    size_t whole = len / TKHASH_CHUNK, rest = len % TKHASH_CHUNK;
    tk_batch_uniform(&t->leaf, data, TKHASH_CHUNK, TKHASH_CHUNK, whole, &first, out);
    if (rest == 0)
        return (unsigned)whole;
    uint64_t last = first + whole;
    tk_batch_uniform(&t->leaf, data + whole * TKHASH_CHUNK, TKHASH_CHUNK, rest, 1, &last,
                     out + whole * TKHASH_DIGEST);
    return (unsigned)whole + 1;
}

/* A level is closed only when one more child arrives: up to 256 children belong to the root. */
static void push(struct tree *t, int at, const uint8_t *cv)
{
    uint8_t carry[TKHASH_DIGEST], next[TKHASH_DIGEST];
    memcpy(carry, cv, TKHASH_DIGEST);
    for (;; at++) {
        assert(at < HEIGHT);
        struct level *l = &t->level[at];
        bool full = l->count == TKHASH_FANOUT;
        if (full) {
            hash_node(t, l->cv, TKHASH_FANOUT, (unsigned)at + 1, next);
            l->count = 0;
        }
        memcpy(l->cv + l->count++ * TKHASH_DIGEST, carry, TKHASH_DIGEST);
        t->top = at > t->top ? at : t->top;
        if (!full)
            return;
        memcpy(carry, next, TKHASH_DIGEST);
    }
}

static void finish(struct tree *t, const struct tkhash_array *a, uint64_t bytes, uint8_t *out)
{
    uint8_t header[TK_HEADER_MAX], cv[TKHASH_DIGEST];
    struct tkhash_sha256_state s;
    for (int i = 0; i < t->top; i++) {
        struct level *l = &t->level[i];
        if (l->count == 0)
            continue;
        hash_node(t, l->cv, l->count, (unsigned)i + 1, cv);
        push(t, i + 1, cv);
    }
    const struct level *top = &t->level[t->top];
    tkhash_sha256_init(&s);
    tkhash_sha256_update(&s, header, tk_header_write(a, 0, 't', header));
    tkhash_sha256_update(&s, top->cv, (size_t)top->count * TKHASH_DIGEST);
    put_u64s(&s, (uint64_t[]){bytes, TKHASH_CHUNK, TKHASH_FANOUT, (uint64_t)t->top, top->count},
             5);
    tkhash_sha256_final(&s, out);
}

/* ---- plain memory: whole nodes, shared out among threads ---- */

struct job {
    const struct tree *tree;
    const uint8_t *data;
    uint64_t bytes, first;       /* all of data; number of the round's first node */
    unsigned nodes;              /* of this round */
    atomic_uint next;
    uint8_t cv[ROUND * TKHASH_DIGEST];
};

static void hash_nodes(void *arg, unsigned thread)
{
    struct job *job = arg;
    uint8_t cv[TKHASH_FANOUT * TKHASH_DIGEST];
    unsigned i;
    (void)thread;
    while ((i = atomic_fetch_add(&job->next, 1)) < job->nodes) {
        uint64_t node = job->first + i, at = node * NODE_BYTES;
        uint64_t len = job->bytes - at < NODE_BYTES ? job->bytes - at : NODE_BYTES;
        unsigned count = hash_leaves(job->tree, job->data + at, len, node * TKHASH_FANOUT, cv);
        hash_node(job->tree, cv, count, 1, job->cv + i * TKHASH_DIGEST);
    }
}

static void hash_plain(struct tree *t, const uint8_t *data, uint64_t bytes, unsigned threads)
{
    if (bytes <= NODE_BYTES) {
        t->level[0].count = bytes ? hash_leaves(t, data, bytes, 0, t->level[0].cv) : 0;
        return;
    }
    struct job job = {.tree = t, .data = data, .bytes = bytes};
    uint64_t nodes = (bytes - 1) / NODE_BYTES + 1;
    for (; job.first < nodes; job.first += job.nodes) {
        job.nodes = nodes - job.first < ROUND ? (unsigned)(nodes - job.first) : ROUND;
        atomic_store(&job.next, 0);
        tk_parallel(threads < job.nodes ? threads : job.nodes, hash_nodes, &job);
        for (unsigned i = 0; i < job.nodes; i++)
            push(t, 1, job.cv + i * TKHASH_DIGEST);
    }
}

/* ---- anything else: strips, cut into groups of whole leaves ---- */

struct pour {
    struct tree *tree;
    uint64_t leaves;
    size_t used;
    uint8_t buf[TK_MAX_LANES * TKHASH_CHUNK];
};

static void pour_flush(struct pour *p, const uint8_t *data, size_t len)
{
    uint8_t cv[TK_MAX_LANES * TKHASH_DIGEST];
    unsigned n = hash_leaves(p->tree, data, len, p->leaves, cv);
    for (unsigned i = 0; i < n; i++)
        push(p->tree, 0, cv + i * TKHASH_DIGEST);
    p->leaves += n;
}

static void pour_sink(void *state, const void *data, size_t len)
{
    struct pour *p = state;
    const uint8_t *from = data;
    while (len > 0) {
        if (p->used == 0 && len >= sizeof p->buf) {
            pour_flush(p, from, sizeof p->buf);
            from += sizeof p->buf, len -= sizeof p->buf;
            continue;
        }
        size_t take = sizeof p->buf - p->used < len ? sizeof p->buf - p->used : len;
        memcpy(p->buf + p->used, from, take);
        p->used += take, from += take, len -= take;
        if (p->used == sizeof p->buf) {
            pour_flush(p, p->buf, p->used);
            p->used = 0;
        }
    }
}

static uint64_t hash_poured(struct tree *t, const struct tkhash_array *a)
{
    struct pour p;
    p.tree = t;
    p.leaves = 0;
    p.used = 0;
    tk_array_pour(a, pour_sink, &p);
    uint64_t bytes = p.leaves * TKHASH_CHUNK + p.used;
    if (p.used > 0)
        pour_flush(&p, p.buf, p.used);
    return bytes;
}

enum tkhash_status tkhash_tree(const struct tkhash_array *array, unsigned threads,
                               uint8_t out[TKHASH_DIGEST])
{
    struct tkhash_array a = *array;
    uint64_t elements, bytes;
    struct tree t;
    if (!tk_array_check(&a, &elements, &bytes))
        return TKHASH_EINVAL;
    tk_array_drop_idle_mask(&a, elements);
    tag_prefix('l', &t.leaf);
    tag_prefix('n', &t.node);
    t.top = 0;
    for (int i = 0; i < HEIGHT; i++)
        t.level[i].count = 0;
    if (tk_array_is_plain(&a))
        hash_plain(&t, a.data, bytes, tk_threads_for(threads, bytes, PER_THREAD));
    else
        bytes = hash_poured(&t, &a);
    finish(&t, &a, bytes, out);
    return TKHASH_OK;
}
