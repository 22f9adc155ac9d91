// What a query must look like before the parser's library may see it.
#ifndef TK_CATALOG_QUERY_SHAPE_H
#define TK_CATALOG_QUERY_SHAPE_H

#include <stdbool.h>

#include "base/text.h"

// The library ends the program over a field, group or choice in which nothing but directives stands:
// `left: (#set! kind "x")`. False, and where, when there is one; other mistakes it reports itself.
bool tk_query_shape_good(tk_slice query, size_t *offset);

#endif
