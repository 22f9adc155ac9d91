// What a finding is, independent of where its line has moved to.
#ifndef TK_REPORT_FINGERPRINT_H
#define TK_REPORT_FINGERPRINT_H

#include "report/report.h"

// Sets the fingerprints of a file's findings: 32 hexadecimal digits, different for all, of the path from
// the report's root, the code, the function around it, the source line without white space, and how many
// equal ones came before.
void tk_fingerprints_set(const tk_report *report, tk_file_result *file);

#endif
