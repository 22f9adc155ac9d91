// A report of tkscan that is read again: as a baseline, and as one of two that are merged.
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "fuzz.h"

const char tk_fuzz_name[] = "report";

static char *word(const char *text)
{
    return tk_memory_copy_string(text, strlen(text));
}

void tk_fuzz_input(const char *bytes, size_t len)
{
    static int file = -1;
    static char path[64];
    if (file < 0) {
        file = memfd_create("input", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (ftruncate(file, 0) != 0 || pwrite(file, bytes, len, 0) != (ssize_t)len)
        abort();

    tk_diagnostics diagnostics = {0};
    tk_report report = {.folder = "/", .root = "/"};
    tk_baseline_filter(&report, path, NULL, NULL, &diagnostics);
    tk_diagnostics_free(&diagnostics);

    tk_options options;
    tk_options_start(&options);
    options.output_file = word("/dev/null");
    tk_vec_push(&options.arguments, word(path));
    tk_vec_push(&options.arguments, word(path));
    tk_command_merge(&options);
    tk_options_free(&options);
}
