// Where queries come from; who uses them includes catalog/query.h.
#ifndef TK_CATALOG_QUERY_LOAD_H
#define TK_CATALOG_QUERY_LOAD_H

#include "catalog/files.h"

struct tk_queries *tk_query_new(void);
void tk_query_free(struct tk_queries *self);
// Takes the query files among `files`. Compiles them when some are the user's; then a file with a
// mistake is told and left out.
void tk_query_load(tk_catalog *catalog, const tk_catalog_file *files, uint32_t count,
                   tk_diagnostics *diagnostics);

#endif
