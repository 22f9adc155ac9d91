// queries/*.scm, compiled: the syntactic shapes in which something gets hashed.
#ifndef TK_CATALOG_QUERY_H
#define TK_CATALOG_QUERY_H

#include <tree_sitter/api.h>

#include "catalog/catalog.h"

// One pattern. `kind` comes from `(#set! kind "dict-key")`; a pattern without it takes the kind that
// the model of the container's class gives. Captures: @key (required), @container, @site (the node
// inference nominates; required).
typedef struct tk_site_pattern {
    bool has_kind;
    tk_site_kind kind;
} tk_site_pattern;

typedef enum tk_capture {
    TK_CAPTURE_OTHER, TK_CAPTURE_KEY, TK_CAPTURE_CONTAINER, TK_CAPTURE_SITE
} tk_capture;

// All patterns as one query; NULL when there is none. The program's own are compiled by the first call,
// from whatever thread, because that takes as long as loading everything else.
const TSQuery *tk_query_sites(const tk_catalog *catalog);
// The next two are for indices of that query.
const tk_site_pattern *tk_query_pattern(const tk_catalog *catalog, uint32_t pattern_index);
tk_capture tk_query_capture(const tk_catalog *catalog, uint32_t capture_index);

#endif
