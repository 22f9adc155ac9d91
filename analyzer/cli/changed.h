// --diff-base: the lines that changed since a revision, as git tells them.
#ifndef TK_CLI_CHANGED_H
#define TK_CLI_CHANGED_H

#include "report/report.h"

// Takes away the findings of `files` that touch no line changed between `revision` and the work tree;
// all lines of files that git does not know count as changed. False and an error when git cannot say.
bool tk_changed_filter(const tk_report *report, const char *revision, tk_file_result *files,
                       tk_diagnostics *diagnostics);

#endif
