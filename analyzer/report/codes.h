// Lists of rule codes as users write them: "TK1,TK203", each a code or the beginning of some.
#ifndef TK_REPORT_CODES_H
#define TK_REPORT_CODES_H

#include "base/text.h"

// Takes the next code off the list (separated by commas and white space); false at its end.
bool tk_codes_next(tk_slice *list, tk_slice *code);
// The length of the longest entry that `code` starts with; 0 when none. "ALL" counts as length 1.
size_t tk_codes_match(tk_slice list, const char *code);
// Whether `code` is reported: the longer of the entries that match in `select` (NULL: all codes) and
// `ignore` (NULL: none) decides, `ignore` when they are equally long.
bool tk_codes_selected(const char *select, const char *ignore, const char *code);

#endif
