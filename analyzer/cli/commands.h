// The commands. Each returns the exit status: 0 clean, 1 findings, 2 an error.
#ifndef TK_CLI_COMMANDS_H
#define TK_CLI_COMMANDS_H

#include "config/config.h"

enum { TK_EXIT_CLEAN = 0, TK_EXIT_FOUND = 1, TK_EXIT_ERROR = 2 };

int tk_main(int count, char *const *arguments);  // without the program's name

int tk_command_check(tk_config *config);
int tk_command_config(tk_config *config);
int tk_command_merge(const tk_options *options);
int tk_command_rule(const tk_options *options);
int tk_command_explain(const tk_options *options);
int tk_command_debug(const tk_options *options);

// The catalog with what --rules, --models and --known-hashable add; its problems are printed and
// `*status` is raised.
tk_catalog *tk_command_catalog(const tk_options *options, int *status);
// Writes to standard output; returns `status`, or 2 when that fails.
int tk_command_print(const tk_text *text, int status);

#endif
