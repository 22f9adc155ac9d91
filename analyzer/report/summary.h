#ifndef TK_REPORT_SUMMARY_H
#define TK_REPORT_SUMMARY_H

#include "report/report.h"

// One line: "Found 3 errors and 1 warning in 2 of 14 files."
void tk_report_summary(const tk_report *self, tk_text *out);

#endif
