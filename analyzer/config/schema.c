#include "config/schema.h"

#include "cli/option_table.h"
#include "report/json_write.h"

static void add_type(tk_json *json, const char *type)
{
    tk_json_string(json, "type", type);
}

static void add_words(tk_json *json, tk_option_kind kind)
{
    uint32_t count;
    const char *const *words = tk_option_words(kind, &count);
    tk_json_open(json, "enum", '[');
    for (uint32_t i = 0; i < count; i++)
        tk_json_string(json, NULL, words[i]);
    tk_json_close(json, ']');
}

// One text, or a list of them.
static void add_texts(tk_json *json, const char *pattern)
{
    tk_json_open(json, "anyOf", '[');
    tk_json_open(json, NULL, '{');
    add_type(json, "string");
    if (pattern)
        tk_json_string(json, "pattern", pattern);
    tk_json_close(json, '}');
    tk_json_open(json, NULL, '{');
    add_type(json, "array");
    tk_json_open(json, "items", '{');
    add_type(json, "string");
    if (pattern)
        tk_json_string(json, "pattern", pattern);
    tk_json_close(json, '}');
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

static const char code_pattern[] = "^([A-Za-z]+[0-9]*[, ]*)*$";

static void add_map(tk_json *json, const tk_option *option)
{
    bool levels = tk_slice_is(tk_slice_of(option->name), "severity");
    add_type(json, "object");
    tk_json_open(json, "additionalProperties", '{');
    if (levels)
        add_words(json, TK_KIND_LEVEL);
    else
        add_texts(json, code_pattern);
    tk_json_close(json, '}');
}

static void add_size(tk_json *json)
{
    tk_json_open(json, "anyOf", '[');
    tk_json_open(json, NULL, '{');
    add_type(json, "integer");
    tk_json_number(json, "minimum", 0);
    tk_json_close(json, '}');
    tk_json_open(json, NULL, '{');
    add_type(json, "string");
    tk_json_string(json, "pattern", "^[0-9]+[kKmMgG]?$");
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

static void add_constraints(tk_json *json, const tk_option *option)
{
    switch (option->kind) {
    case TK_KIND_FLAG:
    case TK_KIND_NO:
        add_type(json, "boolean");
        break;
    case TK_KIND_NUMBER:
        add_type(json, "integer");
        tk_json_number(json, "minimum", 0);
        break;
    case TK_KIND_SIZE:
        add_size(json);
        break;
    case TK_KIND_CODES:
        add_texts(json, code_pattern);
        break;
    case TK_KIND_LIST:
    case TK_KIND_PATHS:
    case TK_KIND_PATTERNS:
    case TK_KIND_OUTPUT:
        add_texts(json, NULL);
        break;
    case TK_KIND_MAP:
        add_map(json, option);
        break;
    case TK_KIND_LEVEL:
    case TK_KIND_FORMAT:
    case TK_KIND_PRECISION:
    case TK_KIND_STYLE:
        add_words(json, option->kind);
        break;
    case TK_KIND_PYTHON:
        add_type(json, "string");
        tk_json_string(json, "pattern", "^(3\\.|py3)[0-9]{1,2}$");
        break;
    default:
        add_type(json, "string");
    }
}

static void add_property(tk_json *json, const tk_option *option)
{
    tk_json_line(json);
    tk_json_open(json, tk_option_key(option), '{');
    tk_json_string(json, "description", option->help);
    add_constraints(json, option);
    tk_json_close(json, '}');
}

void tk_schema_write(tk_text *out)
{
    tk_json json = {.out = out, .spaced = true};
    tk_json_open(&json, NULL, '{');
    tk_json_string(&json, "$schema", "http://json-schema.org/draft-07/schema#");
    tk_json_string(&json, "title", "tkscan");
    tk_json_string(&json, "description",
                   "Settings of tkscan: [tool.tkscan] in pyproject.toml, .tkscan.toml, .tkscan.yaml");
    add_type(&json, "object");
    tk_json_bool(&json, "additionalProperties", false);
    tk_json_open(&json, "properties", '{');
    tk_json_line(&json);
    tk_json_open(&json, "extend", '{');
    tk_json_string(&json, "description",
                   "another configuration file, whose settings count where this one has none");
    add_type(&json, "string");
    tk_json_close(&json, '}');
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (tk_option_key(&tk_option_table[i]))
            add_property(&json, &tk_option_table[i]);
    tk_text_add_char(out, '\n');
    tk_json_close(&json, '}');
    tk_json_close(&json, '}');
    tk_text_add_char(out, '\n');
}
