/* The body of a lane kernel: WIDTH messages side by side, one in each 32-bit element of a vector.
 *
 * The including file defines KERNEL (function name), TARGET (function attribute), WIDTH and, on
 * vectors V: LOAD, STORE, SET1, ADD, XOR3, CH, MAJ, ROR, SHR and lanes_read(w, p, offset), which
 * puts schedule word i of every lane's block in w[i].  There is no include guard on purpose. */

TARGET static inline V lanes_schedule(const V w[16], int i)
{
    V a = w[(i + 1) & 15], b = w[(i + 14) & 15];
    V s0 = XOR3(ROR(a, 7), ROR(a, 18), SHR(a, 3));
    V s1 = XOR3(ROR(b, 17), ROR(b, 19), SHR(b, 10));
    return ADD(ADD(w[i & 15], s0), ADD(w[(i + 9) & 15], s1));
}

/* Schedule words of the first 16 rounds are the message, later ones are made where they are
 * used: the two chains of operations then overlap. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                          \
    do {                                                                                          \
        if (j > 0)                                                                                \
            w[i] = lanes_schedule(w, i);                                                          \
        V t = ADD(ADD(ADD(h, SET1(tk_sha256_k[(i) + j])), w[i]),                                  \
                  ADD(XOR3(ROR(e, 6), ROR(e, 11), ROR(e, 25)), CH(e, f, g)));                     \
        d = ADD(d, t);                                                                            \
        h = ADD(t, ADD(XOR3(ROR(a, 2), ROR(a, 13), ROR(a, 22)), MAJ(a, b, c)));                   \
    } while (0)

#define ROUNDS8(i)                                                                                \
    do {                                                                                          \
        ROUND(a, b, c, d, e, f, g, h, (i) + 0);                                                   \
        ROUND(h, a, b, c, d, e, f, g, (i) + 1);                                                   \
        ROUND(g, h, a, b, c, d, e, f, (i) + 2);                                                   \
        ROUND(f, g, h, a, b, c, d, e, (i) + 3);                                                   \
        ROUND(e, f, g, h, a, b, c, d, (i) + 4);                                                   \
        ROUND(d, e, f, g, h, a, b, c, (i) + 5);                                                   \
        ROUND(c, d, e, f, g, h, a, b, (i) + 6);                                                   \
        ROUND(b, c, d, e, f, g, h, a, (i) + 7);                                                   \
    } while (0)

TARGET void KERNEL(const uint32_t *from, uint32_t *to, const uint8_t *const *p, size_t n,
                   size_t ahead)
{
    V s[8];
    for (int i = 0; i < 8; i++)
        s[i] = LOAD(from + WIDTH * i);
    for (size_t block = 0; block < n; block++) {
        size_t offset = block * TKHASH_BLOCK;
        for (int i = 0; i < WIDTH; i++)
            _mm_prefetch((const char *)((uintptr_t)p[i] + offset + ahead), _MM_HINT_T0);
        V w[16];
        lanes_read(w, p, offset);
        V a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
        TK_UNROLL
        for (int j = 0; j < 64; j += 16) {
            ROUNDS8(0);
            ROUNDS8(8);
        }
        s[0] = ADD(s[0], a), s[1] = ADD(s[1], b), s[2] = ADD(s[2], c), s[3] = ADD(s[3], d);
        s[4] = ADD(s[4], e), s[5] = ADD(s[5], f), s[6] = ADD(s[6], g), s[7] = ADD(s[7], h);
    }
    for (int i = 0; i < 8; i++)
        STORE(to + WIDTH * i, s[i]);
}

#undef ROUND
#undef ROUNDS8
