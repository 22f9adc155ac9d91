#include "cli/option_table.h"

#include <stddef.h>

enum {
#define TK_COMMAND(name, text, arguments, summary) name = 1 << TK_COMMAND_##name,
#include "cli/options.def"
    ANY = (1 << TK_COMMAND_COUNT) - 1
};

const tk_option tk_option_table[] = {
#define TK_GROUP(heading) {.kind = TK_KIND_GROUP, .name = heading},
#define TK_OPTION(field, kind, letter, name, value, commands, help) \
    {TK_KIND_##kind, letter, name, value, help, commands, offsetof(tk_options, field)},
#include "cli/options.def"
};

const uint32_t tk_option_count = sizeof tk_option_table / sizeof *tk_option_table;

const tk_command_entry tk_command_table[TK_COMMAND_COUNT] = {
#define TK_COMMAND(name, text, arguments, summary) {text, arguments, summary},
#include "cli/options.def"
};

const char *tk_command_text(tk_command command)
{
    return tk_command_table[command].name;
}
