// Replacing files, and unified diffs.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "cli/diff.h"
#include "cli/replace.h"

// --- files -----------------------------------------------------------------------------------------

static char folder[] = "/tmp/tkscan-replace-XXXXXX";
static char path[64];

static void write_file(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *read_file(void)
{
    static char text[64];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void test_replaces_and_keeps_the_mode(void **state)
{
    (void)state;
    tk_diagnostics diagnostics = {0};
    tk_original original;
    struct stat status;
    write_file("old");
    chmod(path, 0741);
    assert_true(tk_original_read(&original, path, &diagnostics));
    assert_true(tk_original_replace(&original, TK_SLICE("new"), &diagnostics));
    assert_string_equal(read_file(), "new");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0741);
    assert_int_equal(diagnostics.list.len, 0);
    tk_original_free(&original);
}

static void test_a_file_that_was_changed_meanwhile_stays(void **state)
{
    (void)state;
    tk_diagnostics diagnostics = {0};
    tk_original original;
    write_file("old");
    chmod(path, 0644);
    assert_true(tk_original_read(&original, path, &diagnostics));
    write_file("older than new");
    assert_false(tk_original_replace(&original, TK_SLICE("new"), &diagnostics));
    assert_string_equal(read_file(), "older than new");
    assert_string_equal(diagnostics.list.at[0].message, "not fixed: it was changed meanwhile");
    tk_original_free(&original);
    tk_diagnostics_free(&diagnostics);
}

static void test_what_cannot_be_replaced(void **state)
{
    (void)state;
    tk_diagnostics diagnostics = {0};
    tk_original original;
    write_file("old");
    chmod(path, 0444);
    assert_false(tk_original_read(&original, path, &diagnostics));
    tk_original_free(&original);
    unlink(path);
    assert_false(tk_original_read(&original, path, &diagnostics));
    tk_original_free(&original);
    assert_string_equal(diagnostics.list.at[0].message, "not fixed: it is read-only");
    assert_string_equal(diagnostics.list.at[1].message, "not fixed: No such file or directory");
    tk_diagnostics_free(&diagnostics);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/a.py", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);   // fails when a temporary file was left
}

// --- diffs -----------------------------------------------------------------------------------------

static void check_diff(const char *old, const char *new, const char *wanted)
{
    tk_text out = {0};
    tk_diff_add("a", tk_slice_of(old), tk_slice_of(new), &out);
    assert_string_equal(tk_text_string(&out), wanted);
    tk_text_free(&out);
}

#define HEAD "--- a\n+++ a\n"

static void test_diffs(void **state)
{
    (void)state;
    check_diff("1\n", "1\n", "");
    check_diff("1\n", "2\n", HEAD "@@ -1 +1 @@\n-1\n+2\n");
    check_diff("", "1\n", HEAD "@@ -0,0 +1 @@\n+1\n");
    check_diff("1\n", "", HEAD "@@ -1 +0,0 @@\n-1\n");
    check_diff("1", "1\n", HEAD "@@ -1 +1 @@\n-1\n\\ No newline at end of file\n+1\n");
    check_diff("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nx\n5\n", HEAD "@@ -2,4 +2,5 @@\n 2\n 3\n 4\n+x\n 5\n");
}

static void test_hunks_that_touch_are_one(void **state)
{
    (void)state;
    check_diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
               HEAD "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
    check_diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
               HEAD "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replaces_and_keeps_the_mode),
        cmocka_unit_test(test_a_file_that_was_changed_meanwhile_stays),
        cmocka_unit_test(test_what_cannot_be_replaced),
        cmocka_unit_test(test_diffs),
        cmocka_unit_test(test_hunks_that_touch_are_one),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
