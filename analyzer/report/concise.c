// One finding, one line: what editors, grep and other tools read.
#include "report/display.h"
#include "report/report.h"

void tk_report_concise(const tk_report *self, tk_text *out)
{
    tk_style style = {out, self->color, self->links ? self->homepage : NULL};
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        tk_display_heading(&style, finding, self->least);
        tk_text_add_char(out, '\n');
    }
}
