// One kind of fix for a whole group: the edits, whether they may be applied, the title.
#include <stdlib.h>
#include <string.h>

#include "fix/fix.h"

#define NO_SITE UINT32_MAX

// One way to repair a group, while it is made.
typedef struct plan {
    tk_fixer *fixer;
    tk_group *group;
    const tk_fix_kind *kind;
    uint32_t site;             // the finding's own, or NO_SITE
    tk_drafts drafts;
    tk_node shown;             // the first place where the kind itself was written for the own site
    bool looped, proven;
} plan;

// --- one target ------------------------------------------------------------------------------------

static bool strip_calls(plan *self, const tk_node_list *calls)
{
    const tk_node_table *nodes = self->fixer->nodes;
    for (uint32_t i = 0; i < calls->len; i++) {
        const tk_node_row *call = tk_node_row_of(nodes, calls->at[i]);
        tk_node attribute = tk_node_field(nodes, calls->at[i], TK_FIELD_FUNCTION);
        tk_node object = tk_node_field(nodes, attribute, TK_FIELD_OBJECT);
        uint32_t from = tk_node_row_of(nodes, object)->end;
        if (!tk_drafts_add(&self->drafts, (tk_draft){from, call->end, calls->at[i], {0}}))
            return false;
    }
    return true;
}

static bool holds(const plan *self, const tk_condition *condition, const tk_target *target)
{
    return condition && tk_condition_holds(self->fixer->unit->infer, condition, &target->facts);
}

static bool write_loop(plan *self, const tk_target *target)
{
    tk_node_list calls = {0};
    if (!(self->kind->targets >> TK_TARGET_LOOP & 1))
        return false;
    tk_node source = tk_loop_source(self->fixer, target, &calls);
    bool written = false;
    if (source.i) {
        tk_target loop = *target;
        loop.array = loop.ways[0].node = source;
        loop.ways[0].shape = TK_TARGET_LOOP;
        loop.way_count = 1;
        loop.facts.culprit = tk_infer_fact(self->fixer->unit->infer, source).value;
        written = tk_form_write(self->fixer, self->kind, &loop, &self->drafts) &&
                  strip_calls(self, &calls);
        self->proven &= holds(self, self->kind->proven, &loop);
        self->looped |= written;
        if (written && !self->shown.i)
            self->shown = source;
    }
    tk_vec_free(&calls);
    return written;
}

static bool write_kind(plan *self, const tk_fix_kind *kind, const tk_target *target)
{
    if (!tk_form_write(self->fixer, kind, target, &self->drafts))
        return false;
    self->proven &= holds(self, kind->proven, target);
    return true;
}

// Kinds whose keys are equal to those of the plan's for equal arrays; and the number in a 0-d array,
// which can be equal to nothing else.
static bool write_companion(plan *self, const tk_target *target)
{
    const tk_fixes *fixes = self->fixer->fixes;
    for (uint16_t i = 0; i < fixes->kind_count; i++) {
        const tk_fix_kind *kind = &fixes->kinds[i];
        if (kind->keys.i && kind->keys.i == self->kind->keys.i && kind != self->kind &&
            write_kind(self, kind, target))
            return true;
    }
    const tk_fix_kind *number = tk_fixes_kind(fixes, "item");
    int rank = tk_value_of(tk_infer_pool(self->fixer->unit->infer), target->facts.culprit)->rank;
    return number && rank == 0 && write_kind(self, number, target);
}

static bool write_target(plan *self, uint32_t index)
{
    const tk_target *target = &self->group->targets.at[index];
    bool own = self->group->owners.at[index] == self->site;
    self->proven &= target->facts.certainty == TK_DEFINITE;
    if (write_loop(self, target))
        return true;
    if (write_kind(self, self->kind, target)) {
        if (own && !self->shown.i)
            self->shown = tk_form_place(self->kind, target);
        return true;
    }
    bool agrees = self->kind->keeps || self->kind->beside & target->facts.derived.parts;
    return write_companion(self, target) || (target->optional && agrees);
}

// --- the whole group -------------------------------------------------------------------------------

// Are the keys plain Python values, as others that the container holds may be?
static bool is_by_value(const plan *self)
{
    const tk_fix_kind *number = tk_fixes_kind(self->fixer->fixes, "item");
    return number && self->kind->keys.i && self->kind->keys.i == number->keys.i;
}

static bool write_group(plan *self)
{
    tk_group *group = self->group;
    if (group->sites.len > TK_GROUP_MOST)
        return false;
    if (!is_by_value(self) && (group->tuple_keys || group->stripped.len || group->keys_taken_apart))
        return false;
    self->proven = true;
    if (self->kind->targets >> TK_TARGET_ENTRY & 1)
        return self->site != NO_SITE &&
               tk_entries_write(self->fixer, group, self->kind, &self->drafts, &self->shown);
    for (uint32_t i = 0; i < group->targets.len; i++)
        if (!write_target(self, i))
            return false;
    return (self->shown.i || self->site == NO_SITE) && strip_calls(self, &group->stripped);
}

// Once the title is known, which shows what is written.
static bool finished(plan *self)
{
    return tk_drafts_share(self->fixer, self->group, &self->drafts) &&
           tk_drafts_parse(self->fixer, &self->drafts);
}

static tk_applicability applicability_of(const plan *self, tk_harm harm)
{
    const tk_group *group = self->group;
    bool content = !is_by_value(self);
    if (group->reason != TK_REASON_NONE || (group->elsewhere && self->site != NO_SITE) || self->kind->display_only ||
        (group->unknown_keys && content))
        return TK_FIX_DISPLAY;
    bool seen = !group->leaves && !group->unknown_keys && !group->stripped.len;
    bool sound = harm == TK_HARM_RAISES || harm == TK_HARM_IDENTITY;
    return self->proven && seen && sound ? TK_FIX_SAFE : TK_FIX_UNSAFE;
}

// The text written at the place that is shown.
static tk_slice shown_text(const plan *self)
{
    for (uint32_t i = 0; i < self->drafts.len; i++) {
        const tk_draft *draft = &self->drafts.at[i];
        if (draft->around.i && draft->text.len &&
            (draft->around.i == self->shown.i ||
             draft->start >= tk_node_row_of(self->fixer->nodes, self->shown)->start))
            return (tk_slice){draft->text.at, draft->text.len};
    }
    return TK_SLICE("");
}

static char *title_of(const plan *self)
{
    enum { LONGEST = 100 };
    tk_text title = {0};
    const char *open = strstr(self->kind->title, "{new}");
    tk_slice shown = shown_text(self);
    size_t len = 0;
    while (len < shown.len && len < LONGEST && shown.at[len] != '\n' && shown.at[len] != '\r')
        len++;
    while (len > 0 && len < shown.len && ((unsigned char)shown.at[len] & 0xC0) == 0x80)
        len--;
    tk_text_add(&title, self->kind->title, open ? (size_t)(open - self->kind->title)
                                                : strlen(self->kind->title));
    if (open) {
        tk_text_add(&title, shown.at, len);
        tk_text_add_string(&title, len < shown.len ? "..." : "");
        tk_text_add_string(&title, open + strlen("{new}"));
    }
    return title.at;
}

// Takes over the title.
static bool made_fix(plan *self, char *title, tk_harm harm, tk_fix *out)
{
    tk_source *source = self->fixer->unit->source;
    tk_fix fix = {.kind = self->kind->name,
                  .rank = (uint32_t)(self->kind - self->fixer->fixes->kinds),
                  .title = title,
                  .group = self->group->id,
                  .applicability = applicability_of(self, harm)};
    for (uint32_t i = 0; i < self->drafts.len; i++) {
        const tk_draft *draft = &self->drafts.at[i];
        const char *text = tk_text_string(&draft->text);
        tk_edit edit;
        if (!tk_edit_of(source, draft->start, draft->end, text, &edit)) {
            tk_fix_free(&fix);
            return false;
        }
        tk_vec_push(&fix.edits, edit);
    }
    *out = fix;
    return true;
}

bool tk_group_write(tk_fixer *self, tk_group *group, const tk_fix_kind *kind, tk_fix *out)
{
    plan state = {.fixer = self, .group = group, .kind = kind, .site = NO_SITE};
    bool written = write_group(&state) && finished(&state) &&
                   made_fix(&state, tk_memory_copy_string("", 0), TK_HARM_UNSOUND, out);
    tk_drafts_free(&state.drafts);
    return written;
}

static bool same_edits(const tk_fix *a, const tk_fix *b)
{
    if (a->edits.len != b->edits.len)
        return false;
    for (uint32_t i = 0; i < a->edits.len; i++)
        if (a->edits.at[i].start != b->edits.at[i].start ||
            a->edits.at[i].end != b->edits.at[i].end ||
            strcmp(a->edits.at[i].text, b->edits.at[i].text) != 0)
            return false;
    return true;
}

// What two kinds write alike is offered once.
static void drop_double(tk_finding *finding)
{
    tk_fix *last = &finding->fixes.at[finding->fixes.len - 1];
    for (uint32_t i = 0; i + 1 < finding->fixes.len; i++) {
        if (!same_edits(&finding->fixes.at[i], last))
            continue;
        tk_fix_free(last);
        finding->fixes.len--;
        return;
    }
}

void tk_group_offer(tk_fixer *fixer, tk_group *group, uint32_t site, const tk_fix_kind *kind,
                    tk_finding *finding)
{
    plan state = {.fixer = fixer, .group = group, .kind = kind, .site = site};
    tk_fix fix;
    char *title = write_group(&state) ? title_of(&state) : NULL;
    if (title && !finished(&state)) {
        free(title);
        title = NULL;
    }
    if (title && made_fix(&state, title, finding->rule->harm, &fix)) {
        tk_vec_push(&finding->fixes, fix);
        drop_double(finding);
    }
    tk_drafts_free(&state.drafts);
}
