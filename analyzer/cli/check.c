// `tkscan check`: from options to files, findings, reports and the exit status.
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/discover.h"
#include "cli/file_list.h"
#include "cli/outputs.h"
#include "cli/path.h"
#include "cli/problems.h"
#include "cli/version.h"
#include "cli/write.h"
#include "report/codes.h"
#include "report/summary.h"

// Everything of one run, in the order in which it comes to be.
typedef struct check {
    const tk_options *options;
    int status;  // TK_EXIT_CLEAN or TK_EXIT_ERROR until the findings are known
    tk_catalog *catalog;
    tk_text selected;  // codes to be reported; empty: all
    tk_scan_options scan;
    tk_diagnostics diagnostics;  // what concerns no scanned file
    tk_inputs inputs;            // sorted by path
    bool reads_stdin;            // and is among the inputs, as `stdin_name`
    const char *stdin_name;
    tk_text stdin_text;
    tk_file_result *results;  // one for each input
    tk_report report;
} check;

static void scan_one(const void *context, const tk_input *input, tk_file_result *result)
{
    const check *self = context;
    if (self->reads_stdin && input->path == self->stdin_name)
        tk_scan_bytes(self->catalog, &self->scan, input->path, tk_text_string(&self->stdin_text),
                      self->stdin_text.len, result);
    else
        tk_scan_file(self->catalog, &self->scan, input->path, result);
}

static bool matches_some_rule(const tk_catalog *catalog, tk_slice code)
{
    for (uint32_t i = 0; i < catalog->rules.len; i++)
        if (tk_codes_match(code, catalog->rules.at[i].code))
            return true;
    return false;
}

// A mistyped code would silently select nothing.
static void check_codes(check *self, const char *option, const char *codes)
{
    tk_slice rest = tk_slice_of(codes ? codes : ""), code;
    while (tk_codes_next(&rest, &code)) {
        if (matches_some_rule(self->catalog, code))
            continue;
        char *word = tk_memory_copy_string(code.at, code.len);
        tk_diagnostic *added =
            tk_diagnostics_add(&self->diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                               "'--%s': no rule has a code like '%s'", option, word);
        added->hint = tk_memory_copy_string("'tkscan rule' lists them", 24);
        free(word);
    }
}

// The scan gets whole codes; what prefixes mean is settled here.
static void list_selected(check *self)
{
    const tk_options *options = self->options;
    tk_text select = {0};
    if (options->select)
        tk_text_format(&select, "%s,%s", options->select,
                       options->extend_select ? options->extend_select : "");
    tk_text_add_string(&self->selected, "none");
    for (uint32_t i = 0; i < self->catalog->rules.len; i++) {
        const char *code = self->catalog->rules.at[i].code;
        if (tk_codes_selected(select.at, options->ignore, code))
            tk_text_format(&self->selected, ",%s", code);
    }
    tk_text_free(&select);
}

static void choose_rules(check *self)
{
    const tk_options *options = self->options;
    check_codes(self, "select", options->select);
    check_codes(self, "ignore", options->ignore);
    check_codes(self, "extend-select", options->extend_select);
    if (options->select || options->ignore)
        list_selected(self);
    uint64_t cap = options->max_target_bytes;
    self->scan = (tk_scan_options){
        .pedantic = options->pedantic,
        .max_bytes = cap && cap < UINT32_MAX ? cap : UINT32_MAX - 1,
        .select = self->selected.at,
    };
}

static int compare_inputs(const void *a, const void *b)
{
    return strcmp(((const tk_input *)a)->path, ((const tk_input *)b)->path);
}

static void add_stdin(check *self)
{
    const char *name = self->options->stdin_filename ? self->options->stdin_filename : "<stdin>";
    if (tk_discover_excluded(self->options, name) ||
        !tk_file_read("-", self->scan.max_bytes, &self->stdin_text, &self->diagnostics))
        return;
    tk_input input = {tk_path_tidy(name), self->stdin_text.len};
    self->reads_stdin = true;
    self->stdin_name = input.path;
    tk_vec_push(&self->inputs.list, input);
    qsort(self->inputs.list.at, self->inputs.list.len, sizeof *self->inputs.list.at,
          compare_inputs);
}

static void find_inputs(check *self)
{
    const tk_options *options = self->options;
    tk_strings paths = {0};
    bool wants_stdin = false;
    for (uint32_t i = 0; i < options->arguments.len; i++) {
        const char *path = options->arguments.at[i];
        if (strcmp(path, "-") == 0)
            wants_stdin = true;
        else
            tk_vec_push(&paths, tk_memory_copy_string(path, strlen(path)));
    }
    for (uint32_t i = 0; i < options->files_from.len; i++)
        tk_file_list_read(options->files_from.at[i], '\n', &paths, &self->diagnostics);
    for (uint32_t i = 0; i < options->files_from0.len; i++)
        tk_file_list_read(options->files_from0.at[i], '\0', &paths, &self->diagnostics);
    if (!options->arguments.len && !options->files_from.len && !options->files_from0.len)
        tk_vec_push(&paths, tk_memory_copy_string(".", 1));
    tk_discover(options, &paths, &self->inputs, &self->diagnostics);
    if (wants_stdin)
        add_stdin(self);
    tk_strings_free(&paths);
}

static int show_files(check *self)
{
    tk_text out = {0};
    for (uint32_t i = 0; i < self->inputs.list.len; i++)
        tk_text_format(&out, "%s\n", self->inputs.list.at[i].path);
    if (tk_problems_print(&self->diagnostics, true))
        self->status = TK_EXIT_ERROR;
    int status = tk_command_print(&out, self->status);
    tk_text_free(&out);
    return status;
}

static uint32_t job_count(const tk_options *options)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t jobs = options->jobs ? options->jobs : cores > 0 ? (uint64_t)cores : 1;
    return jobs < 1024 ? (uint32_t)jobs : 1024;
}

static void print_problems(check *self)
{
    tk_text out = {0};
    for (uint32_t i = 0; i < self->report.problems.len; i++) {
        const tk_diagnostic *problem = self->report.problems.at[i];
        if (problem->severity == TK_SEVERITY_ERROR)
            self->status = TK_EXIT_ERROR;
        if (problem->severity == TK_SEVERITY_ERROR || !self->options->quiet)
            tk_problem_line(problem, &out);
    }
    tk_write_error(&out);
    tk_text_free(&out);
}

static void scan_inputs(check *self)
{
    uint32_t count = self->inputs.list.len;
    self->results = tk_memory_zero(count, sizeof *self->results);
    tk_driver_run(&self->inputs, job_count(self->options), scan_one, self, self->results);
    self->report.catalog = self->catalog;
    self->report.version = TK_VERSION;
    self->report.files = self->results;
    self->report.file_count = count;
    tk_report_collect(&self->report, &self->diagnostics, (uint32_t)self->options->max_results);
    print_problems(self);
}

static int exit_status(const check *self)
{
    if (self->status == TK_EXIT_ERROR || self->options->exit_zero)
        return self->status;
    for (uint32_t i = 0; i < self->report.file_count; i++) {
        const tk_file_result *file = &self->report.files[i];
        for (uint32_t j = 0; j < file->findings.len; j++)
            if ((int)file->findings.at[j].level >= self->options->fail_level)
                return TK_EXIT_FOUND;
    }
    return self->status;
}

static void check_free(check *self)
{
    for (uint32_t i = 0; i < self->inputs.list.len && self->results; i++)
        tk_file_result_free(&self->results[i]);
    free(self->results);
    tk_report_free(&self->report);
    tk_inputs_free(&self->inputs);
    tk_text_free(&self->stdin_text);
    tk_text_free(&self->selected);
    tk_diagnostics_free(&self->diagnostics);
    tk_catalog_free(self->catalog);
}

int tk_command_check(const tk_options *options)
{
    check self = {.options = options};
    self.catalog = tk_command_catalog(options, &self.status);
    choose_rules(&self);
    int status = TK_EXIT_ERROR;
    if (tk_problems_print(&self.diagnostics, true))
        goto out;
    find_inputs(&self);
    if (options->show_files) {
        status = show_files(&self);
        goto out;
    }
    scan_inputs(&self);
    if (!tk_outputs_write(options, &self.report))
        self.status = TK_EXIT_ERROR;
    status = exit_status(&self);
out:
    check_free(&self);
    return status;
}
