/* SHA-256 of 8 messages at once with AVX-512's instructions on 256-bit registers: rotation and
 * three-operand logic in one step each.  For CPUs that slow down on 512-bit registers. */
#include "tkhash_p.h"

#if TK_X86
#include <immintrin.h>

#define KERNEL tk_sha256_avx512vl_x8
#define EMIT tk_emit_avx512vl_x8
#define TARGET __attribute__((target("avx2,avx512f,avx512vl")))
#define WIDTH 8
#define V __m256i
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#define SET1(x) _mm256_set1_epi32((int)(x))
#define ADD(x, y) _mm256_add_epi32(x, y)
#define ROR(x, n) _mm256_ror_epi32(x, n)
#define SHR(x, n) _mm256_srli_epi32(x, n)
/* Truth tables of the three-operand logic instruction, first operand most significant. */
#define XOR3(x, y, z) _mm256_ternarylogic_epi32(x, y, z, 0x96)
#define CH(x, y, z) _mm256_ternarylogic_epi32(x, y, z, 0xca)
#define MAJ(x, y, z) _mm256_ternarylogic_epi32(x, y, z, 0xe8)

#include "lanes_256.h"
#include "sha256_lanes.h"
#else
typedef int tk_no_x86;           /* a translation unit must not be empty */
#endif
