// What went wrong, as lines on standard error.
#ifndef TK_CLI_PROBLEMS_H
#define TK_CLI_PROBLEMS_H

#include "report/report.h"

// "path:line:column: error: message; hint"
void tk_problem_line(const tk_diagnostic *problem, tk_text *out);
// Prints all of a list; true when there is an error among them. `notes`: not only the errors.
bool tk_problems_print(const tk_diagnostics *diagnostics, bool notes);

#endif
