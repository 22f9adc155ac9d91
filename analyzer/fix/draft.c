// The edits of a fix while it is made: sorted by place, none overlapping another. Several insertions may
// share a place.
#include <string.h>

#include "fix/fix.h"

static int compare(const tk_draft *x, const tk_draft *y)
{
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return strcmp(tk_text_string(&x->text), tk_text_string(&y->text));
}

// The first draft that is not before the given one. Most come in the order of their places.
static uint32_t place_for(const tk_drafts *self, const tk_draft *draft)
{
    uint32_t low = 0, high = self->len;
    if (high && compare(&self->at[high - 1], draft) < 0)
        return high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&self->at[middle], draft) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool apart(const tk_draft *before, const tk_draft *behind)
{
    return before->end <= behind->start;
}

bool tk_drafts_add(tk_drafts *self, tk_draft draft)
{
    uint32_t i = place_for(self, &draft);
    bool same = i < self->len && compare(&self->at[i], &draft) == 0;
    bool free_place = (i == 0 || apart(&self->at[i - 1], &draft)) &&
                      (i == self->len || apart(&draft, &self->at[i]));
    if (same || !free_place) {
        tk_text_free(&draft.text);
        return same;
    }
    tk_vec_push(self, draft);
    memmove(&self->at[i + 1], &self->at[i], (self->len - 1 - i) * sizeof draft);
    self->at[i] = draft;
    return true;
}

void tk_drafts_free(tk_drafts *self)
{
    for (uint32_t i = 0; i < self->len; i++)
        tk_text_free(&self->at[i].text);
    tk_vec_free(self);
}
