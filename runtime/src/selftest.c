/* A kernel that gives a wrong digest must never be used: every plan hashes a known message before
 * it goes into service, as Bitcoin Core's SHA256AutoDetect does. */
#include "tkhash_p.h"

/* Compressions of two blocks of bytes 0, 1, 2, ... from the initial value: agreement with the
 * portable code, and that one with FIPS 180-4's "abc". */
enum { BLOCKS = 3, BYTES = BLOCKS * TKHASH_BLOCK };

static bool portable_is_right(void)
{
    static const uint8_t abc[TKHASH_BLOCK] = {'a', 'b', 'c', 0x80, [TKHASH_BLOCK - 1] = 24};
    static const uint32_t want[8] = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                                     0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
    uint32_t h[8];
    memcpy(h, tk_sha256_iv, sizeof h);
    tk_sha256_portable(h, abc, 1);
    return memcmp(h, want, sizeof h) == 0;
}

bool tk_plan_self_test(const struct tk_plan *plan)
{
    uint8_t text[TK_MAX_LANES * TKHASH_DIGEST];      /* messages, then digests */
    _Static_assert(sizeof text >= TK_MAX_LANES + BYTES, "the messages overlap, lane by lane");
    uint32_t want[TK_MAX_LANES][8], h[8 * TK_MAX_LANES], g[8];
    const uint8_t *p[TK_MAX_LANES];
    if (!portable_is_right())
        return false;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (uint8_t)(i % 251);
    for (int lane = 0; lane < TK_MAX_LANES; lane++) {
        p[lane] = text + lane;
        memcpy(want[lane], tk_sha256_iv, 32);
        tk_sha256_portable(want[lane], p[lane], BLOCKS);
    }
    memcpy(h, tk_sha256_iv, 32);
    plan->single(h, p[0], BLOCKS);
    bool good = memcmp(h, want[0], 32) == 0;
    if (plan->pair) {
        memcpy(h, tk_sha256_iv, 32);
        memcpy(g, tk_sha256_iv, 32);
        plan->pair(h, p[0], g, p[1], BLOCKS);
        good = good && memcmp(h, want[0], 32) == 0 && memcmp(g, want[1], 32) == 0;
    }
    if (plan->lanes) {
        for (unsigned i = 0; i < 8 * plan->width; i++)
            h[i] = tk_sha256_iv[i / plan->width];
        plan->lanes(h, h, p, BLOCKS, 0);
        for (unsigned i = 0; i < 8 * plan->width; i++)
            good = good && h[i] == want[i % plan->width][i / plan->width];
        plan->emit(h, text);
        for (unsigned lane = 0; lane < plan->width; lane++)
            for (unsigned w = 0; w < 8; w++)
                good = good && tk_load_be32(text + 32 * lane + 4 * w) == want[lane][w];
    }
    return good;
}
