#include "cli/fix.h"

#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "cli/replace.h"
#include "fix/across.h"
#include "report/display.h"

bool tk_fix_asked(const tk_options *options)
{
    return options->fix || options->diff;
}

tk_applicability tk_fix_least(const tk_options *options)
{
    return options->unsafe_fixes ? TK_FIX_UNSAFE : TK_FIX_SAFE;
}

// --- scanning again --------------------------------------------------------------------------------

void tk_fix_circle(const tk_fix_run *self, uint32_t input, tk_set *out)
{
    for (uint32_t i = 0; i < self->inputs->list.len; i++)
        if (self->circles[i] == self->circles[input])
            tk_vec_push(out, i);
}

void tk_fix_scan_set(const tk_fix_run *self, const tk_set *set, const tk_slice *texts, tk_file_result *results)
{
    tk_inputs inputs = {0};
    for (uint32_t i = 0; i < set->len; i++) {
        tk_input input = self->inputs->list.at[set->at[i]];
        const tk_text *pending = &self->texts[set->at[i]];
        tk_slice text = texts[set->at[i]];
        if (!text.at && pending->at)
            text = (tk_slice){pending->at, pending->len};
        if (text.at) {
            input.text = text.at;
            input.bytes = text.len;
        }
        tk_vec_push(&inputs.list, input);
    }
    memset(results, 0, set->len * sizeof *results);
    self->scan(self->context, &inputs, results);
    tk_vec_free(&inputs.list);
}

typedef struct rescan {
    tk_fix_run *run;
    uint32_t input;
} rescan;

// The file with other bytes, beside those that it has containers in common with.
static void scan_again(void *context, tk_slice bytes, tk_file_result *result)
{
    const rescan *self = context;
    tk_set set = {0};
    tk_fix_circle(self->run, self->input, &set);
    tk_slice *texts = tk_memory_zero(self->run->inputs->list.len, sizeof *texts);
    tk_file_result *results = tk_memory_zero(set.len, sizeof *results);
    texts[self->input] = (tk_slice){bytes.at ? bytes.at : "", bytes.len};
    tk_fix_scan_set(self->run, &set, texts, results);
    for (uint32_t i = 0; i < set.len; i++) {
        if (set.at[i] == self->input)
            *result = results[i];
        else
            tk_file_result_free(&results[i]);
    }
    free(results);
    free(texts);
    tk_vec_free(&set);
}

// --- files -----------------------------------------------------------------------------------------

static bool has_fix(const tk_fix_run *self, const tk_file_result *result)
{
    for (uint32_t i = 0; i < result->findings.len; i++) {
        const tk_fix *fix = tk_finding_fix(&result->findings.at[i], tk_fix_least(self->options));
        if (fix && !fix->others.len)
            return true;
    }
    return false;
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const tk_rule *const *)a)->code, (*(const tk_rule *const *)b)->code);
}

void tk_fix_tell(tk_fix_run *self, const char *path, tk_fixed_rules *fixed)
{
    if (!fixed->len)
        return;
    qsort(fixed->at, fixed->len, sizeof *fixed->at, by_code);
    tk_display_name(&self->told, tk_slice_of(path));
    tk_text_add_string(&self->told, ":\n");
    for (uint32_t i = 0, next; i < fixed->len; i = next) {
        for (next = i; next < fixed->len && fixed->at[next] == fixed->at[i];)
            next++;
        tk_text_format(&self->told, "    %u \xC3\x97 %s (%s)\n", next - i, fixed->at[i]->code,
                       fixed->at[i]->name);
    }
}

// The bytes of the file after all fixes; false when there is nothing to fix.
static bool fixed_bytes(tk_fix_run *self, uint32_t input, tk_slice bytes, tk_text *out,
                        tk_fixed_rules *fixed)
{
    rescan context = {self, input};
    tk_file_result *result = &self->results[input];
    tk_file_result_free(result);
    scan_again(&context, bytes, result);
    return tk_fixes_apply(bytes, tk_fix_least(self->options), scan_again, &context, result, out,
                          fixed);
}

static void fix_standard_input(tk_fix_run *self, uint32_t index)
{
    const tk_input *input = &self->inputs->list.at[index];
    tk_slice bytes = {input->text, input->bytes};
    tk_text out = {0};
    tk_fixed_rules fixed = {0};
    bool changed = fixed_bytes(self, index, bytes, &out, &fixed);
    self->standard_input = true;
    if (self->options->diff)
        tk_diff_add(input->path, bytes, (tk_slice){out.at, out.len}, &self->out);
    else
        tk_text_add(&self->out, tk_text_string(&out), out.len);
    if (changed) {
        self->fixed += fixed.len;
        self->files++;
        tk_fix_tell(self, input->path, &fixed);
    }
    tk_vec_free(&fixed);
    tk_text_free(&out);
}

// `text` is what the file is to hold.
static bool put(tk_fix_run *self, const tk_original *original, const char *path, tk_slice text)
{
    tk_slice bytes = {tk_text_string(&original->bytes), original->bytes.len};
    if (!self->options->diff)
        return tk_original_replace(original, text, &self->diagnostics);
    tk_diff_add(path, bytes, text, &self->out);
    return true;
}

static void fix_file(tk_fix_run *self, uint32_t index)
{
    const tk_input *input = &self->inputs->list.at[index];
    const tk_text *pending = &self->texts[index];
    tk_original original;
    tk_text out = {0};
    tk_fixed_rules fixed = {0};
    if (!has_fix(self, &self->results[index]) && !pending->at)
        return;
    bool read = tk_original_read(&original, input->path, &self->diagnostics);
    tk_slice bytes = {tk_text_string(&original.bytes), original.bytes.len};
    tk_slice start = pending->at ? (tk_slice){pending->at, pending->len} : bytes;
    bool changed = read && fixed_bytes(self, index, start, &out, &fixed);
    if (changed) {
        bool done = put(self, &original, input->path, (tk_slice){out.at, out.len});
        self->fixed += done ? fixed.len : 0;
        self->files += done && !pending->at;
        if (done) {
            tk_fix_tell(self, input->path, &fixed);
        } else {
            rescan context = {self, index};
            tk_file_result_free(&self->results[index]);
            scan_again(&context, bytes, &self->results[index]);
        }
    } else if (read && pending->at) {
        put(self, &original, input->path, start);
    }
    tk_vec_free(&fixed);
    tk_text_free(&out);
    tk_original_free(&original);
}

void tk_fix_all(tk_fix_run *self)
{
    uint32_t count = self->inputs->list.len;
    self->circles = tk_fixes_circles(self->results, count);
    self->texts = tk_memory_zero(count + 1, sizeof *self->texts);
    tk_fix_across(self);
    for (uint32_t i = 0; i < count; i++) {
        if (self->inputs->list.at[i].text)
            fix_standard_input(self, i);
        else
            fix_file(self, i);
    }
}

void tk_fix_run_free(tk_fix_run *self)
{
    for (uint32_t i = 0; self->texts && i < self->inputs->list.len; i++)
        tk_text_free(&self->texts[i]);
    free(self->texts);
    free(self->circles);
    tk_text_free(&self->out);
    tk_text_free(&self->told);
    tk_diagnostics_free(&self->diagnostics);
}
