#include "report_fixture.h"

#include "report/display.h"
#include "report/summary.h"

static const char *const raises = "'x' is a numpy.ndarray: TypeError when reached.";

static void test_full_shows_origin_and_key(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source = fixture_file(&run, "train.py",
                                     "import numpy as np\nx = np.zeros(3)\n\n\n"
                                     "d = {}\nif d:\n    d[x] = 1\n");
    tk_finding *finding = fixture_finding(&run, 1, "x", 2, raises, "Use 'tuple(x.tolist())'.");
    fixture_related(finding, source, "np.zeros(3)", 1, "made here");
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "train.py:7:7: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "2 | x = np.zeros(3)\n"
                "  |     ----------- made here\n"
                "  :\n"
                "7 |     d[x] = 1\n"
                "  |       ^\n"
                "  = help: Use 'tuple(x.tolist())'.\n\n");
    fixture_end(&run);
}

static void test_full_leaves_no_gap_between_neighbours(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source = fixture_file(&run, "a.py", "\n\n\n\n\n\n\n\nt = f()\nd[t, u] = t\n");
    tk_finding *finding = fixture_finding(&run, 2, "t, u", 1, "Never found again.", NULL);
    fixture_related(finding, source, "f()", 1, "made here");
    fixture_related(finding, source, "u]", 1, "and this");
    check_found(fixture_render(&run, TK_FORMAT_FULL), "a.py:10:3: TK201 Never found again.\n"
                                                      "   |\n"
                                                      " 9 | t = f()\n"
                                                      "   |     --- made here\n"
                                                      "10 | d[t, u] = t\n"
                                                      "   |      -- and this\n"
                                                      "   |   ^^^^\n\n");
    fixture_end(&run);
}

// From top to bottom, whatever the order of the steps.
static void test_full_draws_a_file_in_its_order(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source = fixture_file(&run, "a.py", "def f(t):\n    d[t]\n\nx = g()\nf(x)\n");
    tk_finding *finding = fixture_finding(&run, 1, "t]", 1, raises, NULL);
    fixture_related(finding, source, "f(x)", 1, "passed here");
    fixture_related(finding, source, "g()", 1, "made here");
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:2:7: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "2 |     d[t]\n"
                "  |       ^^\n"
                "  :\n"
                "4 | x = g()\n"
                "  |     --- made here\n"
                "5 | f(x)\n"
                "  | ---- passed here\n\n");
    fixture_end(&run);
}

static void test_full_labels_a_key_that_is_its_own_origin(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source = fixture_file(&run, "a.py", "d[np.ones(2)]\n");
    tk_finding *finding = fixture_finding(&run, 1, "np.ones(2)", 1, raises, NULL);
    fixture_related(finding, source, "np.ones(2)", 1, "made here");
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:1:3: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "1 | d[np.ones(2)]\n"
                "  |   ^^^^^^^^^^ made here\n\n");
    fixture_end(&run);
}

static void test_full_names_another_file(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *other = fixture_file(&run, "lib/make.py", "def f():\n    return np.ones(2)\n");
    fixture_file(&run, "use.py", "d[f()]\n");
    tk_finding *finding = fixture_finding(&run, 1, "f()", 1, raises, NULL);
    fixture_related(finding, other, "np.ones(2)", 1, "made here");
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "use.py:1:3: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  ::: lib/make.py:2:12\n"
                "2 |     return np.ones(2)\n"
                "  |            ---------- made here\n"
                "  ::: use.py:1:3\n"
                "1 | d[f()]\n"
                "  |   ^^^\n\n");
    fixture_end(&run);
}

// Tabs are four columns, CJK two, combining characters none.
static void test_full_underlines_what_the_eye_sees(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a.py", "\td = {'e\xCC\x81\xE6\x97\xA5\xF0\x9F\x98\x80':\t\xE5\xA4\x89}\n");
    fixture_finding(&run, 1, "\xE5\xA4\x89", 1, raises, NULL);
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:1:15: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "1 |     d = {'e\xCC\x81\xE6\x97\xA5\xF0\x9F\x98\x80':   \xE5\xA4\x89}\n"
                "  |                     ^^\n\n");
    fixture_end(&run);
}

static void test_full_marks_the_first_line_of_a_key(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a.py", "d[f(1,\n    2)]\n");
    fixture_finding(&run, 1, "f(1,\n    2)", 1, raises, NULL);
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:1:3: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "1 | d[f(1,\n"
                "  |   ^^^^\n\n");
    fixture_end(&run);
}

static void test_full_fits_the_terminal(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a.py",
                 "first, second, third, fourth, fifth, sixth = d[key], value, "
                 "another_value, one_more_value\n");
    fixture_finding(&run, 1, "key", 1, raises, NULL);
    run.report.width = 56;
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:1:48: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "1 |\xE2\x80\xA6ifth, sixth = d[key], value, another_value, one_mo\xE2\x80\xA6\n"
                "  |                 ^^^\n\n");
    fixture_end(&run);
}

// Two marks that are further apart than the terminal is wide: the line is shown for each.
static void test_full_shows_both_ends_of_a_line(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source = fixture_file(
        &run, "a.py",
        "for row in rows: first, second, third, fourth, fifth, sixth = d[key], value, x\n");
    tk_finding *finding = fixture_finding(&run, 1, "key", 1, raises, NULL);
    fixture_related(finding, source, "row", 1, "taken here");
    run.report.width = 46;
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "a.py:1:65: TK101 'x' is a numpy.ndarray: TypeError when reached.\n"
                "  |\n"
                "1 | for row in rows: first, second, third, f\xE2\x80\xA6\n"
                "  |     --- taken here\n"
                "  :\n"
                "1 |\xE2\x80\xA6 fourth, fifth, sixth = d[key], value, x\n"
                "  |                           ^^^\n\n");
    fixture_end(&run);
}

// A line of 30,000 bytes: the excerpt is cut where the finding is made, and the columns stay right.
static void test_full_crops_lines_of_generated_code(void **state)
{
    (void)state;
    fixture run;
    tk_text source = {0}, expected = {0};
    fixture_start(&run);
    for (int i = 0; i < 10000; i++)
        tk_text_add_string(&source, "\xC3\xA9,");
    tk_text_add_string(&source, "key");
    for (int i = 0; i < 10000; i++)
        tk_text_add_string(&source, ",1");
    fixture_file(&run, "a.py", source.at);
    tk_finding *finding = fixture_finding(&run, 1, "key", 1, raises, NULL);
    assert_int_equal(finding->place.excerpt_column, 20001 - 80);
    assert_int_equal(strlen(finding->place.excerpt), 400);
    tk_text_add_string(&expected, "a.py:1:20001: TK101 'x' is a numpy.ndarray: TypeError when "
                                  "reached.\n  |\n1 |\xE2\x80\xA6");
    tk_text_add_string(&expected, finding->place.excerpt);
    tk_text_format(&expected, "\n  | %80s^^^\n\n", "");
    check_found(fixture_render(&run, TK_FORMAT_FULL), expected.at);
    tk_text_free(&source);
    tk_text_free(&expected);
    fixture_end(&run);
}

static void test_text_cannot_steer_the_terminal(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "\033]0;a\007\n\xFF.py", "'\033[2J\xE2\x80\xAE' + d[x] # \x7F\xC2\x9B\n");
    fixture_finding(&run, 1, "x", 1, "'\033[31mx' is\nbad.", "\bUse y.");
    check_found(fixture_render(&run, TK_FORMAT_FULL),
                "\xE2\x90\x9B]0;a\xE2\x90\x87\xE2\x90\x8A\xEF\xBF\xBD.py:1:13: TK101 "
                "'\xE2\x90\x9B[31mx' is bad.\n"
                "  |\n"
                "1 | '\xE2\x90\x9B[2J\xEF\xBF\xBD' + d[x] # \xE2\x90\xA1\xEF\xBF\xBD\n"
                "  |             ^\n"
                "  = help: \xE2\x90\x88Use y.\n\n");
    fixture_end(&run);
}

static void test_text_cannot_be_reordered(void **state)
{
    (void)state;
    static const char *const marks[] = {"\xD8\x9C",     "\xE2\x80\x8E", "\xE2\x80\x8F",
                                        "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                        "\xE2\x81\xA9"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        tk_text out = {0};
        tk_display_name(&out, tk_slice_of(marks[i]));
        check_dump("\xEF\xBF\xBD", &out);
    }
}

static void test_colours_only_when_asked_for(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a.py", "d[x]\n");
    fixture_finding(&run, 2, "x", 1, "Bad.", NULL);
    assert_null(strchr(fixture_render(&run, TK_FORMAT_FULL), '\033'));
    check_found(fixture_render(&run, TK_FORMAT_CONCISE), "a.py:1:3: TK201 Bad.\n");
    run.report.color = true;
    check_found(fixture_render(&run, TK_FORMAT_CONCISE),
                "\033[1ma.py\033[0m:1:3: \033[1;33mTK201\033[0m Bad.\n");
    run.report.homepage = "https://example.org/tkscan";
    check_found(fixture_render(&run, TK_FORMAT_CONCISE),
                "\033[1ma.py\033[0m:1:3: \033[1;33mTK201\033[0m Bad.\n");
    run.report.links = true;
    check_found(fixture_render(&run, TK_FORMAT_CONCISE),
                "\033[1ma.py\033[0m:1:3: "
                "\033]8;;https://example.org/tkscan/blob/main/docs/rules/TK201.md\033\\"
                "\033[1;33mTK201\033[0m\033]8;;\033\\ Bad.\n");
    fixture_end(&run);
}

static void two_files(fixture *run)
{
    fixture_start(run);
    fixture_file(run, "a.py", "d[x]\n\n\n\n\n\n\n\n\n        d[y], d[z]\n");
    fixture_finding(run, 1, "x", 1, "First.", NULL);
    fixture_finding(run, 2, "y", 1, "Second.", NULL);
    fixture_finding(run, 1, "z", 1, "Third.", NULL);
    fixture_file(run, "b.py", "d[x]\n");
    fixture_finding(run, 1, "x", 1, "Fourth.", NULL);
    fixture_file(run, "c.py", "\n");
}

static void test_grouped_aligns_places(void **state)
{
    (void)state;
    fixture run;
    two_files(&run);
    check_found(fixture_render(&run, TK_FORMAT_GROUPED), "a.py:\n"
                                                         "    1:3  TK101 First.\n"
                                                         "  10:11  TK201 Second.\n"
                                                         "  10:17  TK101 Third.\n\n"
                                                         "b.py:\n"
                                                         "  1:3  TK101 Fourth.\n\n");
    fixture_end(&run);
}

static void test_pylint(void **state)
{
    (void)state;
    fixture run;
    two_files(&run);
    check_found(fixture_render(&run, TK_FORMAT_PYLINT), "a.py:1: [TK101] First.\n"
                                                        "a.py:10: [TK201] Second.\n"
                                                        "a.py:10: [TK101] Third.\n"
                                                        "b.py:1: [TK101] Fourth.\n");
    fixture_end(&run);
}

static void test_statistics_count_codes(void **state)
{
    (void)state;
    fixture run;
    two_files(&run);
    fixture_render(&run, TK_FORMAT_CONCISE);
    tk_text_clear(&run.text);
    tk_report_statistics(&run.report, TK_FORMAT_FULL, &run.text);
    check_found(run.text.at, "     3  TK101  unhashable-dict-key\n"
                             "     1  TK201  identity-dict-key\n");
    tk_text_clear(&run.text);
    tk_report_statistics(&run.report, TK_FORMAT_JSON, &run.text);
    check_found(run.text.at,
                "[{\"code\": \"TK101\", \"name\": \"unhashable-dict-key\", \"count\": 3}, "
                "{\"code\": \"TK201\", \"name\": \"identity-dict-key\", \"count\": 1}]\n");
    fixture_end(&run);
}

static const char *summary(fixture *run)
{
    fixture_render(run, TK_FORMAT_CONCISE);
    tk_text_clear(&run->text);
    tk_report_summary(&run->report, &run->text);
    return run->text.at;
}

static void test_summary_counts_levels_and_files(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    check_found(summary(&run), "No Python files to scan.\n");
    fixture_file(&run, "a.py", "d[x], d[y]\n");
    check_found(summary(&run), "Nothing found in 1 file.\n");
    fixture_finding(&run, 1, "x", 1, "Bad.", NULL);
    check_found(summary(&run), "Found 1 error in 1 file.\n");
    fixture_finding(&run, 0, "y", 1, "Note.", NULL);
    check_found(summary(&run), "Found 1 error and 1 note in 1 file.\n");
    fixture_end(&run);
    two_files(&run);
    check_found(summary(&run), "Found 3 errors and 1 warning in 2 of 3 files.\n");
    fixture_finding(&run, 0, "\n", 1, "Note.", NULL);
    check_found(summary(&run), "Found 3 errors, 1 warning and 1 note in 3 files.\n");
    fixture_end(&run);
}

static void test_max_results_keeps_the_gravest_in_order(void **state)
{
    (void)state;
    fixture run;
    two_files(&run);
    run.report.files = run.files;
    run.report.file_count = run.count;
    tk_report_collect(&run.report, NULL, 2);
    tk_report_render(&run.report, TK_FORMAT_PYLINT, &run.text);
    check_found(run.text.at, "a.py:1: [TK101] First.\na.py:10: [TK101] Third.\n");
    tk_text_clear(&run.text);
    tk_report_summary(&run.report, &run.text);
    check_found(run.text.at, "Found 3 errors and 1 warning in 2 of 3 files; the gravest 2 "
                             "are shown.\n");
    fixture_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_shows_origin_and_key),
        cmocka_unit_test(test_full_leaves_no_gap_between_neighbours),
        cmocka_unit_test(test_full_draws_a_file_in_its_order),
        cmocka_unit_test(test_full_labels_a_key_that_is_its_own_origin),
        cmocka_unit_test(test_full_names_another_file),
        cmocka_unit_test(test_full_underlines_what_the_eye_sees),
        cmocka_unit_test(test_full_marks_the_first_line_of_a_key),
        cmocka_unit_test(test_full_fits_the_terminal),
        cmocka_unit_test(test_full_shows_both_ends_of_a_line),
        cmocka_unit_test(test_full_crops_lines_of_generated_code),
        cmocka_unit_test(test_text_cannot_steer_the_terminal),
        cmocka_unit_test(test_text_cannot_be_reordered),
        cmocka_unit_test(test_colours_only_when_asked_for),
        cmocka_unit_test(test_grouped_aligns_places),
        cmocka_unit_test(test_pylint),
        cmocka_unit_test(test_statistics_count_codes),
        cmocka_unit_test(test_summary_counts_levels_and_files),
        cmocka_unit_test(test_max_results_keeps_the_gravest_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
