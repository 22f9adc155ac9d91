#include "cli/option_table.h"

#include <stddef.h>
#include <string.h>

enum {
#define TK_COMMAND(name, text, arguments, summary) name = 1 << TK_COMMAND_##name,
#include "cli/options.def"
    ANY = (1 << TK_COMMAND_COUNT) - 1,
    FILES = TK_WHERE_FILES,
    RUN = TK_WHERE_RUN,
    ADDS = TK_WHERE_ADDS,
};

const tk_option tk_option_table[] = {
#define TK_GROUP(heading) {.kind = TK_KIND_GROUP, .name = heading},
#define TK_OPTION(field, kind, letter, name, value, where, help) \
    {TK_KIND_##kind, letter, name, value, help, where, offsetof(tk_options, field)},
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

const char *tk_options_key_style(const tk_options *self)
{
    uint32_t count;
    return self->key_style < 0 ? NULL : tk_option_words(TK_KIND_STYLE, &count)[self->key_style];
}

const char *tk_option_key(const tk_option *self)
{
    if (!(self->where & TK_WHERE_KEY))
        return NULL;
    return self->kind == TK_KIND_NO ? self->name + strlen("no-") : self->name;
}

const tk_option *tk_option_of_key(tk_slice key)
{
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const char *name = tk_option_key(&tk_option_table[i]);
        if (name && tk_slice_is(key, name))
            return &tk_option_table[i];
    }
    return NULL;
}

const char *const *tk_option_words(tk_option_kind kind, uint32_t *count)
{
    static const char *const colors[] = {"auto", "always", "never"};
    static const char *const levels[] = {"note", "warning", "error"};
    static const char *const dumps[] = {"outline", "nodes", "scopes", "ir", "values", "sites"};
    static const char *const styles[] = {"tuple", "bytes", "string", "sha256", "tkhash"};
    static const char *const precisions[] = {"low", "medium", "high", "very-high"};
    static const char *formats[TK_FORMAT_COUNT];
    for (uint32_t i = 0; i < TK_FORMAT_COUNT && kind == TK_KIND_FORMAT; i++)
        formats[i] = tk_format_text((tk_format)i);
#define WORDS(list) (*count = sizeof list / sizeof *list, list)
    switch (kind) {
    case TK_KIND_COLOR:
        return WORDS(colors);
    case TK_KIND_LEVEL:
        return WORDS(levels);
    case TK_KIND_DUMP:
        return WORDS(dumps);
    case TK_KIND_PRECISION:
        return WORDS(precisions);
    case TK_KIND_STYLE:
        return WORDS(styles);
    case TK_KIND_FORMAT:
        return WORDS(formats);
    default:
        *count = 0;
        return NULL;
    }
#undef WORDS
}
