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

// Compiled patterns; `patterns` and `captures` (tk_capture) by the indices of `query`.
typedef struct tk_query {
    TSQuery *query;                    // NULL: there is no pattern
    const tk_site_pattern *patterns;
    const uint8_t *captures;
} tk_query;

// Those that may match a node of this kind, named as in Python's grammar. Compiled by the first call, from
// whatever thread, since all of them take longer than most files do; NULL when there are none.
const tk_query *tk_query_at(const tk_catalog *catalog, const char *node);
// All patterns; NULL when there are none.
const tk_query *tk_query_all(const tk_catalog *catalog);

#endif
