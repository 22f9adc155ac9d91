// The YAML of a rule.
#include "fuzz.h"

const char tk_fuzz_name[] = "rule";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_catalog(TK_FILE_RULE, "input.yaml", bytes, len);
}
