// The manual page, in the man(7) macros.
#include <string.h>

#include "cli/complete.h"
#include "cli/option_table.h"
#include "cli/version.h"

// Text on lines of its own: what troff gives a meaning is escaped.
static void add_text(tk_text *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        tk_text_add_string(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            tk_text_add_string(out, "\\e");
        else if (*text == '-')
            tk_text_add_string(out, "\\-");
        else
            tk_text_add_char(out, *text);
        if (*text == '\n' && (text[1] == '.' || text[1] == '\''))
            tk_text_add_string(out, "\\&");
    }
}

static void add_entry(tk_text *out, const char *name, const char *values, const char *text)
{
    tk_text_add_string(out, ".TP\n\\fB");
    add_text(out, name);
    tk_text_add_string(out, "\\fR");
    if (values && *values) {
        tk_text_add_string(out, " \\fI");
        add_text(out, values);
        tk_text_add_string(out, "\\fR");
    }
    tk_text_add_char(out, '\n');
    add_text(out, text);
    tk_text_add_char(out, '\n');
}

static void add_option(tk_text *out, const tk_option *option)
{
    tk_text name = {0}, help = {0};
    if (option->letter)
        tk_text_format(&name, "-%c, ", option->letter);
    tk_text_format(&name, "--%s", option->name);
    tk_text_add_string(&help, option->help);
    if (!(option->where & 1u << TK_COMMAND_CHECK)) {
        tk_text_add_string(&help, " (only with");
        for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
            if (option->where & 1u << i)
                tk_text_format(&help, " %s", tk_command_table[i].name);
        tk_text_add_char(&help, ')');
    }
    add_entry(out, name.at, option->value, help.at);
    tk_text_free(&name);
    tk_text_free(&help);
}

static void add_options(tk_text *out)
{
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const tk_option *option = &tk_option_table[i];
        if (option->kind == TK_KIND_GROUP) {
            tk_text_add_string(out, ".SS ");
            add_text(out, option->name);
            tk_text_add_char(out, '\n');
        } else {
            add_option(out, option);
        }
    }
}

static void add_section(tk_text *out, const char *heading, const char *text)
{
    tk_text_format(out, ".SH %s\n", heading);
    add_text(out, text);
    tk_text_add_char(out, '\n');
}

static void add_example(tk_text *out, const char *command, const char *text)
{
    tk_text_add_string(out, ".TP\n.B ");
    add_text(out, command);
    tk_text_add_char(out, '\n');
    add_text(out, text);
    tk_text_add_char(out, '\n');
}

void tk_complete_manual(tk_text *out)
{
    tk_text_add_string(out, ".TH TKSCAN 1 \"\" \"tkscan " TK_VERSION "\" \"User commands\"\n");
    add_section(out, "NAME", "tkscan - find tensors and arrays that are used as hash keys");
    tk_text_add_string(out, ".SH SYNOPSIS\n.B tkscan\n[\\fICOMMAND\\fR] [\\fIOPTION\\fR...] "
                            "[\\fIARGUMENT\\fR...]\n");
    add_section(
        out, "DESCRIPTION",
        "tkscan reads Python files and Jupyter notebooks, infers which values are arrays of "
        "numerical libraries, and reports the places where one is hashed: as the key of a "
        "dict, the member of a set, the argument of a cached function. It runs none of the "
        "code. Without a PATH the current folder is scanned; '-' is standard input; '@FILE' "
        "stands for the arguments in FILE, one on each line.");
    tk_text_add_string(out, ".SH COMMANDS\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
        add_entry(out, tk_command_table[i].name, tk_command_table[i].arguments,
                  tk_command_table[i].summary);
    tk_text_add_string(out, ".SH OPTIONS\n");
    add_options(out);
    tk_text_add_string(out, ".SH EXIT STATUS\n");
    add_entry(out, "0", NULL, "Nothing was found at --fail-level or above.");
    add_entry(out, "1", NULL, "Something was found.");
    add_entry(
        out, "2", NULL,
        "An error: the command line, a configuration or rule file, a path that cannot be read, "
        "a report that cannot be written.");
    add_section(
        out, "COMMENTS",
        "A finding is silenced by '# tkscan: ignore[CODE] reason' on its line or alone above "
        "it, or by '# noqa: CODE'; a file by '# tkscan: file-ignore[CODE]'. CODE may be the "
        "beginning of several.");
    tk_text_add_string(out, ".SH ENVIRONMENT\n");
    add_entry(out, "NO_COLOR", NULL, "No colours, if not empty.");
    add_entry(out, "FORCE_COLOR", NULL, "Colours also into a pipe, if not empty and not 0.");
    add_entry(out, "TKSCAN_OUTPUT_FORMAT", NULL, "The format when --output-format is not given.");
    tk_text_add_string(out, ".SH EXAMPLES\n");
    add_example(out, "tkscan src/", "Scan a folder.");
    add_example(out, "tkscan --output full --output sarif:tkscan.sarif",
                "Scan the current folder; text for the eye, SARIF for an upload.");
    add_example(out, "tkscan rule TK201", "What a rule reports, why, and what to write instead.");
    add_example(out, "tkscan explain train.py:40",
                "What the values of a line are, and from where.");
}
