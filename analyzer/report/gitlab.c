// GitLab Code Quality: the subset of Code Climate's issues that the merge request widget reads.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
#include "report/json_write.h"
#include "report/uri.h"

static void add_point(tk_json *json, const char *name, uint32_t line, uint32_t column)
{
    tk_json_open(json, name, '{');
    tk_json_number(json, "line", line);
    tk_json_number(json, "column", column);
    tk_json_close(json, '}');
}

static void add_location(tk_json *json, const tk_report *report, const tk_place *place)
{
    tk_text path = {0};
    tk_path_from_root(report, place->path, &path);
    tk_json_open(json, "location", '{');
    tk_json_string(json, "path", path.at);
    tk_json_open(json, "positions", '{');
    add_point(json, "begin", place->file_from.line, place->file_from.column);
    add_point(json, "end", place->file_to.line, place->file_to.column);
    tk_json_close(json, '}');
    tk_json_close(json, '}');
    tk_text_free(&path);
}

void tk_report_gitlab(const tk_report *self, tk_text *out)
{
    static const char *const severities[] = {"info", "minor", "major"};
    tk_json json = {.out = out, .spaced = true};
    tk_json_open(&json, NULL, '[');
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        tk_text description = {0};
        tk_text_format(&description, "%s: %s", finding->rule->code, finding->message);
        tk_json_line(&json);
        tk_json_open(&json, NULL, '{');
        tk_json_string(&json, "check_name", finding->rule->code);
        tk_json_string(&json, "description", description.at);
        tk_json_string(&json, "severity", severities[finding->level]);
        tk_json_string(&json, "fingerprint", finding->fingerprint);
        add_location(&json, self, &finding->place);
        tk_json_close(&json, '}');
        tk_text_free(&description);
    }
    if (self->findings.len)
        tk_text_add_char(out, '\n');
    tk_json_close(&json, ']');
    tk_text_add_char(out, '\n');
}
