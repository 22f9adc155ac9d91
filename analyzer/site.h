// Sites: the nominations of inference whose syntax a query confirms.
#ifndef TK_SITE_H
#define TK_SITE_H

#include "infer/infer.h"

typedef struct tk_sites {
    TK_VEC(tk_nomination) list;   // in source order
} tk_sites;

void tk_sites_find(tk_sites *self, const tk_catalog *catalog, const tk_syntax *syntax,
                   tk_infer *infer);
void tk_sites_free(tk_sites *self);

#endif
