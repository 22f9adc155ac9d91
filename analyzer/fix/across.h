// Fixes of containers that several files use: every file's part, or none.
#ifndef TK_FIX_ACROSS_H
#define TK_FIX_ACROSS_H

#include "report/finding.h"

// Completes the fixes of findings whose container is used in more than one of the files. Where a part is
// missing, or may not be applied, the fix is only shown and the finding says which file is the reason.
void tk_fixes_join(const tk_catalog *catalog, tk_file_result *results, uint32_t count);
// By input, a number that is the same for files with a container in common; 0: none. Owned by the caller.
uint32_t *tk_fixes_circles(const tk_file_result *results, uint32_t count);

#endif
