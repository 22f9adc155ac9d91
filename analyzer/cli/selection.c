#include "cli/selection.h"

#include <string.h>

#include "cli/path.h"
#include "report/codes.h"

static bool matches_some_rule(const tk_catalog *catalog, tk_slice code)
{
    for (uint32_t i = 0; i < catalog->rules.len; i++)
        if (tk_codes_match(code, catalog->rules.at[i].code))
            return true;
    return false;
}

static void check_codes(const tk_catalog *catalog, const char *option, const char *codes,
                        tk_diagnostics *diagnostics)
{
    tk_slice rest = tk_slice_of(codes ? codes : ""), code;
    while (tk_codes_next(&rest, &code)) {
        if (matches_some_rule(catalog, code))
            continue;
        char *word = tk_memory_copy_string(code.at, code.len);
        tk_diagnostic *added =
            tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                               "'--%s': no rule has a code like '%s'", option, word);
        added->hint = tk_memory_copy_string("'tkscan rule' lists them", 24);
        free(word);
    }
}

// What prefixes mean is settled here: whole codes come out.
static void list_selected(tk_selection *self, const tk_options *options, const tk_catalog *catalog)
{
    tk_text select = {0};
    if (options->select)
        tk_text_format(&select, "%s,%s", options->select,
                       options->extend_select ? options->extend_select : "");
    tk_text_add_string(&self->codes, "none");
    for (uint32_t i = 0; i < catalog->rules.len; i++) {
        const char *code = catalog->rules.at[i].code;
        if (tk_codes_selected(select.at, options->ignore, code))
            tk_text_format(&self->codes, ",%s", code);
    }
    tk_text_free(&select);
}

// "PATTERN:CODES"; a pattern may have colons itself.
static void read_per_file(tk_selection *self, const char *value, const tk_catalog *catalog,
                          tk_diagnostics *diagnostics)
{
    const char *colon = strrchr(value, ':');
    if (!colon || colon == value || !colon[1]) {
        tk_diagnostic *added =
            tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                               "'--per-file-ignores' needs a pattern and codes, not '%s'", value);
        added->hint = tk_memory_copy_string("such as 'tests/*:TK2'", 21);
        return;
    }
    tk_per_file entry = {.codes = colon + 1};
    check_codes(catalog, "per-file-ignores", entry.codes, diagnostics);
    tk_ignore_add_line(&entry.pattern, (tk_slice){value, (size_t)(colon - value)});
    tk_vec_push(&self->per_file, entry);
}

void tk_selection_read(tk_selection *self, const tk_options *options, const tk_catalog *catalog,
                       tk_diagnostics *diagnostics)
{
    check_codes(catalog, "select", options->select, diagnostics);
    check_codes(catalog, "ignore", options->ignore, diagnostics);
    check_codes(catalog, "extend-select", options->extend_select, diagnostics);
    if (options->select || options->ignore)
        list_selected(self, options, catalog);
    for (uint32_t i = 0; i < options->per_file_ignores.len; i++)
        read_per_file(self, options->per_file_ignores.at[i], catalog, diagnostics);
    self->current = tk_path_current();
}

void tk_selection_free(tk_selection *self)
{
    for (uint32_t i = 0; i < self->per_file.len; i++)
        tk_ignore_free(&self->per_file.at[i].pattern);
    tk_vec_free(&self->per_file);
    tk_text_free(&self->codes);
    free(self->current);
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

void tk_selection_filter(const tk_selection *self, tk_file_result *result)
{
    if (self->per_file.len == 0 || result->findings.len == 0)
        return;
    char *path = tk_path_relative(result->path, self->current);
    for (uint32_t i = 0; i < self->per_file.len; i++)
        if (tk_ignore_covers(&self->per_file.at[i].pattern, path))
            drop_codes(result, tk_slice_of(self->per_file.at[i].codes));
    free(path);
}
