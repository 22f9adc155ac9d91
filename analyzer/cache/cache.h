// Results of files from earlier runs, in a folder of the user's choice:
//
//     DIR/CACHEDIR.TAG, DIR/.gitignore      so that backups and git pass it over
//     DIR/<program>/<2 digits>/<30 digits>  one result, named by the digest of all it depends on
//
// An entry is written beside its place and moved there, so runs at the same time do not disturb each
// other; one that is not whole is passed over. Nothing that goes wrong here is an error of the run.
#ifndef TK_CACHE_CACHE_H
#define TK_CACHE_CACHE_H

#include "base/diagnostic.h"
#include "cache/digest.h"
#include "cache/pack.h"

typedef struct tk_cache tk_cache;

// NULL, and a note, when the folder cannot be made. `catalog` is borrowed.
tk_cache *tk_cache_open(const char *folder, const tk_catalog *catalog, tk_diagnostics *diagnostics);
void tk_cache_close(tk_cache *self);  // NULL is fine

// Both may be called from several threads at once.
bool tk_cache_load(tk_cache *self, const tk_digest *key, tk_file_result *result);
void tk_cache_save(tk_cache *self, const tk_digest *key, const tk_file_result *result);
// How many results were found, of how many that were looked for.
void tk_cache_count(const tk_cache *self, uint32_t *found, uint32_t *asked);

// Removes a folder that tk_cache_open has made. False and an error when it is none or stays.
bool tk_cache_remove(const char *folder, tk_diagnostics *diagnostics);

#endif
