// Workflow commands: a GitHub Actions job that prints them gets annotations.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include "report/display.h"
#include "report/report.h"
#include "report/uri.h"

// '%', CR and LF would end or forge a command; in properties ':' and ',' as well. Other control
// characters are shown as what they are: nothing takes them back.
static void add_escaped(tk_text *out, const char *text, bool property)
{
    tk_slice rest = tk_slice_of(text);
    for (size_t i = 0; i < rest.len;) {
        tk_glyph glyph = tk_display_glyph(rest, i);
        char c = rest.at[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            tk_text_format(out, "%%%02X", (unsigned char)c);
        else
            tk_text_add_string(out, glyph.bytes);
        i += glyph.taken;
    }
}

static const char *command_of(tk_level level)
{
    return level == TK_LEVEL_ERROR ? "error" : level == TK_LEVEL_WARNING ? "warning" : "notice";
}

void tk_report_github(const tk_report *self, tk_text *out)
{
    tk_text path = {0}, heading = {0};
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        const tk_place *place = &finding->place;
        tk_text_clear(&path);
        tk_text_clear(&heading);
        tk_path_from_root(self, place->path, &path);
        tk_display_heading(&(tk_style){.out = &heading}, finding, self->least);
        tk_text_format(out, "::%s title=tkscan (%s),file=", command_of(finding->level),
                       finding->rule->code);
        add_escaped(out, path.at, true);
        // GitHub refuses columns when a region spans lines.
        tk_text_format(out, ",line=%u,", place->file_from.line);
        if (place->file_from.line == place->file_to.line)
            tk_text_format(out, "col=%u,endLine=%u,endColumn=%u::", place->file_from.column,
                           place->file_to.line, place->file_to.column);
        else
            tk_text_format(out, "endLine=%u::", place->file_to.line);
        add_escaped(out, heading.at, false);
        tk_text_add_char(out, '\n');
    }
    tk_text_free(&path);
    tk_text_free(&heading);
}
