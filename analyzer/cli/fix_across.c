// Fixes that change several files at once: all of them are written, or none.
#include <stdlib.h>
#include <string.h>

#include "cli/fix.h"
#include "cli/replace.h"

// One file of such a fix.
typedef struct target {
    uint32_t input;
    tk_original original;
    const tk_edits *edits;     // borrowed from the finding
    tk_text text;              // as it would be
} target;

typedef TK_VEC(target) targets;

static bool by_input(const tk_fix_run *self, const char *path, uint32_t *input)
{
    for (uint32_t i = 0; i < self->inputs->list.len; i++)
        if (strcmp(self->results[i].path, path) == 0) {
            *input = i;
            return true;
        }
    return false;
}

static bool edited(const tk_fix_run *self, target *one)
{
    static const char mark[] = "\xEF\xBB\xBF";
    tk_diagnostics ignored = {0};
    const tk_text *pending = &self->texts[one->input];
    const tk_text *bytes = pending->at ? pending : &one->original.bytes;
    tk_source *source = tk_source_from_bytes(one->original.path, tk_text_string(bytes), bytes->len, &ignored);
    bool possible = source && !source->transcoded;
    tk_changes changes = {0};
    for (uint32_t i = 0; possible && i < one->edits->len; i++) {
        const tk_edit *edit = &one->edits->at[i];
        possible = edit->end <= source->len;
        tk_vec_push(&changes.list, ((tk_change){edit->start, edit->end, edit->text}));
    }
    if (possible) {
        tk_text_add_string(&one->text, source->had_bom ? mark : "");
        tk_changes_apply(&changes, source, &one->text);
    }
    tk_changes_free(&changes);
    tk_source_free(source);
    tk_diagnostics_free(&ignored);
    return possible;
}

static bool add_target(tk_fix_run *self, targets *list, uint32_t input, const tk_edits *edits)
{
    const tk_input *file = &self->inputs->list.at[input];
    target one = {.input = input, .edits = edits};
    bool good = !file->text && tk_original_read(&one.original, file->path, &self->diagnostics) && edited(self, &one);
    tk_vec_push(list, one);
    return good;
}

static void targets_free(targets *list)
{
    for (uint32_t i = 0; i < list->len; i++) {
        tk_original_free(&list->at[i].original);
        tk_text_free(&list->at[i].text);
    }
    tk_vec_free(list);
}

// What was written before one could not be.
static void put_back(tk_fix_run *self, const targets *list, uint32_t written)
{
    for (uint32_t i = 0; i < written; i++) {
        const target *one = &list->at[i];
        tk_original now;
        if (tk_original_read(&now, one->original.path, &self->diagnostics))
            tk_original_replace(&now, (tk_slice){tk_text_string(&one->original.bytes), one->original.bytes.len},
                                &self->diagnostics);
        tk_original_free(&now);
    }
}

static bool write_all(tk_fix_run *self, const targets *list)
{
    for (uint32_t i = 0; i < list->len; i++) {
        const target *one = &list->at[i];
        if (!tk_original_replace(&one->original, (tk_slice){one->text.at, one->text.len}, &self->diagnostics)) {
            put_back(self, list, i);
            return false;
        }
    }
    return true;
}

static void keep_pending(tk_fix_run *self, targets *list)
{
    for (uint32_t i = 0; i < list->len; i++) {
        tk_text_free(&self->texts[list->at[i].input]);
        self->texts[list->at[i].input] = list->at[i].text;
        list->at[i].text = (tk_text){0};
    }
}

static void count_fixed(tk_fix_run *self, const targets *list)
{
    for (uint32_t i = 0; i < list->len; i++) {
        const tk_file_result *result = &self->results[list->at[i].input];
        tk_fixed_rules fixed = {0};
        for (uint32_t k = 0; k < result->findings.len; k++) {
            const tk_fix *fix = tk_finding_fix(&result->findings.at[k], tk_fix_least(self->options));
            if (fix && fix->others.len)
                tk_vec_push(&fixed, result->findings.at[k].rule);
        }
        self->fixed += fixed.len;
        tk_fix_tell(self, result->path, &fixed);
        tk_vec_free(&fixed);
    }
    self->files += list->len;
}

static uint32_t count_findings(const tk_file_result *results, const tk_set *set)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < set->len; i++)
        count += results[i].findings.len;
    return count;
}

// Scans the circle with the new texts; keeps them when there is less to find.
static bool try_texts(tk_fix_run *self, targets *list)
{
    tk_set set = {0};
    tk_fix_circle(self, list->at[0].input, &set);
    tk_slice *texts = tk_memory_zero(self->inputs->list.len, sizeof *texts);
    for (uint32_t i = 0; i < list->len; i++)
        texts[list->at[i].input] = (tk_slice){tk_text_string(&list->at[i].text), list->at[i].text.len};
    tk_file_result *after = tk_memory_zero(set.len, sizeof *after);
    tk_fix_scan_set(self, &set, texts, after);
    uint32_t before = 0;
    for (uint32_t i = 0; i < set.len; i++)
        before += self->results[set.at[i]].findings.len;
    bool done = count_findings(after, &set) < before && (self->options->diff || write_all(self, list));
    if (done) {
        count_fixed(self, list);
        if (self->options->diff)
            keep_pending(self, list);
    }
    for (uint32_t i = 0; i < set.len; i++) {
        tk_file_result *now = &self->results[set.at[i]], unused = done ? *now : after[i];
        if (done)
            *now = after[i];
        tk_file_result_free(&unused);
    }
    free(after);
    free(texts);
    tk_vec_free(&set);
    return done;
}

static bool try_fix(tk_fix_run *self, uint32_t input, const tk_fix *fix)
{
    targets list = {0};
    bool good = add_target(self, &list, input, &fix->edits);
    for (uint32_t i = 0; i < fix->others.len && good; i++) {
        uint32_t other = 0;
        good = by_input(self, fix->others.at[i].path, &other) &&
               add_target(self, &list, other, &fix->others.at[i].edits);
    }
    good = good && try_texts(self, &list);
    targets_free(&list);
    return good;
}

// The next finding with such a fix; a fix that failed is only shown from then on.
static bool next_fix(tk_fix_run *self, uint32_t *input, tk_fix **fix)
{
    for (*input = 0; *input < self->inputs->list.len; ++*input) {
        const tk_file_result *result = &self->results[*input];
        for (uint32_t i = 0; i < result->findings.len; i++) {
            *fix = (tk_fix *)tk_finding_fix(&result->findings.at[i], tk_fix_least(self->options));
            if (*fix && (*fix)->others.len)
                return true;
        }
    }
    return false;
}

void tk_fix_across(tk_fix_run *self)
{
    uint32_t input;
    tk_fix *fix;
    while (next_fix(self, &input, &fix)) {
        tk_fix *failed = fix;
        if (!try_fix(self, input, fix))
            failed->applicability = TK_FIX_DISPLAY;
    }
}
