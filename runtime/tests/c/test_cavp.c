/* NIST CAVP SHA-256 byte vectors (CAVS 11.0): test_cavp Short.rsp Long.rsp Monte.rsp.  The short
 * and long messages run on every subset of features, alone and in every lane; the Monte Carlo
 * chain (100 checkpoints of 1,000 digests) on every subset. */
#include "check.h"

#define MAX_MESSAGE 8192

static size_t unhex(const char *text, uint8_t *out)
{
    size_t n = 0;
    unsigned byte;
    for (; sscanf(text + 2 * n, "%2x", &byte) == 1 && n < MAX_MESSAGE; n++)
        out[n] = (uint8_t)byte;
    return n;
}

/* The message in each of 1 to 17 lanes, its neighbours one byte shorter. */
static void check_in_lanes(const uint8_t *message, size_t len, const uint8_t want[32],
                           unsigned mask)
{
    struct tkhash_prefix start = {.bytes = 0};
    memcpy(start.h, tk_sha256_iv, 32);
    for (unsigned n = 1; n <= 17; n += 4) {
        struct tk_message m[17];
        uint8_t out[17][32];
        for (unsigned i = 0; i < n; i++)
            m[i] = (struct tk_message){message, i % 3 && len ? len - 1 : len, &start, out[i]};
        tk_batch(m, n);
        for (unsigned i = 0; i < n; i += 3)
            CHECK(!memcmp(out[i], want, 32), "length %zu, lane %u of %u, features %x", len, i, n,
                  mask);
    }
}

static void check_messages(const char *path, unsigned expected)
{
    static char line[2 * MAX_MESSAGE + 64];
    static uint8_t message[MAX_MESSAGE];
    uint8_t want[MAX_MESSAGE], got[32];
    unsigned bits = 0, count = 0;
    FILE *file = fopen(path, "r");
    CHECK(file, "%s cannot be read", path);
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "Len = %u", &bits) == 1)
            continue;
        if (!strncmp(line, "Msg = ", 6))
            unhex(line + 6, message);        /* "Len = 0" has the message 00 all the same */
        if (strncmp(line, "MD = ", 5))
            continue;
        CHECK(unhex(line + 5, want) == 32, "%s", line);
        EACH_SUBSET(mask) {
            tkhash_sha256(message, bits / 8, got);
            CHECK(!memcmp(got, want, 32), "%s: %u bits, features %x", path, bits, mask);
            check_in_lanes(message, bits / 8, want, mask);
        }
        count++;
    }
    if (file)
        fclose(file);
    CHECK(count == expected, "%s: %u messages, not %u", path, count, expected);
}

/* SHA2VS, 6.4: the message of each step is the three digests before it. */
static void check_monte(const char *path)
{
    static char line[1024];
    uint8_t start[MAX_MESSAGE], want[100][32], buffer[MAX_MESSAGE];
    unsigned count = 0;
    FILE *file = fopen(path, "r");
    CHECK(file, "%s cannot be read", path);
    while (file && fgets(line, sizeof line, file)) {
        if (!strncmp(line, "Seed = ", 7))
            unhex(line + 7, start);
        else if (!strncmp(line, "MD = ", 5) && count < 100 && unhex(line + 5, buffer) == 32)
            memcpy(want[count++], buffer, 32);
    }
    if (file)
        fclose(file);
    EACH_SUBSET(mask) {
        uint8_t seed[32], md[4][32];
        memcpy(seed, start, 32);
        for (unsigned i = 0; i < count; i++) {
            for (int j = 0; j < 3; j++)
                memcpy(md[j], seed, 32);
            for (int j = 3; j < 1003; j++) {
                uint8_t m[96];
                for (int k = 0; k < 3; k++)
                    memcpy(m + 32 * k, md[(j + 1 + k) & 3], 32);
                tkhash_sha256(m, sizeof m, md[j & 3]);
            }
            memcpy(seed, md[1002 & 3], 32);
            CHECK(!memcmp(seed, want[i], 32), "checkpoint %u on features %x: %s", i, mask,
                  hex(seed, 32));
        }
    }
    CHECK(count == 100, "%s: %u checkpoints", path, count);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: test_cavp ShortMsg.rsp LongMsg.rsp Monte.rsp\n");
        return 2;
    }
    CASE(check_messages(argv[1], 65));
    CASE(check_messages(argv[2], 64));
    CASE(check_monte(argv[3]));
    return check_report();
}
