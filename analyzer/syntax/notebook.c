#include "syntax/notebook.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct builder {
    tk_notebook *notebook;
    const char *file;  // its text
    tk_diagnostics *diagnostics;
    tk_text text;  // of the module, so far
    tk_text cell;  // of the cell being read; offsets of the runs below count from its start
    TK_VEC(tk_notebook_run) runs;
} builder;

// --- JSON strings ----------------------------------------------------------------------------------

static void add_utf8(tk_text *out, uint32_t point)
{
    if (point < 0x80) {
        tk_text_add_char(out, (char)point);
        return;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    tk_text_add_char(out, (char)(leads[more] | point >> 6 * more));
    while (more-- > 0)
        tk_text_add_char(out, (char)(0x80 | (point >> 6 * more & 0x3F)));
}

// The code unit of "\uXXXX" at `at`; UINT32_MAX when it is none.
static uint32_t unit_at(const char *at, const char *end)
{
    uint32_t unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return UINT32_MAX;
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef";
        const char *digit =
            at[i] ? strchr(digits, at[i] >= 'A' && at[i] <= 'F' ? at[i] + 32 : at[i]) : NULL;
        if (!digit)
            return UINT32_MAX;
        unit = unit << 4 | (uint32_t)(digit - digits);
    }
    return unit;
}

// Reads the escape at `at`; how many bytes it has.
static uint32_t add_escape(tk_text *out, const char *at, const char *end)
{
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *letter = end - at >= 2 && at[1] ? strchr(letters, at[1]) : NULL;
    uint32_t unit = unit_at(at, end);
    if (letter) {
        tk_text_add_char(out, means[letter - letters]);
        return 2;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
        uint32_t low = unit_at(at + 6, end);
        if (low >= 0xDC00 && low < 0xE000) {
            add_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            return 12;
        }
    }
    bool lone = unit >= 0xD800 && unit < 0xE000;  // so is what is no escape at all
    add_utf8(out, unit == UINT32_MAX || lone ? 0xFFFD : unit);
    return unit == UINT32_MAX ? (end - at < 2 ? 1 : 2) : 6;
}

static void add_run(builder *self, size_t text, const char *raw, uint32_t raw_len)
{
    tk_notebook_run run = {(uint32_t)text, (uint32_t)(self->cell.len - text),
                           (uint32_t)(raw - self->file), raw_len};
    if (run.text_len)
        tk_vec_push(&self->runs, run);
}

static void add_string(builder *self, tk_slice string)
{
    const char *at = string.at, *end = string.at + string.len;
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        const char *stop = escape ? escape : end;
        size_t start = self->cell.len;
        tk_text_add(&self->cell, at, (size_t)(stop - at));
        add_run(self, start, at, (uint32_t)(stop - at));
        at = stop;
        if (!escape)
            break;
        start = self->cell.len;
        uint32_t len = add_escape(&self->cell, at, end);
        add_run(self, start, at, len);
        at += len;
    }
}

// --- cells -----------------------------------------------------------------------------------------

// Text that is not in the file, where `raw` is.
static void add_text(builder *self, const char *text, uint32_t raw)
{
    tk_notebook_run run = {(uint32_t)self->text.len, (uint32_t)strlen(text), raw, 0};
    tk_text_add_string(&self->text, text);
    tk_vec_push(&self->notebook->runs, run);
}

static void end_lines_with_newlines(tk_text *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->at[i] == '\r' && text->at[i + 1] != '\n')
            text->at[i] = '\n';
}

// The cell that was read, behind what there is: with a line ending, and an empty line, so that a comment
// in its last line does not count for the next cell.
static void append_cell(builder *self, uint32_t number)
{
    tk_notebook *notebook = self->notebook;
    const tk_notebook_run *last = &self->runs.at[self->runs.len - 1];
    size_t begin = self->text.len;
    if (tk_notebook_cell_indented(self->cell.at))
        add_text(self, "if True:\n", self->runs.at[0].raw);  // dedenting would move its columns
    tk_notebook_cell cell = {.number = number, .start = (uint32_t)self->text.len};
    for (uint32_t i = 0; i < self->runs.len; i++) {
        tk_notebook_run run = self->runs.at[i];
        run.text += cell.start;
        tk_vec_push(&notebook->runs, run);
    }
    tk_text_add(&self->text, self->cell.at, self->cell.len);
    cell.end = (uint32_t)self->text.len;
    char *text = self->text.at + begin;
    cell.broken = !tk_notebook_cell_regular(text, (uint32_t)(self->text.len - begin));
    for (size_t i = 0; cell.broken && text[i]; i++)
        if (text[i] != '\n')
            text[i] = ' ';
    tk_vec_push(&notebook->cells, cell);
    add_text(self, "\n\n", last->raw + last->raw_len);
}

static void note_broken(builder *self, uint32_t number)
{
    const tk_source *file = self->notebook->file;
    uint32_t raw = self->runs.at[0].raw;
    tk_position at = tk_source_position(self->notebook->file, raw);
    tk_diagnostic *note = tk_diagnostics_add(
        self->diagnostics, TK_SEVERITY_NOTE, file->path, 1, 1,
        "the brackets or the indentation of this cell do not add up; the others were analysed");
    note->code = "TK001";
    note->cell = number;
    note->file_line = at.line;
    note->file_column = at.column;
}

static void add_cell(void *context, uint32_t number, const tk_slice *strings, uint32_t count)
{
    builder *self = context;
    self->runs.len = 0;
    tk_text_clear(&self->cell);
    for (uint32_t i = 0; i < count; i++)
        add_string(self, strings[i]);
    if (!self->cell.len)
        return;
    end_lines_with_newlines(&self->cell);
    if (!tk_notebook_cell_python(self->cell.at, (uint32_t)self->cell.len))
        return;
    append_cell(self, number);
    if (self->notebook->cells.at[self->notebook->cells.len - 1].broken)
        note_broken(self, number);
}

// --- reading ---------------------------------------------------------------------------------------

bool tk_notebook_named(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".ipynb") == 0;
}

static void add_fault(tk_source *file, const tk_notebook_fault *fault, tk_diagnostics *diagnostics)
{
    tk_position at = tk_source_position(file, fault->raw);
    tk_diagnostic *note = tk_diagnostics_add(diagnostics, TK_SEVERITY_NOTE, file->path, at.line,
                                             at.column, "skipped: %s", fault->why);
    note->code = "TK002";
    if (fault->hint)
        note->hint = tk_memory_copy_string(fault->hint, strlen(fault->hint));
}

tk_source *tk_notebook_read(tk_source *file, tk_diagnostics *diagnostics)
{
    tk_notebook *notebook = tk_memory_zero(1, sizeof *notebook);
    builder state = {.notebook = notebook, .file = file->text, .diagnostics = diagnostics};
    notebook->file = file;
    tk_notebook_fault fault = tk_notebook_json((tk_slice){file->text, file->len}, add_cell, &state);
    tk_text_free(&state.cell);
    tk_vec_free(&state.runs);
    if (fault.why) {
        add_fault(file, &fault, diagnostics);
        tk_text_free(&state.text);
        tk_notebook_free(notebook);
        return NULL;
    }
    tk_source *module = tk_memory_zero(1, sizeof *module);
    *module = (tk_source){
        .path = tk_memory_copy_string(file->path, strlen(file->path)),
        .text = state.text.at ? state.text.at : tk_memory_copy_string("", 0),
        .len = (uint32_t)state.text.len,
        .had_bom = file->had_bom,
        .transcoded = file->transcoded,
        .notebook = notebook,
    };
    return module;
}

void tk_notebook_free(tk_notebook *self)
{
    if (!self)
        return;
    tk_source_free(self->file);
    tk_vec_free(&self->cells);
    tk_vec_free(&self->runs);
    free(self);
}

// --- places ----------------------------------------------------------------------------------------

// The run that the byte at `offset` is in; the last one at the end of the text. NULL without runs.
static const tk_notebook_run *run_at(const tk_notebook *self, uint32_t offset)
{
    uint32_t low = 0, high = self->runs.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->runs.at[middle].text <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &self->runs.at[low - 1] : NULL;
}

uint32_t tk_notebook_raw_start(const tk_notebook *self, uint32_t offset)
{
    const tk_notebook_run *run = run_at(self, offset);
    if (!run)
        return 0;
    return run->raw_len == run->text_len ? run->raw + (offset - run->text) : run->raw;
}

uint32_t tk_notebook_raw_end(const tk_notebook *self, uint32_t offset)
{
    const tk_notebook_run *run = run_at(self, offset ? offset - 1 : 0);
    if (!run)
        return 0;
    return run->raw_len == run->text_len ? run->raw + (offset - run->text)
                                         : run->raw + run->raw_len;
}

uint32_t tk_notebook_offset(const tk_notebook *self, uint32_t raw)
{
    uint32_t low = 0, high = self->runs.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const tk_notebook_run *run = &self->runs.at[middle];
        if (run->raw + run->raw_len <= raw)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == self->runs.len)
        return low ? self->runs.at[low - 1].text : 0;
    const tk_notebook_run *run = &self->runs.at[low];
    bool inside = raw > run->raw && run->raw_len == run->text_len;
    return inside ? run->text + (raw - run->raw) : run->text;
}

const tk_notebook_cell *tk_notebook_cell_at(const tk_notebook *self, uint32_t offset)
{
    uint32_t low = 0, high = self->cells.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->cells.at[middle].start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &self->cells.at[low - 1] : NULL;
}
