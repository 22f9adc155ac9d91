// One file on its way through the pipeline: what the stages make, in the order they make it.
#ifndef TK_UNIT_H
#define TK_UNIT_H

#include "scan.h"
#include "site.h"
#include "suppress.h"
#include "verdict.h"

struct tk_unit {
    const tk_catalog *catalog;
    tk_source *source;        // owned
    tk_names *names;          // on top of the catalog's
    tk_outline outline;
    tk_syntax syntax;
    uint64_t time_limit;      // ms for tk_unit_analyse; 0: none
    uint64_t memory_limit;    // bytes that it may take; 0: any
    tk_infer *infer;          // NULL until the prefilter let the file pass
    tk_visible *seen;         // the modules it can see; owned
    tk_sites sites;
};

// The words of which a file has one that is worth looking at: libraries that models know.
typedef TK_VEC(tk_slice) tk_words;

void tk_words_of(tk_words *self, const tk_catalog *catalog);
// Does the file import one of them? Nothing else gives a name its meaning, so a mention is not enough.
bool tk_words_imported(const tk_words *self, const tk_source *source, const tk_outline *outline,
                       const tk_names *names);

// Takes over `source`. The unit stays where it is: its parts point at one another.
void tk_unit_open(tk_unit *self, const tk_catalog *catalog, tk_source *source);
void tk_unit_close(tk_unit *self);
tk_unit *tk_unit_new(const tk_catalog *catalog, tk_source *source);
void tk_unit_free(tk_unit *self);
bool tk_unit_concerned(const tk_unit *self);   // does the file mention such a word?
// Parses what is asked for, infers, and finds the sites. `around` may be NULL.
void tk_unit_analyse(tk_unit *self, const tk_surroundings *around);
// Keeps what other modules read, and does not change any more.
void tk_unit_freeze(tk_unit *self);
uint64_t tk_unit_bytes(const tk_unit *self);

#endif
