/* tkhash-bench: throughput of every kernel and path of libtkhash on this machine, without Python.
 *
 *   tkhash-bench            a table of kernels: ns per step, cycles are not claimed
 *   tkhash-bench lengths    ns per message of one call by length, for each subset of features
 *
 * Thread CPU time, median of interleaved rounds: other processes cost little, frequency changes
 * hit all columns alike. */
#include "tkhash_p.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 31

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, ascending);
    return v[n / 2];
}

static uint8_t text[TK_MAX_LANES * 4096];

/* ---- kernels ---- */

struct kernel {
    const char *name;
    unsigned needs, width;
    tk_compress1_fn *one;
    tk_compress2_fn *two;
    tk_compressn_fn *many;
};

static const struct kernel kernels[] = {
    {"portable", 0, 1, tk_sha256_portable, NULL, NULL},
#if TK_X86
    {"sha-ni x1", TKHASH_SHANI, 1, tk_sha256_shani_x1, NULL, NULL},
    {"sha-ni x2", TKHASH_SHANI, 2, NULL, tk_sha256_shani_x2, NULL},
    {"avx2 x8", TKHASH_AVX2, 8, NULL, NULL, tk_sha256_avx2_x8},
    {"avx512vl x8", TKHASH_AVX512VL, 8, NULL, NULL, tk_sha256_avx512vl_x8},
    {"avx512 x16", TKHASH_AVX512, 16, NULL, NULL, tk_sha256_avx512_x16},
#endif
#if TK_ARM64
    {"armv8-ce x1", TKHASH_ARMCE, 1, tk_sha256_armce_x1, NULL, NULL},
    {"armv8-ce x2", TKHASH_ARMCE, 2, NULL, tk_sha256_armce_x2, NULL},
#endif
};
enum { N_KERNELS = sizeof kernels / sizeof kernels[0], BLOCKS = 64 };

/* ns per step of all lanes, one block each. */
static double time_kernel(const struct kernel *k)
{
    uint32_t h[8 * TK_MAX_LANES] = {0};
    const uint8_t *p[TK_MAX_LANES];
    for (unsigned i = 0; i < TK_MAX_LANES; i++)
        p[i] = text + 4096 * i;
    double start = now();
    for (int i = 0; i < 4; i++) {
        if (k->one)
            k->one(h, p[0], BLOCKS);
        else if (k->two)
            k->two(h, p[0], h + 8, p[1], BLOCKS);
        else
            k->many(h, h, p, BLOCKS, 0);
    }
    return (now() - start) / (4 * BLOCKS);
}

static void print_kernels(void)
{
    static double v[N_KERNELS][ROUNDS];
    unsigned cpu = tk_cpu_detect();
    for (int r = 0; r < ROUNDS; r++)
        for (int k = 0; k < N_KERNELS; k++)
            if (!(kernels[k].needs & ~cpu))
                v[k][r] = time_kernel(&kernels[k]);
    printf("%-14s %12s %14s %10s\n", "kernel", "ns per step", "ns per block", "GB/s");
    for (int k = 0; k < N_KERNELS; k++) {
        if (kernels[k].needs & ~cpu) {
            printf("%-14s not on this CPU\n", kernels[k].name);
            continue;
        }
        double step = median(v[k], ROUNDS), block = step / kernels[k].width;
        printf("%-14s %12.1f %14.1f %10.2f\n", kernels[k].name, step, block, 64 / block);
    }
}

/* ---- lengths ---- */

static double time_batch(size_t len, size_t n)
{
    static uint8_t out[TK_MAX_LANES * 4096 / 16 * TKHASH_DIGEST];
    struct tkhash_prefix prefix = {.bytes = 64};
    memcpy(prefix.h, tk_sha256_iv, 32);
    double start = now();
    for (int i = 0; i < 8; i++)
        tk_batch_uniform(&prefix, text, (int64_t)len, len, n, NULL, out);
    return (now() - start) / 8 / (double)n;
}

static void print_lengths(void)
{
    static const size_t lengths[] = {16, 40, 64, 128, 512, 1024, 3136, 4096};
    unsigned all = tk_cpu_detect(), mask = 0;
    printf("ns per message in a batch as large as fits 64 KiB\n%-44s", "features");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        printf("%8zu", lengths[i]);
    putchar('\n');
    const struct tk_plan *seen[8];
    size_t n_seen = 0;
    for (bool more = true; more; mask = (mask - all) & all, more = mask != 0) {
        if (tkhash_force(mask) != TKHASH_OK)
            break;
        struct tkhash_backend b = tkhash_backend();
        size_t i = 0;
        while (i < n_seen && seen[i] != tk_dispatch())
            i++;
        if (i < n_seen || n_seen == sizeof seen / sizeof seen[0])
            continue;                    /* another subset that leads to the same kernels */
        seen[n_seen++] = tk_dispatch();
        printf("%-12s %-12s %-18s", b.single, b.lanes, "");
        for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            double v[ROUNDS];
            for (int r = 0; r < ROUNDS; r++)
                v[r] = time_batch(lengths[i], sizeof text / lengths[i]);
            printf("%8.0f", median(v, ROUNDS));
        }
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (uint8_t)(i % 251);
    if (argc == 2 && !strcmp(argv[1], "lengths")) {
        print_lengths();
        return 0;
    }
    if (argc != 1) {
        fprintf(stderr, "usage: tkhash-bench [lengths]\n");
        return 2;
    }
    print_kernels();
    return 0;
}
