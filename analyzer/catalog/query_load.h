// Compiles queries/*.scm into one query.
#ifndef TK_CATALOG_QUERY_LOAD_H
#define TK_CATALOG_QUERY_LOAD_H

#include "catalog/files.h"

// Fills the catalog's sites, sites_text, patterns and captures. A file with a mistake is told and left
// out.
void tk_query_load(tk_catalog *catalog, const tk_catalog_file *files, uint32_t count,
                   tk_diagnostics *diagnostics);

#endif
