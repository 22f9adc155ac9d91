#include "check.h"

#include <stdatomic.h>
#include <stdio.h>

#include "driver.h"
#include "report/codes.h"

enum { TASKS = 200 };

// What the workers share: when each task was done, from 1.
typedef struct done_log {
    atomic_uint worked;
    uint32_t done, when[TASKS];
} done_log;

static void *work(const void *context, uint32_t task)
{
    done_log *self = (done_log *)(uintptr_t)context;
    atomic_fetch_add(&self->worked, 1);
    return (void *)(uintptr_t)(task * 3 + 1);
}

static void done(void *context, uint32_t task, void *product)
{
    done_log *self = context;
    assert_int_equal((uintptr_t)product, task * 3 + 1);
    assert_int_equal(self->when[task], 0);
    self->when[task] = ++self->done;
}

// Each task waits for those whose number is a multiple of its own.
static void run(uint32_t jobs, done_log *log)
{
    tk_tasks tasks = {0};
    tk_tasks_add(&tasks, TASKS);
    for (uint32_t i = 1; i < TASKS; i++)
        for (uint32_t k = 2 * i; k < TASKS; k += i)
            tk_tasks_wait(&tasks, i, k);
    tk_driver_run(&(tk_driver){log, work, done}, &tasks, jobs);
    tk_tasks_free(&tasks);
}

static void test_tasks_come_after_those_they_wait_for(void **state)
{
    (void)state;
    for (uint32_t jobs = 1; jobs <= 300; jobs *= 3) {
        done_log log = {0};
        run(jobs, &log);
        assert_int_equal(log.worked, TASKS);
        for (uint32_t i = 1; i < TASKS; i++)
            for (uint32_t k = 2 * i; k < TASKS; k += i)
                assert_true(log.when[k] < log.when[i]);
    }
}

static void test_one_thread_takes_the_smallest_number(void **state)
{
    (void)state;
    done_log log = {0};
    run(1, &log);
    assert_int_equal(log.when[0], 1);
    for (uint32_t i = TASKS / 2; i + 1 < TASKS; i++)   // these wait for none
        assert_true(log.when[i] < log.when[i + 1]);
}

static void test_no_tasks(void **state)
{
    (void)state;
    tk_tasks none = {0};
    tk_driver_run(&(tk_driver){NULL, work, done}, &none, 4);
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
        cmocka_unit_test(test_tasks_come_after_those_they_wait_for),
        cmocka_unit_test(test_one_thread_takes_the_smallest_number),
        cmocka_unit_test(test_no_tasks),
        cmocka_unit_test(test_the_longest_prefix_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
