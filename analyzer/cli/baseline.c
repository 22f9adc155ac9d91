#include "cli/baseline.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/file_list.h"
#include "cli/path.h"
#include "cli/write.h"
#include "report/codes.h"
#include "report/json_write.h"
#include "report/uri.h"

enum { LARGEST = 1 << 30 };

// --- writing ---------------------------------------------------------------------------------------

bool tk_baseline_write(const tk_report *report, const char *file, tk_diagnostics *diagnostics)
{
    tk_text out = {0};
    tk_json json = {.out = &out, .spaced = true};
    bool any = false;
    tk_json_open(&json, NULL, '{');
    tk_json_number(&json, "version", 1);
    tk_json_string(&json, "tool", "tkscan");
    tk_json_open(&json, "findings", '[');
    for (uint32_t i = 0; i < report->file_count; i++) {
        const tk_file_result *result = &report->files[i];
        tk_text path = {0};
        tk_path_from_root(report, result->path, &path);
        for (uint32_t j = 0; j < result->findings.len; j++) {
            tk_json_line(&json);
            tk_json_open(&json, NULL, '{');
            tk_json_string(&json, "path", tk_text_string(&path));
            tk_json_string(&json, "code", result->findings.at[j].rule->code);
            tk_json_string(&json, "fingerprint", result->findings.at[j].fingerprint);
            tk_json_close(&json, '}');
            any = true;
        }
        tk_text_free(&path);
    }
    if (any)
        tk_text_add_char(&out, '\n');
    tk_json_close(&json, ']');
    tk_json_close(&json, '}');
    tk_text_add_char(&out, '\n');
    bool written = tk_write_report(file, &out, diagnostics);
    tk_text_free(&out);
    return written;
}

// --- reading ---------------------------------------------------------------------------------------

typedef struct entry {
    const char *path, *code, *fingerprint;  // in the JSON tree
    bool used;
} entry;

typedef struct baseline {
    json_t *tree;
    TK_VEC(entry) entries;  // sorted by fingerprint
} baseline;

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->fingerprint, ((const entry *)b)->fingerprint);
}

static bool add_entry(baseline *self, const json_t *item)
{
    entry added = {json_string_value(json_object_get(item, "path")),
                   json_string_value(json_object_get(item, "code")),
                   json_string_value(json_object_get(item, "fingerprint")), false};
    if (!added.path || !added.code || !added.fingerprint)
        return false;
    tk_vec_push(&self->entries, added);
    return true;
}

static bool read_entries(baseline *self, const char *file, tk_diagnostics *diagnostics)
{
    const json_t *list = json_object_get(self->tree, "findings"), *item;
    json_int_t version = json_integer_value(json_object_get(self->tree, "version"));
    size_t i;
    bool fits = json_is_array(list) && version == 1;
    json_array_foreach(list, i, item)
        fits = fits && add_entry(self, item);
    if (!fits)
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, file, 0, 0,
                           "this is no baseline of tkscan%s",
                           version > 1 ? ", or one of a later version" : "");
    if (fits && self->entries.len)
        qsort(self->entries.at, self->entries.len, sizeof *self->entries.at, compare_entries);
    return fits;
}

static bool read_baseline(baseline *self, const char *file, tk_diagnostics *diagnostics)
{
    tk_text text = {0};
    json_error_t error;
    bool read = tk_file_read(file, LARGEST, &text, diagnostics);
    if (read) {
        self->tree = json_loadb(tk_text_string(&text), text.len, JSON_REJECT_DUPLICATES, &error);
        if (!self->tree && json_error_code(&error) == json_error_out_of_memory)
            tk_memory_end();
        if (!self->tree)
            tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, file,
                               error.line > 0 ? (uint32_t)error.line : 0,
                               error.column > 0 ? (uint32_t)error.column : 0, "not valid JSON: %s",
                               error.text);
    }
    tk_text_free(&text);
    return self->tree && read_entries(self, file, diagnostics);
}

// Equal fingerprints are several entries; each finding takes one of them.
static bool take_entry(baseline *self, const char *fingerprint)
{
    uint32_t low = 0, high = self->entries.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(self->entries.at[middle].fingerprint, fingerprint) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < self->entries.len; low++) {
        entry *found = &self->entries.at[low];
        if (strcmp(found->fingerprint, fingerprint) != 0)
            return false;
        if (!found->used)
            return found->used = true;
    }
    return false;
}

static void filter_file(baseline *self, tk_file_result *file)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < file->findings.len; i++) {
        tk_finding *finding = &file->findings.at[i];
        if (take_entry(self, finding->fingerprint))
            tk_finding_free(finding);
        else
            file->findings.at[kept++] = *finding;
    }
    file->findings.len = kept;
}

// --- stale entries ---------------------------------------------------------------------------------

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_scanned(const tk_report *report, tk_strings *out)
{
    for (uint32_t i = 0; i < report->file_count; i++) {
        tk_text path = {0};
        tk_path_from_root(report, report->files[i].path, &path);
        tk_vec_push(out, tk_memory_copy_string(tk_text_string(&path), path.len));
        tk_text_free(&path);
    }
    if (out->len)
        qsort(out->at, out->len, sizeof *out->at, compare_texts);
}

static bool is_gone(const tk_report *report, const char *path)
{
    struct stat status;
    char *absolute = path[0] == '/' ? tk_path_tidy(path) : tk_path_join(report->root, path);
    bool gone = stat(absolute, &status) != 0;
    free(absolute);
    return gone;
}

static void note_stale(const baseline *self, const tk_report *report, const char *file,
                       const char *codes, tk_diagnostics *diagnostics)
{
    tk_strings scanned = {0};
    uint32_t stale = 0;
    list_scanned(report, &scanned);
    for (uint32_t i = 0; i < self->entries.len; i++) {
        const entry *one = &self->entries.at[i];
        if (one->used || (codes && !tk_codes_match(tk_slice_of(codes), one->code)))
            continue;
        bool known = scanned.len && bsearch(&one->path, scanned.at, scanned.len,
                                            sizeof *scanned.at, compare_texts);
        stale += known || is_gone(report, one->path);
    }
    if (stale) {
        tk_diagnostic *note = tk_diagnostics_add(
            diagnostics, TK_SEVERITY_NOTE, file, 0, 0, "%u of %u entries match%s nothing any more",
            stale, self->entries.len, stale == 1 ? "es" : "");
        note->hint = tk_memory_copy_string("--write-baseline drops them", 27);
    }
    tk_strings_free(&scanned);
}

bool tk_baseline_filter(const tk_report *report, const char *file, const char *codes,
                        tk_file_result *files, tk_diagnostics *diagnostics)
{
    baseline self = {0};
    bool read = read_baseline(&self, file, diagnostics);
    for (uint32_t i = 0; read && i < report->file_count; i++)
        filter_file(&self, &files[i]);
    if (read)
        note_stale(&self, report, file, codes, diagnostics);
    tk_vec_free(&self.entries);
    json_decref(self.tree);
    return read;
}
