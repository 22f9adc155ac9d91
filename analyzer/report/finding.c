#include "report/finding.h"

#include <string.h>

#include "syntax/notebook.h"

const char *tk_certainty_text(tk_certainty certainty)
{
    static const char *const texts[] = {"possible", "likely", "definite"};
    return texts[certainty];
}

// Generated code has lines of megabytes, and one finding for every few bytes of them.
enum { LONGEST_EXCERPT = 400, BEFORE_KEY = 120 };

static bool inside_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static void set_excerpt(tk_place *self, tk_slice line)
{
    size_t from = 0, to = line.len;
    size_t key = self->from.column_bytes - 1;
    if (line.len > LONGEST_EXCERPT) {
        from = key > BEFORE_KEY ? key - BEFORE_KEY : 0;
        to = from + LONGEST_EXCERPT < line.len ? from + LONGEST_EXCERPT : line.len;
        while (from < key && inside_character(line.at[from]))
            from++;
        while (to < line.len && to > from && inside_character(line.at[to]))
            to--;
    }
    self->excerpt = tk_memory_copy_string(line.at + from, to - from);
    self->excerpt_column = self->from.column;
    for (size_t i = from; i < key && i < to; i++)
        self->excerpt_column -= !inside_character(line.at[i]);
}

static void move_into_cell(tk_place *self, tk_source *source)
{
    const tk_notebook *notebook = source->notebook;
    const tk_notebook_cell *cell = tk_notebook_cell_at(notebook, self->start);
    self->file_from =
        tk_source_position(notebook->file, tk_notebook_raw_start(notebook, self->start));
    self->file_to = tk_source_position(notebook->file, tk_notebook_raw_end(notebook, self->end));
    if (!cell)
        return;
    uint32_t before = tk_source_line(source, cell->start) - 1;
    self->cell = cell->number;
    self->from.line -= before;
    self->to.line -= before;
}

tk_place tk_place_of(tk_source *source, uint32_t start, uint32_t end)
{
    tk_place place = {
        .path = tk_memory_copy_string(source->path, strlen(source->path)),
        .start = start,
        .end = end,
        .from = tk_source_position(source, start),
        .to = tk_source_position(source, end),
    };
    set_excerpt(&place, tk_source_line_text(source, place.from.line));
    place.file_from = place.from;
    place.file_to = place.to;
    if (source->notebook)
        move_into_cell(&place, source);
    return place;
}

static void edit_free(tk_edit *self)
{
    free(self->text);
    free(self->file_text);
}

static char *copy_text(const char *text)
{
    return tk_memory_copy_string(text, strlen(text));
}

bool tk_edit_of(tk_source *source, uint32_t start, uint32_t end, const char *text, tk_edit *out)
{
    tk_place place = tk_place_of(source, start, end);
    tk_notebook_change change;
    *out = (tk_edit){
        .start = start,
        .end = end,
        .cell = place.cell,
        .from = place.from,
        .to = place.to,
        .file_from = place.file_from,
        .file_to = place.file_to,
    };
    tk_place_free(&place);
    if (source->notebook) {
        if (!tk_notebook_edit(source, start, end, text, &change))
            return false;
        out->file_from = tk_source_position(source->notebook->file, change.start);
        out->file_to = tk_source_position(source->notebook->file, change.end);
        out->file_text = copy_text(tk_text_string(&change.text));
        tk_text_free(&change.text);
    } else {
        out->file_text = copy_text(text);
    }
    out->text = copy_text(text);
    return true;
}

void tk_place_print(const tk_place *self, tk_text *out)
{
    if (self->cell)
        tk_text_format(out, "cell %u:", self->cell);
    tk_text_format(out, "%u:%u", self->from.line, self->from.column);
}

void tk_place_free(tk_place *self)
{
    free(self->path);
    free(self->excerpt);
}

const char *tk_applicability_text(tk_applicability applicability)
{
    static const char *const texts[] = {"display", "unsafe", "safe"};
    return texts[applicability];
}

static void edits_free(tk_edits *self)
{
    for (uint32_t i = 0; i < self->len; i++)
        edit_free(&self->at[i]);
    tk_vec_free(self);
}

void tk_fix_free(tk_fix *self)
{
    for (uint32_t i = 0; i < self->others.len; i++) {
        free(self->others.at[i].path);
        edits_free(&self->others.at[i].edits);
    }
    tk_vec_free(&self->others);
    edits_free(&self->edits);
    free(self->title);
}

const tk_fix *tk_finding_fix(const tk_finding *finding, tk_applicability least)
{
    for (uint32_t i = 0; i < finding->fixes.len; i++)
        if (finding->fixes.at[i].applicability >= least)
            return &finding->fixes.at[i];
    return NULL;
}

void tk_finding_free(tk_finding *self)
{
    for (uint32_t i = 0; i < self->related.len; i++) {
        tk_place_free(&self->related.at[i].place);
        free(self->related.at[i].message);
    }
    tk_vec_free(&self->related);
    for (uint32_t i = 0; i < self->fixes.len; i++)
        tk_fix_free(&self->fixes.at[i]);
    tk_vec_free(&self->fixes);
    free(self->unfixed);
    tk_place_free(&self->place);
    free(self->message);
    free(self->advice);
    free(self->scope);
    free(self->reason);
}

void tk_file_result_free(tk_file_result *self)
{
    for (uint32_t i = 0; i < self->findings.len; i++)
        tk_finding_free(&self->findings.at[i]);
    for (uint32_t i = 0; i < self->silenced.len; i++)
        tk_finding_free(&self->silenced.at[i]);
    tk_vec_free(&self->findings);
    tk_vec_free(&self->silenced);
    for (uint32_t i = 0; i < self->parts.len; i++) {
        for (uint32_t k = 0; k < self->parts.at[i].fixes.len; k++)
            tk_fix_free(&self->parts.at[i].fixes.at[k]);
        tk_vec_free(&self->parts.at[i].fixes);
    }
    for (uint32_t i = 0; i < self->shared.len; i++)
        free(self->shared.at[i].path);
    tk_vec_free(&self->parts);
    tk_vec_free(&self->shared);
    tk_diagnostics_free(&self->diagnostics);
    free(self->path);
    *self = (tk_file_result){0};
}
