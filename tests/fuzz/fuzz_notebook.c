// The bytes of a notebook through the whole pipeline and every report, with all its fixes.
#include "fuzz.h"

const char tk_fuzz_name[] = "notebook";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_scan("input.ipynb", bytes, len);
    tk_fuzz_fix("input.ipynb", bytes, len);
}
