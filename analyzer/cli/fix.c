#include "cli/fix.h"

#include <stdlib.h>
#include <string.h>

#include "cli/diff.h"
#include "cli/replace.h"
#include "report/display.h"

bool tk_fix_asked(const tk_options *options)
{
    return options->fix || options->diff;
}

tk_applicability tk_fix_least(const tk_options *options)
{
    return options->unsafe_fixes ? TK_FIX_UNSAFE : TK_FIX_SAFE;
}

typedef struct rescan {
    tk_fix_run *run;
    const tk_input *input;
} rescan;

static void scan_again(void *context, tk_slice bytes, tk_file_result *result)
{
    const rescan *self = context;
    self->run->scan(self->run->context, self->input, bytes, result);
}

static bool has_fix(const tk_fix_run *self, const tk_file_result *result)
{
    for (uint32_t i = 0; i < result->findings.len; i++)
        if (tk_finding_fix(&result->findings.at[i], tk_fix_least(self->options)))
            return true;
    return false;
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(const tk_rule *const *)a)->code, (*(const tk_rule *const *)b)->code);
}

static void tell(tk_fix_run *self, const char *path, tk_fixed_rules *fixed)
{
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
static bool fixed_bytes(tk_fix_run *self, const tk_input *input, tk_slice bytes,
                        tk_file_result *result, tk_text *out, tk_fixed_rules *fixed)
{
    rescan context = {self, input};
    tk_file_result_free(result);
    self->scan(self->context, input, bytes, result);
    return tk_fixes_apply(bytes, tk_fix_least(self->options), scan_again, &context, result, out,
                          fixed);
}

static void restore(tk_fix_run *self, const tk_input *input, tk_slice bytes,
                    tk_file_result *result)
{
    tk_file_result_free(result);
    self->scan(self->context, input, bytes, result);
}

static void fix_standard_input(tk_fix_run *self, const tk_input *input, tk_file_result *result)
{
    tk_text out = {0};
    tk_fixed_rules fixed = {0};
    bool changed = fixed_bytes(self, input, self->standard_bytes, result, &out, &fixed);
    if (self->options->diff)
        tk_diff_add(input->path, self->standard_bytes, (tk_slice){out.at, out.len}, &self->out);
    else
        tk_text_add(&self->out, tk_text_string(&out), out.len);
    if (changed) {
        self->fixed += fixed.len;
        self->files++;
        tell(self, input->path, &fixed);
    }
    tk_vec_free(&fixed);
    tk_text_free(&out);
}

void tk_fix_file(tk_fix_run *self, const tk_input *input, tk_file_result *result)
{
    if (input == self->standard_input) {
        fix_standard_input(self, input, result);
        return;
    }
    tk_original original;
    tk_text out = {0};
    tk_fixed_rules fixed = {0};
    if (!has_fix(self, result))
        return;
    bool read = tk_original_read(&original, input->path, &self->diagnostics);
    tk_slice bytes = {tk_text_string(&original.bytes), original.bytes.len};
    if (read && fixed_bytes(self, input, bytes, result, &out, &fixed)) {
        bool done = true;
        if (self->options->diff)
            tk_diff_add(input->path, bytes, (tk_slice){out.at, out.len}, &self->out);
        else
            done = tk_original_replace(&original, (tk_slice){out.at, out.len}, &self->diagnostics);
        self->fixed += done ? fixed.len : 0;
        self->files += done;
        if (done)
            tell(self, input->path, &fixed);
        else
            restore(self, input, bytes, result);
    }
    tk_vec_free(&fixed);
    tk_text_free(&out);
    tk_original_free(&original);
}

void tk_fix_run_free(tk_fix_run *self)
{
    tk_text_free(&self->out);
    tk_text_free(&self->told);
    tk_diagnostics_free(&self->diagnostics);
}
