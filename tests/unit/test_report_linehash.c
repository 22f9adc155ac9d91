#include "check.h"

#include "report/linehash.h"

#define check_line(text, line, expected) \
    do { \
        char found_[TK_LINEHASH_TEXT]; \
        tk_linehash_compute((tk_slice){(text), sizeof(text) - 1}, (line), found_); \
        check_string((expected), found_); \
    } while (0)

// Values that GitHub's code scanning action computes for these files.
static void test_known_values(void **state)
{
    (void)state;
    check_line("x = 1\ny = 2\n", 1, "5ceeb771b3aff0bd:1");
    check_line("x = 1\ny = 2\n", 2, "ab1f8ed3e7dc41c1:1");
    check_line("x = 1\ny = 2\n", 3, "c129715d7a2bc9a3:1");
    check_line("", 1, "c129715d7a2bc9a3:1");
    check_line("d[\xC3\xA9] = \"\xF0\x9F\x98\x80\"\n", 1, "7b65357921c8899c:1");
    check_line("a\na\na\n", 1, "e5109e06824fe778:1");
    check_line("a\na\na\n", 2, "ee4468fa4a9bc719:1");
    check_line("a\na\na\n", 3, "243cbaa4685aab12:1");
}

static void test_line_ends_are_alike(void **state)
{
    (void)state;
    check_line("x = 1\r\ny = 2\r\n", 2, "ab1f8ed3e7dc41c1:1");
    check_line("x = 1\ry = 2\r", 2, "ab1f8ed3e7dc41c1:1");
    check_line("\tx=1 \n  y  =2\n", 2, "ab1f8ed3e7dc41c1:1");
}

static void test_lines_that_do_not_exist(void **state)
{
    (void)state;
    check_line("x = 1\ny = 2\n", 0, "");
    check_line("x = 1\ny = 2\n", 4, "");
}

// A text that repeats with a period shorter than the window: equal hashes are numbered.
static void test_equal_hashes_are_numbered(void **state)
{
    (void)state;
    tk_text text = {0};
    tk_linehashes all = {0};
    char first[TK_LINEHASH_TEXT], second[TK_LINEHASH_TEXT], last[TK_LINEHASH_TEXT];
    for (int i = 0; i < 1000; i++)
        tk_text_add_string(&text, "a\n");
    tk_linehashes_compute(&all, (tk_slice){text.at, text.len});
    assert_int_equal(all.list.len, 1001);
    tk_linehashes_text(&all, 1, first);
    tk_linehashes_text(&all, 2, second);
    tk_linehashes_text(&all, 951, last);
    size_t hash = strcspn(first, ":");
    assert_memory_equal(first, second, hash);
    assert_memory_equal(first, last, hash);
    check_string(":1", first + hash);
    check_string(":2", second + hash);
    check_string(":951", last + hash);
    tk_linehashes_free(&all);
    tk_text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_line_ends_are_alike),
        cmocka_unit_test(test_lines_that_do_not_exist),
        cmocka_unit_test(test_equal_hashes_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
