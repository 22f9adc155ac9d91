/* tkhash: content keys for n-dimensional arrays.
 *
 * A key is equal exactly when dtype, shape and content are equal, whatever the strides, the byte
 * order, the CPU or the number of threads.  docs/tkhash.md specifies the encoding byte by byte.
 *
 * Algorithms: SHA-256 (FIPS 180-4); tree mode after the conditions of Sakura (Bertoni, Daemen,
 * Peeters, Van Assche, "Sakura: a flexible coding for tree hashing", ACNS 2014) with the leaf size
 * of KangarooTwelve (RFC 9861); XXH3-128 is libxxhash's own code (doc/xxhash_spec.md).
 *
 * The library allocates nothing, does no input or output and never aborts.  It uses at most
 * TKHASH_STACK bytes of stack.  All functions may be called from any thread at any time, except
 * tkhash_force, which only tests and start-up code should call.  Memory that is being hashed may
 * change meanwhile without harm: the digest is then unspecified, nothing else.
 */
#ifndef TKHASH_H
#define TKHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TKHASH_VERSION "1.0.0"
#define TKHASH_ENCODING 1                  /* the version byte in every header */
#define TKHASH_BLOCK 64                    /* bytes in a SHA-256 block */
#define TKHASH_DIGEST 32                   /* bytes in a SHA-256 digest */
#define TKHASH_CHUNK 8192                  /* bytes in a leaf of the tree */
#define TKHASH_FANOUT 256                  /* children of an inner node of the tree */
#define TKHASH_MAX_NDIM 64
#define TKHASH_MAX_NAME 4096               /* bytes in a dtype name or a unit */
#define TKHASH_STACK (512 * 1024)       /* a strided tree; others use half of it or less */

enum tkhash_status {
    TKHASH_OK = 0,
    TKHASH_EINVAL,       /* a size, a dimension or a dtype that cannot be encoded */
    TKHASH_ENOXXH,       /* fast128 was asked of a build without libxxhash */
    TKHASH_ENOCPU,       /* tkhash_force asked for an instruction set that this CPU lacks */
};

/* What a byte of a canonicalised element went through; see struct tkhash_span. */
enum tkhash_op {
    TKHASH_RAW = 0,
    TKHASH_BOOL,         /* every byte other than 0 becomes 1 */
    TKHASH_F16,          /* -0.0 becomes +0.0, every NaN the quiet NaN without payload: binary16 */
    TKHASH_BF16,         /* the same for bfloat16 */
    TKHASH_F32,          /* binary32, also the parts of complex64 */
    TKHASH_F64,          /* binary64, also the parts of complex128 */
};

/* One stretch of an element in memory.  An ordinary dtype is one span; a record is one span per
 * field in the order of the fields, which leaves the alignment padding out. */
struct tkhash_span {
    uint32_t offset;     /* bytes from the start of the element in memory */
    uint32_t bytes;      /* length; a multiple of unit */
    uint8_t unit;        /* bytes per scalar: 1, 2, 4 or 8 */
    uint8_t swap;        /* 1 when the scalars are big-endian in memory */
    uint8_t op;          /* enum tkhash_op */
};

/* The dtype as the header states it.  `cls` is one of
 *   b bool, i signed, u unsigned, f IEEE float, c complex, M datetime, m timedelta, S bytes,
 *   U UCS-4 text, V raw bytes, T record (name = field list), x anything else, told by its name. */
struct tkhash_dtype {
    char cls;
    uint32_t itemsize;   /* bytes of an encoded element, so without the padding of a record */
    const char *name;    /* may be NULL when name_len is 0 */
    uint16_t name_len;
    const char *unit;    /* of M and m: "25s", "1ns", "generic" */
    uint16_t unit_len;
};

enum tkhash_option {
    TKHASH_VALUE = 1,    /* canonical="value": the spans carry float operations */
    TKHASH_MASKED = 2,   /* set by the library when array.mask is given */
};

/* A borrowed view of an array; the caller owns everything it points to. */
struct tkhash_array {
    const void *data;                /* may be NULL when there are no elements */
    int ndim;                        /* 0 .. TKHASH_MAX_NDIM */
    const uint64_t *shape;           /* ndim items */
    const int64_t *strides;          /* ndim items in bytes, any sign; NULL means C order */
    struct tkhash_dtype dtype;
    uint8_t options;                 /* TKHASH_VALUE or 0 */
    uint32_t memsize;                /* bytes of an element in memory, when strides is NULL */
    const struct tkhash_span *spans; /* n_spans items, whose bytes sum to dtype.itemsize */
    uint32_t n_spans;
    const uint8_t *mask;             /* C order, one byte per element, not 0 = hidden; or NULL */
};

/* ---- digests ---------------------------------------------------------------------------- */

/* The standard digest of FIPS 180-4 over len bytes; len < 2^61. */
void tkhash_sha256(const void *data, size_t len, uint8_t out[TKHASH_DIGEST]);

/* SHA-256(HEADER || DATA). */
enum tkhash_status tkhash_key(const struct tkhash_array *array, uint8_t out[TKHASH_DIGEST]);

/* The chaining value behind a header.  It holds for every unmasked array with the same dtype,
 * shape and options, so that a caller can keep it and save a compression per key. */
struct tkhash_prefix {
    uint32_t h[8];
    uint64_t bytes;                  /* length of the header */
};
enum tkhash_status tkhash_prefix(const struct tkhash_array *array, struct tkhash_prefix *out);
/* tkhash_key of an unmasked array whose prefix is known. */
enum tkhash_status tkhash_key_with(const struct tkhash_array *array,
                                   const struct tkhash_prefix *prefix,
                                   uint8_t out[TKHASH_DIGEST]);
/* The same for len bytes that are the encoded data already. */
void tkhash_sha256_with(const struct tkhash_prefix *prefix, const void *data, size_t len,
                        uint8_t out[TKHASH_DIGEST]);

/* The tree digest; threads = 1 for none, 0 to choose by size and affinity.  The digest depends
 * on neither. */
enum tkhash_status tkhash_tree(const struct tkhash_array *array, unsigned threads,
                               uint8_t out[TKHASH_DIGEST]);

/* XXH3-128(HEADER || DATA), canonical (big-endian) byte order of libxxhash.  Not for data that
 * an adversary chooses. */
enum tkhash_status tkhash_fast128(const struct tkhash_array *array, uint8_t out[16]);
/* The same for len bytes that are the encoded data already, behind a header of one block. */
enum tkhash_status tkhash_fast128_with(const uint8_t header[TKHASH_BLOCK], const void *data,
                                       size_t len, uint8_t out[16]);

/* Keys of array[0], array[1], ...: out receives shape[0] digests.  ndim >= 1. */
enum tkhash_status tkhash_rows(const struct tkhash_array *array, unsigned threads, uint8_t *out);

/* Keys of n separate arrays: out receives n digests.  On an error out is unspecified and *bad,
 * when bad is not NULL, holds the index of the array that could not be encoded. */
enum tkhash_status tkhash_keys(const struct tkhash_array *arrays, size_t n, unsigned threads,
                               uint8_t *out, size_t *bad);

/* The header alone, for tests and for other implementations: mode 'k', 't' or 'x'.  Writes at
 * most cap bytes and returns the length (a multiple of 64), 0 when the array is not encodable. */
size_t tkhash_header(const struct tkhash_array *array, char mode, uint8_t *out, size_t cap);

/* ---- streaming SHA-256 -------------------------------------------------------------------- */

struct tkhash_sha256_state {
    uint32_t h[8];
    uint64_t total;                  /* bytes taken in so far */
    uint8_t buf[TKHASH_BLOCK];       /* the incomplete block: total % 64 bytes are used */
};
void tkhash_sha256_init(struct tkhash_sha256_state *s);
void tkhash_sha256_update(struct tkhash_sha256_state *s, const void *data, size_t len);
void tkhash_sha256_final(struct tkhash_sha256_state *s, uint8_t out[TKHASH_DIGEST]);

/* ---- which code runs ------------------------------------------------------------------------ */

enum tkhash_cpu {
    TKHASH_SHANI = 1,                /* x86 SHA extensions with SSE4.1 */
    TKHASH_AVX2 = 2,
    TKHASH_AVX512VL = 4,             /* 256-bit registers, 512-bit machine's instructions */
    TKHASH_AVX512 = 8,
    TKHASH_ARMCE = 16,               /* ARMv8 cryptography extension, SHA2 */
};

/* A description of what was chosen; all strings are static. */
struct tkhash_backend {
    const char *single;              /* kernel of a lone message */
    const char *pair;                /* kernel of two messages, or "none" */
    const char *lanes;               /* kernel of many messages, or "none" */
    unsigned width;                  /* lanes of that kernel, 0 for none */
    unsigned min_lanes;              /* messages from which it is used */
    const char *fast128;             /* vector width of XXH3, or "not built" */
    unsigned detected;               /* enum tkhash_cpu bits of the machine */
    unsigned allowed;                /* the bits in use after TKHASH_CPU and tkhash_force */
    bool self_test;                  /* false: a kernel gave a wrong digest, portable code runs */
    const char *reason;              /* "detected", "TKHASH_CPU", "forced" or what went wrong */
};
struct tkhash_backend tkhash_backend(void);

/* Restrict the library to the features in mask (0 = portable code).  TKHASH_ENOCPU and no change
 * when the machine lacks one of them.  The environment variable TKHASH_CPU does the same at first
 * use: a comma-separated list of shani, avx2, avx512vl, avx512, armce, or "none". */
enum tkhash_status tkhash_force(unsigned mask);

/* Undo tkhash_force: what the environment and the machine say. */
void tkhash_unforce(void);

/* A sentence for people; static. */
const char *tkhash_strerror(enum tkhash_status status);

#ifdef __cplusplus
}
#endif
#endif
