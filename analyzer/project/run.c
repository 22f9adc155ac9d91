// Analyses the needed modules, each after those that it imports.
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "project/project.h"

// One analysis of one module, or the reading of a file that needs none; or the end of a circle, for
// which those wait that import something of it.
typedef struct step {
    uint32_t module;         // of an end: one of the circle
    uint32_t rank;           // of its group
    uint8_t pass;            // 0 or 1; CIRCLE_END
} step;

enum { CIRCLE_END = 2 };

// Modules that hang together by imports: they are kept until the last of them is done.
typedef struct group {
    uint32_t number;         // tk_module.group
    uint64_t bytes;          // of source
    uint32_t first, left;    // its first step; steps that are not done
    uint64_t kept;           // bytes of memory of its units
} group;

typedef struct run {
    tk_project *project;
    const tk_inputs *inputs;
    tk_file_result *results;
    tk_cache *cache;         // with `keys`, or NULL
    const tk_digest *keys;   // per input
    const tk_watch *watch;   // or NULL
    uint32_t done;           // steps
    atomic_bool late;        // some analysis was cut short
    TK_VEC(step) steps;      // in the order in which they should be taken
    TK_VEC(group) groups;    // by rank
    uint32_t *step_of;       // per module and pass: index + 1
    uint32_t *end_of;        // per circle: index + 1 of its last step
    tk_tasks tasks;          // one per step
    uint64_t kept;
    tk_project_use use;
} run;

// --- what there is to do ---------------------------------------------------------------------------

static const run *sorted_run;   // qsort has no room for it; one thread plans

static int by_size(const void *a, const void *b)
{
    const group *x = a, *y = b;
    if (x->bytes != y->bytes)
        return x->bytes > y->bytes ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static int by_turn(const void *a, const void *b)
{
    const step *x = a, *y = b;
    const tk_module *mx = &sorted_run->project->modules.at[x->module];
    const tk_module *my = &sorted_run->project->modules.at[y->module];
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (mx->circle != my->circle)
        return mx->circle < my->circle ? -1 : 1;
    if (x->pass != y->pass)
        return x->pass < y->pass ? -1 : 1;
    return mx->place < my->place ? -1 : mx->place > my->place;
}

static uint8_t last_pass(const tk_module *module)
{
    return module->needed && module->again;
}

static void add_steps(run *self, uint32_t module)
{
    const tk_module *row = &self->project->modules.at[module];
    if (!row->needed && (!row->input || row->remembered))
        return;
    if (row->needed && !self->end_of[row->circle]) {
        self->end_of[row->circle] = 1;   // which one it is follows
        tk_vec_push(&self->steps, ((step){module, row->group, CIRCLE_END}));
    }
    for (uint8_t pass = 0; pass <= last_pass(row); pass++)
        tk_vec_push(&self->steps, ((step){module, row->group, pass}));
    self->use.modules += !row->input;
}

// Large groups first, so that no thread is left with one at the end.
static void rank_groups(run *self)
{
    uint32_t *ranks = tk_memory_zero(self->project->modules.len, sizeof *ranks);
    for (uint32_t i = 0; i < self->steps.len; i++) {
        uint32_t number = self->steps.at[i].rank;
        if (!ranks[number]) {
            tk_vec_push(&self->groups, ((group){.number = number}));
            ranks[number] = self->groups.len;
        }
        group *of = &self->groups.at[ranks[number] - 1];
        if (self->steps.at[i].pass != CIRCLE_END)
            of->bytes += self->project->modules.at[self->steps.at[i].module].bytes;
        of->left++;
    }
    if (self->groups.len)
        qsort(self->groups.at, self->groups.len, sizeof *self->groups.at, by_size);
    uint32_t first = 0;
    for (uint32_t i = 0; i < self->groups.len; i++) {
        ranks[self->groups.at[i].number] = i;
        self->groups.at[i].first = first;
        first += self->groups.at[i].left;
    }
    for (uint32_t i = 0; i < self->steps.len; i++)
        self->steps.at[i].rank = ranks[self->steps.at[i].rank];
    free(ranks);
}

// Which analysis of an import a module reads: within a circle the first, from outside the last.
static uint8_t pass_seen(const tk_module *module, const tk_module *other)
{
    return other->circle == module->circle ? 0 : last_pass(other);
}

static bool is_seen(const tk_module *module, const tk_module *other, uint8_t pass)
{
    return module != other &&
           (other->circle != module->circle || pass || other->place < module->place);
}

static void add_waits(run *self, uint32_t index)
{
    const step *at = &self->steps.at[index];
    const tk_module *module = &self->project->modules.at[at->module];
    if (at->pass == CIRCLE_END)
        return;
    if (module->needed)
        tk_tasks_wait(&self->tasks, self->end_of[module->circle] - 1, index);
    if (at->pass)
        tk_tasks_wait(&self->tasks, index, self->step_of[at->module * 2] - 1);
    for (uint32_t i = 0; module->needed && i < module->visible.len; i++) {
        uint32_t number = module->visible.at[i].module;
        const tk_module *other = &self->project->modules.at[number];
        if (!other->needed)
            continue;
        if (other->circle != module->circle)
            tk_tasks_wait(&self->tasks, index, self->end_of[other->circle] - 1);
        else if (is_seen(module, other, at->pass))
            tk_tasks_wait(&self->tasks, index, self->step_of[number * 2] - 1);
    }
}

static void plan(run *self)
{
    self->end_of = tk_memory_zero(self->project->modules.len, sizeof *self->end_of);
    for (uint32_t i = 1; i < self->project->modules.len; i++)
        add_steps(self, i);
    rank_groups(self);
    sorted_run = self;
    if (self->steps.len)
        qsort(self->steps.at, self->steps.len, sizeof *self->steps.at, by_turn);
    self->step_of = tk_memory_zero(self->project->modules.len * 2, sizeof *self->step_of);
    for (uint32_t i = 0; i < self->steps.len; i++) {
        const step *at = &self->steps.at[i];
        if (at->pass == CIRCLE_END)
            self->end_of[self->project->modules.at[at->module].circle] = i + 1;
        else
            self->step_of[at->module * 2 + at->pass] = i + 1;
    }
    tk_tasks_add(&self->tasks, self->steps.len);
    for (uint32_t i = 0; i < self->steps.len; i++)
        add_waits(self, i);
}

// --- one step --------------------------------------------------------------------------------------

// Outside its own circle a module sees all as it is in the end.
static const tk_infer *image_in_the_end(const void *context, uint32_t reader, uint32_t number)
{
    const tk_project *self = context;
    const tk_module *module = &self->modules.at[number];
    // Of its own circle others may be at work: not even to be looked at.
    if (module->circle == self->modules.at[reader].circle)
        return NULL;
    const tk_unit *unit = module->units[last_pass(module)];
    return unit ? unit->infer : NULL;
}

static tk_visible *look_around(const tk_project *self, const tk_module *module, uint8_t pass)
{
    tk_visible *seen = tk_memory_zero(module->visible.len, sizeof *seen);
    for (uint32_t i = 0; i < module->visible.len; i++) {
        seen[i] = module->visible.at[i];
        const tk_module *other = &self->modules.at[seen[i].module];
        const tk_unit *unit = is_seen(module, other, pass)
                                  ? other->units[pass_seen(module, other)] : NULL;
        seen[i].image = unit ? unit->infer : NULL;
    }
    return seen;
}

// The unit of a module after one of its analyses; NULL when it cannot be read.
static tk_unit *analyse(const tk_project *self, uint32_t number, uint8_t pass,
                        tk_diagnostics *diagnostics)
{
    const tk_module *module = &self->modules.at[number];
    tk_source *source = tk_project_source(self, number, diagnostics);
    if (!source)
        return NULL;
    source->shown = tk_memory_copy_string(module->shown, strlen(module->shown));
    tk_unit *unit = tk_unit_new(self->catalog, source);
    unit->time_limit = module->options.time_limit;
    unit->memory_limit = module->options.memory_limit;
    if (!module->needed)
        return unit;
    if (pass && module->units[0])
        tk_syntax_borrow(&unit->syntax, &module->units[0]->syntax);
    unit->seen = look_around(self, module, pass);
    tk_unit_analyse(unit, &(tk_surroundings){number, unit->seen, module->visible.len,
                                             image_in_the_end, self, pass < last_pass(module)});
    return unit;
}

static void *do_step(const void *context, uint32_t task)
{
    const run *self = context;
    const step *at = &self->steps.at[task];
    if (at->pass == CIRCLE_END)
        return NULL;
    const tk_module *module = &self->project->modules.at[at->module];
    bool last = at->pass == last_pass(module);
    tk_file_result ignored = {0}, *result = &ignored;
    bool reported = last && module->input && !module->remembered && self->results;
    if (reported) {
        result = &self->results[module->input - self->inputs->list.at];
        result->path = tk_memory_copy_string(module->input->path, strlen(module->input->path));
    }
    tk_unit *unit = analyse(self->project, at->module, at->pass, &result->diagnostics);
    if (unit && reported)
        tk_scan_report(unit, &module->options, result);
    if (unit && unit->infer && (unit->infer->late || unit->infer->large))
        atomic_store(&((run *)self)->late, true);
    // What was cut short, and what read from that, may turn out otherwise the next time.
    if (unit && reported && self->keys && !atomic_load(&self->late))
        tk_cache_save(self->cache, &self->keys[module->input - self->inputs->list.at], result);
    if (unit && self->results)
        tk_unit_freeze(unit);
    tk_file_result_free(&ignored);
    return unit;
}

static void give_back(run *self, const group *of)
{
    for (uint32_t i = of->first;
         i < self->steps.len && &self->groups.at[self->steps.at[i].rank] == of; i++) {
        if (self->steps.at[i].pass == CIRCLE_END)
            continue;
        tk_unit **unit = &self->project->modules.at[self->steps.at[i].module]
                              .units[self->steps.at[i].pass];
        tk_unit_free(*unit);
        *unit = NULL;
    }
    self->kept -= of->kept;
}

static void step_done(void *context, uint32_t task, void *product)
{
    run *self = context;
    const step *at = &self->steps.at[task];
    tk_module *module = &self->project->modules.at[at->module];
    group *of = &self->groups.at[at->rank];
    tk_unit *unit = product;
    if (at->pass == CIRCLE_END) {
        // It waited for those that keep something.
    } else if (module->imported || !self->results) {
        module->units[at->pass] = unit;
        uint64_t bytes = unit ? tk_unit_bytes(unit) : 0;
        of->kept += bytes;
        self->kept += bytes;
        if (self->kept > self->use.bytes)
            self->use.bytes = self->kept;
    } else {
        tk_unit_free(unit);
    }
    if (self->watch)
        self->watch->tell(self->watch->context, ++self->done, self->steps.len);
    if (--of->left == 0 && of->kept && self->results)
        give_back(self, of);
}

static tk_project_use run_all(tk_project *project, const tk_inputs *inputs, uint32_t jobs,
                              tk_cache *cache, const tk_digest *keys, const tk_watch *watch,
                              tk_file_result *results)
{
    run self = {.project = project,
                .inputs = inputs,
                .results = results,
                .cache = cache,
                .keys = keys,
                .watch = watch};
    plan(&self);
    tk_driver_run(&(tk_driver){&self, do_step, step_done}, &self.tasks, jobs);
    tk_tasks_free(&self.tasks);
    tk_vec_free(&self.steps);
    tk_vec_free(&self.groups);
    free(self.step_of);
    free(self.end_of);
    return self.use;
}

// What earlier runs found in files that, with all they import, have not changed.
static void remember(tk_project *self, const tk_inputs *inputs, tk_cache *cache,
                     const tk_digest *keys, tk_file_result *results)
{
    for (uint32_t i = 0; i < inputs->list.len; i++) {
        tk_module *module = &self->modules.at[self->of_input[i]];
        if (module->readable && tk_cache_load(cache, &keys[i], &results[i]))
            module->remembered = true;
    }
    tk_project_need(self);
}

tk_project_use tk_project_scan(const tk_catalog *catalog, tk_options_of *options_of,
                               const void *context, const tk_inputs *inputs, uint32_t jobs,
                               tk_cache *cache, const tk_watch *watch, tk_file_result *results)
{
    tk_project project;
    tk_project_open(&project, catalog, options_of, context, inputs, false);
    tk_digest *keys = cache ? tk_project_keys(&project, inputs) : NULL;
    if (cache)
        remember(&project, inputs, cache, keys, results);
    tk_project_use use = run_all(&project, inputs, jobs, cache, keys, watch, results);
    tk_project_close(&project);
    free(keys);
    return use;
}

void tk_project_inspect(tk_project *self, const tk_inputs *all)
{
    run_all(self, all, 1, NULL, NULL, NULL, NULL);
}

tk_unit *tk_project_unit(const tk_project *self, uint32_t input)
{
    const tk_module *module = &self->modules.at[self->of_input[input]];
    return module->units[last_pass(module)];
}
