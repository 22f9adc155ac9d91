#include "cli/add_ignore.h"

#include <stdlib.h>
#include <string.h>

#include "cli/problems.h"
#include "cli/write.h"
#include "line_spans.h"
#include "report/codes.h"

// Codes that one line gets.
typedef struct addition {
    uint32_t line;
    const char *code;  // the rule's
} addition;

// One file while it is changed.
typedef struct editor {
    tk_source *source;
    tk_names *names;
    tk_outline outline;
    tk_suppressions *present;  // NULL: no comment of ours
    tk_suppressions spans;     // only the lines that belong together
    TK_VEC(addition) additions;
    tk_text out;
    uint32_t written;  // how much of the source is in `out`
} editor;

static int compare_additions(const void *a, const void *b)
{
    const addition *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return strcmp(left->code, right->code);
}

static void open_editor(editor *self, tk_source *source)
{
    *self = (editor){.source = source, .names = tk_names_new(NULL)};
    tk_outline_scan(&self->outline, source, self->names);
    self->present = tk_suppressions_read(source, &self->outline);
    tk_line_spans_find(&self->spans, source);
}

static void close_editor(editor *self)
{
    tk_suppressions_free(self->present);
    tk_vec_free(&self->spans.spans);
    tk_outline_free(&self->outline);
    tk_names_free(self->names);
    tk_vec_free(&self->additions);
    tk_text_free(&self->out);
    tk_source_free(self->source);
}

static void collect(editor *self, const tk_file_result *file)
{
    for (uint32_t i = 0; i < file->findings.len; i++) {
        const tk_finding *finding = &file->findings.at[i];
        if (finding->rule->harm == TK_HARM_TOOL)
            continue;
        uint32_t line = tk_source_line(self->source, finding->place.end);
        addition added = {tk_line_spans_end(&self->spans, line), finding->rule->code};
        tk_vec_push(&self->additions, added);
    }
    if (self->additions.len)
        qsort(self->additions.at, self->additions.len, sizeof *self->additions.at,
              compare_additions);
}

// The codes for one line, each once; `*next` moves behind them.
static void codes_of_line(const editor *self, uint32_t *next, tk_text *codes)
{
    uint32_t line = self->additions.at[*next].line;
    for (; *next < self->additions.len && self->additions.at[*next].line == line; ++*next) {
        const char *code = self->additions.at[*next].code;
        if (!codes->len || !tk_codes_match(tk_slice_of(codes->at), code))
            tk_text_format(codes, "%s%s", codes->len ? ", " : "", code);
    }
}

// The list of codes in a comment of ours at the end of that line.
static const tk_directive *directive_on(editor *self, uint32_t line)
{
    for (uint32_t i = 0; self->present && i < self->present->lines.len; i++) {
        const tk_suppression *entry = &self->present->lines.at[i];
        const tk_directive *directive = &self->present->directives.at[entry->directive];
        if (entry->form == TK_SUPPRESSION_LINE && directive->list_end > directive->list_start &&
            !self->outline.comments.at[entry->comment].alone &&
            tk_source_line(self->source, directive->start) == line)
            return directive;
    }
    return NULL;
}

static void copy_until(editor *self, uint32_t offset)
{
    tk_text_add(&self->out, self->source->text + self->written, offset - self->written);
    self->written = offset;
}

static uint32_t end_of_line(editor *self, uint32_t line)
{
    tk_slice text = tk_source_line_text(self->source, line);
    return (uint32_t)(text.at - self->source->text + (ptrdiff_t)text.len);
}

static uint32_t add_comments(editor *self)
{
    uint32_t lines = 0;
    if (self->source->had_bom)
        tk_text_add_string(&self->out, "\xEF\xBB\xBF");
    for (uint32_t next = 0; next < self->additions.len; lines++) {
        uint32_t line = self->additions.at[next].line;
        const tk_directive *directive = directive_on(self, line);
        tk_text codes = {0};
        codes_of_line(self, &next, &codes);
        copy_until(self, directive ? directive->list_end : end_of_line(self, line));
        tk_text_format(&self->out, directive ? ", %s" : "  # tkscan: ignore[%s]", codes.at);
        tk_text_free(&codes);
    }
    copy_until(self, self->source->len);
    return lines;
}

// How many comments the file got.
static uint32_t edit_file(const tk_file_result *file, tk_diagnostics *diagnostics)
{
    uint32_t count = 0;
    tk_source *source = tk_source_read(file->path, UINT32_MAX - 1, diagnostics);
    if (!source)
        return 0;
    if (source->transcoded || source->notebook) {
        tk_diagnostics_add(diagnostics, TK_SEVERITY_NOTE, file->path, 0, 0,
                           "no comments were added: it is %s",
                           source->notebook ? "a notebook" : "not UTF-8, or has lines that end in CR alone");
        tk_source_free(source);
        return 0;
    }
    editor state;
    open_editor(&state, source);
    collect(&state, file);
    if (state.additions.len) {
        count = add_comments(&state);
        if (!tk_write_report(file->path, &state.out, diagnostics))
            count = 0;
    }
    close_editor(&state);
    return count;
}

bool tk_add_ignore(const tk_report *report)
{
    tk_diagnostics diagnostics = {0};
    tk_text said = {0};
    uint32_t files = 0, comments = 0;
    for (uint32_t i = 0; i < report->file_count; i++) {
        uint32_t added =
            report->files[i].findings.len ? edit_file(&report->files[i], &diagnostics) : 0;
        files += added > 0;
        comments += added;
    }
    bool failed = tk_problems_print(&diagnostics, true);
    tk_text_format(&said, "Added %u comment%s in %u file%s.\n", comments, comments == 1 ? "" : "s",
                   files, files == 1 ? "" : "s");
    tk_write_error(&said);
    tk_text_free(&said);
    tk_diagnostics_free(&diagnostics);
    return !failed;
}
