// `tkscan config`: the settings that count for a path as a configuration file, each with its source.
#include <string.h>

#include "cli/commands.h"
#include "cli/option_table.h"
#include "config/schema.h"
#include "report/codes.h"
#include "report/display.h"

static void add_text(tk_text *out, tk_slice value)
{
    static const char escapes[] = "\"\\";
    tk_text_add_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if (c < 0x20 || c == 0x7F)
            tk_text_format(out, "\\u%04X", c);
        else
            tk_text_format(out, strchr(escapes, c) ? "\\%c" : "%c", c);
    }
    tk_text_add_char(out, '"');
}

static void add_item(tk_text *out, uint32_t *count, tk_slice value)
{
    tk_text_add_string(out, (*count)++ ? ", " : "");
    add_text(out, value);
}

static void add_codes(tk_text *out, tk_slice list)
{
    tk_slice code;
    uint32_t count = 0;
    tk_text_add_char(out, '[');
    while (tk_codes_next(&list, &code))
        add_item(out, &count, code);
    tk_text_add_char(out, ']');
}

static void add_strings(tk_text *out, const tk_strings *list)
{
    uint32_t count = 0;
    tk_text_add_char(out, '[');
    for (uint32_t i = 0; i < list->len; i++)
        add_item(out, &count, tk_slice_of(list->at[i]));
    tk_text_add_char(out, ']');
}

static void add_patterns(tk_text *out, const tk_baseds *list)
{
    uint32_t count = 0;
    tk_text_add_char(out, '[');
    for (uint32_t i = 0; i < list->len; i++) {
        for (const char *at = list->at[i].text; *at;) {
            size_t len = strcspn(at, ",");
            if (len)
                add_item(out, &count, (tk_slice){at, len});
            at += len + (at[len] == ',');
        }
    }
    tk_text_add_char(out, ']');
}

static void add_map(tk_text *out, const tk_option *option, const tk_baseds *list)
{
    bool to_lists = strcmp(option->name, "severity") != 0;
    tk_text_add_char(out, '{');
    for (uint32_t i = 0; i < list->len; i++) {
        const char *text = list->at[i].text, *colon = strrchr(text, ':');
        if (!colon)
            continue;
        tk_text_add_string(out, i ? ", " : "");
        add_text(out, (tk_slice){text, (size_t)(colon - text)});
        tk_text_add_string(out, " = ");
        if (to_lists)
            add_codes(out, tk_slice_of(colon + 1));
        else
            add_text(out, tk_slice_of(colon + 1));
    }
    tk_text_add_char(out, '}');
}

static void add_outputs(tk_text *out, const tk_options *options)
{
    uint32_t count = 0;
    tk_text_add_char(out, '[');
    for (uint32_t i = 0; i < options->outputs.len; i++) {
        tk_text text = {0};
        tk_text_add_string(&text, tk_format_text(options->outputs.at[i].format));
        if (options->outputs.at[i].file)
            tk_text_format(&text, ":%s", options->outputs.at[i].file);
        add_item(out, &count, tk_slice_of(text.at));
        tk_text_free(&text);
    }
    tk_text_add_char(out, ']');
}

// False for what has no value.
static bool add_value(tk_text *out, const tk_options *options, const tk_option *option)
{
    const void *field = (const char *)options + option->field;
    uint32_t count;
    const char *const *words = tk_option_words(option->kind, &count);
    int chosen = words ? *(const int *)field : -1;
    if (words) {
        if (chosen >= 0)
            add_text(out, tk_slice_of(words[chosen]));
        return chosen >= 0;
    }
    switch (option->kind) {
    case TK_KIND_FLAG:
    case TK_KIND_NO:
        tk_text_add_string(out, *(const bool *)field ? "true" : "false");
        return true;
    case TK_KIND_NUMBER:
    case TK_KIND_SIZE:
        tk_text_format(out, "%llu", (unsigned long long)*(const uint64_t *)field);
        return true;
    case TK_KIND_CODES:
        if (*(char *const *)field)
            add_codes(out, tk_slice_of(*(char *const *)field));
        return *(char *const *)field;
    case TK_KIND_TEXT:
    case TK_KIND_PATH:
        if (*(char *const *)field)
            add_text(out, tk_slice_of(*(char *const *)field));
        return *(char *const *)field;
    case TK_KIND_LIST:
    case TK_KIND_PATHS:
        add_strings(out, field);
        return ((const tk_strings *)field)->len > 0;
    case TK_KIND_PATTERNS:
        add_patterns(out, field);
        return options->from[tk_option_index(option)].layer > 0;
    case TK_KIND_MAP:
        add_map(out, option, field);
        return ((const tk_baseds *)field)->len > 0;
    case TK_KIND_OUTPUT:
        add_outputs(out, options);
        return options->outputs.len > 0;
    case TK_KIND_PYTHON: {
        int version = *(const int *)field;
        tk_text_format(out, "\"3.%d\"", version % 100);
        return version > 0;
    }
    default:
        return false;
    }
}

static void add_source(tk_text *out, const tk_option *option, const tk_option_from *from)
{
    if (from->layer == 0)
        tk_text_add_string(out, "default");
    else if (from->layer == TK_LAYER_COMMAND_LINE)
        tk_text_format(out, "--%s", option->name);
    else if (from->layer == TK_LAYER_INLINE)
        tk_text_add_string(out, "--config");
    else
        tk_display_name(out, tk_slice_of(from->mention.file));
    if (from->layer && from->layer < TK_LAYER_INLINE)
        tk_text_format(out, ":%u", from->mention.line);
}

static void add_setting(tk_text *out, const tk_options *options, const tk_option *option)
{
    tk_text value = {0};
    bool given = add_value(&value, options, option);
    tk_text line = {0};
    // What has no value is shown as a comment, so that the whole remains a file that can be read.
    tk_text_format(&line, "%s%s%s%s", given ? "" : "# ", tk_option_key(option),
                   given ? " = " : "", given ? value.at : "");
    tk_text_format(out, "%-40s  # ", line.at);
    add_source(out, option, &options->from[tk_option_index(option)]);
    tk_text_add_char(out, '\n');
    tk_text_free(&value);
    tk_text_free(&line);
}

// Keys that count for the run are taken from its settings, wherever the path is.
static void add_settings(tk_text *out, const tk_settings *settings, const tk_settings *run)
{
    const char *heading = NULL;
    tk_text_add_string(out, "# settings of ");
    tk_display_name(out, tk_slice_of(settings->file ? settings->file : "no configuration file"));
    tk_text_add_char(out, '\n');
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const tk_option *option = &tk_option_table[i];
        bool for_run = option->where & TK_WHERE_RUN;
        if (option->kind == TK_KIND_GROUP)
            heading = option->name;
        if (!tk_option_key(option))
            continue;
        if (heading)
            tk_text_format(out, "\n# %s\n", heading);
        heading = NULL;
        add_setting(out, &(for_run ? run : settings)->options, option);
    }
}

int tk_command_config(tk_config *config)
{
    const tk_settings *run = tk_config_of_run(config);
    const tk_strings *arguments = &run->options.arguments;
    tk_text out = {0};
    int status = TK_EXIT_CLEAN;
    if (run->options.schema) {
        tk_schema_write(&out);
    } else {
        tk_catalog *catalog = tk_command_catalog(&run->options, &status);
        const char *path = arguments->len ? arguments->at[0] : ".";
        tk_config_use_catalog(config, catalog);
        const tk_settings *settings = tk_config_of_path(config, path);
        add_settings(&out, settings, run);
        tk_catalog_free(catalog);
    }
    if (tk_config_failed(config))
        status = TK_EXIT_ERROR;
    else
        status = tk_command_print(&out, status);
    tk_text_free(&out);
    return status;
}
