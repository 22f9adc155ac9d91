/* SHA-256 of 8 messages at once, AVX2.  For CPUs without the SHA extensions only: with them, two
 * streams are faster than these eight lanes (measured). */
#include "tkhash_p.h"

#if TK_X86
#include <immintrin.h>

#define KERNEL tk_sha256_avx2_x8
#define EMIT tk_emit_avx2_x8
#define TARGET __attribute__((target("avx2")))
#define WIDTH 8
#define V __m256i
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#define SET1(x) _mm256_set1_epi32((int)(x))
#define ADD(x, y) _mm256_add_epi32(x, y)
#define XOR(x, y) _mm256_xor_si256(x, y)
#define AND(x, y) _mm256_and_si256(x, y)
#define ROR(x, n) _mm256_or_si256(_mm256_srli_epi32(x, n), _mm256_slli_epi32(x, 32 - (n)))
#define SHR(x, n) _mm256_srli_epi32(x, n)
#define XOR3(x, y, z) XOR(XOR(x, y), z)
#define CH(x, y, z) XOR(z, AND(x, XOR(y, z)))
#define MAJ(x, y, z) XOR(AND(x, y), AND(z, XOR(x, y)))

#include "lanes_256.h"
#include "sha256_lanes.h"
#else
typedef int tk_no_x86;           /* a translation unit must not be empty */
#endif
