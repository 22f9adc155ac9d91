#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "cli/file_list.h"
#include "cli/option_table.h"
#include "cli/option_value.h"

// Where the parser is. Which options a command takes is checked at the end, when it is known.
typedef struct parser {
    tk_options *options;
    tk_diagnostics *diagnostics;
    char *const *arguments;
    uint32_t count, next;
    bool command_known;
} parser;

enum { DEFAULT_MAX_TARGET = 4 << 20 };

static tk_diagnostic *complain(parser *self, const char *format, const char *text)
{
    return tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0, format, text);
}

static const tk_option *find_named(const char *name, size_t len)
{
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const tk_option *option = &tk_option_table[i];
        if (option->kind != TK_KIND_GROUP && strlen(option->name) == len &&
            memcmp(option->name, name, len) == 0)
            return option;
    }
    return NULL;
}

static const tk_option *find_letter(char letter)
{
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (tk_option_table[i].letter == letter)
            return &tk_option_table[i];
    return NULL;
}

static void complain_unknown(parser *self, const char *name, size_t len)
{
    const char *names[128];
    uint32_t count = 0;
    for (uint32_t i = 0; i < tk_option_count && count < 128; i++)
        if (tk_option_table[i].kind != TK_KIND_GROUP)
            names[count++] = tk_option_table[i].name;
    char *word = tk_memory_copy_string(name, len);
    const char *nearest = tk_diagnostic_nearest(word, names, count);
    tk_text shown = {0}, hint = {0};
    tk_text_format(&shown, "--%s", word);
    if (nearest)
        tk_text_format(&hint, "did you mean '--%s'?", nearest);
    else
        tk_text_add_string(&hint, "'tkscan --help' lists the options");
    complain(self, "unknown option '%s'", shown.at)->hint = hint.at;
    tk_text_free(&shown);
    free(word);
}

static void set_again(tk_options *options, const tk_given_word *word, tk_diagnostics *diagnostics)
{
    tk_given given = {.option = &tk_option_table[word->option],
                      .shown = word->shown,
                      .value = word->value,
                      .layer = TK_LAYER_COMMAND_LINE};
    tk_option_set(options, &given, diagnostics);
}

static void take_value(parser *self, const tk_option *option, const char *shown, const char *value)
{
    if (option->value && !value) {
        if (self->next == self->count) {
            tk_text hint = {0};
            tk_text_format(&hint, "%s %s", shown, option->value);
            complain(self, "'%s' needs a value", shown)->hint = hint.at;
            return;
        }
        value = self->arguments[self->next++];
    }
    tk_given_word word = {tk_option_index(option), tk_memory_copy_string(shown, strlen(shown)),
                          option->value ? tk_memory_copy_string(value, strlen(value)) : NULL};
    tk_vec_push(&self->options->given, word);
    set_again(self->options, &word, self->diagnostics);
}

static void parse_long(parser *self, const char *argument)
{
    const char *name = argument + 2;
    const char *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const tk_option *option = find_named(name, len);
    if (!option) {
        complain_unknown(self, name, len);
        return;
    }
    char *shown = tk_memory_copy_string(argument, len + 2);
    if (equals && !option->value)
        complain(self, "'%s' takes no value", shown);
    else
        take_value(self, option, shown, equals ? equals + 1 : NULL);
    free(shown);
}

// `-qv`, `-j4`, `-j 4`
static void parse_letters(parser *self, const char *argument)
{
    for (const char *at = argument + 1; *at; at++) {
        char shown[3] = {'-', *at, '\0'};
        const tk_option *option = find_letter(*at);
        if (!option) {
            complain(self, "unknown option '%s'", (unsigned char)*at < 0x80 ? shown : argument)
                ->hint = tk_memory_copy_string("'tkscan --help' lists the options", 33);
            return;
        }
        bool attached = option->value && at[1];
        take_value(self, option, shown, attached ? at + 1 : NULL);
        if (option->value)
            return;
    }
}

static void parse_word(parser *self, const char *argument)
{
    bool first = !self->command_known;
    self->command_known = true;
    for (uint32_t i = 0; first && i < TK_COMMAND_COUNT; i++) {
        if (strcmp(tk_command_table[i].name, argument) == 0) {
            self->options->command = (tk_command)i;
            return;
        }
    }
    tk_vec_push(&self->options->arguments, tk_memory_copy_string(argument, strlen(argument)));
}

static void parse_arguments(parser *self)
{
    bool only_words = false;
    while (self->next < self->count) {
        const char *argument = self->arguments[self->next++];
        if (!only_words && strcmp(argument, "--") == 0)
            only_words = self->command_known = true;
        else if (!only_words && argument[0] == '-' && argument[1] == '-')
            parse_long(self, argument);
        else if (!only_words && argument[0] == '-' && argument[1])
            parse_letters(self, argument);
        else
            parse_word(self, argument);
    }
}

static void check_commands(parser *self)
{
    for (uint32_t i = 0; i < self->options->given.len; i++) {
        const tk_option *option = &tk_option_table[self->options->given.at[i].option];
        if (option->where & 1u << self->options->command)
            continue;
        tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                           "'--%s' is no option of 'tkscan %s'", option->name,
                           tk_command_text(self->options->command));
    }
}

void tk_options_start(tk_options *self)
{
    *self = (tk_options){.command = TK_COMMAND_CHECK,
                         .respect_gitignore = true,
                         .cache = true,
                         .gate = true,
                         .format = -1,
                         .color = -1,
                         .dump = -1,
                         .key_style = -1,
                         .fail_level = TK_LEVEL_WARNING,
                         .max_target_bytes = DEFAULT_MAX_TARGET};
}

void tk_options_parse(tk_options *self, int count, char *const *arguments,
                      tk_diagnostics *diagnostics)
{
    tk_options_start(self);
    tk_strings expanded = {0};
    for (int i = 0; i < count; i++) {
        if (arguments[i][0] == '@' && arguments[i][1])
            tk_file_list_read(arguments[i] + 1, '\n', &expanded, diagnostics);
        else
            tk_vec_push(&expanded, tk_memory_copy_string(arguments[i], strlen(arguments[i])));
    }
    parser state = {.options = self,
                    .diagnostics = diagnostics,
                    .arguments = expanded.at,
                    .count = expanded.len};
    parse_arguments(&state);
    check_commands(&state);
    tk_strings_free(&expanded);
}

void tk_options_repeat(tk_options *self, const tk_options *given)
{
    tk_diagnostics known = {0};  // said when the command line was parsed
    self->command = given->command;
    for (uint32_t i = 0; i < given->arguments.len; i++) {
        const char *word = given->arguments.at[i];
        tk_vec_push(&self->arguments, tk_memory_copy_string(word, strlen(word)));
    }
    for (uint32_t i = 0; i < given->given.len; i++)
        set_again(self, &given->given.at[i], &known);
    tk_diagnostics_free(&known);
}

void tk_options_free(tk_options *self)
{
    for (uint32_t i = 0; i < tk_option_count; i++) {
        tk_option_clear(self, &tk_option_table[i]);
        free(self->from[i].mention.file);
    }
    for (uint32_t i = 0; i < self->given.len; i++) {
        free(self->given.at[i].shown);
        free(self->given.at[i].value);
    }
    tk_vec_free(&self->given);
    tk_strings_free(&self->arguments);
}
