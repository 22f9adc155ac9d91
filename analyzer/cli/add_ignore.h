// --add-ignore: writes comments that silence what was found.
#ifndef TK_CLI_ADD_IGNORE_H
#define TK_CLI_ADD_IGNORE_H

#include "report/report.h"

// Adds a comment behind each finding of the run's files, or codes to one that is there; what was done is
// said on standard error. False when a file could not be changed. Files in other encodings than UTF-8,
// notebooks and standard input are left alone.
bool tk_add_ignore(const tk_report *report);

#endif
