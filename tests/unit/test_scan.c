// One file from bytes to findings: what is reported where, suppressed, selected, and what is a note.
#include "infer_support.h"
#include "project/project.h"

static void add_findings(const tk_file_result *result, tk_text *out)
{
    for (uint32_t i = 0; i < result->findings.len; i++) {
        const tk_finding *finding = &result->findings.at[i];
        tk_text_format(out, "%u:%u-%u:%u %s %s", finding->place.from.line,
                       finding->place.from.column, finding->place.to.line, finding->place.to.column,
                       finding->rule->code, tk_certainty_text(finding->certainty));
        tk_text_format(out, finding->scope ? " in %s\n" : "\n", finding->scope);
    }
    for (uint32_t i = 0; i < result->diagnostics.list.len; i++) {
        const tk_diagnostic *note = &result->diagnostics.list.at[i];
        tk_text_format(out, "note %s %u:%u\n", note->code, (unsigned)note->line,
                       (unsigned)note->column);
    }
}

static void scan(const char *python, tk_scan_options options, tk_file_result *result)
{
    options.max_bytes = options.max_bytes ? options.max_bytes : UINT32_MAX;
    tk_scan_bytes(support_catalog(), &options, "test.py", python, strlen(python), result);
}

static void check_scan_at(const char *python, tk_scan_options options, const char *expected,
                          int line)
{
    tk_file_result result;
    tk_text out = {0};
    scan(python, options, &result);
    add_findings(&result, &out);
    tk_file_result_free(&result);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
// "LINE:COLUMN-LINE:COLUMN CODE certainty[ in SCOPE]" per finding, then "note CODE LINE:COLUMN".
#define check_scan(python, expected) \
    check_scan_at((python), (tk_scan_options){0}, (expected), __LINE__)
#define check_scan_with(python, options, expected) \
    check_scan_at((python), (options), (expected), __LINE__)

#define HEAD "import numpy as np\nimport torch\narr, t = np.zeros(3), torch.ones(3)\n"

static void test_places_and_scopes(void **state)
{
    (void)state;
    check_scan(HEAD "{arr: 1}\n"
                    "def f():\n"
                    "    return {1,\n"
                    "            np.stack([arr,\n"
                    "                      arr])}\n"
                    "class C:\n"
                    "    def m(self):\n"
                    "        def inner(): return {arr: 1}\n"
                    "        return inner()\n",
               "4:2-4:5 TK101 definite\n"
               "7:13-8:28 TK102 definite in f\n"
               "11:30-11:33 TK101 definite in C.m\n");
}

// Columns count characters, whatever their bytes.
static void test_columns_of_wide_text(void **state)
{
    (void)state;
    check_scan(HEAD "x = {'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80': 1, arr: 2}\n",
               "4:16-4:19 TK101 definite\n");
    check_scan("\xef\xbb\xbf" HEAD "{arr: 1}\r\n", "4:2-4:5 TK101 definite\n");
}

static void test_suppressed(void **state)
{
    (void)state;
    check_scan(HEAD "{arr: 1}  # tkscan: ignore[TK101] meant\n"
                    "{arr: 1}  # tkscan: ignore[TK102]\n"
                    "{arr: 1}  # noqa\n"
                    "{arr: 1}  # noqa: TK101, E501\n"
                    "{arr: 1}  # noqa: E501\n"
                    "# tkscan: ignore\n"
                    "{arr: 1}\n"
                    "{arr: '# noqa'}\n",
               "5:2-5:5 TK101 definite\n"
               "5:11-5:34 TK900 definite\n"
               "8:2-8:5 TK101 definite\n"
               "11:2-11:5 TK101 definite\n");
    check_scan("# tkscan: file-ignore[TK1]\n" HEAD "{arr: 1}\n{t[0]: 1}\n",
               "6:2-6:6 TK201 definite\n");
}

static void test_selected(void **state)
{
    (void)state;
    const char *python = HEAD "{arr: 1}\n{arr}\n{t[0]: 1}\n";
    check_scan_with(python, ((tk_scan_options){.select = "TK1"}),
                    "4:2-4:5 TK101 definite\n5:2-5:5 TK102 definite\n");
    check_scan_with(python, ((tk_scan_options){.ignore = "TK101,TK2"}), "5:2-5:5 TK102 definite\n");
    check_scan_with(python, ((tk_scan_options){.select = "TK", .ignore = "TK1"}),
                    "6:2-6:6 TK201 definite\n");
    check_scan_with(python, ((tk_scan_options){.select = "TK102", .ignore = "TK1"}),
                    "5:2-5:5 TK102 definite\n");
    check_scan_with(python, ((tk_scan_options){.select = "TK9"}), "");
}

static void test_possible_only_when_asked(void **state)
{
    (void)state;
    const char *python = HEAD "x = arr if t.requires_grad else 'text'\n{x: 1}\n";
    check_scan(python, "");
    check_scan_with(python, ((tk_scan_options){.pedantic = true}), "5:2-5:3 TK101 possible\n");
}

static void test_files_that_import_no_library(void **state)
{
    (void)state;
    check_scan("x = {[1]: 2}\nhash([])\n", "");
    check_scan("import numpy\nx = {[1]: 2}\n", "2:6-2:9 TK101 definite\n");
    check_scan("", "");
    // A word is no import, wherever it stands; an import counts in every form and place.
    check_scan("# like numpy\nattr = 1\n{[1]: 2}\n", "");
    check_scan("def f(torch):\n    return {[1]: torch}\n", "");
    check_scan("def f():\n    if 1: import os, numpy.linalg as l\n{[1]: 2}\n", "3:2-3:5 TK101 definite\n");
    check_scan("from torch import (\n    nn,\n)\n{[1]: 2}\n", "4:2-4:5 TK101 definite\n");
    check_scan("from .torch import nn\n{[1]: 2}\n", "");
}

static tk_scan_options any_size(const void *context, const tk_input *input)
{
    (void)context;
    (void)input;
    return (tk_scan_options){.max_bytes = UINT32_MAX};
}

static void test_broken_files(void **state)
{
    (void)state;
    check_scan(HEAD "def f():\n    x = = 1\n    {arr: 1}\n\ndef g(:\n    pass\n{arr}\n",
               "6:6-6:9 TK101 definite\n"
               "10:2-10:5 TK102 definite\n"
               "note TK001 5:9\n");
    tk_file_result result = {0};
    tk_input missing = {(char[]){"/nonexistent/file.py"}, 0, NULL, NULL};
    tk_project_scan(support_catalog(), any_size, NULL, &(tk_inputs){{&missing, 1, 1}}, 1, NULL, NULL,
                    &result);
    assert_int_equal(result.findings.len, 0);
    assert_int_equal(result.diagnostics.list.len, 1);
    tk_file_result_free(&result);
}

// Where the value came from stands first, then the way it took.
static void test_related_places(void **state)
{
    (void)state;
    tk_file_result result;
    tk_text out = {0};
    scan("import numpy as np\n"
         "def put(key):\n"
         "    return {key: 1}\n"
         "rows = np.zeros((2, 2))\n"
         "for row in rows:\n"
         "    put(row)\n",
         (tk_scan_options){0}, &result);
    assert_int_equal(result.findings.len, 1);
    const tk_finding *finding = &result.findings.at[0];
    for (uint32_t i = 0; i < finding->related.len; i++) {
        const tk_related *related = &finding->related.at[i];
        tk_text_format(&out, "%u:%u %s\n", related->place.from.line, related->place.from.column,
                       related->message);
    }
    check_dump("5:5 it is a 1-D numpy.ndarray: an element taken here\n"
               "4:8 taken from what is made here\n"
               "6:5 this call passes it on\n",
               &out);
    check_string("    return {key: 1}", finding->place.excerpt);
    assert_true(strlen(finding->line_hash) > 0);
    assert_int_equal(result.bytes, 107);
    tk_file_result_free(&result);
}

// What is cut short says so, and what needed no second look is found all the same.
static void test_time_limit(void **state)
{
    (void)state;
    tk_text python = {0};
    tk_file_result result;
    tk_text_add_string(&python, HEAD "{arr: 1}\n");
    for (int i = 0; i < 3000; i++)
        tk_text_format(&python, "def f%d(n):\n    for i in range(n):\n        n = f%d(n)\n", i, i / 2);
    tk_scan_options options = {.max_bytes = 1 << 20, .time_limit = 1};
    tk_scan_bytes(support_catalog(), &options, "late.py", python.at, python.len, &result);
    assert_int_equal(result.diagnostics.list.len, 1);
    assert_non_null(strstr(result.diagnostics.list.at[0].message, "cut short"));
    assert_int_equal(result.findings.len, 1);
    tk_file_result_free(&result);
    options.time_limit = 1000000;
    tk_scan_bytes(support_catalog(), &options, "in_time.py", python.at, python.len, &result);
    assert_int_equal(result.diagnostics.list.len, 0);
    assert_int_equal(result.findings.len, 1);
    tk_file_result_free(&result);
    tk_text_free(&python);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_and_scopes),
        cmocka_unit_test(test_columns_of_wide_text),
        cmocka_unit_test(test_suppressed),
        cmocka_unit_test(test_selected),
        cmocka_unit_test(test_possible_only_when_asked),
        cmocka_unit_test(test_files_that_import_no_library),
        cmocka_unit_test(test_broken_files),
        cmocka_unit_test(test_related_places),
        cmocka_unit_test(test_time_limit),
    };
    return support_run(tests);
}
