#include "cli/option_value.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

// One assignment: everything the setters below need.
typedef struct assignment {
    tk_options *options;
    const tk_option *option;
    const char *shown, *value;
    tk_diagnostics *diagnostics;
} assignment;

static void *field_of(const assignment *self)
{
    return (char *)self->options + self->option->field;
}

static char *copy(const char *text)
{
    return tk_memory_copy_string(text, strlen(text));
}

static void refuse(const assignment *self, const char *why, const char *hint)
{
    tk_diagnostic *added = tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                                              "'%s' %s '%s'", self->shown, why, self->value);
    added->hint = hint ? copy(hint) : NULL;
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

static void set_word(const assignment *self, const char *const *words, uint32_t count)
{
    int *field = field_of(self);
    int chosen = choose(self, self->value, words, count);
    if (chosen >= 0)
        *field = chosen;
}

static int choose_format(const assignment *self, const char *word)
{
    const char *names[TK_FORMAT_COUNT];
    if (strcmp(word, "text") == 0)
        return TK_FORMAT_FULL;
    for (uint32_t i = 0; i < TK_FORMAT_COUNT; i++)
        names[i] = tk_format_text((tk_format)i);
    return choose(self, word, names, TK_FORMAT_COUNT);
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

static void append(const assignment *self)
{
    tk_strings *field = field_of(self);
    tk_vec_push(field, copy(self->value));
}

static void append_output(const assignment *self)
{
    const char *colon = strchr(self->value, ':');
    size_t len = colon ? (size_t)(colon - self->value) : strlen(self->value);
    char *word = tk_memory_copy_string(self->value, len);
    int format = choose_format(self, word);
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

void tk_option_set(tk_options *options, const tk_option *option, const char *shown,
                   const char *value, tk_diagnostics *diagnostics)
{
    static const char *const colors[] = {"auto", "always", "never"};
    static const char *const levels[] = {"note", "warning", "error"};
    static const char *const dumps[] = {"outline", "nodes", "scopes", "ir", "values", "sites"};
    assignment self = {options, option, shown, value, diagnostics};
    void *field = field_of(&self);
    switch (option->kind) {
    case TK_KIND_GROUP:
        break;
    case TK_KIND_FLAG:
        *(bool *)field = true;
        break;
    case TK_KIND_NO:
        *(bool *)field = false;
        break;
    case TK_KIND_COUNT:
        ++*(uint32_t *)field;
        break;
    case TK_KIND_TEXT:
        free(*(char **)field);
        *(char **)field = copy(value);
        break;
    case TK_KIND_CODES:
        append_codes(&self);
        break;
    case TK_KIND_LIST:
        append(&self);
        break;
    case TK_KIND_NUMBER:
        set_number(&self, false);
        break;
    case TK_KIND_SIZE:
        set_number(&self, true);
        break;
    case TK_KIND_COLOR:
        set_word(&self, colors, sizeof colors / sizeof *colors);
        break;
    case TK_KIND_LEVEL:
        set_word(&self, levels, sizeof levels / sizeof *levels);
        break;
    case TK_KIND_DUMP:
        set_word(&self, dumps, sizeof dumps / sizeof *dumps);
        break;
    case TK_KIND_FORMAT: {
        int format = choose_format(&self, value);
        if (format >= 0)
            *(int *)field = format;
        break;
    }
    case TK_KIND_SHARD:
        set_shard(&self);
        break;
    case TK_KIND_OUTPUT:
        append_output(&self);
        break;
    }
}
