// options.def as a table: private to the files that parse the command line, read configuration files,
// and print help.
#ifndef TK_CLI_OPTION_TABLE_H
#define TK_CLI_OPTION_TABLE_H

#include "cli/options.h"

typedef enum tk_option_kind {
    TK_KIND_GROUP,  // no option but a heading in the help
    TK_KIND_FLAG,
    TK_KIND_NO,
    TK_KIND_COUNT,
    TK_KIND_TEXT,
    TK_KIND_PATH,
    TK_KIND_CODES,
    TK_KIND_LIST,
    TK_KIND_PATHS,
    TK_KIND_PATTERNS,
    TK_KIND_MAP,
    TK_KIND_NUMBER,
    TK_KIND_SIZE,
    TK_KIND_COLOR,
    TK_KIND_LEVEL,
    TK_KIND_FORMAT,
    TK_KIND_DUMP,
    TK_KIND_PRECISION,
    TK_KIND_PYTHON,
    TK_KIND_STYLE,
    TK_KIND_OUTPUT,
    TK_KIND_SHARD,
} tk_option_kind;

// What stands in `where` besides a bit for each tk_command.
enum {
    TK_WHERE_FILES = 1 << 28,
    TK_WHERE_RUN = 1 << 29,
    TK_WHERE_ADDS = 1 << 30,
    TK_WHERE_KEY = TK_WHERE_FILES | TK_WHERE_RUN,
};

typedef struct tk_option {
    tk_option_kind kind;
    char letter;        // 0: none
    const char *name;   // without dashes; of a group: the heading
    const char *value;  // NULL: takes none
    const char *help;
    unsigned where;  // bit set: by tk_command, and TK_WHERE_...
    size_t field;    // offset in tk_options
} tk_option;

typedef struct tk_command_entry {
    const char *name, *arguments, *summary;
} tk_command_entry;

extern const tk_option tk_option_table[];
extern const uint32_t tk_option_count;
extern const tk_command_entry tk_command_table[TK_COMMAND_COUNT];

static inline uint32_t tk_option_index(const tk_option *option)
{
    return (uint32_t)(option - tk_option_table);
}

// Its name in configuration files; NULL: it has none.
const char *tk_option_key(const tk_option *self);
const tk_option *tk_option_of_key(tk_slice key);  // NULL: no such key
// The words that an option of a word's kind takes, in the order of the values they stand for (from 0).
const char *const *tk_option_words(tk_option_kind kind, uint32_t *count);

#endif
