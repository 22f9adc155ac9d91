#include "cli/problems.h"

#include <string.h>

#include "cli/write.h"
#include "report/display.h"

void tk_problem_line(const tk_diagnostic *problem, tk_text *out)
{
    tk_display_name(out, tk_slice_of(problem->path ? problem->path : "tkscan"));
    if (problem->cell)
        tk_text_format(out, ":cell %u", problem->cell);
    if (problem->line)
        tk_text_format(out, ":%u", problem->line);
    if (problem->line && problem->column)
        tk_text_format(out, ":%u", problem->column);
    tk_text_add_string(out, problem->severity == TK_SEVERITY_ERROR ? ": error: " : ": note: ");
    if (problem->code)
        tk_text_format(out, "%s ", problem->code);
    tk_display_line(out, tk_slice_of(problem->message));
    if (problem->hint) {
        tk_text_add_string(out, "; ");
        tk_display_line(out, tk_slice_of(problem->hint));
    }
    tk_text_add_char(out, '\n');
}

bool tk_problems_print(const tk_diagnostics *diagnostics, bool notes)
{
    tk_text out = {0};
    bool errors = false;
    for (uint32_t i = 0; i < diagnostics->list.len; i++) {
        const tk_diagnostic *problem = &diagnostics->list.at[i];
        errors |= problem->severity == TK_SEVERITY_ERROR;
        if (notes || problem->severity == TK_SEVERITY_ERROR)
            tk_problem_line(problem, &out);
    }
    tk_write_error(&out);
    tk_text_free(&out);
    return errors;
}
