// The bytes of a Python file through the whole pipeline and every report.
#include "fuzz.h"
#include "report/report.h"
#include "scan.h"

const char tk_fuzz_name[] = "source";

static const tk_catalog *whole_catalog(void)
{
    static tk_catalog *catalog;
    tk_diagnostics diagnostics = {0};
    if (!catalog)
        catalog = tk_catalog_load(NULL, 0, &diagnostics);
    return catalog;
}

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_file_result result;
    tk_scan_options options = {.pedantic = true, .max_bytes = UINT32_MAX - 1};
    tk_scan_bytes(whole_catalog(), &options, "input.py", bytes, len, &result);
    tk_report report = {
        .catalog = whole_catalog(), .files = &result, .file_count = 1, .version = "0"};
    tk_report_collect(&report, NULL, 0);
    for (int format = 0; format < TK_FORMAT_COUNT; format++) {
        tk_text out = {0};
        tk_report_render(&report, (tk_format)format, &out);
        tk_text_free(&out);
    }
    tk_report_free(&report);
    tk_file_result_free(&result);
}
