#include "check.h"

#include "cli/glob.h"
#include "cli/ignore.h"

static bool matches(const char *pattern, const char *path)
{
    return tk_glob_match(tk_slice_of(pattern), tk_slice_of(path));
}

static void test_wildcards_stay_in_a_folder(void **state)
{
    (void)state;
    assert_true(matches("*.py", "a.py"));
    assert_true(matches("*", ""));
    assert_false(matches("*.py", "a/b.py"));
    assert_true(matches("a*b*c", "axxbxbxc"));
    assert_false(matches("a*b*c", "axxbxbx"));
    assert_true(matches("src/*/x.py", "src/a/x.py"));
    assert_false(matches("src/*/x.py", "src/a/b/x.py"));
    assert_true(matches("?.py", "a.py"));
    assert_false(matches("?", "/"));
}

static void test_double_stars_cross_folders(void **state)
{
    (void)state;
    assert_true(matches("**/x", "x"));
    assert_true(matches("**/x", "a/b/x"));
    assert_false(matches("**/x", "ax"));
    assert_true(matches("a/**/b", "a/b"));
    assert_true(matches("a/**/b", "a/x/y/b"));
    assert_false(matches("a/**/b", "a/xb"));
    assert_true(matches("a/**", "a/b/c"));
    assert_false(matches("a/**", "a"));
    assert_true(matches("**/a/*/c", "a/b/a/b/c"));
    assert_true(matches("**/a*/**/c", "x/ab/c"));
    assert_false(matches("a**b", "a/b"));
}

static void test_sets_and_escapes(void **state)
{
    (void)state;
    assert_true(matches("[a-c]x", "bx"));
    assert_false(matches("[!a-c]x", "bx"));
    assert_true(matches("[^a-c]x", "dx"));
    assert_true(matches("[]a]", "]"));
    assert_true(matches("[[:digit:]x]", "7"));
    assert_false(matches("[[:alpha:]]", "7"));
    assert_false(matches("[^a]", "/"));
    assert_false(matches("[a", "[a"));
    assert_true(matches("\\*x", "*x"));
    assert_false(matches("\\*x", "ax"));
    assert_true(matches("[\\]]", "]"));
}

// Without bounded backtracking this would not end.
static void test_many_stars_end(void **state)
{
    (void)state;
    tk_text path = {0}, pattern = {0};
    for (int i = 0; i < 2000; i++) {
        tk_text_add_string(&path, i % 50 ? "a" : "/");
        tk_text_add_string(&pattern, i % 50 ? "*a" : "/**/");
    }
    tk_text_add_char(&pattern, 'b');
    assert_false(tk_glob_match((tk_slice){pattern.at, pattern.len}, (tk_slice){path.at, path.len}));
    tk_text_free(&path);
    tk_text_free(&pattern);
}

static tk_verdict decide(const char *lines, const char *path, bool is_folder)
{
    tk_ignore_patterns patterns = {0};
    while (*lines) {
        size_t len = strcspn(lines, "\n");
        tk_ignore_add_line(&patterns, (tk_slice){lines, len});
        lines += len + (lines[len] == '\n');
    }
    tk_verdict verdict = tk_ignore_decide(&patterns, tk_slice_of(path), is_folder);
    tk_ignore_free(&patterns);
    return verdict;
}

static void test_lines_of_ignore_files(void **state)
{
    (void)state;
    assert_int_equal(decide("*.py", "a/b.py", false), TK_IGNORED);
    assert_int_equal(decide("/*.py", "a/b.py", false), TK_UNDECIDED);
    assert_int_equal(decide("*.py\n!b.py", "a/b.py", false), TK_KEPT);
    assert_int_equal(decide("!b.py\n*.py", "a/b.py", false), TK_IGNORED);
    assert_int_equal(decide("build/", "a/build", true), TK_IGNORED);
    assert_int_equal(decide("build/", "a/build", false), TK_UNDECIDED);
    assert_int_equal(decide("a/build", "x/a/build", true), TK_UNDECIDED);
    assert_int_equal(decide("# a\n\n   \n\\#b\n\\!c", "#b", false), TK_IGNORED);
    assert_int_equal(decide("# a\n\\!c", "!c", false), TK_IGNORED);
    assert_int_equal(decide("x  \r", "x", false), TK_IGNORED);
    assert_int_equal(decide("x\\ ", "x ", false), TK_IGNORED);
    assert_int_equal(decide("/", "x", true), TK_UNDECIDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wildcards_stay_in_a_folder),
        cmocka_unit_test(test_double_stars_cross_folders),
        cmocka_unit_test(test_sets_and_escapes),
        cmocka_unit_test(test_many_stars_end),
        cmocka_unit_test(test_lines_of_ignore_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
