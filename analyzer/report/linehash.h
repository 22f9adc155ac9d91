// The hash by which GitHub code scanning recognises a line again, as its action computes it.
#ifndef TK_REPORT_LINEHASH_H
#define TK_REPORT_LINEHASH_H

#include "base/text.h"
#include "base/vec.h"
#include "syntax/source.h"

enum { TK_LINEHASH_TEXT = 32 };  // bytes that hold the longest "hash:occurrence" and its NUL

typedef struct tk_linehash {
    uint64_t hash;
    uint32_t occurrence;  // 1 for the first line with this hash in the file
} tk_linehash;

// One entry for each line of a file.
typedef struct tk_linehashes {
    TK_VEC(tk_linehash) list;
} tk_linehashes;

// `bytes` is the whole file as it is on disk (a byte order mark belongs to it).
void tk_linehashes_compute(tk_linehashes *self, tk_slice bytes);
// Of the file a source was read from: its byte order mark counts, and where its text was changed in
// decoding the file is read once more (no entries when that fails: no hash is better than a wrong one).
void tk_linehashes_of(tk_linehashes *self, const tk_source *source);
void tk_linehashes_free(tk_linehashes *self);
// "" when there is no such line (1-based).
void tk_linehashes_text(const tk_linehashes *self, uint32_t line, char out[TK_LINEHASH_TEXT]);
// For a single line.
void tk_linehash_compute(tk_slice bytes, uint32_t line, char out[TK_LINEHASH_TEXT]);

#endif
