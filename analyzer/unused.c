#include "unused.h"

#include <ctype.h>
#include <string.h>

#include "report/codes.h"

const char tk_unused_kind[] = "remove-comment";
static const char own_code[] = "TK900";

// The entries of one directive, while it is judged.
typedef struct judged {
    const tk_source *source;
    const tk_outline *outline;
    const tk_directive *directive;
    uint32_t comment;
    bool found;           // something of it is of no use
    bool kept;            // some code is of use, or another tool's
    tk_text unused, left; // codes, separated by ", "
    uint32_t code_start, code_end;  // from the first code that is of no use to the last
} judged;

static bool is_ours(const tk_catalog *catalog, const char *code)
{
    for (uint32_t i = 0; i < catalog->rules.len; i++)
        if (tk_codes_match(tk_slice_of(code), catalog->rules.at[i].code))
            return true;
    return false;
}

static void add_code(tk_text *list, const char *code)
{
    tk_text_format(list, "%s%s", list->len ? ", " : "", code);
}

static void judge(judged *self, const tk_suppression *entry, const tk_catalog *catalog)
{
    bool foreign = self->directive->shared && (!entry->code[0] || !is_ours(catalog, entry->code));
    self->comment = entry->comment;
    if (entry->used || foreign || tk_codes_match(tk_slice_of(own_code), entry->code)) {
        self->kept = true;
        add_code(&self->left, entry->code);
        return;
    }
    if (!self->found)
        self->code_start = entry->code_start;
    self->code_end = entry->code_start + (uint32_t)strlen(entry->code);
    add_code(&self->unused, entry->code);
    self->found = true;
}

static bool names_own_code(const tk_suppression *entry)
{
    return entry->code[0] && tk_codes_match(tk_slice_of(entry->code), own_code);
}

static const tk_suppression *entry_at(const tk_suppressions *all, uint32_t i)
{
    return i < all->lines.len ? &all->lines.at[i] : &all->blocks.at[i - all->lines.len];
}

// Is TK900 itself silenced there, by name?
static bool is_tolerated(const tk_suppressions *all, uint32_t line)
{
    for (uint32_t i = 0; i < all->lines.len + all->blocks.len; i++) {
        const tk_suppression *entry = entry_at(all, i);
        if (names_own_code(entry) && entry->first_line <= line && line <= entry->last_line)
            return true;
    }
    return false;
}

// The whole directive: with the comment when that says nothing else, with the line when that has nothing
// else.
static void widen(const judged *self, tk_unused *out)
{
    const tk_comment *comment = &self->outline->comments.at[self->comment];
    const char *text = self->source->text;
    bool first = self->directive->start == comment->start;
    bool last = self->directive->end >= comment->end ||
                strspn(text + self->directive->end, " \t") >= comment->end - self->directive->end;
    out->edit_start = self->directive->start;
    out->edit_end = last ? comment->end : self->directive->end;
    if (last)
        while (out->edit_start > 0 && (text[out->edit_start - 1] == ' ' ||
                                       text[out->edit_start - 1] == '\t'))
            out->edit_start--;
    else
        while (text[out->edit_end] == ' ' || text[out->edit_end] == '\t')
            out->edit_end++;
    if (!first || !last || !comment->alone || self->source->notebook)
        return;
    if (text[out->edit_end] == '\r')
        out->edit_end++;
    if (text[out->edit_end] == '\n')
        out->edit_end++;
}

static char *copy(const tk_text *text)
{
    return tk_memory_copy_string(tk_text_string(text), text->len);
}

static void add_unused(judged *self, tk_unused_list *out)
{
    tk_unused added = {.codes = copy(&self->unused)};
    if (self->kept) {
        added.start = self->code_start;
        added.end = self->code_end;
        added.edit_start = self->directive->list_start;
        added.edit_end = self->directive->list_end;
        added.replacement = copy(&self->left);
    } else {
        added.start = self->directive->start;
        added.end = self->directive->end;
        added.replacement = tk_memory_copy_string("", 0);
        widen(self, &added);
    }
    tk_vec_push(out, added);
}

void tk_suppressions_unused(const tk_suppressions *self, tk_source *source,
                            const tk_outline *outline, const tk_catalog *catalog,
                            tk_unused_list *out)
{
    uint32_t line = 0, block = 0;  // entries are in the order of their directives
    bool some_tolerated = false;
    for (uint32_t i = 0; self && i < self->lines.len + self->blocks.len; i++)
        some_tolerated |= names_own_code(entry_at(self, i));
    for (uint32_t i = 0; self && i < self->directives.len; i++) {
        judged state = {.source = source, .outline = outline, .directive = &self->directives.at[i]};
        for (; line < self->lines.len && self->lines.at[line].directive == i; line++)
            judge(&state, &self->lines.at[line], catalog);
        for (; block < self->blocks.len && self->blocks.at[block].directive == i; block++)
            judge(&state, &self->blocks.at[block], catalog);
        if (state.found &&
            !(some_tolerated && is_tolerated(self, tk_source_line(source, state.directive->start))))
            add_unused(&state, out);
        tk_text_free(&state.unused);
        tk_text_free(&state.left);
    }
}

void tk_unused_free(tk_unused_list *self)
{
    for (uint32_t i = 0; i < self->len; i++) {
        free(self->at[i].codes);
        free(self->at[i].replacement);
    }
    tk_vec_free(self);
}
