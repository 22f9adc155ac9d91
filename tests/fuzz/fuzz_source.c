// The bytes of a Python file through the whole pipeline and a report.
#include "fuzz.h"

const char tk_fuzz_name[] = "source";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_scan("input.py", bytes, len);
}
