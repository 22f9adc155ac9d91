// tkscan's own JSON: one object for the run, or one line for each finding. Columns are code points.
#include "report/json_write.h"
#include "report/report.h"

static void add_cell(tk_json *json, uint32_t cell)
{
    if (cell)
        tk_json_number(json, "cell", cell);
    else
        tk_json_null(json, "cell");
}

static void add_place(tk_json *json, const tk_place *place)
{
    tk_json_string(json, "path", place->path);
    tk_json_number(json, "line", place->from.line);
    tk_json_number(json, "column", place->from.column);
}

static void add_edits(tk_json *json, const char *path, const tk_edits *edits)
{
    for (uint32_t k = 0; k < edits->len; k++) {
        const tk_edit *edit = &edits->at[k];
        tk_json_open(json, NULL, '{');
        tk_json_string(json, "path", path);
        tk_json_number(json, "line", edit->from.line);
        tk_json_number(json, "column", edit->from.column);
        tk_json_number(json, "end_line", edit->to.line);
        tk_json_number(json, "end_column", edit->to.column);
        add_cell(json, edit->cell);
        tk_json_string(json, "text", edit->text);
        tk_json_close(json, '}');
    }
}

static void add_fixes(tk_json *json, const tk_finding *finding)
{
    tk_json_open(json, "fixes", '[');
    for (uint32_t i = 0; i < finding->fixes.len; i++) {
        const tk_fix *fix = &finding->fixes.at[i];
        tk_json_open(json, NULL, '{');
        tk_json_string(json, "kind", fix->kind);
        tk_json_string(json, "title", fix->title);
        tk_json_number(json, "group", fix->group);
        tk_json_string(json, "applicability", tk_applicability_text(fix->applicability));
        tk_json_open(json, "edits", '[');
        add_edits(json, finding->place.path, &fix->edits);
        for (uint32_t k = 0; k < fix->others.len; k++)
            add_edits(json, fix->others.at[k].path, &fix->others.at[k].edits);
        tk_json_close(json, ']');
        tk_json_close(json, '}');
    }
    tk_json_close(json, ']');
}

static void add_finding(tk_json *json, const tk_finding *finding)
{
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "code", finding->rule->code);
    tk_json_string(json, "name", finding->rule->name);
    tk_json_string(json, "class", tk_harm_text(finding->rule->harm));
    tk_json_string(json, "certainty", tk_certainty_text(finding->certainty));
    tk_json_string(json, "level", tk_level_text(finding->level));
    tk_json_string(json, "message", finding->message);
    add_place(json, &finding->place);
    tk_json_number(json, "end_line", finding->place.to.line);
    tk_json_number(json, "end_column", finding->place.to.column);
    add_cell(json, finding->place.cell);
    tk_json_string(json, "advice", finding->advice);
    tk_json_open(json, "related", '[');
    for (uint32_t i = 0; i < finding->related.len; i++) {
        tk_json_open(json, NULL, '{');
        add_place(json, &finding->related.at[i].place);
        add_cell(json, finding->related.at[i].place.cell);
        tk_json_string(json, "message", finding->related.at[i].message);
        tk_json_close(json, '}');
    }
    tk_json_close(json, ']');
    add_fixes(json, finding);
    if (finding->unfixed)
        tk_json_string(json, "unfixed", finding->unfixed);
    tk_json_close(json, '}');
}

static void add_problem(tk_json *json, const tk_diagnostic *problem)
{
    tk_json_open(json, NULL, '{');
    tk_json_string(json, "code", problem->code);
    tk_json_string(json, "level", problem->severity == TK_SEVERITY_ERROR ? "error" : "note");
    tk_json_string(json, "message", problem->message);
    tk_json_string(json, "hint", problem->hint);
    tk_json_string(json, "path", problem->path);
    tk_json_number(json, "line", problem->line);
    tk_json_number(json, "column", problem->column);
    add_cell(json, problem->cell);
    tk_json_close(json, '}');
}

static void end_lines(tk_json *json, uint32_t items)
{
    if (items) {
        json->comma = false;
        tk_json_line(json);
    }
    tk_json_close(json, ']');
}

static void add_silenced(tk_json *json, const tk_report *report)
{
    tk_json_open(json, "suppressed", '[');
    for (uint32_t i = 0; i < report->silenced.len; i++) {
        tk_json_line(json);
        add_finding(json, report->silenced.at[i]);
    }
    end_lines(json, report->silenced.len);
}

void tk_report_json(const tk_report *self, tk_text *out)
{
    tk_json json = {.out = out, .spaced = true};
    tk_json_open(&json, NULL, '{');
    tk_json_number(&json, "version", 1);
    tk_json_string(&json, "tool", "tkscan");
    tk_json_open(&json, "findings", '[');
    for (uint32_t i = 0; i < self->findings.len; i++) {
        tk_json_line(&json);
        add_finding(&json, self->findings.at[i]);
    }
    end_lines(&json, self->findings.len);
    tk_json_open(&json, "errors", '[');
    for (uint32_t i = 0; i < self->problems.len; i++) {
        tk_json_line(&json);
        add_problem(&json, self->problems.at[i]);
    }
    end_lines(&json, self->problems.len);
    tk_json_number(&json, "files", self->file_count);
    if (self->silenced.len)
        add_silenced(&json, self);
    tk_json_close(&json, '}');
    tk_text_add_char(out, '\n');
}

void tk_report_json_lines(const tk_report *self, tk_text *out)
{
    for (uint32_t i = 0; i < self->findings.len; i++) {
        tk_json json = {.out = out, .spaced = true};
        add_finding(&json, self->findings.at[i]);
        tk_text_add_char(out, '\n');
    }
}
