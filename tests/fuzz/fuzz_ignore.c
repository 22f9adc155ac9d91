// Lines of an ignore file against a path: the last line is the path.
#include <string.h>

#include "cli/ignore.h"
#include "fuzz.h"

const char tk_fuzz_name[] = "ignore";

enum { LONGEST = 4096 };  // a path's length; patterns take quadratic time in it

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_ignore_patterns patterns = {0};
    tk_text path = {0};
    for (size_t at = 0; at < len;) {
        const char *end = memchr(bytes + at, '\n', len - at);
        size_t stop = end ? (size_t)(end - bytes) : len;
        if (end)
            tk_ignore_add_line(&patterns, (tk_slice){bytes + at, stop - at});
        else
            tk_text_add(&path, bytes + at, stop - at < LONGEST ? stop - at : LONGEST);
        at = stop + 1;
    }
    tk_ignore_decide(&patterns, (tk_slice){tk_text_string(&path), path.len}, false);
    tk_ignore_covers(&patterns, tk_text_string(&path));
    tk_ignore_free(&patterns);
    tk_text_free(&path);
}
