// Azure Pipelines logging commands.
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
#include "report/display.h"
#include "report/report.h"
#include "report/uri.h"

static void add_escaped(tk_text *out, const char *text, bool property)
{
    tk_slice rest = tk_slice_of(text);
    for (size_t i = 0; i < rest.len;) {
        tk_glyph glyph = tk_display_glyph(rest, i);
        char c = rest.at[i];
        if (c == '%')
            tk_text_add_string(out, "%AZP25");
        else if (c == '\r' || c == '\n' || (property && (c == ';' || c == ']')))
            tk_text_format(out, "%%%02X", (unsigned char)c);
        else
            tk_text_add_string(out, glyph.bytes);
        i += glyph.taken;
    }
}

void tk_report_azure(const tk_report *self, tk_text *out)
{
    tk_text path = {0}, message = {0};
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        tk_text_clear(&path);
        tk_text_clear(&message);
        tk_path_from_root(self, finding->place.path, &path);
        tk_display_line(&message, tk_slice_of(finding->message));
        tk_text_format(out, "##vso[task.logissue type=%s;sourcepath=",
                       finding->level == TK_LEVEL_ERROR ? "error" : "warning");
        add_escaped(out, path.at, true);
        tk_text_format(out, ";linenumber=%u;columnnumber=%u;code=%s;]", finding->place.file_from.line,
                       finding->place.file_from.column, finding->rule->code);
        add_escaped(out, tk_text_string(&message), false);
        tk_text_add_char(out, '\n');
    }
    tk_text_free(&path);
    tk_text_free(&message);
}
