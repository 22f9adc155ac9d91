// The patterns of a query file, without compiling them.
#ifndef TK_CATALOG_QUERY_SPLIT_H
#define TK_CATALOG_QUERY_SPLIT_H

#include <stdbool.h>

#include "base/text.h"

// Hands over each pattern with its captures and the kind of node that it matches, which is empty when
// there may be several. False as soon as `take` gives false, or at something that is no pattern.
bool tk_query_split(tk_slice text, bool (*take)(void *context, tk_slice node, tk_slice pattern),
                    void *context);

#endif
