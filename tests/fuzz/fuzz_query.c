// Tree-sitter queries, as --rules takes them.
#include "fuzz.h"

const char tk_fuzz_name[] = "query";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_catalog(TK_FILE_QUERY, "input.scm", bytes, len);
}
