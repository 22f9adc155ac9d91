#include "config/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/file_list.h"
#include "cli/path.h"
#include "config/toml.h"

enum { LARGEST = 1 << 20 };

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static bool is_pyproject(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "pyproject.toml") == 0;
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

// Most projects have a pyproject.toml, few of them our table: a broken file of theirs is no matter of
// ours.
static bool mentions_us(const tk_text *text)
{
    for (size_t i = 0; i + 6 <= text->len; i++)
        if (memcmp(text->at + i, "tkscan", 6) == 0)
            return true;
    return false;
}

static bool has_table(const char *path)
{
    tk_text text = {0};
    tk_diagnostics diagnostics = {0};
    tk_arena arena = TK_ARENA_INIT;
    bool found = tk_file_read(path, LARGEST, &text, &diagnostics) && mentions_us(&text);
    if (found)
        found = tk_toml_read(&arena, path, (tk_slice){text.at, text.len}, "tool.tkscan",
                             &diagnostics) ||
                diagnostics.list.len;
    tk_arena_free(&arena);
    tk_diagnostics_free(&diagnostics);
    tk_text_free(&text);
    return found;
}

char *tk_config_file_in(const char *folder)
{
    static const char *const names[] = {".tkscan.toml", ".tkscan.yaml", "pyproject.toml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = tk_path_join(folder, names[i]);
        if (is_file(path) && (!is_pyproject(path) || has_table(path)))
            return path;
        free(path);
    }
    return NULL;
}

// A YAML document of comments only is no document.
static bool is_blank(const tk_text *text)
{
    bool comment = false;
    for (size_t i = 0; i < text->len; i++) {
        char c = text->at[i];
        if (c == '\n')
            comment = false;
        else if (c == '#')
            comment = true;
        else if (!comment && c != ' ' && c != '\r' && c != '\t')
            return false;
    }
    return true;
}

const tk_yaml *tk_config_file_read(tk_arena *arena, const char *path, tk_diagnostics *diagnostics)
{
    tk_text text = {0};
    const tk_yaml *table = NULL;
    if (!tk_file_read(path, LARGEST, &text, diagnostics) || is_blank(&text)) {
        tk_text_free(&text);
        return NULL;
    }
    if (ends_with(path, ".yaml") || ends_with(path, ".yml"))
        table = tk_yaml_read(arena, path, text.at, text.len, diagnostics);
    else
        table = tk_toml_read(arena, path, (tk_slice){text.at, text.len},
                             is_pyproject(path) ? "tool.tkscan" : NULL, diagnostics);
    tk_text_free(&text);
    return table;
}
