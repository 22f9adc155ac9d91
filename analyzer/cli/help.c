#include <stdio.h>
#include <string.h>

#include "cli/option_table.h"

enum { HELP_COLUMN = 32, HELP_WIDTH = 100 };

// Words of `text`, broken into lines that start at HELP_COLUMN.
static void add_wrapped(tk_text *out, const char *text)
{
    size_t column = HELP_COLUMN;
    for (size_t len; *text; text += len + (text[len] == ' ')) {
        len = strcspn(text, " ");
        if (column + 1 + len > HELP_WIDTH) {
            tk_text_format(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            tk_text_add_char(out, ' ');
            column++;
        }
        tk_text_add(out, text, len);
        column += len;
    }
    tk_text_add_char(out, '\n');
}

static void add_option(tk_text *out, const tk_option *option)
{
    char left[96];
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    int len = snprintf(left, sizeof left, "  %s--%s%s%s", letter, option->name,
                       option->value ? " " : "", option->value ? option->value : "");
    tk_text_add_string(out, left);
    if (len >= HELP_COLUMN)
        tk_text_format(out, "\n%*s", HELP_COLUMN, "");
    else
        tk_text_format(out, "%*s", HELP_COLUMN - len, "");
    add_wrapped(out, option->help);
}

static void add_options(tk_text *out, tk_command command)
{
    const char *heading = NULL;
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const tk_option *option = &tk_option_table[i];
        if (option->kind == TK_KIND_GROUP) {
            heading = option->name;
        } else if (option->where & 1u << command) {
            if (heading)
                tk_text_format(out, "\n%s:\n", heading);
            heading = NULL;
            add_option(out, option);
        }
    }
}

static void add_overview(tk_text *out)
{
    tk_text_add_string(
        out,
        "tkscan finds tensors and arrays used as dict keys, set members and cached arguments.\n\n"
        "usage: tkscan [COMMAND] [OPTION...] [ARGUMENT...]\n\nCommands:\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++) {
        const tk_command_entry *entry = &tk_command_table[i];
        int len = snprintf(NULL, 0, "  %s %s", entry->name, entry->arguments);
        tk_text_format(out, "  %s %s", entry->name, entry->arguments);
        if (len >= HELP_COLUMN)
            tk_text_format(out, "\n%*s", HELP_COLUMN, "");
        else
            tk_text_format(out, "%*s", HELP_COLUMN - len, "");
        tk_text_format(out, "%s\n", entry->summary);
    }
    tk_text_add_string(out, "\n'tkscan COMMAND --help' lists the options of a command; these are "
                            "those of 'check'.\n");
    add_options(out, TK_COMMAND_CHECK);
    tk_text_add_string(
        out,
        "\nExit status: 0 nothing found, 1 something found at --fail-level or above, 2 an error in "
        "the\ncommand line, a rule file, or a path that cannot be read.\n");
}

void tk_options_help(tk_command command, tk_text *out)
{
    if (command == TK_COMMAND_COUNT) {
        add_overview(out);
        return;
    }
    const tk_command_entry *entry = &tk_command_table[command];
    tk_text_format(out, "tkscan %s: %s\n\nusage: tkscan %s [OPTION...]%s%s\n", entry->name,
                   entry->summary, entry->name, *entry->arguments ? " " : "", entry->arguments);
    if (command == TK_COMMAND_CHECK)
        tk_text_add_string(out, "\nWithout a PATH the current folder is scanned; '-' is standard "
                                "input; '@FILE' stands for\nthe arguments in FILE, one on each "
                                "line.\n");
    add_options(out, command);
}
