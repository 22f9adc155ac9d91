// SARIF 2.1.0, in the shape that GitHub code scanning, reviewdog and the viewers agree on: columns in
// UTF-16 units, paths relative to the repository, one location for each result, nothing that differs
// between two runs over the same files.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#include <stdlib.h>
#include <string.h>

#include "report/json_write.h"
#include "report/sarif_driver.h"
#include "report/sarif_text.h"
#include "report/uri.h"

typedef struct sarif {
    tk_json json;
    const tk_report *report;
} sarif;

enum { MOST_RELATED = 50 };  // a viewer shows a hundred locations at most

static void add_artifact(sarif *self, const char *path)
{
    tk_text uri = {0};
    tk_uri_from_root(self->report, path, &uri);
    tk_json_open(&self->json, "artifactLocation", '{');
    tk_json_string(&self->json, "uri", uri.at);
    tk_json_close(&self->json, '}');
    tk_text_free(&uri);
}

static void add_physical(sarif *self, const tk_place *place)
{
    tk_json *json = &self->json;
    tk_json_open(json, "physicalLocation", '{');
    add_artifact(self, place->path);
    tk_json_open(json, "region", '{');
    tk_json_number(json, "startLine", place->file_from.line);
    tk_json_number(json, "startColumn", place->file_from.column_utf16);
    tk_json_number(json, "endLine", place->file_to.line);
    tk_json_number(json, "endColumn", place->file_to.column_utf16);
    tk_json_close(json, '}');
    tk_json_close(json, '}');
}

static void add_message(sarif *self, const char *name, const tk_text *text)
{
    tk_json_open(&self->json, name, '{');
    tk_json_string(&self->json, "text", tk_text_string(text));
    tk_json_close(&self->json, '}');
}

// `name` NULL: an item of an array; `id` 0: none.
static void add_location(sarif *self, const char *name, const tk_place *place, const char *message,
                         uint32_t id)
{
    tk_json_open(&self->json, name, '{');
    if (id)
        tk_json_number(&self->json, "id", id);
    add_physical(self, place);
    if (message) {
        tk_text text = {0};
        tk_sarif_sentence(&text, message);
        add_message(self, "message", &text);
        tk_text_free(&text);
    }
    tk_json_close(&self->json, '}');
}

static uint32_t related_count(const tk_finding *finding)
{
    return finding->related.len < MOST_RELATED ? finding->related.len : MOST_RELATED;
}

static void add_related(sarif *self, const tk_finding *finding)
{
    tk_json_open(&self->json, "relatedLocations", '[');
    for (uint32_t i = 0; i < related_count(finding); i++)
        add_location(self, NULL, &finding->related.at[i].place, finding->related.at[i].message,
                     i + 1);
    tk_json_close(&self->json, ']');
}

static void add_flow_step(sarif *self, const tk_place *place, const char *message)
{
    tk_json_open(&self->json, NULL, '{');
    add_location(self, "location", place, message, 0);
    tk_json_close(&self->json, '}');
}

// One path, from where the array comes from to the key.
static void add_flow(sarif *self, const tk_finding *finding)
{
    tk_json *json = &self->json;
    tk_json_open(json, "codeFlows", '[');
    tk_json_open(json, NULL, '{');
    tk_json_open(json, "threadFlows", '[');
    tk_json_open(json, NULL, '{');
    tk_json_open(json, "locations", '[');
    for (uint32_t i = 0; i < related_count(finding); i++)
        add_flow_step(self, &finding->related.at[i].place, finding->related.at[i].message);
    add_flow_step(self, &finding->place, "Used as a key here");
    tk_json_close(json, ']');
    tk_json_close(json, '}');
    tk_json_close(json, ']');
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

// The links are how GitHub shows related locations at all.
static void add_result_message(sarif *self, const tk_finding *finding)
{
    tk_text text = {0};
    tk_sarif_sentence(&text, finding->message);
    for (uint32_t i = 0; i < related_count(finding); i++) {
        tk_text_add_string(&text, i ? ", " : " See: ");
        tk_sarif_link(&text, finding->related.at[i].message, i + 1);
    }
    if (related_count(finding))
        tk_text_add_char(&text, '.');
    if (finding->advice) {
        tk_text_add_char(&text, ' ');
        tk_sarif_sentence(&text, finding->advice);
    }
    add_message(self, "message", &text);
    tk_text_free(&text);
}

static void add_region(tk_json *json, const tk_edit *edit)
{
    tk_json_open(json, "deletedRegion", '{');
    tk_json_number(json, "startLine", edit->file_from.line);
    tk_json_number(json, "startColumn", edit->file_from.column_utf16);
    tk_json_number(json, "endLine", edit->file_to.line);
    tk_json_number(json, "endColumn", edit->file_to.column_utf16);
    tk_json_close(json, '}');
}

static void add_change(sarif *self, const char *path, const tk_edits *edits)
{
    tk_json *json = &self->json;
    tk_json_open(json, NULL, '{');
    add_artifact(self, path);
    tk_json_open(json, "replacements", '[');
    for (uint32_t i = 0; i < edits->len; i++) {
        tk_json_open(json, NULL, '{');
        add_region(json, &edits->at[i]);
        tk_json_open(json, "insertedContent", '{');
        tk_json_string(json, "text", edits->at[i].file_text);
        tk_json_close(json, '}');
        tk_json_close(json, '}');
    }
    tk_json_close(json, ']');
    tk_json_close(json, '}');
}

static void add_replacements(sarif *self, const char *path, const tk_fix *fix)
{
    tk_json_open(&self->json, "artifactChanges", '[');
    add_change(self, path, &fix->edits);
    for (uint32_t i = 0; i < fix->others.len; i++)
        add_change(self, fix->others.at[i].path, &fix->others.at[i].edits);
    tk_json_close(&self->json, ']');
}

static void add_suppression(tk_json *json, const tk_finding *finding)
{
    tk_json_open(json, "suppressions", '[');
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "kind", "inSource");
    tk_json_string(json, "status", "accepted");
    if (finding->reason)
        tk_json_string(json, "justification", finding->reason);
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

// All alternatives, best first. Those with one group number repair the same findings.
static void add_fixes(sarif *self, const tk_finding *finding)
{
    tk_json *json = &self->json;
    tk_json_open(json, "fixes", '[');
    for (uint32_t i = 0; i < finding->fixes.len; i++) {
        const tk_fix *fix = &finding->fixes.at[i];
        tk_text title = {0};
        tk_sarif_sentence(&title, fix->title);
        tk_json_open(json, NULL, '{');
        add_message(self, "description", &title);
        add_replacements(self, finding->place.path, fix);
        tk_json_open(json, "properties", '{');
        tk_json_string(json, "applicability", tk_applicability_text(fix->applicability));
        tk_json_string(json, "kind", fix->kind);
        tk_json_number(json, "group", fix->group);
        tk_json_close(json, '}');
        tk_json_close(json, '}');
        tk_text_free(&title);
    }
    tk_json_close(json, ']');
}

static void add_result(sarif *self, const tk_finding *finding, bool silenced)
{
    tk_json *json = &self->json;
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "ruleId", finding->rule->code);
    tk_json_number(json, "ruleIndex", tk_sarif_rule_index(self->report->catalog, finding->rule));
    tk_json_string(json, "level", tk_level_text(finding->level));
    add_result_message(self, finding);
    tk_json_open(json, "locations", '[');
    add_location(self, NULL, &finding->place, NULL, 0);
    tk_json_close(json, ']');
    if (finding->related.len) {
        add_related(self, finding);
        add_flow(self, finding);
    }
    if (finding->fixes.len)
        add_fixes(self, finding);
    tk_json_open(json, "partialFingerprints", '{');
    if (finding->line_hash[0])
        tk_json_string(json, "primaryLocationLineHash", finding->line_hash);
    tk_json_string(json, "tkscanContextHash/v1", finding->fingerprint);
    tk_json_close(json, '}');
    if (silenced)
        add_suppression(json, finding);
    tk_json_open(json, "properties", '{');
    tk_json_string(json, "certainty", tk_certainty_text(finding->certainty));
    tk_json_close(json, '}');
    tk_json_close(json, '}');
}

static void add_results(sarif *self, const tk_finding *const *findings, uint32_t count,
                        bool silenced)
{
    for (uint32_t i = 0; i < count; i++)
        add_result(self, findings[i], silenced);
}

static void add_notification(sarif *self, const tk_diagnostic *problem)
{
    tk_json *json = &self->json;
    tk_text text = {0};
    tk_json_open(json, NULL, '{');
    tk_sarif_descriptor_reference(json, self->report->catalog, problem->code);
    tk_json_string(json, "level", problem->severity == TK_SEVERITY_ERROR ? "error" : "warning");
    tk_sarif_sentence(&text, problem->message);
    add_message(self, "message", &text);
    if (problem->path) {
        tk_json_open(json, "locations", '[');
        tk_json_open(json, NULL, '{');
        tk_json_open(json, "physicalLocation", '{');
        add_artifact(self, problem->path);
        if (problem->file_line) {
            tk_json_open(json, "region", '{');
            tk_json_number(json, "startLine", problem->file_line);
            if (problem->file_column)
                tk_json_number(json, "startColumn", problem->file_column);
            tk_json_close(json, '}');
        }
        tk_json_close(json, '}');
        tk_json_close(json, '}');
        tk_json_close(json, ']');
    }
    tk_json_close(json, '}');
    tk_text_free(&text);
}

static void add_invocation(sarif *self)
{
    tk_json *json = &self->json;
    tk_json_open(json, "invocations", '[');
    tk_json_open(json, NULL, '{');
    tk_json_bool(json, "executionSuccessful", true);
    tk_json_open(json, "toolExecutionNotifications", '[');
    for (uint32_t i = 0; i < self->report->problems.len; i++)
        add_notification(self, self->report->problems.at[i]);
    tk_json_close(json, ']');
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

// Two runs of one category replace each other: each shard is a category of its own.
static void add_category(sarif *self)
{
    tk_text id = {0};
    tk_text_add_string(&id, "tkscan/");
    if (self->report->shard_count)
        tk_text_format(&id, "shard-%u-of-%u/", self->report->shard, self->report->shard_count);
    tk_json_open(&self->json, "automationDetails", '{');
    tk_json_string(&self->json, "id", id.at);
    tk_json_close(&self->json, '}');
    tk_text_free(&id);
}

static void add_run(sarif *self)
{
    tk_json *json = &self->json;
    tk_json_open(json, NULL, '{');
    tk_sarif_tool(json, self->report);
    add_category(self);
    tk_json_string(json, "columnKind", "utf16CodeUnits");
    add_invocation(self);
    tk_json_open(json, "results", '[');
    add_results(self, self->report->findings.at, self->report->findings.len, false);
    add_results(self, self->report->silenced.at, self->report->silenced.len, true);
    tk_json_close(json, ']');
    tk_json_close(json, '}');
}

void tk_report_sarif(const tk_report *self, tk_text *out)
{
    sarif state = {.json = {.out = out}, .report = self};
    tk_json_open(&state.json, NULL, '{');
    tk_json_string(&state.json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    tk_json_string(&state.json, "version", "2.1.0");
    tk_json_open(&state.json, "runs", '[');
    add_run(&state);
    tk_json_close(&state.json, ']');
    tk_json_close(&state.json, '}');
    tk_text_add_char(out, '\n');
}
