/* Many messages at once: which of them share a kernel call.
 *
 * A lane kernel takes one step for all its lanes, so a lane whose message has ended is wasted.
 * Messages are sorted by their number of blocks inside a window and grouped with their likes,
 * which lifts the use of lanes from 11-53 % to 98 % on mixed lengths.  Fewer messages than
 * plan->min_lanes go in pairs or alone: a lone message in lanes would take longer. */
#include "tkhash_p.h"

#define WINDOW 1024              /* messages sorted together: 8 KiB of stack */

struct lane {
    const struct tk_message *m;
    const uint8_t *p;            /* next block: in the message, then in the tail */
    size_t left;                 /* blocks from p on */
    size_t tail_blocks;          /* still to come after left; 0 when p is in the tail */
    uint8_t tail[2 * TKHASH_BLOCK];
};

static void lane_open(struct lane *l, const struct tk_message *m)
{
    size_t body = m->len / TKHASH_BLOCK, used = m->len % TKHASH_BLOCK;
    l->m = m;
    if (used > 0)
        memcpy(l->tail, m->data + body * TKHASH_BLOCK, used);
    l->tail_blocks = tk_sha256_pad(l->tail, used, m->prefix->bytes + m->len);
    l->p = m->data;
    l->left = body;
}

/* Enters the tail when the body is done; false when the message is. */
static bool lane_turn(struct lane *l)
{
    if (l->left == 0) {
        l->p = l->tail;
        l->left = l->tail_blocks;
        l->tail_blocks = 0;
    }
    return l->left > 0;
}

static void lane_step(struct lane *l, size_t blocks)
{
    l->p += blocks * TKHASH_BLOCK;
    l->left -= blocks;
}

/* The rest of a lane, alone. */
static void lane_finish(const struct tk_plan *plan, struct lane *l, uint32_t h[8])
{
    while (lane_turn(l)) {
        plan->single(h, l->p, l->left);
        lane_step(l, l->left);
    }
    tk_sha256_emit(h, l->m->out);
}

static void run_pair(const struct tk_plan *plan, const struct tk_message *a,
                     const struct tk_message *b)
{
    struct lane l[2];
    uint32_t h[2][8];
    lane_open(&l[0], a), lane_open(&l[1], b);
    memcpy(h[0], a->prefix->h, 32), memcpy(h[1], b->prefix->h, 32);
    while (lane_turn(&l[0]) && lane_turn(&l[1])) {
        size_t n = l[0].left < l[1].left ? l[0].left : l[1].left;
        plan->pair(h[0], l[0].p, h[1], l[1].p, n);
        lane_step(&l[0], n), lane_step(&l[1], n);
    }
    lane_finish(plan, &l[0], h[0]);
    lane_finish(plan, &l[1], h[1]);
}

/* Digest of one lane of a word-major state. */
static void column(const uint32_t *h, unsigned width, unsigned lane, uint32_t out[8])
{
    for (unsigned w = 0; w < 8; w++)
        out[w] = h[w * width + lane];
}

/* n <= plan->width messages in lanes until fewer than min_lanes are left. */
static void run_lanes(const struct tk_plan *plan, const struct tk_message *const *m, unsigned n)
{
    struct lane l[TK_MAX_LANES];
    uint32_t h[8 * TK_MAX_LANES], one[8];
    const uint8_t *p[TK_MAX_LANES];
    unsigned width = plan->width, live[TK_MAX_LANES], n_live = n;
    for (unsigned i = 0; i < n; i++) {
        lane_open(&l[i], m[i]);
        live[i] = i;
    }
    for (unsigned i = 0; i < 8 * width; i++)
        h[i] = m[i % width < n ? i % width : 0]->prefix->h[i / width];
    for (;;) {
        size_t step = SIZE_MAX;
        unsigned kept = 0;
        for (unsigned i = 0; i < n_live; i++) {
            unsigned k = live[i];
            if (lane_turn(&l[k])) {
                step = l[k].left < step ? l[k].left : step;
                live[kept++] = k;
            } else {
                column(h, width, k, one);
                tk_sha256_emit(one, l[k].m->out);
            }
        }
        n_live = kept;
        if (n_live < plan->min_lanes)
            break;
        for (unsigned k = 0; k < width; k++)     /* idle lanes repeat a live one's memory */
            p[k] = l[live[0]].p;
        for (unsigned i = 0; i < n_live; i++)
            p[live[i]] = l[live[i]].p;
        plan->lanes(h, h, p, step, 1024);
        for (unsigned i = 0; i < n_live; i++)
            lane_step(&l[live[i]], step);
    }
    for (unsigned i = 0; i < n_live; i++) {
        column(h, width, live[i], one);
        lane_finish(plan, &l[live[i]], one);
    }
}

/* Up to width messages, whichever way is fastest for so many. */
static void run_group(const struct tk_plan *plan, const struct tk_message *const *m, unsigned n)
{
    if (plan->lanes && n >= plan->min_lanes) {
        run_lanes(plan, m, n);
        return;
    }
    unsigned i = 0;
    for (; plan->pair && i + 1 < n; i += 2)
        run_pair(plan, m[i], m[i + 1]);
    for (; i < n; i++)
        tk_sha256_one(plan, m[i]->prefix, m[i]->data, m[i]->len, m[i]->out);
}

/* Heap sort, descending: no recursion, no memory, no bad case. */
static void sort_descending(uint64_t *v, size_t n)
{
    for (size_t end = n, start = n / 2; end > 1;) {
        if (start > 0) {
            start--;
        } else {
            uint64_t t = v[--end];
            v[end] = v[0];
            v[0] = t;
        }
        size_t root = start;
        for (size_t child; (child = 2 * root + 1) < end; root = child) {
            if (child + 1 < end && v[child + 1] < v[child])
                child++;
            if (v[root] <= v[child])
                break;
            uint64_t t = v[root];
            v[root] = v[child];
            v[child] = t;
        }
    }
}

static void run_window(const struct tk_plan *plan, const struct tk_message *m, size_t n)
{
    uint64_t order[WINDOW];
    const struct tk_message *group[TK_MAX_LANES];
    unsigned width = plan->lanes ? plan->width : 2;
    bool mixed = false;
    for (size_t i = 0; i < n; i++) {
        uint64_t blocks = m[i].len / TKHASH_BLOCK;
        order[i] = blocks * WINDOW + i;
        mixed |= blocks != m[0].len / TKHASH_BLOCK;
    }
    if (mixed)
        sort_descending(order, n);
    for (size_t i = 0; i < n; i += width) {
        unsigned k = n - i < width ? (unsigned)(n - i) : width;
        for (unsigned j = 0; j < k; j++)
            group[j] = &m[order[i + j] % WINDOW];
        run_group(plan, group, k);
    }
}

void tk_batch(const struct tk_message *m, size_t n)
{
    const struct tk_plan *plan = tk_dispatch();
    for (size_t i = 0; i < n; i += WINDOW)
        run_window(plan, m + i, n - i < WINDOW ? n - i : WINDOW);
}

/* ---- messages of equal length: the shape of a batch of rows and of the leaves of a tree ---- */

struct uniform {
    const struct tk_plan *plan;
    const struct tkhash_prefix *prefix;
    const uint8_t *base;
    int64_t stride;
    const uint64_t *counter;     /* or NULL */
    uint8_t *out;
    size_t body, used;           /* whole blocks, and bytes behind them */
    size_t tail_blocks;
    size_t ahead;                /* prefetch distance */
    _Alignas(64) uint32_t start[8 * TK_MAX_LANES];   /* the prefix in every lane */
    /* The tails of this group and of the next, whose padding is written once.  A kernel that
     * reads what was stored a moment ago waits for the stores, so the next group's tails are
     * stored before this one's are read. */
    _Alignas(64) uint8_t tail[2][TK_MAX_LANES][2 * TKHASH_BLOCK];
};

static inline void uniform_tail(struct uniform *u, uint8_t *tail, uint64_t i)
{
    tk_copy_short(tail, u->base + (int64_t)i * u->stride + u->body * TKHASH_BLOCK, u->used);
    if (u->counter)
        tk_store_le64(tail + u->used, *u->counter + i);
}

static void uniform_tails(struct uniform *u, uint64_t first, unsigned n)
{
    unsigned side = first / u->plan->width & 1;
    for (unsigned k = 0; k < n; k++)
        uniform_tail(u, u->tail[side][k], first + k);
}

/* Messages first .. first + n, whose tails are there; `next` more tails are prepared. */
static void uniform_lanes(struct uniform *u, uint64_t first, unsigned n, unsigned next)
{
    _Alignas(64) uint32_t h[8 * TK_MAX_LANES];
    uint8_t digests[TK_MAX_LANES * TKHASH_DIGEST];
    const uint8_t *p[TK_MAX_LANES];
    unsigned width = u->plan->width;
    const uint32_t *from = u->start;
    uniform_tails(u, first + width, next);
    if (u->body > 0) {
        for (unsigned k = 0; k < width; k++)
            p[k] = u->base + (int64_t)(first + (k < n ? k : 0)) * u->stride;
        u->plan->lanes(from, h, p, u->body, u->ahead);
        from = h;
    }
    for (unsigned k = 0; k < width; k++)
        p[k] = u->tail[first / width & 1][k];
    u->plan->lanes(from, h, p, u->tail_blocks, 0);
    uint8_t *out = u->out + first * TKHASH_DIGEST;
    u->plan->emit(h, n == width ? out : digests);
    if (n < width)
        memcpy(out, digests, n * TKHASH_DIGEST);
}

/* One or two messages. */
static void uniform_few(struct uniform *u, uint64_t first, unsigned n)
{
    const struct tk_plan *plan = u->plan;
    uint32_t h[2][8];
    const uint8_t *p[2];
    for (unsigned k = 0; k < n; k++) {
        memcpy(h[k], u->prefix->h, 32);
        p[k] = u->base + (int64_t)(first + k) * u->stride;
        uniform_tail(u, u->tail[0][k], first + k);
    }
    if (n == 2) {
        plan->pair(h[0], p[0], h[1], p[1], u->body);
        plan->pair(h[0], u->tail[0][0], h[1], u->tail[0][1], u->tail_blocks);
    } else {
        plan->single(h[0], p[0], u->body);
        plan->single(h[0], u->tail[0][0], u->tail_blocks);
    }
    for (unsigned k = 0; k < n; k++)
        tk_sha256_emit(h[k], u->out + (first + k) * TKHASH_DIGEST);
}

static void uniform_prepare(struct uniform *u, size_t len)
{
    size_t suffix = u->counter ? 8 : 0;
    unsigned width = u->plan->lanes ? u->plan->width : 2;
    u->body = len / TKHASH_BLOCK;
    u->used = len % TKHASH_BLOCK;
    /* Short messages: the next group.  Long ones: the hardware follows, but not far enough. */
    u->ahead = len <= 4096 && u->stride > 0 ? width * (size_t)u->stride : 512;
    for (unsigned side = 0; side < 2; side++)
        for (unsigned k = 0; k < width; k++)
            u->tail_blocks = tk_sha256_pad(u->tail[side][k], u->used + suffix,
                                           u->prefix->bytes + len + suffix);
    for (unsigned i = 0; i < 8 * width; i++)
        u->start[i] = u->prefix->h[i / width];
}

void tk_batch_uniform(const struct tkhash_prefix *prefix, const uint8_t *base, int64_t stride,
                      size_t len, size_t n, const uint64_t *counter, uint8_t *out)
{
    struct uniform u;
    u.plan = tk_dispatch();
    u.prefix = prefix, u.base = base, u.stride = stride, u.counter = counter, u.out = out;
    uniform_prepare(&u, len);
    uint64_t i = 0;
    if (u.plan->lanes && n >= u.plan->min_lanes) {
        unsigned width = u.plan->width;
        unsigned now = n < width ? (unsigned)n : width;
        uniform_tails(&u, 0, now);
        while (now >= u.plan->min_lanes) {
            size_t left = n - i - now;
            unsigned next = left < width ? (unsigned)left : width;
            uniform_lanes(&u, i, now, next);
            i += now;
            now = next;
        }
    }
    while (i < n) {
        unsigned k = n - i >= 2 && u.plan->pair ? 2 : 1;
        uniform_few(&u, i, k);
        i += k;
    }
}
