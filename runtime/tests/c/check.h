/* Cases and checks of the C tests.  A CASE is one statement, usually a call of a check_ function on
 * one set of CPU features; it fails when any CHECK in it does, and every CHECK that fails says what
 * was expected.  The last line of a program is "N passed, N failed" cases, which tests/run.py adds
 * up; the line before says how many comparisons they made. */
#ifndef CHECK_H
#define CHECK_H

#include "tkhash_p.h"

#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif

static unsigned long passed, failed;             /* cases */
static unsigned long compared, differed;         /* checks */

#define CHECK(condition, ...)                                                                     \
    do {                                                                                          \
        compared++;                                                                               \
        if (!(condition) && differed++ < 20) {                                                    \
            printf("%s:%d: expected %s: ", __FILE__, __LINE__, #condition);                       \
            printf(__VA_ARGS__);                                                                  \
            putchar('\n');                                                                        \
        }                                                                                         \
    } while (0)

/* A case that compares nothing has not tested anything, so it fails too. */
#define CASE(...)                                                                                 \
    do {                                                                                          \
        unsigned long compared_before = compared, differed_before = differed;                     \
        __VA_ARGS__;                                                                              \
        if (compared > compared_before && differed == differed_before)                            \
            passed++;                                                                             \
        else                                                                                      \
            failed++;                                                                             \
    } while (0)

static inline int check_report(void)
{
    printf("%lu comparisons, %lu differences\n", compared, differed);
    printf("%lu passed, %lu failed\n", passed, failed);
    return failed > 0 || differed > 0 || passed == 0;
}

/* Pattern of period 251: swapped blocks change the digest. */
static inline void fill_pattern(uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (uint8_t)(i % 251);
}

/* The next subset of the CPU's features after `mask`, starting from none; false at the end.
 * Sanitizers are slow: there, none, each feature alone, and all. */
static inline bool next_subset(unsigned *mask)
{
    unsigned all = tk_cpu_detect();
    do
        *mask = (*mask - all) & all;
    while (SANITIZED && *mask != all && (*mask & (*mask - 1)));
    return *mask != 0;
}

/* for (each subset of the machine's features, forced) */
#define EACH_SUBSET(mask)                                                                         \
    for (unsigned mask = 0, more = 1; more && tkhash_force(mask) == TKHASH_OK;                    \
         more = next_subset(&mask))

static inline const char *hex(const uint8_t *p, size_t n)
{
    static char text[4][129];
    static int turn;
    char *to = text[turn = (turn + 1) % 4];
    for (size_t i = 0; i < n && i < 64; i++)
        snprintf(to + 2 * i, 3, "%02x", p[i]);
    return to;
}

/* SHA-256 by the portable kernel, written down a second time: one padded copy of the message. */
static inline void reference(const uint8_t *data, size_t len, uint8_t out[32])
{
    size_t padded = (len + 9 + 63) / 64 * 64;
    uint8_t *copy = calloc(padded, 1);
    uint32_t h[8];
    if (!copy)
        abort();
    if (len)
        memcpy(copy, data, len);
    copy[len] = 0x80;
    tk_store_be64(copy + padded - 8, (uint64_t)len * 8);
    memcpy(h, tk_sha256_iv, sizeof h);
    tk_sha256_portable(h, copy, padded / 64);
    tk_sha256_emit(h, out);
    free(copy);
}

#endif
