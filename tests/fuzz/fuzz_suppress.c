// Comments that silence findings, in any text.
#include "fuzz.h"
#include "suppress.h"

const char tk_fuzz_name[] = "suppress";

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_diagnostics diagnostics = {0};
    tk_source *source = tk_source_from_bytes("input.py", bytes, len, &diagnostics);
    tk_diagnostics_free(&diagnostics);
    if (!source)
        return;
    tk_names *names = tk_names_new(NULL);
    tk_outline outline;
    tk_outline_scan(&outline, source, names);
    tk_suppressions *suppressions = tk_suppressions_read(source, &outline);
    uint32_t last = tk_source_line(source, source->len);
    for (uint32_t line = 1; line <= last + 1 && line < 1000; line++) {
        tk_suppressions_cover(suppressions, line, line, "TK101");
        tk_suppressions_cover(suppressions, line, line + 1, "TK204");
    }
    tk_suppressions_free(suppressions);
    tk_outline_free(&outline);
    tk_names_free(names);
    tk_source_free(source);
}
