#include "cli/option_value.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/file_list.h"
#include "cli/path.h"

// One assignment: everything the setters below need.
typedef struct assignment {
    tk_options *options;
    const tk_given *given;
    const char *value;
    tk_diagnostics *diagnostics;
} assignment;

static void *field_in(tk_options *options, const tk_option *option)
{
    return (char *)options + option->field;
}

static void *field_of(const assignment *self)
{
    return field_in(self->options, self->given->option);
}

static char *copy(const char *text)
{
    return text ? tk_memory_copy_string(text, strlen(text)) : NULL;
}

static tk_mention mention_of(const tk_given *given)
{
    return (tk_mention){copy(given->file), given->line, given->column};
}

static void refuse(const assignment *self, const char *why, const char *hint)
{
    const tk_given *given = self->given;
    tk_diagnostic *added = tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, given->file,
                                              given->line, given->column, "'%s' %s '%s'",
                                              given->shown, why, self->value);
    added->hint = copy(hint);
}

// Index of `word`, or -1 after an error that names the choices.
static int choose(const assignment *self, const char *word, const char *const *words,
                  uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    tk_text hint = {0};
    const char *nearest = tk_diagnostic_nearest(word, words, count);
    if (nearest)
        tk_text_format(&hint, "did you mean '%s'?", nearest);
    for (uint32_t i = 0; i < count && !nearest; i++)
        tk_text_format(&hint, "%s%s", i ? ", " : "one of: ", words[i]);
    refuse(self, "does not take", tk_text_string(&hint));
    tk_text_free(&hint);
    return -1;
}

static int choose_word(const assignment *self, const char *word, tk_option_kind kind)
{
    uint32_t count;
    const char *const *words = tk_option_words(kind, &count);
    if (kind == TK_KIND_FORMAT && strcmp(word, "text") == 0)
        return TK_FORMAT_FULL;
    return choose(self, word, words, count);
}

static void set_word(const assignment *self)
{
    int *field = field_of(self);
    int chosen = choose_word(self, self->value, self->given->option->kind);
    if (chosen >= 0)
        *field = chosen;
}

static void set_number(const assignment *self, bool units)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(self->value, &end, 10);
    bool bad = !isdigit((unsigned char)self->value[0]) || errno;
    unsigned shift = 0;
    if (units && *end) {
        static const char letters[] = "kmg";
        const char *unit = strchr(letters, tolower((unsigned char)*end));
        shift = unit ? 10 * (unsigned)(unit - letters + 1) : 0;
        end += unit ? 1 : 0;
    }
    if (bad || *end || number > UINT32_MAX) {
        refuse(self, units ? "needs a size, not" : "needs a number, not",
               units ? "such as 500k or 4M" : NULL);
        return;
    }
    *(uint64_t *)field_of(self) = (uint64_t)number << shift;
}

static void append_codes(const assignment *self)
{
    char **field = field_of(self);
    tk_text joined = {0};
    if (*field)
        tk_text_format(&joined, "%s,", *field);
    tk_text_add_string(&joined, self->value);
    free(*field);
    *field = joined.at;
}

// Relative to the current folder where it can be, so that messages name it as people would.
static char *resolved_path(const assignment *self)
{
    const char *base = self->given->base;
    if (!base || self->value[0] == '/')
        return copy(self->value);
    char *joined = tk_path_join(base, self->value), *current = tk_path_current();
    char *tidy = tk_path_tidy(joined);
    const char *below = *current ? tk_path_below(tidy, current) : NULL;
    char *result = copy(below && *below ? below : tidy);
    free(joined);
    free(current);
    free(tidy);
    return result;
}

static void append(const assignment *self, char *owned)
{
    tk_strings *field = field_of(self);
    tk_vec_push(field, owned);
}

static void append_based(const assignment *self)
{
    tk_baseds *field = field_of(self);
    tk_based based = {copy(self->value), copy(self->given->base), mention_of(self->given)};
    tk_vec_push(field, based);
}

static void append_output(const assignment *self)
{
    const char *colon = strchr(self->value, ':');
    size_t len = colon ? (size_t)(colon - self->value) : strlen(self->value);
    char *word = tk_memory_copy_string(self->value, len);
    int format = choose_word(self, word, TK_KIND_FORMAT);
    free(word);
    if (format < 0)
        return;
    tk_output output = {(tk_format)format, colon && strcmp(colon, ":-") ? copy(colon + 1) : NULL};
    tk_vec_push(&self->options->outputs, output);
}

static bool take_number(const char **at, uint32_t *number)
{
    char *end;
    unsigned long value = isdigit((unsigned char)**at) ? strtoul(*at, &end, 10) : 0;
    if (value == 0 || value > 1000000)
        return false;
    *number = (uint32_t)value;
    *at = end;
    return true;
}

static void set_shard(const assignment *self)
{
    tk_shard shard = {0};
    const char *at = self->value;
    bool fits = take_number(&at, &shard.index) && *at++ == '/' && take_number(&at, &shard.count) &&
                *at == '\0' && shard.index <= shard.count;
    if (fits)
        *(tk_shard *)field_of(self) = shard;
    else
        refuse(self, "needs a part, not", "such as 1/8 to 8/8");
}

// "3.12" or "py312", as 312.
static void set_python(const assignment *self)
{
    const char *at = self->value;
    uint32_t major = 0, minor = 0;
    if (strncmp(at, "py3", 3) == 0) {
        at += 3;
        major = take_number(&at, &minor) || strcmp(at, "0") == 0 ? 3 : 0;
    } else if (at[0] == '3' && at[1] == '.') {
        at += 2;
        major = take_number(&at, &minor) || strcmp(at, "0") == 0 ? 3 : 0;
    }
    if (major && *at == '\0' && minor < 100)
        *(int *)field_of(self) = (int)(100 * major + minor);
    else
        refuse(self, "needs a version of Python 3, not", "such as 3.12 or py312");
}

static void clear_baseds(tk_baseds *self)
{
    for (uint32_t i = 0; i < self->len; i++) {
        free(self->at[i].text);
        free(self->at[i].base);
        free(self->at[i].mention.file);
    }
    tk_vec_free(self);
}

void tk_option_clear(tk_options *options, const tk_option *option)
{
    void *field = field_in(options, option);
    switch (option->kind) {
    case TK_KIND_TEXT:
    case TK_KIND_PATH:
    case TK_KIND_CODES:
        free(*(char **)field);
        *(char **)field = NULL;
        break;
    case TK_KIND_LIST:
    case TK_KIND_PATHS:
        tk_strings_free(field);
        break;
    case TK_KIND_PATTERNS:
    case TK_KIND_MAP:
        clear_baseds(field);
        break;
    case TK_KIND_OUTPUT:
        for (uint32_t i = 0; i < options->outputs.len; i++)
            free(options->outputs.at[i].file);
        tk_vec_free(&options->outputs);
        break;
    default:
        break;
    }
}

// Notes where the value is from. False when a higher layer has spoken already.
static bool enter_layer(tk_options *options, const tk_given *given)
{
    const tk_option *option = given->option;
    tk_option_from *from = &options->from[tk_option_index(option)];
    if (given->layer < from->layer)
        return false;
    if (given->layer == from->layer)
        return true;
    if (from->layer && !(option->where & TK_WHERE_ADDS))
        tk_option_clear(options, option);
    free(from->mention.file);
    *from = (tk_option_from){given->layer, mention_of(given)};
    return true;
}

void tk_option_set(tk_options *options, const tk_given *given, tk_diagnostics *diagnostics)
{
    assignment self = {options, given, given->value, diagnostics};
    void *field = field_in(options, given->option);
    bool on = !given->value || strcmp(given->value, "false") != 0;
    if (!enter_layer(options, given))
        return;
    switch (given->option->kind) {
    case TK_KIND_GROUP:
        break;
    case TK_KIND_FLAG:
        *(bool *)field = on;
        break;
    case TK_KIND_NO:
        *(bool *)field = given->value && on;
        break;
    case TK_KIND_COUNT:
        ++*(uint32_t *)field;
        break;
    case TK_KIND_TEXT:
        free(*(char **)field);
        *(char **)field = copy(given->value);
        break;
    case TK_KIND_PATH:
        free(*(char **)field);
        *(char **)field = resolved_path(&self);
        break;
    case TK_KIND_CODES:
        append_codes(&self);
        break;
    case TK_KIND_LIST:
        append(&self, copy(given->value));
        break;
    case TK_KIND_PATHS:
        append(&self, resolved_path(&self));
        break;
    case TK_KIND_PATTERNS:
    case TK_KIND_MAP:
        append_based(&self);
        break;
    case TK_KIND_NUMBER:
        set_number(&self, false);
        break;
    case TK_KIND_SIZE:
        set_number(&self, true);
        break;
    case TK_KIND_COLOR:
    case TK_KIND_LEVEL:
    case TK_KIND_DUMP:
    case TK_KIND_PRECISION:
    case TK_KIND_STYLE:
    case TK_KIND_FORMAT:
        set_word(&self);
        break;
    case TK_KIND_PYTHON:
        set_python(&self);
        break;
    case TK_KIND_SHARD:
        set_shard(&self);
        break;
    case TK_KIND_OUTPUT:
        append_output(&self);
        break;
    }
}
