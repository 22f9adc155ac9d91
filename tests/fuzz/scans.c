#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fix/apply.h"
#include "fuzz.h"
#include "report/report.h"
#include "scan.h"

static const tk_scan_options all = {.pedantic = true, .max_bytes = UINT32_MAX - 1};

static const tk_catalog *whole_catalog(void)
{
    static tk_catalog *catalog;
    tk_diagnostics diagnostics = {0};
    if (!catalog)
        catalog = tk_catalog_load(NULL, 0, &diagnostics);
    return catalog;
}

// One of the formats, by what the input is: all of them would take most of the time.
static tk_format format_for(const char *bytes, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++)
        sum = sum * 31 + (unsigned char)bytes[i];
    return (tk_format)(sum % TK_FORMAT_COUNT);
}

void tk_fuzz_scan(const char *name, const char *bytes, size_t len)
{
    tk_file_result result;
    tk_scan_bytes(whole_catalog(), &all, name, bytes, len, &result);
    tk_report report = {
        .catalog = whole_catalog(), .files = &result, .file_count = 1, .version = "0"};
    tk_report_collect(&report, NULL, 0);
    tk_text out = {0};
    tk_report_render(&report, format_for(bytes, len), &out);
    tk_text_free(&out);
    tk_report_free(&report);
    tk_file_result_free(&result);
}

static void rescan(void *context, tk_slice bytes, tk_file_result *result)
{
    tk_scan_bytes(whole_catalog(), &all, context, bytes.at, bytes.len, result);
}

static bool parses(const tk_file_result *result)
{
    for (uint32_t i = 0; i < result->diagnostics.list.len; i++)
        if (result->diagnostics.list.at[i].code)
            return false;
    return true;
}

static void fail(const char *why, const tk_text *text)
{
    fprintf(stderr, "%s:\n%s\n", why, tk_text_string(text));
    abort();
}

void tk_fuzz_fix(const char *name, const char *bytes, size_t len)
{
    char *path = tk_memory_copy_string(name, strlen(name));
    tk_file_result result;
    tk_text once = {0}, twice = {0};
    rescan(path, (tk_slice){bytes, len}, &result);
    bool parsed = parses(&result);
    if (tk_fixes_apply((tk_slice){bytes, len}, TK_FIX_UNSAFE, rescan, path, &result, &once, NULL)) {
        if (parsed && !parses(&result))
            fail("what was fixed does not parse", &once);
        if (tk_fixes_apply((tk_slice){once.at, once.len}, TK_FIX_UNSAFE, rescan, path, &result,
                           &twice, NULL))
            fail("what was fixed is fixed again", &twice);
    }
    tk_file_result_free(&result);
    tk_text_free(&once);
    tk_text_free(&twice);
    free(path);
}
