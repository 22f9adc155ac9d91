// The command line, parsed.
#ifndef TK_CLI_OPTIONS_H
#define TK_CLI_OPTIONS_H

#include "report/report.h"
#include "scan.h"

typedef enum tk_command {
#define TK_COMMAND(name, text, arguments, summary) TK_COMMAND_##name,
#include "cli/options.def"
    TK_COMMAND_COUNT
} tk_command;

typedef enum tk_color { TK_COLOR_AUTO, TK_COLOR_ALWAYS, TK_COLOR_NEVER } tk_color;

typedef TK_VEC(char *) tk_strings;  // owned, each and all

typedef struct tk_output {
    tk_format format;
    char *file;  // owned; NULL: standard output
} tk_output;

// The part of the files that is scanned: 1 <= index <= count; count 0: all of them.
typedef struct tk_shard {
    uint32_t index, count;
} tk_shard;

// Fields are named and documented in options.def.
typedef struct tk_options {
    tk_command command;
    tk_strings arguments;  // what is no option and no command
    char *select, *ignore, *extend_select;
    bool pedantic, isolated, force_exclude, respect_gitignore, show_files, statistics, all;
    bool exit_zero, quiet, help, version;
    tk_strings rule_dirs, exclude, extend_exclude, files_from, files_from0, per_file_ignores;
    tk_shard shard;
    char *stdin_filename, *output_file;
    uint64_t max_results, max_target_bytes, jobs;
    TK_VEC(tk_output) outputs;
    int format;      // tk_format; -1: not given
    int color;       // tk_color; -1: not given
    int fail_level;  // tk_level
    int dump;        // tk_dump; -1: not given
    uint32_t verbose;
} tk_options;

// Problems become errors in `diagnostics`. `count` arguments, without the program's name. Arguments
// that start with '@' are replaced by the lines of the file they name.
void tk_options_parse(tk_options *self, int count, char *const *arguments,
                      tk_diagnostics *diagnostics);
void tk_options_free(tk_options *self);

const char *tk_command_text(tk_command command);
// Help for one command, or (COMMAND_COUNT) the overview.
void tk_options_help(tk_command command, tk_text *out);

#endif
