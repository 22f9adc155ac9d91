/* What the files of libtkhash share: kernel signatures, byte order, the dispatch plan. */
#ifndef TKHASH_P_H
#define TKHASH_P_H

#include "tkhash.h"

#include <assert.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the C library is for little-endian machines; use the pure-Python package"
#endif

#if defined(__x86_64__)
#define TK_X86 1
#else
#define TK_X86 0
#endif
#if defined(__aarch64__)
#define TK_ARM64 1
#else
#define TK_ARM64 0
#endif

/* The compilers leave loops over registers rolled up (and spill the registers) unless told. */
#if defined(__clang__)
#define TK_UNROLL _Pragma("clang loop unroll(full)")
#else
#define TK_UNROLL _Pragma("GCC unroll 16")
#endif

#define TK_MAX_LANES 16
#define TK_SCRATCH (256 * 1024)   /* bytes of a transposed strip: 16 rows of 4096 floats */
#define TK_STRIP (16 * 1024)      /* bytes of any other strip: stays in the L1 cache */

extern const uint32_t tk_sha256_k[64];
extern const uint32_t tk_sha256_iv[8];

/* ---- kernels: n whole blocks into the chaining value ---- */

typedef void tk_compress1_fn(uint32_t h[8], const uint8_t *p, size_t n);

/* Two independent messages of n blocks each. */
typedef void tk_compress2_fn(uint32_t h0[8], const uint8_t *p0, uint32_t h1[8],
                             const uint8_t *p1, size_t n);

/* `width` messages of n blocks each, from the chaining values in `from` to those in `to`, which
 * may be the same memory.  Both are word-major: word w of lane l is at [w * width + l].
 * While block b of a lane is hashed, the line `ahead` bytes further is prefetched; it may lie
 * behind the end of the memory (prefetches do not fault). */
typedef void tk_compressn_fn(const uint32_t *from, uint32_t *to, const uint8_t *const *p, size_t n,
                             size_t ahead);

/* The digests of all lanes, one behind the other, from chaining values as above. */
typedef void tk_emit_fn(const uint32_t *h, uint8_t *out);

tk_compress1_fn tk_sha256_portable;
#if TK_X86
tk_compress1_fn tk_sha256_shani_x1;
tk_compress2_fn tk_sha256_shani_x2;
tk_compressn_fn tk_sha256_avx2_x8;
tk_compressn_fn tk_sha256_avx512vl_x8;
tk_compressn_fn tk_sha256_avx512_x16;
tk_emit_fn tk_emit_avx2_x8, tk_emit_avx512vl_x8, tk_emit_avx512_x16;
#endif
#if TK_ARM64
tk_compress1_fn tk_sha256_armce_x1;
tk_compress2_fn tk_sha256_armce_x2;
#endif

/* ---- dispatch ---- */

struct tk_plan {
    unsigned needs;              /* enum tkhash_cpu bits */
    const char *single_name, *pair_name, *lanes_name;
    tk_compress1_fn *single;
    tk_compress2_fn *pair;       /* NULL when there is none */
    tk_compressn_fn *lanes;      /* NULL when there is none */
    tk_emit_fn *emit;            /* of lanes */
    unsigned width;              /* of lanes */
    unsigned min_lanes;          /* messages from which lanes beats single and pair (measured) */
};

/* The plan in force; chosen and self-tested on the first call. */
const struct tk_plan *tk_dispatch(void);
unsigned tk_cpu_detect(void);
unsigned tk_cpu_allowed(void);   /* after TKHASH_CPU and tkhash_force */
bool tk_plan_self_test(const struct tk_plan *plan);

/* ---- header ---- */

#define TK_HEADER_MAX 8768       /* two names of 4096 bytes, 64 dimensions, rounded up */
size_t tk_header_write(const struct tkhash_array *a, int first_dim, char mode, uint8_t *out);
/* False when the array breaks a rule of struct tkhash_array.  Skips first_dim dimensions. */
bool tk_array_check(const struct tkhash_array *a, uint64_t *elements, uint64_t *bytes);
void tk_header_prefix(const struct tkhash_array *a, int first_dim, struct tkhash_prefix *out);

/* ---- gather: the elements in C order and canonical form ---- */

struct tk_gather {
    const uint8_t *base;
    uint64_t left;               /* elements still to come */
    uint64_t done;               /* elements delivered, which indexes the mask */
    const uint8_t *mask;
    const struct tkhash_span *spans;
    uint32_t n_spans;
    uint32_t itemsize;           /* encoded bytes of an element */
    int ndim;                    /* after merging: at least 1 */
    int across;                  /* dimension that is contiguous in memory, -1 for none */
    uint64_t inner;              /* elements behind one step of `across` */
    uint64_t shape[TKHASH_MAX_NDIM];
    int64_t stride[TKHASH_MAX_NDIM];
    uint64_t index[TKHASH_MAX_NDIM];
    const uint8_t *at;           /* element at index */
};

/* True when the encoded data are the memory itself, `bytes` long from array.data. */
bool tk_array_is_plain(const struct tkhash_array *a);
/* first_dim = 1 gathers item `item` of the first dimension, 0 all (item is then 0). */
void tk_gather_init(struct tk_gather *g, const struct tkhash_array *a, int first_dim,
                    uint64_t item);
/* Bytes of scratch that suit this array: TK_STRIP or TK_SCRATCH. */
size_t tk_gather_strip(const struct tk_gather *g);
/* Fill out with as many whole elements as fit, 0 at the end.  cap >= itemsize or records are
 * refused by tk_array_check. */
size_t tk_gather_fill(struct tk_gather *g, uint8_t *out, size_t cap);
void tk_canon_apply(const struct tkhash_span *span, uint8_t *p, size_t bytes);
/* out[r][c] = in[c][r] for elements of size 1, 2, 4 or 8; strides in bytes. */
void tk_transpose(const uint8_t *in, int64_t in_stride, uint8_t *out, size_t out_stride,
                  size_t rows, size_t cols, uint32_t size);

/* ---- batches ---- */

struct tk_message {
    const uint8_t *data;
    size_t len;
    const struct tkhash_prefix *prefix;   /* what was compressed before data */
    uint8_t *out;                     /* 32 bytes */
};
/* Any n messages, of any lengths. */
void tk_batch(const struct tk_message *m, size_t n);
/* n messages of equal length at base, base + stride, ... with one prefix.  With a counter,
 * message i is followed by *counter + i as u64: the leaves of the tree. */
void tk_batch_uniform(const struct tkhash_prefix *prefix, const uint8_t *base, int64_t stride,
                      size_t len, size_t n, const uint64_t *counter, uint8_t *out);
void tk_sha256_one(const struct tk_plan *plan, const struct tkhash_prefix *prefix,
                   const uint8_t *data, size_t len, uint8_t *out);
/* asked, or for 0 what affinity and the amount of work suggest: at least per_thread bytes each. */
unsigned tk_threads_for(unsigned asked, uint64_t bytes, uint64_t per_thread);

/* Run fn(arg, i) for i < n, on n - 1 new threads and this one; falls back to this one. */
void tk_parallel(unsigned n, void (*fn)(void *arg, unsigned i), void *arg);
#define TK_MAX_THREADS 64

/* ---- streaming helpers ---- */

void tk_sha256_from(struct tkhash_sha256_state *s, const struct tkhash_prefix *prefix);
/* Pads a message whose last used < 64 + 56 bytes lie in tail; returns 1 or 2 blocks. */
size_t tk_sha256_pad(uint8_t tail[2 * TKHASH_BLOCK], size_t used, uint64_t total);
/* Mask (if any) and data of an array through a function, strip by strip. */
/* A mask that hides nothing is no mask: the key is that of the ordinary array. */
void tk_array_drop_idle_mask(struct tkhash_array *a, uint64_t elements);
typedef void tk_sink_fn(void *state, const void *data, size_t len);
void tk_array_pour(const struct tkhash_array *a, tk_sink_fn *sink, void *state);

/* ---- XXH3, one compilation of libxxhash's header per vector width ---- */

struct tk_xxh3 {
    const char *name;
    void (*oneshot)(const void *p, size_t len, uint8_t out[16]);
    size_t state_size;
    void (*init)(void *state);
    void (*update)(void *state, const void *p, size_t len);
    void (*final)(const void *state, uint8_t out[16]);
};
#define TK_XXH3_STATE 1024
const struct tk_xxh3 *tk_xxh3_get(void);     /* NULL when not built */
extern const struct tk_xxh3 tk_xxh3_base, tk_xxh3_avx2, tk_xxh3_avx512;

/* ---- bytes ---- */

static inline uint32_t tk_load_be32(const uint8_t *p)
{
    uint32_t v;
    memcpy(&v, p, 4);
    return __builtin_bswap32(v);
}

static inline void tk_store_be32(uint8_t *p, uint32_t v)
{
    v = __builtin_bswap32(v);
    memcpy(p, &v, 4);
}

static inline void tk_store_be64(uint8_t *p, uint64_t v)
{
    v = __builtin_bswap64(v);
    memcpy(p, &v, 8);
}

static inline void tk_store_le64(uint8_t *p, uint64_t v)
{
    memcpy(p, &v, 8);
}

/* memcpy of fewer than 64 bytes without a call; reads nothing behind them. */
static inline void tk_copy_short(uint8_t *to, const uint8_t *from, size_t n)
{
    if (n >= 32) {
        memcpy(to, from, 32);
        memcpy(to + n - 32, from + n - 32, 32);
    } else if (n >= 16) {
        memcpy(to, from, 16);
        memcpy(to + n - 16, from + n - 16, 16);
    } else if (n >= 8) {
        memcpy(to, from, 8);
        memcpy(to + n - 8, from + n - 8, 8);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = from[i];
    }
}

static inline void tk_sha256_emit(const uint32_t h[8], uint8_t *out)
{
    TK_UNROLL
    for (int i = 0; i < 8; i++)
        tk_store_be32(out + 4 * i, h[i]);
}

#endif
