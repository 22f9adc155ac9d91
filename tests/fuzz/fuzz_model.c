// The YAML of a library's model.
#include "fuzz.h"

const char tk_fuzz_name[] = "model";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_fuzz_catalog(TK_FILE_MODEL, "input.yaml", bytes, len);
}
