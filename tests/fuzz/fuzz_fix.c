// Fixes of a Python file: what comes out parses, and fixing it again changes nothing.
#include "fuzz.h"

const char tk_fuzz_name[] = "fix";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_fix("input.py", bytes, len);
}
