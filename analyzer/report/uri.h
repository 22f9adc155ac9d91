// Paths as other programs want them.
#ifndef TK_REPORT_URI_H
#define TK_REPORT_URI_H

#include "report/report.h"

// The path relative to the report's root ("src/a.py", "." and ".." resolved), or absolute when the
// file is not below it.
void tk_path_from_root(const tk_report *self, const char *path, tk_text *out);
// The same as a URI reference (RFC 3986): bytes escaped, "file://" in front when absolute.
void tk_uri_from_root(const tk_report *self, const char *path, tk_text *out);

#endif
