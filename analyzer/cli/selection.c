#include "cli/selection.h"

#include <string.h>

#include "catalog/describe.h"
#include "cli/option_table.h"
#include "cli/path.h"
#include "report/codes.h"

typedef struct reader {
    tk_selection *out;
    const tk_options *options;
    const tk_catalog *catalog;
    tk_diagnostics *diagnostics;
} reader;

static tk_diagnostic *complain(const reader *self, const tk_mention *at, const char *name,
                               const char *format, const char *word)
{
    tk_text message = {0};
    // On the command line it is an option, in a file a key.
    tk_text_format(&message, at->file ? "'%s'" : "'--%s'", name);
    tk_text_format(&message, format, word);
    tk_diagnostic *added = tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, at->file,
                                              at->line, at->column, "%s", message.at);
    tk_text_free(&message);
    return added;
}

static bool matches_some_rule(const tk_catalog *catalog, tk_slice code)
{
    for (uint32_t i = 0; i < catalog->rules.len; i++)
        if (tk_codes_match(code, catalog->rules.at[i].code))
            return true;
    return false;
}

static void check_codes(const reader *self, const tk_mention *at, const char *name, tk_slice codes)
{
    tk_slice code;
    while (tk_codes_next(&codes, &code)) {
        if (matches_some_rule(self->catalog, code))
            continue;
        char *word = tk_memory_copy_string(code.at, code.len);
        complain(self, at, name, ": no rule has a code like '%s'", word)->hint =
            tk_memory_copy_string("'tkscan rule' lists them", 24);
        free(word);
    }
}

static void check_field(const reader *self, const char *name, const char *codes)
{
    const tk_option *option = tk_option_of_key(tk_slice_of(name));
    check_codes(self, &self->options->from[tk_option_index(option)].mention, name,
                tk_slice_of(codes ? codes : ""));
}

// What prefixes mean is settled here: whole codes come out.
static void list_selected(const reader *self)
{
    const tk_options *options = self->options;
    tk_text select = {0};
    if (options->select)
        tk_text_format(&select, "%s,%s", options->select,
                       options->extend_select ? options->extend_select : "");
    tk_text_add_string(&self->out->codes, "none");
    for (uint32_t i = 0; i < self->catalog->rules.len; i++) {
        const tk_rule *rule = &self->catalog->rules.at[i];
        if (tk_codes_selected(select.at, options->ignore, rule->code) &&
            (int)tk_rule_precision(rule) >= options->min_precision)
            tk_text_format(&self->out->codes, ",%s", rule->code);
    }
    tk_text_free(&select);
}

// The part behind the last colon: "PATTERN:VALUES", where a pattern may have colons itself.
static const char *split(const reader *self, const tk_based *entry, const char *name,
                         const char *wants, const char *example)
{
    const char *colon = strrchr(entry->text, ':');
    if (colon && colon != entry->text && colon[1])
        return colon + 1;
    tk_text format = {0};
    tk_text_format(&format, " needs %s, not '%%s'", wants);
    complain(self, &entry->mention, name, format.at, entry->text)->hint =
        tk_memory_copy_string(example, strlen(example));
    tk_text_free(&format);
    return NULL;
}

static void read_per_file(const reader *self, const tk_based *entry)
{
    static const char name[] = "per-file-ignores";
    const char *codes = split(self, entry, name, "a pattern and codes", "such as 'tests/*:TK2'");
    if (!codes)
        return;
    tk_per_file added = {.codes = codes,
                         .base = entry->base ? tk_memory_copy_string(entry->base, strlen(entry->base))
                                             : tk_path_current()};
    check_codes(self, &entry->mention, name, tk_slice_of(codes));
    tk_ignore_add_line(&added.pattern, (tk_slice){entry->text, (size_t)(codes - entry->text) - 1});
    tk_vec_push(&self->out->per_file, added);
}

static void read_severity(const reader *self, const tk_based *entry)
{
    static const char name[] = "severity";
    const char *word = split(self, entry, name, "a code and a level", "such as 'TK201:error'");
    uint32_t count;
    const char *const *levels = tk_option_words(TK_KIND_LEVEL, &count);
    if (!word)
        return;
    tk_slice code = {entry->text, (size_t)(word - entry->text) - 1};
    check_codes(self, &entry->mention, name, code);
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(word, levels[i]) == 0) {
            tk_severity_change change = {tk_memory_copy_string(code.at, code.len), (tk_level)i};
            tk_vec_push(&self->out->severities, change);
            return;
        }
    }
    complain(self, &entry->mention, name, " does not take '%s'", word)->hint =
        tk_memory_copy_string("one of: note, warning, error", 28);
}

void tk_selection_read(tk_selection *self, const tk_options *options, const tk_catalog *catalog,
                       tk_diagnostics *diagnostics)
{
    reader state = {self, options, catalog, diagnostics};
    check_field(&state, "select", options->select);
    check_field(&state, "ignore", options->ignore);
    check_field(&state, "extend-select", options->extend_select);
    if (options->select || options->ignore || options->min_precision)
        list_selected(&state);
    for (uint32_t i = 0; i < options->per_file_ignores.len; i++)
        read_per_file(&state, &options->per_file_ignores.at[i]);
    for (uint32_t i = 0; i < options->severity.len; i++)
        read_severity(&state, &options->severity.at[i]);
}

void tk_selection_free(tk_selection *self)
{
    for (uint32_t i = 0; i < self->per_file.len; i++) {
        tk_ignore_free(&self->per_file.at[i].pattern);
        free(self->per_file.at[i].base);
    }
    for (uint32_t i = 0; i < self->severities.len; i++)
        free(self->severities.at[i].code);
    tk_vec_free(&self->per_file);
    tk_vec_free(&self->severities);
    tk_text_free(&self->codes);
}

static void drop_codes(tk_file_result *result, tk_slice codes)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < result->findings.len; i++) {
        tk_finding *finding = &result->findings.at[i];
        if (tk_codes_match(codes, finding->rule->code))
            tk_finding_free(finding);
        else
            result->findings.at[kept++] = *finding;
    }
    result->findings.len = kept;
}

// The longest code that matches decides.
static void set_level(const tk_selection *self, tk_finding *finding)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < self->severities.len; i++) {
        const tk_severity_change *change = &self->severities.at[i];
        size_t length = tk_codes_match(tk_slice_of(change->code), finding->rule->code);
        if (length >= longest && length > 0) {
            longest = length;
            finding->level = change->level;
        }
    }
}

void tk_selection_filter(const tk_selection *self, tk_file_result *result)
{
    if (result->findings.len == 0)
        return;
    char *absolute = self->per_file.len ? tk_path_absolute(result->path) : NULL;
    for (uint32_t i = 0; i < self->per_file.len; i++) {
        const tk_per_file *entry = &self->per_file.at[i];
        char *path = tk_path_relative(absolute, entry->base);
        if (tk_ignore_covers(&entry->pattern, path))
            drop_codes(result, tk_slice_of(entry->codes));
        free(path);
    }
    free(absolute);
    for (uint32_t i = 0; i < result->findings.len; i++)
        set_level(self, &result->findings.at[i]);
}
