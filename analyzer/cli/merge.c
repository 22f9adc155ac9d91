// `tkscan merge`: the reports of shards, in json or sarif, as the report of one run.
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/file_list.h"
#include "cli/option_table.h"
#include "cli/problems.h"
#include "cli/write.h"
#include "report/json_write.h"

enum { LARGEST = 1 << 30 };

// A finding or a problem, with what it is sorted by.
typedef struct item {
    json_t *json;  // borrowed from its report
    const char *path;
    uint32_t position;  // in the order of the reports
} item;

typedef TK_VEC(item) items;

typedef struct merge {
    const tk_options *options;
    tk_diagnostics diagnostics;
    TK_VEC(json_t *) reports;
    bool sarif;
    items findings, problems;
    bool found;  // something at --fail-level or above
} merge;

static void complain(merge *self, const char *file, const char *why)
{
    tk_diagnostics_add(&self->diagnostics, TK_SEVERITY_ERROR, file, 0, 0, "cannot be merged: %s",
                       why);
}

static json_t *dig(json_t *from, const char *const *keys)
{
    for (; *keys && from; keys++)
        from = strcmp(*keys, "0") == 0 ? json_array_get(from, 0) : json_object_get(from, *keys);
    return from;
}

static json_t *run_of(json_t *report)
{
    return dig(report, (const char *const[]){"runs", "0", NULL});
}

static bool is_ours(json_t *report, bool sarif)
{
    json_t *name = sarif ? dig(run_of(report), (const char *const[]){"tool", "driver", "name", NULL})
                         : json_object_get(report, "tool");
    json_t *list = sarif ? dig(run_of(report), (const char *const[]){"results", NULL})
                         : json_object_get(report, "findings");
    return json_is_string(name) && strcmp(json_string_value(name), "tkscan") == 0 &&
           json_is_array(list);
}

static void read_report(merge *self, const char *file)
{
    tk_text text = {0};
    json_error_t error;
    if (!tk_file_read(file, LARGEST, &text, &self->diagnostics))
        return;
    json_t *report = json_loadb(tk_text_string(&text), text.len, JSON_REJECT_DUPLICATES, &error);
    tk_text_free(&text);
    if (!report && json_error_code(&error) == json_error_out_of_memory)
        tk_memory_end();
    if (!report) {
        tk_diagnostics_add(&self->diagnostics, TK_SEVERITY_ERROR, file,
                           error.line > 0 ? (uint32_t)error.line : 0,
                           error.column > 0 ? (uint32_t)error.column : 0, "not valid JSON: %s",
                           error.text);
        return;
    }
    bool sarif = json_object_get(report, "runs"), first = self->reports.len == 0;
    const char *why = NULL;
    if (!is_ours(report, sarif))
        why = "it is no report of tkscan in json or sarif";
    else if (!first && sarif != self->sarif)
        why = "the other reports have another format";
    else if (!first && sarif &&
             !json_equal(json_object_get(run_of(report), "tool"),
                         json_object_get(run_of(self->reports.at[0]), "tool")))
        why = "the other reports were made by another version or with other rules";
    if (why) {
        complain(self, file, why);
        json_decref(report);
        return;
    }
    self->sarif = sarif;
    tk_vec_push(&self->reports, report);
}

// --- order -----------------------------------------------------------------------------------------

static const char *path_of(const merge *self, json_t *json)
{
    static const char *const uri[] = {"locations", "0", "physicalLocation", "artifactLocation",
                                      "uri", NULL};
    json_t *path = self->sarif ? dig(json, uri) : json_object_get(json, "path");
    return json_is_string(path) ? json_string_value(path) : "";
}

static void add_items(merge *self, items *out, json_t *list)
{
    json_t *one;
    size_t i;
    json_array_foreach(list, i, one) {
        item added = {one, path_of(self, one), out->len};
        tk_vec_push(out, added);
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The next byte of a URI as it is in the path, 0 at the end.
static int next_byte(const char **at)
{
    const char *from = *at;
    if (*from == '%' && hex(from[1]) >= 0 && hex(from[2]) >= 0) {
        *at += 3;
        return hex(from[1]) * 16 + hex(from[2]);
    }
    *at += *from != '\0';
    return (unsigned char)*from;
}

static int compare_uris(const void *a, const void *b)
{
    const item *left = a, *right = b;
    const char *at = left->path, *other = right->path;
    int one, two;
    do {
        one = next_byte(&at);
        two = next_byte(&other);
    } while (one == two && one);
    if (one != two)
        return one < two ? -1 : 1;
    return left->position < right->position ? -1 : left->position > right->position;
}

static int compare_paths(const void *a, const void *b)
{
    const item *left = a, *right = b;
    int order = strcmp(left->path, right->path);
    if (order)
        return order;
    return left->position < right->position ? -1 : left->position > right->position;
}

static void sort(const merge *self, items *list)
{
    if (list->len)
        qsort(list->at, list->len, sizeof *list->at, self->sarif ? compare_uris : compare_paths);
}

// --- writing ---------------------------------------------------------------------------------------

static void add_json(tk_text *out, json_t *json, bool compact)
{
    char *text = json_dumps(json, JSON_PRESERVE_ORDER | JSON_ENCODE_ANY | (compact ? JSON_COMPACT : 0));
    if (!text)
        tk_memory_end();
    tk_json_hide(out, tk_slice_of(text));
    free(text);
}

static void add_lines(tk_text *out, const items *list)
{
    for (uint32_t i = 0; i < list->len; i++) {
        tk_text_add_string(out, i ? ",\n" : "\n");
        add_json(out, list->at[i].json, false);
    }
    tk_text_add_string(out, list->len ? "\n]" : "]");
}

static void write_json(merge *self, tk_text *out)
{
    json_int_t files = 0;
    for (uint32_t i = 0; i < self->reports.len; i++)
        files += json_integer_value(json_object_get(self->reports.at[i], "files"));
    tk_text_add_string(out, "{\"version\": 1, \"tool\": \"tkscan\", \"findings\": [");
    add_lines(out, &self->findings);
    tk_text_add_string(out, ", \"errors\": [");
    add_lines(out, &self->problems);
    tk_text_format(out, ", \"files\": %lld}\n", (long long)files);
}

static json_t *list_of(const items *list)
{
    json_t *result = json_array();
    for (uint32_t i = 0; i < list->len; i++)
        json_array_append(result, list->at[i].json);
    return result;
}

// The first report with the results of all; it is no shard any more.
static void write_sarif(merge *self, tk_text *out)
{
    json_t *run = run_of(self->reports.at[0]);
    json_t *invocation = dig(run, (const char *const[]){"invocations", "0", NULL});
    json_t *results = list_of(&self->findings), *notes = list_of(&self->problems);
    json_object_set_new(run, "results", results);
    json_object_set_new(invocation, "toolExecutionNotifications", notes);
    json_object_set_new(json_object_get(run, "automationDetails"), "id", json_string("tkscan/"));
    add_json(out, self->reports.at[0], true);
    tk_text_add_char(out, '\n');
}

// --- the command -----------------------------------------------------------------------------------

static bool fails(const merge *self, json_t *finding)
{
    uint32_t count;
    const char *const *levels = tk_option_words(TK_KIND_LEVEL, &count);
    const char *level = json_string_value(json_object_get(finding, "level"));
    for (uint32_t i = 0; level && i < count; i++)
        if (strcmp(levels[i], level) == 0)
            return (int)i >= self->options->fail_level &&
                   !json_object_get(finding, "suppressions");
    return false;
}

static void collect(merge *self)
{
    for (uint32_t i = 0; i < self->reports.len; i++) {
        json_t *report = self->reports.at[i], *run = run_of(report);
        static const char *const notes[] = {"invocations", "0", "toolExecutionNotifications", NULL};
        add_items(self, &self->findings, json_object_get(self->sarif ? run : report,
                                                         self->sarif ? "results" : "findings"));
        add_items(self, &self->problems,
                  self->sarif ? dig(run, notes) : json_object_get(report, "errors"));
    }
    sort(self, &self->findings);
    sort(self, &self->problems);
    for (uint32_t i = 0; i < self->findings.len; i++)
        self->found |= fails(self, self->findings.at[i].json);
}

static int write_merged(merge *self)
{
    tk_text out = {0};
    collect(self);
    if (self->sarif)
        write_sarif(self, &out);
    else
        write_json(self, &out);
    bool written = tk_write_report(self->options->output_file, &out, &self->diagnostics);
    tk_text_free(&out);
    if (!written)
        return TK_EXIT_ERROR;
    return self->found && !self->options->exit_zero ? TK_EXIT_FOUND : TK_EXIT_CLEAN;
}

int tk_command_merge(const tk_options *options)
{
    merge self = {.options = options};
    for (uint32_t i = 0; i < options->arguments.len; i++)
        read_report(&self, options->arguments.at[i]);
    if (options->arguments.len == 0)
        tk_diagnostics_add(&self.diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                           "'tkscan merge' needs the reports to merge");
    int status = self.diagnostics.list.len ? TK_EXIT_ERROR : write_merged(&self);
    tk_problems_print(&self.diagnostics, true);
    for (uint32_t i = 0; i < self.reports.len; i++)
        json_decref(self.reports.at[i]);
    tk_vec_free(&self.reports);
    tk_vec_free(&self.findings);
    tk_vec_free(&self.problems);
    tk_diagnostics_free(&self.diagnostics);
    return status;
}
