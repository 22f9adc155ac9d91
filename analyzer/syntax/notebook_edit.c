// Changes of a notebook's module as changes of the JSON file: only text inside the strings of one cell.
#include <string.h>

#include "syntax/notebook.h"
#include "syntax/scan.h"

static bool is_ascii(const tk_source *file)
{
    for (uint32_t i = 0; i < file->len; i++)
        if (file->text[i] & 0x80)
            return false;
    return true;
}

// The character at `at`, which is well formed; `at` moves behind it.
static uint32_t next_point(const char **at)
{
    static const unsigned char masks[] = {0x7F, 0, 0x1F, 0x0F, 0x07};
    unsigned char first = (unsigned char)*(*at)++;
    int len = first < 0x80 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t point = first & masks[len];
    for (int i = 1; i < len; i++)
        point = point << 6 | ((unsigned char)*(*at)++ & 0x3F);
    return point;
}

static void add_unicode(tk_text *out, uint32_t point)
{
    if (point >= 0x10000) {
        tk_text_format(out, "\\u%04x", 0xD7C0 + (point >> 10));
        point = 0xDC00 + (point & 0x3FF);
    }
    tk_text_format(out, "\\u%04x", point);
}

// `text` as the inside of a JSON string. A line ending ends the string where lines are strings of their
// own: `gap` is what stands between two of them, or empty.
static void add_json(tk_text *out, const char *text, tk_slice gap, bool ascii)
{
    static const char letters[] = "\"\\\b\f\n\r\t", escapes[] = "\"\\bfnrt";
    while (*text) {
        const char *start = text;
        uint32_t point = next_point(&text);
        const char *letter = point < 0x80 ? strchr(letters, (int)point) : NULL;
        if (letter) {
            tk_text_add_char(out, '\\');
            tk_text_add_char(out, escapes[letter - letters]);
        } else if (point < 0x20 || (ascii && point >= 0x80)) {
            add_unicode(out, point);
        } else {
            tk_text_add(out, start, (size_t)(text - start));
        }
        if (point == '\n')
            tk_text_add_slice(out, gap);
    }
}

// What stands between the strings of the cell that holds the run: `",` and white space and `"`. Empty
// when its source is one string.
static tk_slice gap_in_cell(const tk_notebook *self, const tk_notebook_cell *cell)
{
    const char *file = self->file->text;
    tk_slice any = {"", 0};
    bool is_list = false;
    for (uint32_t i = 0; i < self->runs.len; i++) {
        const tk_notebook_run *run = &self->runs.at[i];
        bool own = run->text >= cell->start && run->text < cell->end;
        if (run->text == cell->start && run->raw > 1) {
            const char *before = file + run->raw - 2;  // in front of the opening quote
            while (before > file && strchr(" \t\r\n", *before))
                before--;
            is_list = *before == '[';
        }
        if (i == 0 || !run->raw_len || !run[-1].raw_len)
            continue;
        uint32_t end = run[-1].raw + run[-1].raw_len;
        if (end == run->raw)
            continue;
        any = (tk_slice){file + end, run->raw - end};
        if (own && run->text > cell->start)
            return any;
    }
    return is_list ? any : (tk_slice){"", 0};
}

// A line put in front of `%%time` goes behind it: the magic has to come first.
static uint32_t behind_magic(const tk_source *module, const tk_notebook_cell *cell, uint32_t start)
{
    const tk_notebook *self = module->notebook;
    const char *raw = self->file->text + tk_notebook_raw_start(self, start);
    if (start != cell->start || raw[0] != '%' || raw[1] != '%')
        return start;
    const char *newline = strchr(module->text + start, '\n');
    return (uint32_t)(newline - module->text) + 1;
}

bool tk_notebook_edit(const tk_source *module, uint32_t start, uint32_t end, const char *text,
                      tk_notebook_change *out)
{
    const tk_notebook *self = module->notebook;
    const tk_notebook_cell *cell = tk_notebook_cell_at(self, start);
    tk_text written = {0};
    *out = (tk_notebook_change){0};
    if (!cell || cell->broken || tk_notebook_cell_at(self, end) != cell)
        return false;
    size_t len = strlen(text);
    if (start == end && start == cell->start)
        start = end = behind_magic(module, cell, start);
    bool unfinished = start > cell->end;
    if (unfinished)  // behind a line ending that the file does not have
        tk_text_add_char(&written, '\n');
    bool last = start >= cell->end && len && text[len - 1] == '\n';
    tk_text_add(&written, text, len - last);
    start = start < cell->end ? start : cell->end;
    end = end < cell->end ? end : cell->end;
    out->start = start < cell->end ? tk_notebook_raw_start(self, start)
                                   : tk_notebook_raw_end(self, start);
    out->end = end > start ? tk_notebook_raw_end(self, end) : out->start;
    tk_slice gap = gap_in_cell(self, cell);
    if (start == cell->end && !unfinished && module->text[start - 1] == '\n')
        tk_text_add_slice(&out->text, gap);  // the string before has its line ending
    add_json(&out->text, tk_text_string(&written), gap, is_ascii(self->file));
    tk_text_free(&written);
    return true;
}
