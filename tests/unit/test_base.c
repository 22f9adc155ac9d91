#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/names.h"
#include "base/vec.h"

static void test_arena_gives_aligned_memory_that_stays(void **state)
{
    (void)state;
    tk_arena arena = TK_ARENA_INIT;
    char *first = tk_arena_copy(&arena, "first", 5);
    for (size_t i = 1; i < 3000; i++) {
        unsigned char *at = tk_arena_alloc(&arena, i);
        assert_int_equal((uintptr_t)at % 16, 0);
        memset(at, 0xEE, i);
    }
    assert_string_equal(first, "first");
    uint64_t *zeros = TK_ARENA_ARRAY(&arena, uint64_t, 100000);
    for (size_t i = 0; i < 100000; i++)
        assert_true(zeros[i] == 0);
    assert_true(arena.total >= 100000 * sizeof *zeros);
    tk_arena_free(&arena);
    assert_int_equal(arena.total, 0);
}

static void test_arena_keeps_one_block_over_a_reset(void **state)
{
    (void)state;
    tk_arena arena = TK_ARENA_INIT;
    for (int i = 0; i < 100; i++)
        tk_arena_alloc(&arena, 10000);
    size_t grown = arena.total;
    tk_arena_reset(&arena);
    assert_true(arena.total > 0 && arena.total < grown);
    size_t kept = arena.total;
    unsigned char *zero = tk_arena_zero(&arena, 1, 64);  // memory that was used before
    for (int i = 0; i < 64; i++)
        assert_int_equal(zero[i], 0);
    assert_int_equal(arena.total, kept);
    tk_arena_free(&arena);
}

static void test_vec_grows_and_keeps_its_items(void **state)
{
    (void)state;
    TK_VEC(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 10000; i++)
        tk_vec_push(&numbers, i * 3);
    assert_int_equal(numbers.len, 10000);
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.at[i], i * 3);
    tk_vec_free(&numbers);
    assert_null(numbers.at);
    assert_int_equal(numbers.cap, 0);
}

static void test_text_formats_and_stays_terminated(void **state)
{
    (void)state;
    tk_text text = {0};
    assert_string_equal(tk_text_string(&text), "");
    tk_text_add(&text, "abc", 2);
    tk_text_add_char(&text, '-');
    tk_text_format(&text, "%d/%s", -7, "x");
    tk_text_add_slice(&text, TK_SLICE("!"));
    assert_string_equal(text.at, "ab--7/x!");
    for (int i = 0; i < 500; i++)
        tk_text_format(&text, "%03d", i);
    assert_int_equal(text.len, 8 + 1500);
    assert_int_equal(strlen(text.at), text.len);
    tk_text_clear(&text);
    assert_string_equal(tk_text_string(&text), "");
    tk_text_free(&text);
}

static void test_slices_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(tk_slice_is((tk_slice){"abc", 2}, "ab"));
    assert_false(tk_slice_is((tk_slice){"abc", 3}, "ab"));
    assert_true(tk_slice_equal((tk_slice){NULL, 0}, TK_SLICE("")));
    assert_true(tk_slice_equal((tk_slice){"a\0b", 3}, (tk_slice){"a\0b", 3}));
    assert_false(tk_slice_equal((tk_slice){"a\0b", 3}, (tk_slice){"a\0c", 3}));
    assert_true(tk_slice_starts(TK_SLICE("torch.nn"), "torch"));
    assert_false(tk_slice_starts(TK_SLICE("tor"), "torch"));
}

static void test_names_are_the_same_for_the_same_text(void **state)
{
    (void)state;
    tk_names *names = tk_names_new(NULL);
    tk_name first = tk_names_add(names, TK_SLICE("first"));
    assert_true(first.i != 0);
    assert_true(tk_name_equal(first, tk_names_add(names, (tk_slice){"first!", 5})));
    assert_int_equal(tk_names_find(names, TK_SLICE("second")).i, 0);
    char text[16];
    for (int i = 0; i < 5000; i++) {
        int len = snprintf(text, sizeof text, "name%d", i);
        tk_names_add(names, (tk_slice){text, (size_t)len});
    }
    assert_true(tk_name_equal(first, tk_names_find(names, TK_SLICE("first"))));
    tk_name late = tk_names_find(names, TK_SLICE("name4999"));
    assert_string_equal(tk_names_text(names, late).at, "name4999");
    assert_int_equal(tk_names_text(names, (tk_name){0}).len, 0);
    tk_names_free(names);
}

static void test_names_stand_on_a_frozen_table(void **state)
{
    (void)state;
    tk_names *base = tk_names_new(NULL);
    tk_name shared = tk_names_add(base, TK_SLICE("shared"));
    tk_names *one = tk_names_new(base), *two = tk_names_new(base);
    assert_true(tk_name_equal(tk_names_add(one, TK_SLICE("shared")), shared));
    tk_name own = tk_names_add(one, TK_SLICE("own"));
    assert_false(tk_name_equal(own, shared));
    assert_int_equal(tk_names_find(two, TK_SLICE("own")).i, 0);
    assert_int_equal(tk_names_find(base, TK_SLICE("own")).i, 0);
    assert_string_equal(tk_names_text(one, shared).at, "shared");
    assert_string_equal(tk_names_text(one, own).at, "own");
    tk_names_free(one);
    tk_names_free(two);
    tk_names_free(base);
}

static void render_diagnostics(const tk_diagnostics *diagnostics, tk_text *out)
{
    for (uint32_t i = 0; i < diagnostics->list.len; i++) {
        const tk_diagnostic *d = &diagnostics->list.at[i];
        tk_text_format(out, "%s %s %s:%u:%u %s\n",
                       d->severity == TK_SEVERITY_ERROR ? "error" : "note", d->code ? d->code : "-",
                       d->path ? d->path : "-", d->line, d->column, d->message);
    }
}

static void test_diagnostics_move_with_what_they_own(void **state)
{
    (void)state;
    tk_diagnostics all = {0}, some = {0};
    char path[] = "a.py";
    tk_diagnostics_add(&all, TK_SEVERITY_ERROR, NULL, 0, 0, "no %s", "option");
    tk_diagnostics_add(&some, TK_SEVERITY_NOTE, path, 3, 7, "%d things", 2)->code = "TK001";
    path[0] = 'X';
    tk_diagnostics_move(&all, &some);
    assert_int_equal(some.list.len, 0);
    tk_text out = {0};
    render_diagnostics(&all, &out);
    check_dump("error - -:0:0 no option\nnote TK001 a.py:3:7 2 things\n", &out);
    tk_diagnostics_free(&all);
    tk_diagnostics_free(&some);
}

static void test_nearest_finds_a_slip_and_nothing_far(void **state)
{
    (void)state;
    static const char *const words[] = {"message", "sites", "level", "key"};
    assert_string_equal(tk_diagnostic_nearest("mesage", words, 4), "message");
    assert_string_equal(tk_diagnostic_nearest("sties", words, 4), "sites");
    assert_string_equal(tk_diagnostic_nearest("key", words, 4), "key");
    assert_null(tk_diagnostic_nearest("documentation", words, 4));
    assert_null(tk_diagnostic_nearest("x", words, 0));
}

static void test_files_are_read_whole_and_only_when_they_are_files(void **state)
{
    (void)state;
    char path[] = "/tmp/tkscan-test-XXXXXX", bytes[200000];
    int file = mkstemp(path);
    memset(bytes, 'x', sizeof bytes);
    assert_int_equal(write(file, bytes, sizeof bytes), sizeof bytes);
    close(file);
    tk_text text = {0};
    assert_true(tk_file_load(path, &text, sizeof bytes));
    assert_true(tk_file_load(path, &text, UINT64_MAX));   // behind what is there
    assert_int_equal(text.len, 2 * sizeof bytes);
    assert_false(tk_file_load(path, &text, sizeof bytes - 1));
    assert_int_equal(errno, EFBIG);
    unlink(path);
    assert_false(tk_file_load(path, &text, 1));
    assert_int_equal(errno, ENOENT);
    assert_false(tk_file_load("/", &text, 1));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(tk_file_load(path, &text, 1));
    assert_int_equal(errno, EINVAL);
    unlink(path);
    tk_text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_gives_aligned_memory_that_stays),
        cmocka_unit_test(test_arena_keeps_one_block_over_a_reset),
        cmocka_unit_test(test_vec_grows_and_keeps_its_items),
        cmocka_unit_test(test_text_formats_and_stays_terminated),
        cmocka_unit_test(test_slices_compare_by_bytes),
        cmocka_unit_test(test_names_are_the_same_for_the_same_text),
        cmocka_unit_test(test_names_stand_on_a_frozen_table),
        cmocka_unit_test(test_diagnostics_move_with_what_they_own),
        cmocka_unit_test(test_nearest_finds_a_slip_and_nothing_far),
        cmocka_unit_test(test_files_are_read_whole_and_only_when_they_are_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
