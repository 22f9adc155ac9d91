/* SHA-256 with the ARMv8 cryptography extension: Arm Architecture Reference Manual DDI 0487,
 * SHA256H, SHA256H2, SHA256SU0, SHA256SU1. */
#include "tkhash_p.h"

#if TK_ARM64
#ifdef __clang__
#define TARGET __attribute__((target("sha2")))
#else
#define TARGET __attribute__((target("+crypto")))
#endif
#include <arm_neon.h>

struct ce_state {
    uint32x4_t abcd, efgh;
};

TARGET static inline uint32x4_t ce_read(const uint8_t *p)
{
    return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(p)));
}

TARGET static inline struct ce_state ce_rounds(struct ce_state s, uint32x4_t w, int i)
{
    uint32x4_t wk = vaddq_u32(w, vld1q_u32(tk_sha256_k + 4 * i));
    struct ce_state r = {vsha256hq_u32(s.abcd, s.efgh, wk), vsha256h2q_u32(s.efgh, s.abcd, wk)};
    return r;
}

/* The four schedule words that follow w0..w3. */
TARGET static inline uint32x4_t ce_schedule(uint32x4_t w0, uint32x4_t w1, uint32x4_t w2,
                                            uint32x4_t w3)
{
    return vsha256su1q_u32(vsha256su0q_u32(w0, w1), w2, w3);
}

TARGET void tk_sha256_armce_x1(uint32_t h[8], const uint8_t *p, size_t n)
{
    struct ce_state s = {vld1q_u32(h), vld1q_u32(h + 4)};
    for (; n > 0; n--, p += TKHASH_BLOCK) {
        struct ce_state t = s;
        uint32x4_t w[4];
        TK_UNROLL
        for (int i = 0; i < 4; i++) {
            w[i] = ce_read(p + 16 * i);
            t = ce_rounds(t, w[i], i);
        }
        TK_UNROLL
        for (int i = 4; i < 16; i++) {
            w[i & 3] = ce_schedule(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
            t = ce_rounds(t, w[i & 3], i);
        }
        s.abcd = vaddq_u32(s.abcd, t.abcd);
        s.efgh = vaddq_u32(s.efgh, t.efgh);
    }
    vst1q_u32(h, s.abcd);
    vst1q_u32(h + 4, s.efgh);
}

TARGET void tk_sha256_armce_x2(uint32_t h0[8], const uint8_t *p0, uint32_t h1[8],
                               const uint8_t *p1, size_t n)
{
    struct ce_state s = {vld1q_u32(h0), vld1q_u32(h0 + 4)};
    struct ce_state u = {vld1q_u32(h1), vld1q_u32(h1 + 4)};
    for (; n > 0; n--, p0 += TKHASH_BLOCK, p1 += TKHASH_BLOCK) {
        struct ce_state t = s, v = u;
        uint32x4_t w[4], x[4];
        TK_UNROLL
        for (int i = 0; i < 16; i++) {
            if (i < 4) {
                w[i] = ce_read(p0 + 16 * i);
                x[i] = ce_read(p1 + 16 * i);
            } else {
                w[i & 3] = ce_schedule(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
                x[i & 3] = ce_schedule(x[i & 3], x[(i + 1) & 3], x[(i + 2) & 3], x[(i + 3) & 3]);
            }
            t = ce_rounds(t, w[i & 3], i);
            v = ce_rounds(v, x[i & 3], i);
        }
        s.abcd = vaddq_u32(s.abcd, t.abcd), s.efgh = vaddq_u32(s.efgh, t.efgh);
        u.abcd = vaddq_u32(u.abcd, v.abcd), u.efgh = vaddq_u32(u.efgh, v.efgh);
    }
    vst1q_u32(h0, s.abcd), vst1q_u32(h0 + 4, s.efgh);
    vst1q_u32(h1, u.abcd), vst1q_u32(h1 + 4, u.efgh);
}
#else
typedef int tk_no_arm64;         /* a translation unit must not be empty */
#endif
