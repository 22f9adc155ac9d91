// One file on its way through the pipeline: what the stages make, in the order they make it.
#ifndef TK_UNIT_H
#define TK_UNIT_H

#include "scan.h"
#include "site.h"
#include "suppress.h"
#include "verdict.h"

typedef struct tk_unit {
    const tk_catalog *catalog;
    tk_source *source;        // owned
    tk_names *names;          // on top of the catalog's
    tk_outline outline;
    tk_syntax syntax;
    tk_infer *infer;          // NULL until the prefilter let the file pass
    tk_sites sites;
} tk_unit;

// Takes over `source`.
void tk_unit_open(tk_unit *self, const tk_catalog *catalog, tk_source *source);
void tk_unit_close(tk_unit *self);
// Does the file mention a library that models know?
bool tk_unit_concerned(const tk_unit *self);
// Parses what is asked for, infers, and finds the sites.
void tk_unit_analyse(tk_unit *self);

#endif
