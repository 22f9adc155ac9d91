// JUnit XML: a suite for each file, a failed case for each finding, a passed one for a clean file.
#include <string.h>

#include "report/display.h"
#include "report/json_write.h"
#include "report/report.h"

// XML 1.0 has no way to write most control characters: their pictures stand for them.
static void add_escaped(tk_text *out, const char *text)
{
    tk_slice rest = tk_slice_of(text);
    for (size_t i = 0; i < rest.len;) {
        tk_glyph glyph = tk_display_glyph(rest, i);
        switch (rest.at[i]) {
        case '&':
            tk_text_add_string(out, "&amp;");
            break;
        case '<':
            tk_text_add_string(out, "&lt;");
            break;
        case '>':
            tk_text_add_string(out, "&gt;");
            break;
        case '"':
            tk_text_add_string(out, "&quot;");
            break;
        case '\n':
        case '\t':
            tk_text_format(out, "&#%d;", rest.at[i]);
            break;
        default:
            tk_text_add_string(out, glyph.bytes);
        }
        i += glyph.taken;
    }
}

static void add_attribute(tk_text *out, const char *name, const char *value)
{
    tk_text_format(out, " %s=\"", name);
    add_escaped(out, value);
    tk_text_add_char(out, '"');
}

// "src/train.py" becomes "src/train": what such reports call a class.
static void add_class(tk_text *out, const char *path)
{
    const char *dot = strrchr(path, '.');
    size_t len = dot && !strchr(dot, '/') ? (size_t)(dot - path) : strlen(path);
    char *name = tk_memory_copy_string(path, len);
    add_attribute(out, "classname", name);
    free(name);
}

static void add_case(tk_text *out, const tk_finding *finding)
{
    const tk_place *place = &finding->place;
    tk_text name = {0};
    tk_text_format(&name, "%s at ", finding->rule->code);
    tk_place_print(place, &name);
    tk_text_add_string(out, "    <testcase");
    add_attribute(out, "name", name.at);
    add_class(out, finding->place.path);
    add_attribute(out, "file", finding->place.path);
    tk_text_format(out, " line=\"%u\">\n      <failure", place->file_from.line);
    add_attribute(out, "type", finding->rule->code);
    add_attribute(out, "message", finding->message);
    tk_text_add_char(out, '>');
    if (place->cell)
        tk_text_format(out, "cell %u, ", place->cell);
    tk_text_format(out, "line %u, column %u: ", place->from.line, place->from.column);
    add_escaped(out, finding->message);
    if (finding->advice) {
        tk_text_add_string(out, "\nhelp: ");
        add_escaped(out, finding->advice);
    }
    tk_text_add_string(out, "</failure>\n    </testcase>\n");
    tk_text_free(&name);
}

static void open_suite(tk_text *out, const char *path, uint32_t cases, uint32_t failures)
{
    tk_text_add_string(out, "  <testsuite");
    add_attribute(out, "name", path);
    tk_text_format(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n", cases,
                   failures);
}

// Findings of `file` among those shown from `*next` on; moves behind them.
static void add_file(const tk_report *self, const tk_file_result *file, uint32_t *next,
                     tk_text *out)
{
    uint32_t end = *next;
    while (end < self->findings.len && strcmp(self->findings.at[end]->place.path, file->path) == 0)
        end++;
    uint32_t failures = end - *next;
    open_suite(out, file->path, failures ? failures : 1, failures);
    for (; *next < end; ++*next)
        add_case(out, self->findings.at[*next]);
    if (failures == 0) {
        tk_text_add_string(out, "    <testcase name=\"no findings\"");
        add_class(out, file->path);
        add_attribute(out, "file", file->path);
        tk_text_add_string(out, "/>\n");
    }
    tk_text_add_string(out, "  </testsuite>\n");
}

void tk_report_junit(const tk_report *self, tk_text *out)
{
    uint32_t clean = 0, next = 0;
    for (uint32_t i = 0; i < self->file_count; i++)
        clean += self->files[i].findings.len == 0;
    tk_text_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    tk_text body = {0};
    for (uint32_t i = 0; i < self->file_count; i++)
        add_file(self, &self->files[i], &next, &body);
    tk_text_format(out, "<testsuites name=\"tkscan\" tests=\"%u\" failures=\"%u\" errors=\"0\">\n",
                   self->findings.len + clean, self->findings.len);
    tk_text_add(out, tk_text_string(&body), body.len);
    tk_text_add_string(out, "</testsuites>\n");
    tk_text_free(&body);
}
