#include "fix/apply.h"

#include <assert.h>
#include <string.h>

#include "syntax/notebook.h"
#include "syntax/outline.h"

static bool same_change(const tk_change *a, const tk_edit *b)
{
    return a->start == b->start && a->end == b->end && strcmp(a->text, b->text) == 0;
}

static bool is_import(const tk_edit *edit)
{
    return edit->start == edit->end && edit->text[0] &&
           edit->text[strlen(edit->text) - 1] == '\n';
}

// --- what a fix touches ----------------------------------------------------------------------------

typedef TK_VEC(uint32_t) numbers;

static uint32_t region_of(const tk_outline *outline, uint32_t offset)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < outline->regions.len; i++) {
        const tk_region *region = &outline->regions.at[i];
        bool leaf = region->kind != TK_REGION_CLASS;
        if (leaf && region->start <= offset && offset <= region->whole_end)
            found = i + 1;
    }
    return found;
}

static bool has(const numbers *list, uint32_t number)
{
    for (uint32_t i = 0; i < list->len; i++)
        if (list->at[i] == number)
            return true;
    return false;
}

// Two fixes in one function could each be right and wrong together: one makes numbers of what the other
// takes a number from. The second one waits for the next round.
static bool touches(const tk_outline *outline, const tk_fix *fix, const numbers *taken)
{
    for (uint32_t i = 0; i < fix->edits.len; i++)
        if (!is_import(&fix->edits.at[i]) &&
            has(taken, region_of(outline, fix->edits.at[i].start)))
            return true;
    return false;
}

static bool is_done(const tk_changes *self, const tk_fix *fix)
{
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        bool found = false;
        for (uint32_t k = 0; k < self->list.len && !found; k++)
            found = same_change(&self->list.at[k], &fix->edits.at[i]);
        if (!found)
            return false;
    }
    return fix->edits.len > 0;
}

static void take(tk_changes *self, const tk_outline *outline, const tk_fix *fix, numbers *taken)
{
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        const tk_edit *edit = &fix->edits.at[i];
        bool known = false;
        for (uint32_t k = 0; k < self->list.len && !known; k++)
            known = same_change(&self->list.at[k], edit);
        uint32_t region = region_of(outline, edit->start);
        if (!is_import(edit) && !has(taken, region))
            tk_vec_push(taken, region);
        if (!known)
            tk_vec_push(&self->list, ((tk_change){edit->start, edit->end, edit->text}));
    }
}

static int by_place(const void *a, const void *b)
{
    const tk_change *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return strcmp(x->text, y->text);
}

void tk_changes_choose(tk_changes *self, const tk_file_result *result, tk_source *source,
                       tk_applicability least)
{
    tk_names *names = tk_names_new(NULL);
    tk_outline outline = {0};
    numbers taken = {0};
    tk_outline_scan(&outline, source, names);
    for (uint32_t i = 0; i < result->findings.len; i++) {
        const tk_fix *fix = tk_finding_fix(&result->findings.at[i], least);
        if (!fix || fix->others.len)
            continue;
        bool done = is_done(self, fix);
        if (!done && touches(&outline, fix, &taken))
            continue;
        if (!done)
            take(self, &outline, fix, &taken);
        tk_vec_push(&self->findings, i);
        self->fixes++;
    }
    if (self->list.len)
        qsort(self->list.at, self->list.len, sizeof *self->list.at, by_place);
    tk_vec_free(&taken);
    tk_outline_free(&outline);
    tk_names_free(names);
}

void tk_changes_free(tk_changes *self)
{
    tk_vec_free(&self->list);
    tk_vec_free(&self->findings);
}

// The changes are made in the strings of the notebook's file.
static void apply_in_cells(const tk_changes *self, const tk_source *source, tk_text *out)
{
    const tk_source *file = source->notebook->file;
    uint32_t at = 0;
    for (uint32_t i = 0; i < self->list.len; i++) {
        const tk_change *change = &self->list.at[i];
        tk_notebook_change raw;
        bool possible = tk_notebook_edit(source, change->start, change->end, change->text, &raw);
        assert(possible && raw.start >= at);
        (void)possible;
        tk_text_add(out, file->text + at, raw.start - at);
        tk_text_add(out, tk_text_string(&raw.text), raw.text.len);
        at = raw.end;
        tk_text_free(&raw.text);
    }
    tk_text_add(out, file->text + at, file->len - at);
}

void tk_changes_apply(const tk_changes *self, const tk_source *source, tk_text *out)
{
    tk_slice text = {source->text, source->len};
    uint32_t at = 0;
    if (source->notebook) {
        apply_in_cells(self, source, out);
        return;
    }
    for (uint32_t i = 0; i < self->list.len; i++) {
        const tk_change *change = &self->list.at[i];
        tk_text_add(out, text.at + at, change->start - at);
        tk_text_add_string(out, change->text);
        at = change->end;
    }
    tk_text_add(out, text.at + at, text.len - at);
}

// --- until nothing changes -------------------------------------------------------------------------

// One round: the bytes after it, if there is something to change.
static bool improve(const tk_text *bytes, tk_text *next, const tk_file_result *result,
                    tk_applicability least, tk_fixed_rules *fixed)
{
    static const char mark[] = "\xEF\xBB\xBF";
    tk_diagnostics ignored = {0};
    tk_changes changes = {0};
    tk_source *source =
        tk_source_from_bytes(result->path, tk_text_string(bytes), bytes->len, &ignored);
    if (source && !source->transcoded)
        tk_changes_choose(&changes, result, source, least);
    if (changes.list.len) {
        if (source->had_bom)
            tk_text_add_string(next, mark);
        tk_changes_apply(&changes, source, next);
        for (uint32_t i = 0; fixed && i < changes.findings.len; i++)
            tk_vec_push(fixed, result->findings.at[changes.findings.at[i]].rule);
    }
    bool changed = changes.list.len > 0;
    tk_source_free(source);
    tk_changes_free(&changes);
    tk_diagnostics_free(&ignored);
    return changed;
}

// Fewer findings, or the round was for nothing and is taken back.
static bool keep_better(tk_text *bytes, tk_text *next, tk_file_result *result,
                        tk_file_result *after)
{
    bool better = after->findings.len < result->findings.len;
    tk_file_result worse = better ? *result : *after;
    tk_text_free(better ? bytes : next);
    if (better) {
        *bytes = *next;
        *result = *after;
    }
    tk_file_result_free(&worse);
    return better;
}

bool tk_fixes_apply(tk_slice bytes, tk_applicability least, tk_rescan *rescan, void *context,
                    tk_file_result *result, tk_text *out, tk_fixed_rules *fixed)
{
    bool changed = false;
    tk_text_add_slice(out, bytes);
    for (;;) {
        tk_text next = {0};
        tk_file_result after;
        uint32_t known = fixed ? fixed->len : 0;
        if (!improve(out, &next, result, least, fixed))
            break;
        rescan(context, (tk_slice){next.at, next.len}, &after);
        if (!keep_better(out, &next, result, &after)) {
            if (fixed)
                fixed->len = known;
            break;
        }
        changed = true;
    }
    return changed;
}
