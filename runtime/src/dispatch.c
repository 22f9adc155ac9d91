/* Which kernels run: decided once, from constant tables, published in one atomic word.
 *
 * No pthread_once: two threads that meet here do the same work and store the same value. */
#include "tkhash_p.h"

#include <stdatomic.h>
#include <stdlib.h>

/* min_lanes, from the time of one step of all lanes over the time of one block elsewhere:
 *                    Ice Lake-SP                       Sapphire Rapids
 *   avx512 x16       281 ns; sha-ni 48 a block -> 6    239; two streams 24 -> 10
 *   avx512vl x8      200 ns                    -> 5    about parity with two streams
 *   avx2 x8          366 ns, two streams 370 for 8     326; 193: never with sha-ni
 * and portable code takes 180 to 250 ns a block, so that two or three lanes are enough. */
#define PORTABLE "portable", "none"
#define SHANI "sha-ni x1", "sha-ni x2"
#define ARMCE "armv8-ce x1", "armv8-ce x2"

/* The first row that needs nothing missing wins: order is preference. */
static const struct tk_plan plans[] = {
#if TK_X86
    {TKHASH_SHANI | TKHASH_AVX512, SHANI, "avx512 x16", tk_sha256_shani_x1, tk_sha256_shani_x2,
     tk_sha256_avx512_x16, tk_emit_avx512_x16, 16, 8},
    {TKHASH_SHANI | TKHASH_AVX512VL, SHANI, "avx512vl x8", tk_sha256_shani_x1, tk_sha256_shani_x2,
     tk_sha256_avx512vl_x8, tk_emit_avx512vl_x8, 8, 7},
    {TKHASH_SHANI, SHANI, "none", tk_sha256_shani_x1, tk_sha256_shani_x2, NULL, NULL, 0, 0},
    {TKHASH_AVX512, PORTABLE, "avx512 x16", tk_sha256_portable, NULL, tk_sha256_avx512_x16,
     tk_emit_avx512_x16, 16, 2},
    {TKHASH_AVX512VL, PORTABLE, "avx512vl x8", tk_sha256_portable, NULL, tk_sha256_avx512vl_x8,
     tk_emit_avx512vl_x8, 8, 2},
    {TKHASH_AVX2, PORTABLE, "avx2 x8", tk_sha256_portable, NULL, tk_sha256_avx2_x8, tk_emit_avx2_x8,
     8, 3},
#endif
#if TK_ARM64
    {TKHASH_ARMCE, ARMCE, "none", tk_sha256_armce_x1, tk_sha256_armce_x2, NULL, NULL, 0, 0},
#endif
    {0, PORTABLE, "none", tk_sha256_portable, NULL, NULL, NULL, 0, 0},
};
enum { PORTABLE_PLAN = sizeof plans / sizeof plans[0] - 1 };

static const struct {
    const char *name;
    unsigned bit;
} features[] = {
    {"shani", TKHASH_SHANI},   {"avx2", TKHASH_AVX2},   {"avx512vl", TKHASH_AVX512VL},
    {"avx512", TKHASH_AVX512}, {"armce", TKHASH_ARMCE}, {"none", 0},
};

/* Why the plan is what it is. */
enum reason { DETECTED, BY_ENVIRONMENT, FORCED, ENVIRONMENT_UNKNOWN, ENVIRONMENT_LACKING, FAILED };
static const char *const reasons[] = {
    "detected",
    "TKHASH_CPU",
    "forced",
    "TKHASH_CPU names an unknown feature and was ignored",
    "TKHASH_CPU names a feature that this CPU lacks and was ignored",
    "a kernel failed its self-test; portable code runs",
};

/* ready | allowed << 8 | plan << 16 | reason << 24; 0 until the first call. */
static atomic_uint chosen;
enum { READY = 1 };

static unsigned pack(unsigned allowed, enum reason reason)
{
    unsigned row = 0;
    while (plans[row].needs & ~allowed)
        row++;
    if (!tk_plan_self_test(&plans[row])) {
        row = PORTABLE_PLAN;
        allowed = 0;
        reason = FAILED;
    }
    return READY | allowed << 8 | row << 16 | (unsigned)reason << 24;
}

/* The bits that a comma-separated list names; false on an unknown name. */
static bool parse_features(const char *list, unsigned *bits)
{
    *bits = 0;
    while (*list) {
        size_t len = strcspn(list, ","), i = 0, n = sizeof features / sizeof features[0];
        while (i < n && (strlen(features[i].name) != len || memcmp(features[i].name, list, len)))
            i++;
        if (i == n)
            return false;
        *bits |= features[i].bit;
        list += len + (list[len] == ',');
    }
    return true;
}

static unsigned decide(void)
{
    unsigned detected = tk_cpu_detect(), wanted;
    const char *list = getenv("TKHASH_CPU");
    if (!list || !*list)
        return pack(detected, DETECTED);
    if (!parse_features(list, &wanted))
        return pack(detected, ENVIRONMENT_UNKNOWN);
    if (wanted & ~detected)
        return pack(detected, ENVIRONMENT_LACKING);
    return pack(wanted, BY_ENVIRONMENT);
}

static unsigned current(void)
{
    unsigned word = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (__builtin_expect(!(word & READY), 0)) {
        word = decide();
        atomic_store_explicit(&chosen, word, memory_order_relaxed);
    }
    return word;
}

const struct tk_plan *tk_dispatch(void)
{
    return &plans[current() >> 16 & 0xff];
}

unsigned tk_cpu_allowed(void)
{
    return current() >> 8 & 0xff;
}

enum tkhash_status tkhash_force(unsigned mask)
{
    if (mask & ~tk_cpu_detect())
        return TKHASH_ENOCPU;
    atomic_store_explicit(&chosen, pack(mask, FORCED), memory_order_relaxed);
    return TKHASH_OK;
}

void tkhash_unforce(void)
{
    atomic_store_explicit(&chosen, decide(), memory_order_relaxed);
}

struct tkhash_backend tkhash_backend(void)
{
    unsigned word = current();
    const struct tk_plan *plan = tk_dispatch();
    const struct tk_xxh3 *xxh3 = tk_xxh3_get();
    return (struct tkhash_backend){
        .single = plan->single_name,
        .pair = plan->pair_name,
        .lanes = plan->lanes_name,
        .width = plan->width,
        .min_lanes = plan->min_lanes,
        .fast128 = xxh3 ? xxh3->name : "not built",
        .detected = tk_cpu_detect(),
        .allowed = tk_cpu_allowed(),
        .self_test = (word >> 24) != FAILED,
        .reason = reasons[word >> 24],
    };
}

const char *tkhash_strerror(enum tkhash_status status)
{
    switch (status) {
    case TKHASH_OK:
        return "success";
    case TKHASH_EINVAL:
        return "an array size, dimension or dtype that cannot be encoded";
    case TKHASH_ENOXXH:
        return "this build has no libxxhash: install its header and rebuild to use fast128";
    case TKHASH_ENOCPU:
        return "this CPU lacks the instruction set that was asked for";
    }
    return "unknown status";
}
