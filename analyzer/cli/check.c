// `tkscan check`: from options to files, findings, reports and the exit status.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "cache/cache.h"
#include "cli/add_ignore.h"
#include "cli/baseline.h"
#include "cli/changed.h"
#include "cli/commands.h"
#include "cli/discover.h"
#include "cli/file_list.h"
#include "cli/fix.h"
#include "cli/outputs.h"
#include "cli/path.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/version.h"
#include "cli/write.h"
#include "fix/across.h"
#include "project/project.h"
#include "report/codes.h"
#include "report/display.h"
#include "report/fingerprint.h"
#include "report/uri.h"

// Everything of one run, in the order in which it comes to be.
typedef struct check {
    tk_config *config;
    const tk_options *options;  // of the run
    int status;  // TK_EXIT_CLEAN or TK_EXIT_ERROR until the findings are known
    tk_catalog *catalog;
    tk_cache *cache;             // NULL: none
    tk_diagnostics diagnostics;  // what concerns no scanned file
    tk_inputs inputs;            // sorted by path
    tk_text stdin_text;          // of the input that is standard input
    tk_file_result *results;  // one for each input
    bool failed;              // what to report could not be found out
    char *folder, *root;      // absolute: the current folder, and the repository it is in
    tk_fix_run fix;
    tk_report report;
} check;

static uint64_t largest(const tk_options *options)
{
    uint64_t cap = options->max_target_bytes;
    return cap && cap < UINT32_MAX ? cap : UINT32_MAX - 1;
}

// What counts for a named file, or for one that is read because others import it.
static tk_scan_options options_of(const void *context, const tk_input *input)
{
    const check *self = context;
    if (!input)
        return (tk_scan_options){.max_bytes = largest(self->options),
                                 .follow_all = !self->options->gate,
                                 .memory_limit = self->options->max_memory,
                                 .time_limit = self->options->timeout * 1000};
    const tk_settings *settings = input->settings;
    return (tk_scan_options){
        .pedantic = settings->options.pedantic,
        .time_limit = settings->options.timeout * 1000,
        .memory_limit = settings->options.max_memory,
        .follow_all = !self->options->gate,
        .keep_silenced = self->options->report_suppressed,
        .max_bytes = largest(&settings->options),
        .select = settings->selection.codes.at,
        .python = (uint32_t)settings->options.target_version,
        .key_style = tk_options_key_style(&settings->options),
    };
}

static int compare_inputs(const void *a, const void *b)
{
    return strcmp(((const tk_input *)a)->path, ((const tk_input *)b)->path);
}

static void add_stdin(check *self)
{
    const char *name = self->options->stdin_filename ? self->options->stdin_filename : "<stdin>";
    const tk_settings *settings = tk_config_of_path(self->config, name);
    if (tk_discover_excluded(self->config, name) ||
        !tk_file_read("-", largest(&settings->options), &self->stdin_text, &self->diagnostics))
        return;
    tk_input input = {tk_path_tidy(name), self->stdin_text.len, settings,
                      tk_text_string(&self->stdin_text)};
    tk_vec_push(&self->inputs.list, input);
    qsort(self->inputs.list.at, self->inputs.list.len, sizeof *self->inputs.list.at,
          compare_inputs);
}

// By a hash of the path from the root: other files that come and go do not move it.
static void keep_shard(check *self)
{
    const tk_shard *shard = &self->options->shard;
    uint32_t kept = 0;
    for (uint32_t i = 0; shard->count && i < self->inputs.list.len; i++) {
        tk_input input = self->inputs.list.at[i];
        tk_text path = {0};
        tk_path_from_root(&self->report, input.path, &path);
        if (tk_hash_bytes(path.at, path.len) % shard->count == shard->index - 1)
            self->inputs.list.at[kept++] = input;
        else
            free(input.path);
        tk_text_free(&path);
    }
    if (shard->count)
        self->inputs.list.len = kept;
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
    tk_discover(self->config, &paths, &self->inputs, &self->diagnostics);
    if (wants_stdin)
        add_stdin(self);
    keep_shard(self);
    tk_strings_free(&paths);
}

static void find_root(check *self)
{
    self->folder = tk_path_current();
    self->root = tk_path_repository(self->folder);
    self->report.folder = self->folder;
    self->report.root = self->root ? self->root : self->folder;
    self->report.shard = self->options->shard.index;
    self->report.shard_count = self->options->shard.count;
}

static int show_files(check *self)
{
    tk_text out = {0};
    for (uint32_t i = 0; i < self->inputs.list.len; i++) {
        tk_display_quoted(&out, self->inputs.list.at[i].path);
        tk_text_add_char(&out, '\n');
    }
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

static void print_speed(const check *self, const tk_project_use *use, uint32_t jobs, int64_t ms)
{
    uint64_t bytes = 0;
    tk_text out = {0};
    for (uint32_t i = 0; i < self->inputs.list.len; i++)
        bytes += self->inputs.list.at[i].bytes;
    tk_text_format(&out, "tkscan: %u files, %llu kB, %u thread%s, %lld ms\n", self->inputs.list.len,
                   (unsigned long long)(bytes + 999) / 1000, jobs, jobs == 1 ? "" : "s",
                   (long long)ms);
    tk_text_format(&out, "tkscan: %u more imported, at most %llu kB kept for those that import\n",
                   use->modules, (unsigned long long)(use->bytes + 999) / 1000);
    uint64_t peak = tk_memory_peak() / 1000;
    tk_text_format(&out, "tkscan: %llu kB of memory at most, %llu kB for each thread\n",
                   (unsigned long long)peak, (unsigned long long)(peak / jobs));
    if (self->cache) {
        uint32_t found, asked;
        tk_cache_count(self->cache, &found, &asked);
        tk_text_format(&out, "tkscan: %u of %u results from the cache\n", found, asked);
    }
    tk_write_error(&out);
    tk_text_free(&out);
}

// What --fixable and --unfixable leave out has no fixes at all.
static void filter_fixes(const tk_options *options, tk_file_result *result)
{
    for (uint32_t i = 0; i < result->findings.len; i++) {
        tk_finding *finding = &result->findings.at[i];
        if (tk_codes_selected(options->fixable, options->unfixable, finding->rule->code))
            continue;
        for (uint32_t k = 0; k < finding->fixes.len; k++)
            tk_fix_free(&finding->fixes.at[k]);
        finding->fixes.len = 0;
    }
}

static void filter(const tk_settings *settings, tk_file_result *result)
{
    tk_selection_filter(&settings->selection, result);
    filter_fixes(&settings->options, result);
}

// Files with other text, in their project.
static void scan_again(const void *context, const tk_inputs *inputs, tk_file_result *results)
{
    const check *self = context;
    tk_project_scan(self->catalog, options_of, self, inputs, 1, NULL, NULL, results);
    tk_fixes_join(self->catalog, results, inputs->list.len);
    for (uint32_t i = 0; i < inputs->list.len; i++)
        filter(inputs->list.at[i].settings, &results[i]);
}

static void fix_inputs(check *self)
{
    tk_fix_run *run = &self->fix;
    *run = (tk_fix_run){.options = self->options, .scan = scan_again, .context = self,
                        .inputs = &self->inputs, .results = self->results};
    if (tk_fix_asked(self->options))
        tk_fix_all(run);
    for (uint32_t i = 0; i < run->diagnostics.list.len; i++)
        tk_vec_push(&self->diagnostics.list, run->diagnostics.list.at[i]);
    run->diagnostics.list.len = 0;
}

static void scan_inputs(check *self)
{
    uint32_t count = self->inputs.list.len;
    uint32_t jobs = job_count(self->options);
    int64_t start = tk_clock_ms();
    self->results = tk_memory_zero(count, sizeof *self->results);
    if (self->options->cache_dir && self->options->cache)
        self->cache = tk_cache_open(self->options->cache_dir, self->catalog, &self->diagnostics);
    tk_progress progress;
    tk_progress_start(&progress, self->options);
    tk_watch watch = {tk_progress_tell, &progress};
    tk_project_use use = tk_project_scan(self->catalog, options_of, self, &self->inputs, jobs,
                                         self->cache, &watch, self->results);
    tk_progress_end(&progress);
    tk_fixes_join(self->catalog, self->results, count);
    for (uint32_t i = 0; i < count; i++)
        filter(self->inputs.list.at[i].settings, &self->results[i]);
    if (self->options->verbose)
        print_speed(self, &use, jobs, tk_clock_ms() - start);
    fix_inputs(self);
    self->report.catalog = self->catalog;
    self->report.least = tk_fix_least(self->options);
    self->report.fixed = self->fix.fixed;
    self->report.would_fix = self->options->diff;
    self->report.version = TK_VERSION;
    self->report.homepage = TK_HOMEPAGE;
    self->report.files = self->results;
    self->report.file_count = count;
    for (uint32_t i = 0; i < count; i++)
        tk_fingerprints_set(&self->report, &self->results[i]);
}

static const char *codes_of_run(const check *self)
{
    return tk_config_of_run(self->config)->selection.codes.at;
}

// What was known before, or is no matter of this change, is not reported.
static void leave_out_known(check *self)
{
    const tk_options *options = self->options;
    if (options->diff_base && !tk_changed_filter(&self->report, options->diff_base, self->results,
                                                 &self->diagnostics))
        self->failed = true;
    if (options->baseline && !options->write_baseline &&
        !tk_baseline_filter(&self->report, options->baseline, codes_of_run(self), self->results,
                            &self->diagnostics))
        self->failed = true;
}

static void collect(check *self)
{
    tk_report_collect(&self->report, &self->diagnostics, (uint32_t)self->options->max_results);
    print_problems(self);
}

// A diff, and the text of standard input after --fix, stand where reports stand otherwise.
static bool write_results(check *self)
{
    bool text = self->options->diff || (self->options->fix && self->fix.standard_input);
    bool written = true;
    if (text) {
        tk_diagnostics problems = {0};
        tk_text shown = {0};
        bool watched = !self->options->output_file && isatty(STDOUT_FILENO);
        if (watched)
            tk_display_text(&shown, (tk_slice){tk_text_string(&self->fix.out), self->fix.out.len});
        written = tk_write_report(self->options->output_file, watched ? &shown : &self->fix.out,
                                  &problems);
        tk_text_free(&shown);
        tk_problems_print(&problems, true);
        tk_diagnostics_free(&problems);
    } else {
        written = tk_outputs_write(self->options, &self->report);
    }
    if (self->options->show_fixes)
        tk_write_error(&self->fix.told);
    if (text && !self->options->quiet)
        tk_outputs_summary(self->options, &self->report);
    return written;
}

static int exit_status(const check *self)
{
    if (self->status == TK_EXIT_ERROR || self->options->exit_zero)
        return self->status;
    if (self->options->diff)
        return self->fix.out.len ? TK_EXIT_FOUND : TK_EXIT_CLEAN;
    if (self->fix.fixed && self->options->exit_non_zero_on_fix)
        return TK_EXIT_FOUND;
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
    tk_fix_run_free(&self->fix);
    tk_inputs_free(&self->inputs);
    tk_text_free(&self->stdin_text);
    free(self->folder);
    free(self->root);
    tk_diagnostics_free(&self->diagnostics);
    tk_cache_close(self->cache);
    tk_catalog_free(self->catalog);
}

// What is made of the findings; the exit status.
static int finish(check *self)
{
    const tk_options *options = self->options;
    if (options->add_ignore)
        return tk_add_ignore(&self->report) ? self->status : TK_EXIT_ERROR;
    if (options->write_baseline) {
        tk_diagnostics diagnostics = {0};
        if (!tk_baseline_write(&self->report, options->write_baseline, &diagnostics))
            self->status = TK_EXIT_ERROR;
        tk_problems_print(&diagnostics, true);
        tk_diagnostics_free(&diagnostics);
        return self->status;
    }
    if (!write_results(self))
        self->status = TK_EXIT_ERROR;
    return exit_status(self);
}

int tk_command_check(tk_config *config)
{
    const tk_options *options = &tk_config_of_run(config)->options;
    check self = {.config = config, .options = options};
    int status = TK_EXIT_ERROR;
    self.catalog = tk_command_catalog(options, &self.status);
    tk_config_use_catalog(config, self.catalog);
    if (tk_config_failed(config))
        goto out;
    find_root(&self);
    find_inputs(&self);
    if (tk_config_failed(config))
        goto out;
    if (options->show_files) {
        status = show_files(&self);
        goto out;
    }
    scan_inputs(&self);
    leave_out_known(&self);
    collect(&self);
    if (self.failed)
        goto out;
    status = finish(&self);
out:
    check_free(&self);
    return status;
}
