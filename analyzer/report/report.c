#include "report/report.h"

#include <stdlib.h>
#include <string.h>

typedef void render_function(const tk_report *self, tk_text *out);

static const struct {
    const char *name;
    enum { TEXT, MACHINE } kind;
    render_function *render;
} formats[] = {
#define TK_FORMAT(name, text, kind) {#text, kind, tk_report_##text},
#include "report/formats.def"
#undef TK_FORMAT
};

const char *tk_format_text(tk_format format)
{
    return format == TK_FORMAT_JSON_LINES ? "json-lines" : formats[format].name;
}

bool tk_format_is_text(tk_format format)
{
    return formats[format].kind == TEXT;
}

void tk_report_render(const tk_report *self, tk_format format, tk_text *out)
{
    formats[format].render(self, out);
}

typedef struct ranked {
    const tk_finding *finding;
    uint32_t position;
} ranked;

static int compare_gravity(const void *a, const void *b)
{
    const ranked *left = a, *right = b;
    if (left->finding->level != right->finding->level)
        return left->finding->level > right->finding->level ? -1 : 1;
    if (left->finding->certainty != right->finding->certainty)
        return left->finding->certainty > right->finding->certainty ? -1 : 1;
    return left->position < right->position ? -1 : left->position > right->position;
}

static int compare_position(const void *a, const void *b)
{
    const ranked *left = a, *right = b;
    return left->position < right->position ? -1 : left->position > right->position;
}

static void keep_gravest(tk_report *self, uint32_t max_results)
{
    uint32_t count = self->findings.len;
    ranked *order = tk_memory_alloc(count * sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = (ranked){self->findings.at[i], i};
    qsort(order, count, sizeof *order, compare_gravity);
    qsort(order, max_results, sizeof *order, compare_position);
    for (uint32_t i = 0; i < max_results; i++)
        self->findings.at[i] = order[i].finding;
    self->findings.len = max_results;
    free(order);
}

static void add_problems(tk_report *self, const tk_diagnostics *diagnostics)
{
    for (uint32_t i = 0; i < diagnostics->list.len; i++)
        tk_vec_push(&self->problems, &diagnostics->list.at[i]);
}

void tk_report_collect(tk_report *self, const tk_diagnostics *general, uint32_t max_results)
{
    if (general)
        add_problems(self, general);
    for (uint32_t i = 0; i < self->file_count; i++) {
        const tk_file_result *file = &self->files[i];
        for (uint32_t j = 0; j < file->findings.len; j++)
            tk_vec_push(&self->findings, &file->findings.at[j]);
        for (uint32_t j = 0; j < file->silenced.len; j++)
            tk_vec_push(&self->silenced, &file->silenced.at[j]);
        add_problems(self, &file->diagnostics);
    }
    self->found = self->findings.len;
    if (max_results && self->found > max_results)
        keep_gravest(self, max_results);
}

void tk_report_free(tk_report *self)
{
    tk_vec_free(&self->findings);
    tk_vec_free(&self->silenced);
    tk_vec_free(&self->problems);
}
