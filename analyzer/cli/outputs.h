// Which reports a run writes, and where.
#ifndef TK_CLI_OUTPUTS_H
#define TK_CLI_OUTPUTS_H

#include "cli/options.h"

// Writes every report that the options ask for, and the summary to standard error. Problems are
// printed; false when there was one. Sets the report's color and width.
bool tk_outputs_write(const tk_options *options, tk_report *report);
// The line that closes a run, on standard error.
void tk_outputs_summary(const tk_options *options, tk_report *report);
// Whether text on `descriptor` (1 or 2) gets colours.
bool tk_outputs_color(const tk_options *options, int descriptor);

#endif
