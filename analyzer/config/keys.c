#include "config/keys.h"

#include <stdlib.h>
#include <string.h>

#include "cli/path.h"

typedef struct keys {
    tk_options *options;
    const tk_key_source *source;
    tk_diagnostics *diagnostics;
} keys;

static tk_diagnostic *complain(const keys *self, const tk_yaml *at, const char *format,
                               const char *a, const char *b)
{
    return tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->source->path, at->line,
                              at->column, format, a, b);
}

static void hint_key(tk_diagnostic *error, const char *word)
{
    const char *names[TK_OPTION_MOST + 1];
    uint32_t count = 0;
    names[count++] = "extend";
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (tk_option_key(&tk_option_table[i]))
            names[count++] = tk_option_key(&tk_option_table[i]);
    const char *nearest = tk_diagnostic_nearest(word, names, count);
    tk_text hint = {0};
    if (nearest)
        tk_text_format(&hint, "did you mean '%s'?", nearest);
    else
        tk_text_add_string(&hint, "'tkscan config --schema' lists the keys");
    error->hint = hint.at;
}

// --- types -----------------------------------------------------------------------------------------

static bool is_bool(const tk_yaml *value)
{
    return value->kind == TK_YAML_SCALAR && value->plain &&
           (tk_slice_is(value->text, "true") || tk_slice_is(value->text, "false"));
}

static bool is_number(const tk_yaml *value)
{
    return value->kind == TK_YAML_SCALAR && value->plain && value->text.len &&
           strspn(value->text.at, "0123456789") == value->text.len;
}

// YAML's plain words are texts, unless they mean something else.
static bool is_text(const tk_yaml *value)
{
    if (value->kind != TK_YAML_SCALAR)
        return false;
    return !value->plain || !(is_bool(value) || is_number(value) || tk_yaml_empty(value) ||
                              tk_slice_is(value->text, "null") || tk_slice_is(value->text, "~"));
}

static const char *noun_of(const tk_yaml *value)
{
    if (value->kind != TK_YAML_SCALAR)
        return value->kind == TK_YAML_MAPPING ? "a table" : "a list";
    if (is_bool(value))
        return "true or false";
    return is_number(value) ? "a number" : is_text(value) ? "text" : "nothing";
}

static bool is_list_kind(tk_option_kind kind)
{
    return kind == TK_KIND_CODES || kind == TK_KIND_LIST || kind == TK_KIND_PATHS ||
           kind == TK_KIND_PATTERNS || kind == TK_KIND_OUTPUT;
}

static const char *wanted_noun(tk_option_kind kind)
{
    if (is_list_kind(kind))
        return "a list of texts";
    switch (kind) {
    case TK_KIND_FLAG:
    case TK_KIND_NO:
        return "true or false";
    case TK_KIND_NUMBER:
        return "a number";
    case TK_KIND_SIZE:
        return "a size: a number, or text such as \"4M\"";
    case TK_KIND_MAP:
        return "a table";
    default:
        return "text";
    }
}

// --- values ----------------------------------------------------------------------------------------

static bool is_in_git(const char *path)
{
    for (; *path; path += strcspn(path, "/"), path += *path == '/')
        if (strcspn(path, "/") == 4 && memcmp(path, ".git", 4) == 0)
            return true;
    return false;
}

// A configuration file comes with the project, which others wrote: it does not say what is read or
// written elsewhere, nor among git's own files.
bool tk_keys_path_allowed(const tk_key_source *source, const tk_yaml *at, const char *key,
                          const char *value, tk_diagnostics *diagnostics)
{
    char *path = value[0] == '/' || !source->base ? tk_memory_copy_string(value, strlen(value))
                                                  : tk_path_join(source->base, value);
    bool allowed = !source->root || (tk_path_stays(path, source->root) && !is_in_git(value));
    if (!allowed) {
        tk_diagnostic *error = tk_diagnostics_add(
            diagnostics, TK_SEVERITY_ERROR, source->path, at->line, at->column,
            is_in_git(value) ? "'%s' leads to git's own files: '%s'" : "'%s' leads out of the project: '%s'",
            key, value);
        static const char hint[] = "name it on the command line, or this file with --config";
        error->hint = tk_memory_copy_string(hint, sizeof hint - 1);
    }
    free(path);
    return allowed;
}

// FORMAT[:FILE]
static bool is_path_allowed(const keys *self, const tk_option *option, const tk_yaml *at,
                            const char *value)
{
    const char *colon = option->kind == TK_KIND_OUTPUT ? strchr(value, ':') : NULL;
    bool is_path = option->kind == TK_KIND_PATH || option->kind == TK_KIND_PATHS || colon;
    return !is_path || tk_keys_path_allowed(self->source, at, tk_option_key(option),
                                            colon ? colon + 1 : value, self->diagnostics);
}

static void set(const keys *self, const tk_option *option, const tk_yaml *at, const char *value)
{
    tk_given given = {.option = option,
                      .shown = tk_option_key(option),
                      .value = value,
                      .base = self->source->base,
                      .layer = self->source->layer,
                      .file = self->source->path,
                      .line = at->line,
                      .column = at->column};
    if (is_path_allowed(self, option, at, value))
        tk_option_set(self->options, &given, self->diagnostics);
}

static bool is_list_of_texts(const tk_yaml *value)
{
    if (value->kind == TK_YAML_MAPPING)
        return false;
    for (uint32_t i = 0; i < tk_yaml_count(value); i++)
        if (!is_text(tk_yaml_item(value, i)))
            return false;
    return true;
}

static void set_list(const keys *self, const tk_option *option, const tk_yaml *value)
{
    for (uint32_t i = 0; i < tk_yaml_count(value); i++)
        set(self, option, tk_yaml_item(value, i), tk_yaml_item(value, i)->text.at);
    // An empty list is a list all the same: `exclude = []` leaves nothing out.
    bool counts = option->kind == TK_KIND_CODES || option->kind == TK_KIND_PATTERNS;
    if (tk_yaml_count(value) == 0 && counts)
        set(self, option, value, "");
}

// "tests/*" = ["TK2", "TK101"] as PATTERN:TK2,TK101
static void set_map(const keys *self, const tk_option *option, const tk_yaml *table)
{
    for (uint32_t i = 0; i < table->count; i += 2) {
        const tk_yaml *key = table->items[i], *value = table->items[i + 1];
        if (key->kind != TK_YAML_SCALAR || !is_list_of_texts(value)) {
            complain(self, value, "'%s' needs a list of texts, not %s",
                     key->kind == TK_YAML_SCALAR ? key->text.at : "?", noun_of(value));
            continue;
        }
        tk_text text = {0};
        tk_text_format(&text, "%s:", key->text.at);
        for (uint32_t j = 0; j < tk_yaml_count(value); j++)
            tk_text_format(&text, "%s%s", j ? "," : "", tk_yaml_item(value, j)->text.at);
        if (tk_yaml_count(value))
            set(self, option, key, text.at);
        tk_text_free(&text);
    }
}

static bool fits(tk_option_kind kind, const tk_yaml *value)
{
    if (is_list_kind(kind))
        return is_list_of_texts(value);
    switch (kind) {
    case TK_KIND_FLAG:
    case TK_KIND_NO:
        return is_bool(value);
    case TK_KIND_NUMBER:
        return is_number(value);
    case TK_KIND_SIZE:
        return is_number(value) || is_text(value);
    case TK_KIND_MAP:
        return value->kind == TK_YAML_MAPPING;
    default:
        return is_text(value);
    }
}

static void apply_key(const keys *self, const tk_yaml *key, const tk_yaml *value)
{
    const tk_option *option = key->kind == TK_YAML_SCALAR ? tk_option_of_key(key->text) : NULL;
    const char *word = key->kind == TK_YAML_SCALAR ? key->text.at : "?";
    if (key->kind == TK_YAML_SCALAR && strcmp(word, "extend") == 0) {
        if (!is_text(value))
            complain(self, value, "'%s' needs text, not %s", word, noun_of(value));
    } else if (!option) {
        hint_key(complain(self, key, "unknown key '%s'%s", word, ""), word);
    } else if (!fits(option->kind, value)) {
        tk_text message = {0};
        tk_text_format(&message, "'%s' needs %s", word, wanted_noun(option->kind));
        complain(self, value, "%s, not %s", message.at, noun_of(value));
        tk_text_free(&message);
    } else if (option->kind == TK_KIND_MAP) {
        set_map(self, option, value);
    } else if (is_list_kind(option->kind)) {
        set_list(self, option, value);
    } else {
        set(self, option, value, value->text.at);
    }
}

// TOML's reader has refused that already; YAML's does not.
static bool is_repeated(const tk_yaml *table, uint32_t at)
{
    const tk_yaml *key = table->items[at];
    for (uint32_t i = 0; i < at && key->kind == TK_YAML_SCALAR; i += 2)
        if (table->items[i]->kind == TK_YAML_SCALAR &&
            tk_slice_equal(table->items[i]->text, key->text))
            return true;
    return false;
}

void tk_keys_apply(tk_options *options, const tk_yaml *table, const tk_key_source *source,
                   tk_diagnostics *diagnostics)
{
    keys self = {options, source, diagnostics};
    if (table->kind != TK_YAML_MAPPING) {
        if (!tk_yaml_empty(table))
            complain(&self, table, "the settings are %s, not %s", "a table", noun_of(table));
        return;
    }
    for (uint32_t i = 0; i < table->count; i += 2) {
        if (is_repeated(table, i))
            complain(&self, table->items[i], "the key '%s' is given twice%s",
                     table->items[i]->text.at, "");
        else
            apply_key(&self, table->items[i], table->items[i + 1]);
    }
}

const tk_yaml *tk_keys_extend(const tk_yaml *table)
{
    for (uint32_t i = 0; table->kind == TK_YAML_MAPPING && i < table->count; i += 2) {
        const tk_yaml *key = table->items[i], *value = table->items[i + 1];
        if (key->kind == TK_YAML_SCALAR && tk_slice_is(key->text, "extend") && is_text(value))
            return value;
    }
    return NULL;
}
