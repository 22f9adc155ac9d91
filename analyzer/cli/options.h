// The options of a run: what the command line says, or what it and configuration files say together.
#ifndef TK_CLI_OPTIONS_H
#define TK_CLI_OPTIONS_H

#include "report/report.h"
#include "scan.h"

typedef enum tk_command {
#define TK_COMMAND(name, text, arguments, summary) TK_COMMAND_##name,
#include "cli/options.def"
    TK_COMMAND_COUNT
} tk_command;

enum {
    TK_OPTION_MOST = 0
#define TK_GROUP(heading) +1
#define TK_OPTION(field, kind, letter, name, value, where, help) +1
#include "cli/options.def"
};

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

// Where a value stands; file NULL: on the command line.
typedef struct tk_mention {
    char *file;  // owned
    uint32_t line, column;
} tk_mention;

// A pattern or PATTERN:VALUES, and the folder that it counts from.
typedef struct tk_based {
    char *text;  // owned
    char *base;  // owned; absolute, or NULL: the current folder
    tk_mention mention;
} tk_based;

typedef TK_VEC(tk_based) tk_baseds;

// Where an option's value came from. A value of a higher layer takes the place of one of a lower.
typedef struct tk_option_from {
    uint32_t layer;  // 0: the default
    tk_mention mention;
} tk_option_from;

// A value of the command line as it was given, so that it can be set again over those of a file.
typedef struct tk_given_word {
    uint32_t option;  // index in the table
    char *shown;      // owned; as it was written
    char *value;      // owned; NULL: none
} tk_given_word;

// Fields are named and documented in options.def.
typedef struct tk_options {
    tk_command command;
    tk_strings arguments;  // what is no option and no command
    char *select, *ignore, *extend_select;
    bool pedantic, isolated, force_exclude, respect_gitignore, show_files, statistics, all, schema;
    bool exit_zero, quiet, help, version, report_suppressed, add_ignore, cache, gate;
    tk_strings rule_dirs, model_dirs, files_from, files_from0, config, known_hashable, extension;
    bool fix, unsafe_fixes, diff, show_fixes, exit_non_zero_on_fix;
    char *fixable, *unfixable;
    tk_baseds exclude, extend_exclude, per_file_ignores, severity;
    tk_shard shard;
    char *stdin_filename, *output_file, *baseline, *write_baseline, *diff_base, *cache_dir;
    uint64_t max_results, max_target_bytes, max_memory, timeout, jobs;
    TK_VEC(tk_output) outputs;
    int format;         // tk_format; -1: not given
    int color;          // tk_color; -1: not given
    int fail_level;     // tk_level
    int dump;           // tk_dump; -1: not given
    int min_precision;  // tk_precision
    int target_version; // as 312; 0: any
    int key_style;      // index among the words of STYLE; -1: none is preferred
    uint32_t verbose;
    tk_option_from from[TK_OPTION_MOST];  // by index in the table
    TK_VEC(tk_given_word) given;          // of the command line, in order
} tk_options;

// Layers of values: configuration files count from 1, what they extend below them.
enum { TK_LAYER_INLINE = 1000, TK_LAYER_COMMAND_LINE };

void tk_options_start(tk_options *self);  // every field as it is without any option
// Problems become errors in `diagnostics`. `count` arguments, without the program's name. Arguments
// that start with '@' are replaced by the lines of the file they name.
void tk_options_parse(tk_options *self, int count, char *const *arguments,
                      tk_diagnostics *diagnostics);
// Sets what `given` got from the command line in `self` again: command, arguments and options.
void tk_options_repeat(tk_options *self, const tk_options *given);
void tk_options_free(tk_options *self);

const char *tk_options_key_style(const tk_options *self);  // NULL: none is preferred
const char *tk_command_text(tk_command command);
// Help for one command, or (COMMAND_COUNT) the overview.
void tk_options_help(tk_command command, tk_text *out);

#endif
