#include "cli/commands.h"

#include <signal.h>
#include <string.h>

#include "cli/problems.h"
#include "cli/version.h"
#include "cli/write.h"

tk_catalog *tk_command_catalog(const tk_options *options, int *status)
{
    tk_diagnostics diagnostics = {0};
    tk_catalog *catalog = tk_catalog_load((const char *const *)options->rule_dirs.at,
                                          options->rule_dirs.len, &diagnostics);
    if (tk_problems_print(&diagnostics, true))
        *status = TK_EXIT_ERROR;
    tk_diagnostics_free(&diagnostics);
    return catalog;
}

int tk_command_print(const tk_text *text, int status)
{
    tk_diagnostics diagnostics = {0};
    tk_write_report(NULL, text, &diagnostics);
    if (tk_problems_print(&diagnostics, true))
        status = TK_EXIT_ERROR;
    tk_diagnostics_free(&diagnostics);
    return status;
}

static int print_version(void)
{
    tk_text out = {0};
    tk_text_add_string(&out, "tkscan " TK_VERSION "\n");
    int status = tk_command_print(&out, TK_EXIT_CLEAN);
    tk_text_free(&out);
    return status;
}

static int print_help(const tk_options *options, tk_command command)
{
    tk_text out = {0};
    for (uint32_t i = 0; i < TK_COMMAND_COUNT && options->arguments.len; i++)
        if (command == TK_COMMAND_HELP &&
            strcmp(tk_command_text((tk_command)i), options->arguments.at[0]) == 0)
            command = (tk_command)i;
    tk_options_help(command == TK_COMMAND_HELP ? TK_COMMAND_COUNT : command, &out);
    int status = tk_command_print(&out, TK_EXIT_CLEAN);
    tk_text_free(&out);
    return status;
}

// `tkscan --help` without the word "check" is the overview.
static bool names_command(int count, char *const *arguments)
{
    for (int i = 0; i < count; i++)
        if (strcmp(arguments[i], "check") == 0)
            return true;
    return false;
}

static int run(const tk_options *options, bool overview)
{
    if (options->help)
        return print_help(options, overview ? TK_COMMAND_HELP : options->command);
    if (options->version)
        return print_version();
    switch (options->command) {
    case TK_COMMAND_RULE:
        return tk_command_rule(options);
    case TK_COMMAND_EXPLAIN:
        return tk_command_explain(options);
    case TK_COMMAND_DEBUG:
        return tk_command_debug(options);
    case TK_COMMAND_VERSION:
        return print_version();
    case TK_COMMAND_HELP:
        return print_help(options, TK_COMMAND_HELP);
    case TK_COMMAND_CHECK:
    case TK_COMMAND_COUNT:
        break;
    }
    return tk_command_check(options);
}

int tk_main(int count, char *const *arguments)
{
    tk_options options;
    tk_diagnostics diagnostics = {0};
    signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write error, and is said to be one
    tk_options_parse(&options, count, arguments, &diagnostics);
    int status = TK_EXIT_ERROR;
    if (!tk_problems_print(&diagnostics, true)) {
        bool overview = options.command == TK_COMMAND_CHECK && !names_command(count, arguments);
        status = run(&options, overview);
    }
    tk_diagnostics_free(&diagnostics);
    tk_options_free(&options);
    return status;
}
