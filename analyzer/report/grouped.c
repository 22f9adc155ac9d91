// The findings of each file below its name.
#include <string.h>

#include "report/display.h"
#include "report/report.h"

static uint32_t place_width(const tk_finding *finding)
{
    tk_text place = {0};
    tk_place_print(&finding->place, &place);
    uint32_t width = (uint32_t)place.len;
    tk_text_free(&place);
    return width;
}

static uint32_t end_of_group(const tk_report *self, uint32_t first, uint32_t *width)
{
    uint32_t i = first;
    for (*width = 0; i < self->findings.len; i++) {
        const tk_finding *finding = self->findings.at[i];
        if (strcmp(finding->place.path, self->findings.at[first]->place.path) != 0)
            break;
        if (place_width(finding) > *width)
            *width = place_width(finding);
    }
    return i;
}

void tk_report_grouped(const tk_report *self, tk_text *out)
{
    tk_style style = {out, self->color, self->links ? self->homepage : NULL};
    for (uint32_t i = 0; i < self->findings.len;) {
        uint32_t width, end = end_of_group(self, i, &width);
        tk_style_begin(&style, TK_STYLE_PATH);
        tk_display_name(out, tk_slice_of(self->findings.at[i]->place.path));
        tk_style_end(&style);
        tk_text_add_string(out, ":\n");
        for (; i < end; i++) {
            const tk_finding *finding = self->findings.at[i];
            tk_text_format(out, "  %*s", (int)(width - place_width(finding)), "");
            tk_place_print(&finding->place, out);
            tk_text_add_string(out, "  ");
            tk_display_code(&style, finding);
            tk_text_add_char(out, ' ');
            tk_display_line(out, tk_slice_of(finding->message));
            tk_text_add_char(out, '\n');
        }
        tk_text_add_char(out, '\n');
    }
}
