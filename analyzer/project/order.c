// In which order the modules of the project are analysed, and which of them.
#include <stdlib.h>
#include <string.h>

#include "project/project.h"

typedef struct visit {
    uint32_t module, next;   // of its imports, the one to look at next
} visit;

typedef struct search {
    tk_project *project;
    uint32_t *found, *low;   // Tarjan's numbers; found 0: not seen yet
    bool *open;
    uint32_t count, circles;
    TK_VEC(visit) stack;
    TK_VEC(uint32_t) path;   // modules whose circle is not known yet
} search;

static void close_circle(search *self, uint32_t module)
{
    uint32_t member;
    self->circles++;
    do {
        member = self->path.at[--self->path.len];
        self->open[member] = false;
        self->project->modules.at[member].circle = self->circles;
    } while (member != module);
}

static void enter(search *self, uint32_t module)
{
    self->found[module] = self->low[module] = ++self->count;
    self->open[module] = true;
    tk_vec_push(&self->path, module);
    tk_vec_push(&self->stack, ((visit){module, 0}));
}

// Tarjan's algorithm in a loop: circles are closed after those that they import from.
static void find_circles(search *self, uint32_t start)
{
    enter(self, start);
    while (self->stack.len) {
        visit *top = &self->stack.at[self->stack.len - 1];
        const tk_module *module = &self->project->modules.at[top->module];
        if (top->next < module->visible.len) {
            uint32_t other = module->visible.at[top->next++].module;
            if (!self->found[other])
                enter(self, other);
            else if (self->open[other] && self->found[other] < self->low[top->module])
                self->low[top->module] = self->found[other];
            continue;
        }
        uint32_t done = top->module;
        self->stack.len--;
        if (self->low[done] == self->found[done])
            close_circle(self, done);
        if (self->stack.len) {
            uint32_t above = self->stack.at[self->stack.len - 1].module;
            if (self->low[done] < self->low[above])
                self->low[above] = self->low[done];
        }
    }
}

// --- the order within a circle ---------------------------------------------------------------------

static const tk_project *sorted_project;   // qsort has no room for it; one thread orders

static int by_circle_and_path(const void *a, const void *b)
{
    const tk_module *x = &sorted_project->modules.at[*(const uint32_t *)a];
    const tk_module *y = &sorted_project->modules.at[*(const uint32_t *)b];
    if (x->circle != y->circle)
        return x->circle < y->circle ? -1 : 1;
    return strcmp(x->path, y->path);
}

// The import with the smallest path that is not placed yet, of the same circle; 0: none.
static uint32_t next_inside(const tk_project *self, const tk_module *module, const bool *seen)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < module->visible.len; i++) {
        uint32_t other = module->visible.at[i].module;
        const tk_module *row = &self->modules.at[other];
        if (row->circle == module->circle && !seen[other] &&
            (!best || strcmp(row->path, self->modules.at[best].path) < 0))
            best = other;
    }
    return best;
}

// As Python runs them: what a module imports comes before it, but for what is being imported already.
static void place_from(tk_project *self, uint32_t start, bool *seen, uint32_t *place)
{
    TK_VEC(uint32_t) stack = {0};
    tk_vec_push(&stack, start);
    seen[start] = true;
    while (stack.len) {
        tk_module *module = &self->modules.at[stack.at[stack.len - 1]];
        uint32_t next = next_inside(self, module, seen);
        if (next) {
            seen[next] = true;
            tk_vec_push(&stack, next);
        } else {
            module->place = ++*place;
            stack.len--;
        }
    }
    tk_vec_free(&stack);
}

static void place_all(tk_project *self, const uint32_t *sorted, uint32_t count)
{
    bool *seen = tk_memory_zero(self->modules.len, sizeof *seen);
    uint32_t place = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!seen[sorted[i]])
            place_from(self, sorted[i], seen, &place);
    free(seen);
    for (uint32_t i = 1; i < self->modules.len; i++) {
        tk_module *module = &self->modules.at[i];
        for (uint32_t k = 0; k < module->visible.len; k++) {
            const tk_module *other = &self->modules.at[module->visible.at[k].module];
            module->again |= other->circle == module->circle && other->place > module->place;
        }
    }
}

// --- which are needed ------------------------------------------------------------------------------

// Circles that are imported come first in `sorted`; within one, what holds of a module holds of all.
static void spread_concern(tk_project *self, const uint32_t *sorted, uint32_t count)
{
    for (uint32_t from = 0, to; from < count; from = to) {
        bool concerned = false;
        uint32_t circle = self->modules.at[sorted[from]].circle;
        for (to = from; to < count && self->modules.at[sorted[to]].circle == circle; to++) {
            const tk_module *module = &self->modules.at[sorted[to]];
            concerned |= module->concerned;
            for (uint32_t k = 0; k < module->visible.len; k++)
                concerned |= self->modules.at[module->visible.at[k].module].concerned;
        }
        for (uint32_t i = from; i < to; i++)
            self->modules.at[sorted[i]].concerned = concerned;
    }
}

static tk_reach reach_of(const tk_project *self, uint32_t start)
{
    bool *seen = tk_memory_zero(self->modules.len, sizeof *seen);
    TK_VEC(uint32_t) open = {0};
    uint64_t bytes = 0;
    tk_vec_push(&open, start);
    seen[start] = true;
    while (open.len && bytes <= TK_REACH_BYTES) {
        const tk_module *module = &self->modules.at[open.at[--open.len]];
        bytes += module->bytes;
        for (uint32_t i = 0; i < module->visible.len; i++) {
            uint32_t other = module->visible.at[i].module;
            if (!seen[other])
                tk_vec_push(&open, other);
            seen[other] = true;
        }
    }
    tk_vec_free(&open);
    free(seen);
    return bytes <= TK_REACH_BYTES ? TK_REACH_SMALL : TK_REACH_LARGE;
}

// What it imports is concerned no more than itself, so the answer follows from the files on disk alone.
static bool is_followed(tk_project *self, uint32_t importer, uint32_t number)
{
    tk_module *module = &self->modules.at[number];
    if (module->concerned || self->modules.at[importer].options.follow_all)
        return true;
    if (module->reach == TK_REACH_UNKNOWN)
        module->reach = reach_of(self, number);
    return module->reach == TK_REACH_SMALL;
}

static void spread_need(tk_project *self, const uint32_t *sorted, uint32_t count)
{
    for (uint32_t i = 1; i < self->modules.len; i++) {
        tk_module *module = &self->modules.at[i];
        module->needed = module->input && module->concerned && !module->remembered;
        module->imported = false;
    }
    for (uint32_t to = count, from; to > 0; to = from) {
        bool needed = false;
        uint32_t circle = self->modules.at[sorted[to - 1]].circle;
        for (from = to; from > 0 && self->modules.at[sorted[from - 1]].circle == circle; from--)
            needed |= self->modules.at[sorted[from - 1]].needed;
        for (uint32_t i = from; needed && i < to; i++) {
            tk_module *module = &self->modules.at[sorted[i]];
            module->needed = true;
            for (uint32_t k = 0; k < module->visible.len; k++) {
                uint32_t other = module->visible.at[k].module;
                if (!is_followed(self, sorted[i], other))
                    continue;
                self->modules.at[other].needed = true;
                self->modules.at[other].imported = true;
            }
        }
    }
}

static uint32_t group_root(tk_project *self, uint32_t module)
{
    while (self->modules.at[module].group != module) {
        tk_module *row = &self->modules.at[module];
        row->group = self->modules.at[row->group].group;
        module = row->group;
    }
    return module;
}

static void find_groups(tk_project *self)
{
    for (uint32_t i = 1; i < self->modules.len; i++)
        self->modules.at[i].group = i;
    for (uint32_t i = 1; i < self->modules.len; i++)
        for (uint32_t k = 0; self->modules.at[i].needed && k < self->modules.at[i].visible.len; k++) {
            uint32_t other = self->modules.at[i].visible.at[k].module;
            if (!self->modules.at[other].needed)
                continue;
            uint32_t a = group_root(self, i), b = group_root(self, other);
            self->modules.at[a > b ? a : b].group = a < b ? a : b;
        }
    for (uint32_t i = 1; i < self->modules.len; i++)
        self->modules.at[i].group = group_root(self, i);
}

// The modules by circle, and within one by path; freed by the caller.
static uint32_t *sorted_modules(const tk_project *self)
{
    uint32_t count = self->modules.len - 1;
    uint32_t *sorted = tk_memory_zero(count + 1, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = i + 1;
    sorted_project = self;
    qsort(sorted, count, sizeof *sorted, by_circle_and_path);
    return sorted;
}

void tk_project_need(tk_project *self)
{
    uint32_t *sorted = sorted_modules(self);
    spread_need(self, sorted, self->modules.len - 1);
    find_groups(self);
    free(sorted);
}

void tk_project_order(tk_project *self)
{
    uint32_t count = self->modules.len;
    search state = {
        .project = self,
        .found = tk_memory_zero(count, sizeof *state.found),
        .low = tk_memory_zero(count, sizeof *state.low),
        .open = tk_memory_zero(count, sizeof *state.open),
    };
    for (uint32_t i = 1; i < count; i++)
        if (!state.found[i])
            find_circles(&state, i);
    uint32_t *sorted = sorted_modules(self);
    place_all(self, sorted, count - 1);
    spread_concern(self, sorted, count - 1);
    free(sorted);
    free(state.found);
    free(state.low);
    free(state.open);
    tk_vec_free(&state.stack);
    tk_vec_free(&state.path);
}
