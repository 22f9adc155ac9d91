// What a scan of one file yields: self-contained, nothing points back into the unit.
#ifndef TK_REPORT_FINDING_H
#define TK_REPORT_FINDING_H

#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "syntax/source.h"

typedef enum tk_certainty {
    TK_POSSIBLE,  // a union with a hashable or unknown member; only with --pedantic
    TK_LIKELY,    // from an annotation, in-file call sites, method evidence
    TK_DEFINITE,  // every way to reach this gives a value that raises or hashes by identity
} tk_certainty;

const char *tk_certainty_text(tk_certainty certainty);

// A stretch of source with what reports show of it. `end` is behind the last character.
typedef struct tk_place {
    char *path;           // owned; as the user named the file
    uint32_t start, end;  // byte offsets in the source, for sorting
    uint32_t cell;        // of a notebook, which `from` and `to` count in; 0: none
    tk_position from, to;
    tk_position file_from, file_to;  // in the file: other than from and to only in notebooks
    char *excerpt;            // owned; text of the first line without its ending, cropped when long
    uint32_t excerpt_column;  // code-point column of the excerpt's first character; > 1: cropped
} tk_place;

// The place of the bytes [start, end); free with tk_place_free.
tk_place tk_place_of(tk_source *source, uint32_t start, uint32_t end);
void tk_place_free(tk_place *self);
// Where it starts, as people read it: "2:8", or "cell 3:2:8".
void tk_place_print(const tk_place *self, tk_text *out);

typedef struct tk_related {
    tk_place place;
    char *message;  // owned; "x is an ndarray: made here"
} tk_related;

typedef struct tk_finding {
    const tk_rule *rule;
    tk_level level;
    tk_certainty certainty;
    tk_place place;              // the key expression only
    char *message;               // owned; what happens at run time, one or two sentences
    char *advice;                // owned; what to write instead, or NULL
    TK_VEC(tk_related) related;  // origin first, then the steps to the key
    char *scope;         // owned; qualified name of the function or class around it, or NULL
    char *reason;        // owned; of silenced ones the words behind the comment's codes, or NULL
    char fingerprint[33];  // tk_fingerprints_set; "" until then
    char line_hash[32];  // GitHub's primaryLocationLineHash, "hash:occurrence"; "" unknown
} tk_finding;

// Everything about one file of the run.
typedef struct tk_file_result {
    char *path;                   // owned
    TK_VEC(tk_finding) findings;  // sorted by (offset, code)
    TK_VEC(tk_finding) silenced;  // by comments, likewise; empty unless they are asked for
    tk_diagnostics diagnostics;   // notes (TK001, TK002) and errors of this file
    uint64_t bytes;
} tk_file_result;

void tk_finding_free(tk_finding *self);
void tk_file_result_free(tk_file_result *self);

#endif
