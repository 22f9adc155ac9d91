/* XXH3-128 with the vectors that every CPU of the architecture has. */
#include "tkhash_p.h"

#if TK_HAVE_XXHASH
#define TK_XXH3 tk_xxh3_base
#define TK_XXH3_NAME "libxxhash, baseline vectors"
#include "xxh3_impl.h"
#else
typedef int tk_no_xxhash;        /* a translation unit must not be empty */
#endif
