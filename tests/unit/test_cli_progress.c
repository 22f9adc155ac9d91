#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/progress.h"

// What `tell` and `end` write to standard error, for a run that began `age` ms ago.
static void show(bool watched, int64_t age, tk_text *out)
{
    int ends[2], kept = dup(STDERR_FILENO);
    char bytes[256];
    tk_options options = {.quiet = false};
    tk_progress progress;
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    tk_progress_start(&progress, &options);
    assert_false(progress.watched);  // a pipe is no terminal
    progress.watched = watched;
    progress.start -= age;
    tk_progress_tell(&progress, 1, 4);
    tk_progress_tell(&progress, 2, 4);  // at once: too soon for another line
    tk_progress_end(&progress);
    tk_progress_end(&progress);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    ssize_t got = read(ends[0], bytes, sizeof bytes);
    close(ends[0]);
    tk_text_clear(out);
    tk_text_add(out, bytes, got > 0 ? (size_t)got : 0);
}

static void test_only_long_runs_that_are_watched(void **state)
{
    (void)state;
    tk_text out = {0};
    show(true, 5000, &out);
    check_dump("\r\033[Ktkscan: 25 %\r\033[K", &out);
    show(true, 0, &out);
    check_dump("", &out);
    show(false, 5000, &out);
    check_dump("", &out);
    tk_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_only_long_runs_that_are_watched)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
