// pylint's parseable form: path:line: [code] message.
#include "report/display.h"
#include "report/report.h"

void tk_report_pylint(const tk_report *self, tk_text *out)
{
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        tk_display_name(out, tk_slice_of(finding->place.path));
        tk_text_format(out, ":%u: [%s] ", finding->place.file_from.line, finding->rule->code);
        tk_display_line(out, tk_slice_of(finding->message));
        tk_text_add_char(out, '\n');
    }
}
