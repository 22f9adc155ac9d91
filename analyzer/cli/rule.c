// `tkscan rule`: the list of rules, or what one of them means.
#include <string.h>

#include "catalog/describe.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/problems.h"
#include "report/codes.h"
#include "report/display.h"
#include "report/json_write.h"

static void add_json(tk_json *json, const tk_rule *rule)
{
    tk_json_line(json);
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "code", rule->code);
    tk_json_string(json, "name", rule->name);
    tk_json_string(json, "class", tk_harm_text(rule->harm));
    tk_json_string(json, "level", tk_level_text(rule->level));
    tk_json_string(json, "since", rule->since);
    tk_json_string(json, "message", rule->message);
    tk_json_string(json, "why", rule->why);
    tk_json_string(json, "bad", rule->bad);
    tk_json_string(json, "good", rule->good);
    tk_json_string(json, "precision", tk_precision_text(tk_rule_precision(rule)));
    tk_json_string(json, "measured", rule->measured);
    tk_json_string(json, "deliberate", rule->deliberate);
    tk_json_string(json, "suppress", rule->suppress);
    tk_json_open(json, "advice", '[');
    for (uint32_t i = 0; i < rule->advice_count; i++)
        tk_json_string(json, NULL, rule->advice[i].text);
    tk_json_close(json, ']');
    tk_json_open(json, "references", '[');
    for (uint32_t i = 0; i < rule->reference_count; i++)
        tk_json_string(json, NULL, rule->references[i]);
    tk_json_close(json, ']');
    tk_json_close(json, '}');
}

static bool is_wanted(const tk_options *options, const tk_rule *rule)
{
    for (uint32_t i = 0; i < options->arguments.len; i++)
        if (tk_codes_match(tk_slice_of(options->arguments.at[i]), rule->code) ||
            strcmp(options->arguments.at[i], rule->name) == 0)
            return true;
    return options->all || options->arguments.len == 0;
}

static void add_list_entry(const tk_rule *rule, const tk_style *style)
{
    tk_style_begin(style, tk_style_of_level(rule->level));
    tk_text_add_string(style->out, rule->code);
    tk_style_end(style);
    tk_text_format(style->out, "  %-32s %-8s %s\n", rule->name, tk_level_text(rule->level),
                   tk_harm_text(rule->harm));
}

static const char *nearest_code(const tk_catalog *catalog, const char *word)
{
    enum { MOST = 512 };
    const char *candidates[2 * MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < catalog->rules.len && i < MOST; i++) {
        candidates[count++] = catalog->rules.at[i].code;
        candidates[count++] = catalog->rules.at[i].name;
    }
    return tk_diagnostic_nearest(word, candidates, count);
}

static int complain_unknown(const tk_catalog *catalog, const tk_options *options)
{
    tk_diagnostics diagnostics = {0};
    for (uint32_t i = 0; i < options->arguments.len; i++) {
        const char *word = options->arguments.at[i];
        const char *nearest = nearest_code(catalog, word);
        tk_diagnostic *added =
            tk_diagnostics_add(&diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0, "no rule '%s'", word);
        tk_text hint = {0};
        if (nearest)
            tk_text_format(&hint, "did you mean '%s'?", nearest);
        else
            tk_text_add_string(&hint, "'tkscan rule' lists them");
        added->hint = hint.at;
    }
    tk_problems_print(&diagnostics, true);
    tk_diagnostics_free(&diagnostics);
    return TK_EXIT_ERROR;
}

int tk_command_rule(const tk_options *options)
{
    int status = TK_EXIT_CLEAN;
    tk_catalog *catalog = tk_command_catalog(options, &status);
    tk_text out = {0};
    tk_style style = {.out = &out, .color = tk_outputs_color(options, 1)};
    tk_json json = {.out = &out, .spaced = true};
    bool list = !options->all && options->arguments.len == 0;
    bool as_json = options->format == TK_FORMAT_JSON;
    uint32_t shown = 0;
    if (as_json)
        tk_json_open(&json, NULL, '[');
    for (uint32_t i = 0; i < catalog->rules.len; i++) {
        const tk_rule *rule = &catalog->rules.at[i];
        if (!is_wanted(options, rule))
            continue;
        if (as_json)
            add_json(&json, rule);
        else if (list)
            add_list_entry(rule, &style);
        else if (shown)
            tk_text_add_string(&out, "\n");
        if (!as_json && !list)
            tk_rule_describe(rule, &out);
        shown++;
    }
    if (as_json) {
        tk_text_add_char(&out, '\n');
        tk_json_close(&json, ']');
        tk_text_add_char(&out, '\n');
    }
    status = shown ? tk_command_print(&out, status) : complain_unknown(catalog, options);
    tk_text_free(&out);
    tk_catalog_free(catalog);
    return status;
}
