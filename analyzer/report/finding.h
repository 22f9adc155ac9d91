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

// How far a fix may go without being looked at.
typedef enum tk_applicability {
    TK_FIX_DISPLAY,  // only shown: something it depends on is not known
    TK_FIX_UNSAFE,   // changes what the program does beyond what was found
    TK_FIX_SAFE,     // every use of the keys is seen, and equal arrays get equal keys
} tk_applicability;

const char *tk_applicability_text(tk_applicability applicability);   // "safe", "unsafe", "display"

// The bytes [start, end) of the source become `text`.
typedef struct tk_edit {
    uint32_t start, end;
    uint32_t cell;                   // of a notebook, which `from` and `to` count in; 0: none
    tk_position from, to;
    tk_position file_from, file_to;  // in the file
    char *text;                      // owned; "" deletes
    char *file_text;                 // owned; what the file gets: in notebooks JSON
} tk_edit;

// False, with nothing to free, when the file cannot be changed so.
bool tk_edit_of(tk_source *source, uint32_t start, uint32_t end, const char *text, tk_edit *out);

typedef TK_VEC(tk_edit) tk_edits;

// What a fix changes in another file.
typedef struct tk_fix_other {
    char *path;        // owned
    tk_edits edits;
} tk_fix_other;

// One way to repair a finding, whole: all its edits or none.
typedef struct tk_fix {
    const char *kind;  // the catalog's
    uint32_t rank;     // of the kind in the catalog: several may have one name
    char *title;       // owned
    uint32_t group;    // fixes with one number have the same edits; from 1 in each file
    tk_applicability applicability;
    tk_edits edits;    // in the finding's file; by offset, none overlaps another
    TK_VEC(tk_fix_other) others;   // by path; set once all files are known (fix/across.h)
} tk_fix;

void tk_fix_free(tk_fix *self);

// A container that other files may use, named by the place where it is made.
typedef struct tk_shared {
    char *path;        // owned
    uint32_t start;    // byte offset
    uint32_t part;     // index into tk_file_result.parts
} tk_shared;

// What becomes of such containers in one file, whether or not something is found there.
typedef struct tk_fix_part {
    uint32_t group;            // of its fixes
    TK_VEC(tk_fix) fixes;      // one for each kind that can be written; title and others unused
} tk_fix_part;

typedef struct tk_finding {
    const tk_rule *rule;
    tk_level level;
    tk_certainty certainty;
    tk_place place;              // the key expression only
    char *message;               // owned; what happens at run time, one or two sentences
    char *advice;                // owned; what to write instead, or NULL
    TK_VEC(tk_fix) fixes;        // best first
    char *unfixed;               // owned; why nothing is rewritten by itself, or NULL
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
    TK_VEC(tk_fix_part) parts;
    TK_VEC(tk_shared) shared;     // containers that the parts are about
    tk_diagnostics diagnostics;   // notes (TK001, TK002) and errors of this file
    uint64_t bytes;
} tk_file_result;

// The first fix that is at least that applicable, or NULL.
const tk_fix *tk_finding_fix(const tk_finding *finding, tk_applicability least);
void tk_finding_free(tk_finding *self);
void tk_file_result_free(tk_file_result *self);

#endif
