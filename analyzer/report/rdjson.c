// Reviewdog diagnostics: columns are bytes of UTF-8, the end is exclusive.
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
#include "report/json_write.h"
#include "report/uri.h"

static void add_position(tk_json *json, const char *name, const tk_position *position)
{
    tk_json_open(json, name, '{');
    tk_json_number(json, "line", position->line);
    tk_json_number(json, "column", position->column_bytes);
    tk_json_close(json, '}');
}

static void add_location(tk_json *json, const tk_report *report, const tk_place *place)
{
    tk_text path = {0};
    tk_path_from_root(report, place->path, &path);
    tk_json_open(json, "location", '{');
    tk_json_string(json, "path", path.at);
    tk_json_open(json, "range", '{');
    add_position(json, "start", &place->file_from);
    add_position(json, "end", &place->file_to);
    tk_json_close(json, '}');
    tk_json_close(json, '}');
    tk_text_free(&path);
}

static void add_related(tk_json *json, const tk_report *report, const tk_finding *finding)
{
    if (finding->related.len == 0)
        return;
    tk_json_open(json, "relatedLocations", '[');
    for (uint32_t i = 0; i < finding->related.len; i++) {
        tk_json_open(json, NULL, '{');
        tk_json_string(json, "message", finding->related.at[i].message);
        add_location(json, report, &finding->related.at[i].place);
        tk_json_close(json, '}');
    }
    tk_json_close(json, ']');
}

// A reviewer is shown one place: fixes that change several are for --fix.
static void add_suggestion(tk_json *json, const tk_finding *finding)
{
    const tk_fix *fix = tk_finding_fix(finding, TK_FIX_UNSAFE);
    if (!fix || fix->edits.len != 1 || fix->others.len)
        return;
    tk_json_open(json, "suggestions", '[');
    tk_json_open(json, NULL, '{');
    tk_json_open(json, "range", '{');
    add_position(json, "start", &fix->edits.at[0].file_from);
    add_position(json, "end", &fix->edits.at[0].file_to);
    tk_json_close(json, '}');
    tk_json_string(json, "text", fix->edits.at[0].file_text);
    tk_json_close(json, '}');
    tk_json_close(json, ']');
}

void tk_report_rdjson(const tk_report *self, tk_text *out)
{
    static const char *const severities[] = {"INFO", "WARNING", "ERROR"};
    tk_json json = {.out = out, .spaced = true};
    tk_json_open(&json, NULL, '{');
    tk_json_open(&json, "source", '{');
    tk_json_string(&json, "name", "tkscan");
    tk_json_close(&json, '}');
    tk_json_open(&json, "diagnostics", '[');
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        tk_json_line(&json);
        tk_json_open(&json, NULL, '{');
        tk_json_string(&json, "message", finding->message);
        add_location(&json, self, &finding->place);
        tk_json_string(&json, "severity", severities[finding->level]);
        tk_json_open(&json, "code", '{');
        tk_json_string(&json, "value", finding->rule->code);
        tk_json_close(&json, '}');
        add_related(&json, self, finding);
        add_suggestion(&json, finding);
        tk_json_close(&json, '}');
    }
    if (self->findings.len)
        tk_text_add_char(out, '\n');
    tk_json_close(&json, ']');
    tk_json_close(&json, '}');
    tk_text_add_char(out, '\n');
}
