#include "report/sarif_driver.h"

#include <string.h>

#include "catalog/describe.h"
#include "report/sarif_text.h"

// Rules about files, not about code, are descriptors of notifications.
static bool is_notification(const tk_rule *rule)
{
    return strncmp(rule->code, "TK0", 3) == 0;
}

static uint32_t index_of(const tk_catalog *catalog, const tk_rule *rule)
{
    uint32_t index = 0;
    for (uint32_t i = 0; i < catalog->rules.len && &catalog->rules.at[i] != rule; i++)
        index += is_notification(&catalog->rules.at[i]) == is_notification(rule);
    return index;
}

uint32_t tk_sarif_rule_index(const tk_catalog *catalog, const tk_rule *rule)
{
    return index_of(catalog, rule);
}

static void add_multiformat(tk_json *json, const char *name, const char *text, const char *markdown)
{
    tk_json_open(json, name, '{');
    tk_json_string(json, "text", text);
    if (markdown)
        tk_json_string(json, "markdown", markdown);
    tk_json_close(json, '}');
}

static void add_texts(tk_json *json, const tk_rule *rule)
{
    tk_text summary = {0}, description = {0}, help = {0}, markdown = {0};
    for (const char *at = rule->name; *at; at++)
        tk_text_add_char(&summary, *at == '-' ? ' ' : *at);
    tk_text_add_char(&summary, '.');
    if (summary.at[0] >= 'a' && summary.at[0] <= 'z')
        summary.at[0] = (char)(summary.at[0] - 'a' + 'A');
    tk_sarif_description(&description, rule->why ? rule->why : rule->name);
    tk_rule_describe(rule, &help);
    tk_rule_markdown(rule, &markdown);
    add_multiformat(json, "shortDescription", summary.at, NULL);
    add_multiformat(json, "fullDescription", description.at, NULL);
    add_multiformat(json, "help", tk_text_string(&help), tk_text_string(&markdown));
    tk_text_free(&summary);
    tk_text_free(&description);
    tk_text_free(&help);
    tk_text_free(&markdown);
}

// What code scanning sorts and filters by.
static void add_properties(tk_json *json, const tk_rule *rule)
{
    static const char *const severities[] = {"recommendation", "warning", "error"};
    tk_json_open(json, "properties", '{');
    tk_json_open(json, "tags", '[');
    tk_json_string(json, NULL, "correctness");
    tk_json_string(json, NULL, tk_harm_text(rule->harm));
    tk_json_string(json, NULL, "python");
    tk_json_close(json, ']');
    tk_json_string(json, "precision", tk_precision_text(tk_rule_precision(rule)));
    tk_json_string(json, "problem.severity", severities[rule->level]);
    tk_json_close(json, '}');
}

static void add_descriptor(tk_json *json, const tk_report *report, const tk_rule *rule)
{
    tk_text pascal = {0};
    tk_sarif_pascal(&pascal, rule->name);
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "id", rule->code);
    tk_json_string(json, "name", tk_text_string(&pascal));
    add_texts(json, rule);
    if (report->homepage) {
        tk_text uri = {0};
        tk_text_format(&uri, "%s/blob/main/docs/rules/%s.md", report->homepage, rule->code);
        tk_json_string(json, "helpUri", uri.at);
        tk_text_free(&uri);
    }
    tk_json_open(json, "defaultConfiguration", '{');
    tk_json_string(json, "level", tk_level_text(rule->level));
    tk_json_close(json, '}');
    add_properties(json, rule);
    tk_json_close(json, '}');
    tk_text_free(&pascal);
}

static void add_descriptors(tk_json *json, const tk_report *report, const char *name,
                            bool notifications)
{
    const tk_catalog *catalog = report->catalog;
    tk_json_open(json, name, '[');
    for (uint32_t i = 0; i < catalog->rules.len; i++)
        if (is_notification(&catalog->rules.at[i]) == notifications)
            add_descriptor(json, report, &catalog->rules.at[i]);
    tk_json_close(json, ']');
}

void tk_sarif_tool(tk_json *json, const tk_report *report)
{
    tk_text full_name = {0};
    tk_text_format(&full_name, "tkscan %s", report->version);
    tk_json_open(json, "tool", '{');
    tk_json_open(json, "driver", '{');
    tk_json_string(json, "name", "tkscan");
    tk_json_string(json, "fullName", full_name.at);
    tk_json_string(json, "version", report->version);
    tk_json_string(json, "semanticVersion", report->version);
    if (report->homepage)
        tk_json_string(json, "informationUri", report->homepage);
    add_descriptors(json, report, "rules", false);
    add_descriptors(json, report, "notifications", true);
    tk_json_close(json, '}');
    tk_json_close(json, '}');
    tk_text_free(&full_name);
}

void tk_sarif_descriptor_reference(tk_json *json, const tk_catalog *catalog, const char *code)
{
    const tk_rule *rule = code ? tk_catalog_rule(catalog, code) : NULL;
    if (!rule || !is_notification(rule))
        return;
    tk_json_open(json, "descriptor", '{');
    tk_json_string(json, "id", rule->code);
    tk_json_number(json, "index", index_of(catalog, rule));
    tk_json_close(json, '}');
}
