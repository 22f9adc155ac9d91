#include "report/fingerprint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/uri.h"

// FNV-1a, 128 bits (draft-eastlake-fnv): no secrets here, only accidents to be kept apart.
typedef struct fnv {
    uint64_t high, low;
} fnv;

static const fnv fnv_start = {0x6C62272E07BB0142u, 0x62B821756295C58Du};

// The prime is 2^88 + 0x13B.
static fnv multiply(fnv hash)
{
    uint64_t a = (hash.low & 0xFFFFFFFFu) * 0x13B;
    uint64_t b = (hash.low >> 32) * 0x13B + (a >> 32);
    fnv result = {.low = (a & 0xFFFFFFFFu) | b << 32};
    result.high = hash.high * 0x13B + (b >> 32) + (hash.low << 24);
    return result;
}

static fnv add_byte(fnv hash, unsigned char byte)
{
    hash.low ^= byte;
    return multiply(hash);
}

// With a NUL behind it, so that parts do not run into each other.
static fnv add_text(fnv hash, const char *text)
{
    for (; text && *text; text++)
        hash = add_byte(hash, (unsigned char)*text);
    return add_byte(hash, 0);
}

static fnv add_line(fnv hash, const char *line)
{
    for (; line && *line; line++)
        if (!isspace((unsigned char)*line))
            hash = add_byte(hash, (unsigned char)*line);
    return add_byte(hash, 0);
}

static fnv hash_finding(const tk_report *report, const tk_finding *finding)
{
    tk_text path = {0};
    tk_path_from_root(report, finding->place.path, &path);
    fnv hash = add_text(fnv_start, tk_text_string(&path));
    hash = add_text(hash, finding->rule->code);
    hash = add_text(hash, finding->scope);
    hash = add_line(hash, finding->place.excerpt);
    tk_text_free(&path);
    return hash;
}

typedef struct numbered {
    fnv hash;
    uint32_t finding;
} numbered;

static int compare_hashes(const void *a, const void *b)
{
    const numbered *left = a, *right = b;
    if (left->hash.high != right->hash.high)
        return left->hash.high < right->hash.high ? -1 : 1;
    if (left->hash.low != right->hash.low)
        return left->hash.low < right->hash.low ? -1 : 1;
    return left->finding < right->finding ? -1 : left->finding > right->finding;
}

static void set_all(const tk_report *report, tk_finding *findings, uint32_t count)
{
    uint32_t equal = 0;
    numbered *order = tk_memory_alloc((count + 1) * sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (numbered){hash_finding(report, &findings[i]), i};
    qsort(order, count, sizeof *order, compare_hashes);
    for (uint32_t i = 0; i < count; i++) {
        bool repeats = i && order[i].hash.high == order[i - 1].hash.high &&
                       order[i].hash.low == order[i - 1].hash.low;
        fnv hash = order[i].hash;
        equal = repeats ? equal + 1 : 0;
        for (uint32_t rest = equal; rest; rest >>= 8)
            hash = add_byte(hash, (unsigned char)rest);
        snprintf(findings[order[i].finding].fingerprint, sizeof findings->fingerprint,
                 "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
    }
    free(order);
}

void tk_fingerprints_set(const tk_report *report, tk_file_result *file)
{
    set_all(report, file->findings.at, file->findings.len);
    set_all(report, file->silenced.at, file->silenced.len);
}
