/* Which compilation of libxxhash runs; the same decision as for SHA-256. */
#include "tkhash_p.h"

const struct tk_xxh3 *tk_xxh3_get(void)
{
#if TK_HAVE_XXHASH
#if TK_X86
    unsigned cpu = tk_cpu_allowed();
    if (cpu & TKHASH_AVX512)
        return &tk_xxh3_avx512;
    if (cpu & TKHASH_AVX2)
        return &tk_xxh3_avx2;
#endif
    return &tk_xxh3_base;
#else
    return NULL;
#endif
}
