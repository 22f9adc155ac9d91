// Looking inside: the dump of each stage, and what `tkscan explain` says about a line.
#include <stdio.h>
#include <unistd.h>

#include "infer_support.h"

static const char python[] = "import numpy as np\n"
                             "def rows(n):\n"
                             "    grid = np.zeros((n, n))\n"
                             "    return grid[0]\n"
                             "reveal_value(rows(3))\n"
                             "table = {rows(2): 'first'}\n";

// A file with the text, whose path the caller unlinks.
static void write_file(char path[32], const char *text)
{
    strcpy(path, "/tmp/tkscan-inspect-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static tk_text dumped(const char *text, tk_dump what)
{
    char path[32];
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    write_file(path, text);
    assert_true(tk_scan_dump(support_catalog(), (const char *[]){path}, 1, what, &out, &diagnostics));
    assert_int_equal(diagnostics.list.len, 0);
    unlink(path);
    return out;
}

static void check_stage(tk_dump what, const char *expected)
{
    tk_text out = dumped(python, what);
    check_dump(expected, &out);
}

static void check_stage_holds(tk_dump what, const char *line)
{
    tk_text out = dumped(python, what);
    if (!strstr(out.at, line)) {
        print_error("no line\n  %sin\n%s", line, out.at);
        fail();
    }
    tk_text_free(&out);
}

static void test_early_stages(void **state)
{
    (void)state;
    check_stage(TK_DUMP_OUTLINE, "1 statements 0-18 line 1 parent 0 \n"
                                 "2 function 19-78 line 2 parent 0 rows\n"
                                 "3 statements 79-127 line 5 parent 0 \n");
    check_stage(TK_DUMP_SCOPES, "1 module parent 0: np rows table\n"
                                "2 function parent 1: n grid\n");
    check_stage_holds(TK_DUMP_NODES, "function_definition 19-78\n");
    check_stage_holds(TK_DUMP_IR, "def 1 rows\n");
}

static void test_values(void **state)
{
    (void)state;
    check_stage_holds(TK_DUMP_VALUES, "reveal 5: numpy.ndarray rank=1 dtype=float64 definite\n");
    check_stage_holds(TK_DUMP_VALUES,
                      "3:12-3:28 call numpy.ndarray rank=2 dtype=float64 definite\n");
}

static void test_several_files(void **state)
{
    (void)state;
    char first[32], second[32];
    tk_text out = {0}, expected = {0};
    tk_diagnostics diagnostics = {0};
    write_file(first, "import numpy as np\nnp.ones(3)\n");
    write_file(second, "import numpy as np\nnp\n");
    const char *paths[] = {first, second};
    assert_true(tk_scan_dump(support_catalog(), paths, 2, TK_DUMP_VALUES, &out, &diagnostics));
    tk_text_format(&expected,
                   "file %s\n"
                   "1:8-1:19 aliased_import module definite\n"
                   "1:17-1:19 identifier module definite\n"
                   "2:1-2:11 call numpy.ndarray rank=1 dtype=float64 definite\n"
                   "2:1-2:8 attribute function numpy.ones definite\n"
                   "2:1-2:3 identifier module definite\n"
                   "2:9-2:10 integer int definite\n"
                   "file %s\n"
                   "1:8-1:19 aliased_import module definite\n"
                   "1:17-1:19 identifier module definite\n"
                   "2:1-2:3 identifier module definite\n",
                   first, second);
    check_dump(tk_text_string(&expected), &out);
    tk_text_free(&expected);
    unlink(first);
    unlink(second);
}

static void test_sites(void **state)
{
    (void)state;
    check_stage(TK_DUMP_SITES, "dict-key 6:10-6:17 key=numpy.ndarray rank=1 dtype=float64 definite "
                               "role=element certainty=definite rule=TK101\n");
}

static void check_explained(uint32_t line, uint32_t column, const char *expected)
{
    char path[32];
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    write_file(path, python);
    assert_true(tk_scan_explain(support_catalog(), path, 0, line, column, &out, &diagnostics));
    unlink(path);
    check_dump(expected, &out);
}

static void test_explain(void **state)
{
    (void)state;
    check_explained(4, 12,
                    "grid[0]: numpy.ndarray rank=1 dtype=float64 definite, element at line 4, "
                    "from made at line 3\n"
                    "grid: numpy.ndarray rank=2 dtype=float64 definite, made at line 3\n");
    check_explained(6, 11,
                    "{rows(2): 'first'}: dict[numpy.ndarray rank=1 dtype=float64, str] definite, "
                    "made at line 6\n"
                    "rows(2): numpy.ndarray rank=1 dtype=float64 definite, element at line 4, "
                    "from made at line 3\n"
                    "rows: def#1 definite\n"
                    "rows(2) is hashed here (dict-key): TK101 (unhashable-dict-key).\n");
}

static void test_what_cannot_be_read(void **state)
{
    (void)state;
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    assert_false(
        tk_scan_dump(support_catalog(), (const char *[]){"/nonexistent/x.py"}, 1, TK_DUMP_NODES,
                     &out, &diagnostics));
    assert_int_equal(diagnostics.list.len, 1);
    assert_false(tk_scan_explain(support_catalog(), "/nonexistent/x.py", 0, 1, 0, &out, &diagnostics));
    assert_int_equal(diagnostics.list.len, 2);
    tk_diagnostics_free(&diagnostics);
    tk_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_early_stages),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_several_files),
        cmocka_unit_test(test_sites),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_what_cannot_be_read),
    };
    return support_run(tests);
}
