// What a finding is, independent of where its line has moved to.
#ifndef TK_REPORT_FINGERPRINT_H
#define TK_REPORT_FINGERPRINT_H

#include "report/report.h"

// 32 hexadecimal digits for each finding, different for all: of the path, the code, the
// function around it, the source line without white space, and how many equal ones came before.
// The caller frees the array.
typedef struct tk_fingerprint {
    char text[33];
} tk_fingerprint;

tk_fingerprint *tk_fingerprints_of(const tk_report *report, const tk_finding *const *findings,
                                   uint32_t count);

#endif
