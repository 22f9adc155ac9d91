// What the result of a file follows from, as one number.
#include <stdlib.h>

#include "project/project.h"

// The modules by their circle: those of circle c are first[c] .. first[c + 1] of `modules`, in the order
// of their places.
typedef struct by_circle {
    uint32_t *first, *modules;
    uint32_t circles;
} by_circle;

static by_circle sort_by_circle(const tk_project *self)
{
    by_circle result = {0};
    for (uint32_t i = 1; i < self->modules.len; i++)
        if (self->modules.at[i].circle > result.circles)
            result.circles = self->modules.at[i].circle;
    result.first = tk_memory_zero(result.circles + 3, sizeof *result.first);
    result.modules = tk_memory_zero(self->modules.len, sizeof *result.modules);
    for (uint32_t i = 1; i < self->modules.len; i++)
        result.first[self->modules.at[i].circle + 2]++;
    for (uint32_t c = 2; c < result.circles + 3; c++)
        result.first[c] += result.first[c - 1];
    for (uint32_t i = 1; i < self->modules.len; i++)
        result.modules[result.first[self->modules.at[i].circle + 1]++] = i;
    // Places count from 1 through all circles; few modules share one.
    for (uint32_t c = 1; c <= result.circles; c++)
        for (uint32_t i = result.first[c] + 1; i < result.first[c + 1]; i++)
            for (uint32_t k = i; k > result.first[c]; k--) {
                uint32_t *pair = &result.modules[k - 1];
                if (self->modules.at[pair[0]].place <= self->modules.at[pair[1]].place)
                    break;
                uint32_t later = pair[0];
                pair[0] = pair[1];
                pair[1] = later;
            }
    return result;
}

// What the text of a module means depends on which file each import of it leads to.
static void add_module(const tk_project *self, const tk_module *module, const tk_digest *circles,
                       tk_digest *out)
{
    tk_digest_add_text(out, module->shown);
    tk_digest_add(out, &module->digest, sizeof module->digest);
    tk_digest_add_number(out, module->readable);
    for (uint32_t i = 0; i < module->visible.len; i++) {
        const tk_module *other = &self->modules.at[module->visible.at[i].module];
        tk_digest_add_text(out, module->visible.at[i].spelled);
        tk_digest_add_text(out, other->shown);
        if (other->circle != module->circle)
            tk_digest_add(out, &circles[other->circle], sizeof *circles);
    }
}

static void add_options(const tk_scan_options *options, tk_digest *out)
{
    tk_digest_add_number(out, (uint64_t)options->pedantic * 4 + options->follow_all * 2 + options->keep_silenced);
    tk_digest_add_number(out, options->python);
    tk_digest_add_text(out, options->select);
    tk_digest_add_text(out, options->ignore);
    tk_digest_add_text(out, options->key_style);
}

tk_digest *tk_project_keys(tk_project *self, const tk_inputs *inputs)
{
    tk_digest *keys = tk_memory_zero(inputs->list.len, sizeof *keys);
    by_circle sorted = sort_by_circle(self);
    tk_digest *circles = tk_memory_zero(sorted.circles + 1, sizeof *circles);
    for (uint32_t c = 1; c <= sorted.circles; c++)   // imports come before importers
        for (uint32_t i = sorted.first[c]; i < sorted.first[c + 1]; i++)
            add_module(self, &self->modules.at[sorted.modules[i]], circles, &circles[c]);
    for (uint32_t i = 0; i < inputs->list.len; i++) {
        const tk_module *module = &self->modules.at[self->of_input[i]];
        tk_digest_add_number(&keys[i], self->catalog->additions);
        tk_digest_add_text(&keys[i], self->current);
        tk_digest_add_text(&keys[i], module->input->path);
        tk_digest_add_text(&keys[i], module->path);
        add_options(&module->options, &keys[i]);
        tk_digest_add(&keys[i], &circles[module->circle], sizeof *circles);
    }
    free(circles);
    free(sorted.first);
    free(sorted.modules);
    return keys;
}
