#include "cli/commands.h"

#include <signal.h>
#include <string.h>

#include "cache/cache.h"
#include "cli/complete.h"
#include "cli/problems.h"
#include "cli/version.h"
#include "cli/write.h"

tk_catalog *tk_command_catalog(const tk_options *options, int *status)
{
    tk_diagnostics diagnostics = {0};
    tk_catalog_folders folders = {
        .rules = (const char *const *)options->rule_dirs.at,
        .rule_count = options->rule_dirs.len,
        .models = (const char *const *)options->model_dirs.at,
        .model_count = options->model_dirs.len,
    };
    tk_catalog *catalog = tk_catalog_load_all(&folders, &diagnostics);
    for (uint32_t i = 0; i < options->known_hashable.len; i++)
        tk_catalog_trust(catalog, options->known_hashable.at[i]);
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

static int print_generated(const tk_options *options)
{
    tk_text out = {0};
    tk_diagnostics diagnostics = {0};
    int status = TK_EXIT_ERROR;
    if (options->command == TK_COMMAND_MANUAL)
        tk_complete_manual(&out);
    else if (options->arguments.len != 1 || !tk_complete_shell(options->arguments.at[0], &out))
        tk_diagnostics_add(&diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                           "'tkscan generate-shell-completion' needs a shell: bash, zsh or fish");
    if (!tk_problems_print(&diagnostics, true))
        status = tk_command_print(&out, TK_EXIT_CLEAN);
    tk_diagnostics_free(&diagnostics);
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

static int clean(const tk_options *options)
{
    tk_diagnostics diagnostics = {0};
    if (!options->cache_dir)
        tk_diagnostics_add(&diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                           "'tkscan clean' needs to know the cache")
            ->hint = tk_memory_copy_string("--cache-dir DIR, here or as a setting", 37);
    else
        tk_cache_remove(options->cache_dir, &diagnostics);
    bool failed = tk_problems_print(&diagnostics, true);
    tk_diagnostics_free(&diagnostics);
    return failed ? TK_EXIT_ERROR : TK_EXIT_CLEAN;
}

// The commands that read configuration files.
static int run_configured(const tk_options *options)
{
    tk_config *config = tk_config_new(options);
    const tk_options *resolved = &tk_config_of_run(config)->options;
    int status = TK_EXIT_ERROR;
    if (tk_config_failed(config))
        goto out;
    switch (options->command) {
    case TK_COMMAND_RULE:
        status = tk_command_rule(resolved);
        break;
    case TK_COMMAND_EXPLAIN:
        status = tk_command_explain(resolved);
        break;
    case TK_COMMAND_DEBUG:
        status = tk_command_debug(resolved);
        break;
    case TK_COMMAND_CLEAN:
        status = clean(resolved);
        break;
    case TK_COMMAND_CONFIG:
        status = tk_command_config(config);
        break;
    default:
        status = tk_command_check(config);
        break;
    }
out:
    tk_config_free(config);
    return status;
}

static int run(const tk_options *options, bool overview)
{
    if (options->help)
        return print_help(options, overview ? TK_COMMAND_HELP : options->command);
    if (options->version || options->command == TK_COMMAND_VERSION)
        return print_version();
    if (options->command == TK_COMMAND_HELP)
        return print_help(options, TK_COMMAND_HELP);
    if (options->command == TK_COMMAND_MERGE)
        return tk_command_merge(options);
    if (options->command == TK_COMMAND_COMPLETION || options->command == TK_COMMAND_MANUAL)
        return print_generated(options);
    return run_configured(options);
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
