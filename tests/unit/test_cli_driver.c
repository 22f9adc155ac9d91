#include "check.h"

#include <stdatomic.h>
#include <stdio.h>

#include "driver.h"
#include "report/codes.h"

enum { FILES = 200 };

static const tk_rule rules[] = {{.code = "TK101"}, {.code = "TK201"}};

// What the workers share: which files were taken, in which order.
typedef struct taken_log {
    atomic_uint taken;
    uint32_t order[FILES];  // by input, when it was taken
} taken_log;

// Findings in the wrong order, as many as the last digit of the size.
static void scan(const void *context, const tk_input *input, tk_file_result *result)
{
    taken_log *self = (taken_log *)(uintptr_t)context;
    uint32_t number = (uint32_t)atoi(input->path + 1);
    self->order[number] = atomic_fetch_add(&self->taken, 1);
    result->path = tk_memory_copy_string(input->path, strlen(input->path));
    for (uint32_t i = 0; i < input->bytes % 10; i++) {
        tk_finding finding = {.rule = &rules[i % 2], .message = tk_memory_copy_string("", 0)};
        finding.place.start = 100 - i / 2;
        tk_vec_push(&result->findings, finding);
    }
}

static tk_inputs make_inputs(void)
{
    tk_inputs inputs = {0};
    for (uint32_t i = 0; i < FILES; i++) {
        char path[16];
        snprintf(path, sizeof path, "f%03u", i);
        tk_input input = {tk_memory_copy_string(path, strlen(path)), i * 7919 % 1000};
        tk_vec_push(&inputs.list, input);
    }
    return inputs;
}

static tk_text run(uint32_t jobs, taken_log *log)
{
    tk_inputs inputs = make_inputs();
    tk_file_result *results = tk_memory_zero(FILES, sizeof *results);
    tk_text out = {0};
    tk_driver_run(&inputs, jobs, scan, log, results);
    for (uint32_t i = 0; i < FILES; i++) {
        tk_text_format(&out, "%s:", results[i].path);
        for (uint32_t j = 0; j < results[i].findings.len; j++)
            tk_text_format(&out, " %u %s", results[i].findings.at[j].place.start,
                           results[i].findings.at[j].rule->code);
        tk_text_add_char(&out, '\n');
        tk_file_result_free(&results[i]);
    }
    free(results);
    tk_inputs_free(&inputs);
    return out;
}

static void test_results_do_not_depend_on_the_threads(void **state)
{
    (void)state;
    taken_log log = {0};
    tk_text one = run(1, &log);
    assert_non_null(strstr(one.at, "f001: 96 TK101 97 TK101 97 TK201 98 TK101 98 TK201 99 TK101 "
                                   "99 TK201 100 TK101 100 TK201\n"));
    for (uint32_t jobs = 2; jobs <= 300; jobs *= 3) {
        taken_log again = {0};
        tk_text many = run(jobs, &again);
        check_string(one.at, many.at);
        assert_int_equal(again.taken, FILES);
        tk_text_free(&many);
    }
    tk_text_free(&one);
}

static void test_large_files_go_first(void **state)
{
    (void)state;
    taken_log log = {0};
    tk_text out = run(1, &log);
    for (uint32_t i = 0; i < FILES; i++)
        for (uint32_t j = 0; j < i; j++)
            if (i * 7919 % 1000 != j * 7919 % 1000)
                assert_int_equal(log.order[i]<log.order[j], i * 7919 % 1000> j * 7919 % 1000);
    tk_text_free(&out);
}

static void test_no_files(void **state)
{
    (void)state;
    tk_inputs none = {0};
    tk_driver_run(&none, 4, scan, NULL, NULL);
}

static void test_the_longest_prefix_decides(void **state)
{
    (void)state;
    assert_true(tk_codes_selected(NULL, NULL, "TK101"));
    assert_false(tk_codes_selected(NULL, "TK1", "TK101"));
    assert_true(tk_codes_selected(NULL, "TK1", "TK201"));
    assert_false(tk_codes_selected("TK2", NULL, "TK101"));
    assert_true(tk_codes_selected("TK2,TK101", "TK1", "TK101"));
    assert_false(tk_codes_selected("TK1", "TK101", "TK101"));
    assert_false(tk_codes_selected("TK101", "TK101", "TK101"));
    assert_true(tk_codes_selected("ALL", "TK2", "TK101"));
    assert_false(tk_codes_selected("ALL", "TK1", "TK101"));
    assert_true(tk_codes_selected(" tk1 , ", NULL, "TK101"));
    assert_false(tk_codes_selected("TK1011", NULL, "TK101"));
    assert_false(tk_codes_selected("", NULL, "TK101"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results_do_not_depend_on_the_threads),
        cmocka_unit_test(test_large_files_go_first),
        cmocka_unit_test(test_no_files),
        cmocka_unit_test(test_the_longest_prefix_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
