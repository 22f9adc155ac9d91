/* XXH3-128 with avx2 vectors; compiled with the matching -m options. */
#include "tkhash_p.h"

#if TK_HAVE_XXHASH && TK_X86
#define XXH_VECTOR XXH_AVX2
#define TK_XXH3 tk_xxh3_avx2
#define TK_XXH3_NAME "libxxhash, avx2"
#include "xxh3_impl.h"
#else
typedef int tk_no_xxhash;        /* a translation unit must not be empty */
#endif
