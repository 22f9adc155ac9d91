// `tkscan explain` and `tkscan debug`: what the analysis knows about files.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/problems.h"
#include "report/display.h"

static int usage(const char *message, const char *hint)
{
    tk_diagnostics diagnostics = {0};
    tk_diagnostics_add(&diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0, "%s", message)->hint =
        tk_memory_copy_string(hint, strlen(hint));
    tk_problems_print(&diagnostics, true);
    tk_diagnostics_free(&diagnostics);
    return TK_EXIT_ERROR;
}

// Takes ":NUMBER" off the end; false when there is none.
static bool take_number(tk_slice *text, uint32_t *number)
{
    size_t i = text->len;
    while (i > 0 && isdigit((unsigned char)text->at[i - 1]))
        i--;
    size_t digits = text->len - i;
    if (digits == 0 || digits > 9 || i == 0 || text->at[i - 1] != ':')
        return false;
    *number = (uint32_t)strtoul(text->at + i, NULL, 10);
    text->len = i - 1;
    return *number > 0;
}

// Takes ":cell NUMBER" off the end; 0 when it is not there.
static uint32_t take_cell(tk_slice *text)
{
    static const char word[] = ":cell ";
    size_t i = text->len, len = sizeof word - 1;
    while (i > 0 && isdigit((unsigned char)text->at[i - 1]))
        i--;
    if (i == text->len || text->len - i > 9 || i <= len ||
        memcmp(text->at + i - len, word, len) != 0)
        return 0;
    text->len = i - len;
    return (uint32_t)strtoul(text->at + i, NULL, 10);
}

static bool parse_place(const char *argument, char **path, uint32_t *cell, uint32_t *line,
                        uint32_t *column)
{
    tk_slice rest = tk_slice_of(argument);
    *column = 0;
    if (!take_number(&rest, line))
        return false;
    uint32_t second = *line;
    if (take_number(&rest, line))
        *column = second;
    else
        *line = second;
    *cell = take_cell(&rest);
    *path = tk_memory_copy_string(rest.at, rest.len);
    return rest.len > 0;
}

static int finish(tk_text *out, tk_diagnostics *diagnostics, int status)
{
    if (tk_problems_print(diagnostics, true))
        status = TK_EXIT_ERROR;
    tk_text shown = {0};
    tk_display_text(&shown, (tk_slice){tk_text_string(out), out->len});
    status = tk_command_print(&shown, status);
    tk_text_free(&shown);
    tk_diagnostics_free(diagnostics);
    tk_text_free(out);
    return status;
}

int tk_command_explain(const tk_options *options)
{
    char *path = NULL;
    uint32_t cell, line, column;
    if (options->arguments.len != 1 ||
        !parse_place(options->arguments.at[0], &path, &cell, &line, &column)) {
        free(path);
        return usage("'tkscan explain' needs one place", "FILE:LINE, FILE:LINE:COLUMN, or 'NOTEBOOK:cell N:LINE'");
    }
    int status = TK_EXIT_CLEAN;
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    tk_catalog *catalog = tk_command_catalog(options, &status);
    if (!tk_scan_explain(catalog, path, cell, line, column, &out, &diagnostics))
        status = TK_EXIT_ERROR;
    status = finish(&out, &diagnostics, status);
    tk_catalog_free(catalog);
    free(path);
    return status;
}

int tk_command_debug(const tk_options *options)
{
    if (!options->arguments.len)
        return usage("'tkscan debug' needs a file", "tkscan debug --dump=values FILE");
    if (options->dump < 0)
        return usage("'tkscan debug' needs a stage",
                     "--dump=outline, nodes, scopes, ir, values or sites");
    int status = TK_EXIT_CLEAN;
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    tk_catalog *catalog = tk_command_catalog(options, &status);
    if (!tk_scan_dump(catalog, (const char *const *)options->arguments.at, options->arguments.len,
                      (tk_dump)options->dump, &out, &diagnostics))
        status = TK_EXIT_ERROR;
    status = finish(&out, &diagnostics, status);
    tk_catalog_free(catalog);
    return status;
}
