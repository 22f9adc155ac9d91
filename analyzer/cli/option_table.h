// options.def as a table: private to the files that parse the command line and print help.
#ifndef TK_CLI_OPTION_TABLE_H
#define TK_CLI_OPTION_TABLE_H

#include "cli/options.h"

typedef enum tk_option_kind {
    TK_KIND_GROUP,  // no option but a heading in the help
    TK_KIND_FLAG,
    TK_KIND_NO,
    TK_KIND_COUNT,
    TK_KIND_TEXT,
    TK_KIND_CODES,
    TK_KIND_LIST,
    TK_KIND_NUMBER,
    TK_KIND_SIZE,
    TK_KIND_COLOR,
    TK_KIND_LEVEL,
    TK_KIND_FORMAT,
    TK_KIND_DUMP,
    TK_KIND_OUTPUT,
    TK_KIND_SHARD,
} tk_option_kind;

typedef struct tk_option {
    tk_option_kind kind;
    char letter;        // 0: none
    const char *name;   // without dashes; of a group: the heading
    const char *value;  // NULL: takes none
    const char *help;
    unsigned commands;  // bit set, by tk_command
    size_t field;       // offset in tk_options
} tk_option;

typedef struct tk_command_entry {
    const char *name, *arguments, *summary;
} tk_command_entry;

extern const tk_option tk_option_table[];
extern const uint32_t tk_option_count;
extern const tk_command_entry tk_command_table[TK_COMMAND_COUNT];

#endif
