// Keys that were made of an array: what they lose, and whether that does harm where they are used.
#ifndef TK_INFER_DERIVED_H
#define TK_INFER_DERIVED_H

#include "infer/infer.h"
#include "value/derivation.h"

// Bits of what a key no longer tells apart; the words of `key.loses`.
enum {
    TK_LOSS_ELEMENTS = 1,    // text of more elements than are printed
    TK_LOSS_DIGITS = 2,      // text of floats, which is rounded
    TK_LOSS_NAME = 4,        // text of one number with a class's name around it, among plain text
    TK_LOSS_SHAPE = 8,
    TK_LOSS_DTYPE = 16,
    TK_LOSS_CONTENT = 32,
    TK_LOSS_BITS = 64,       // a checksum, or so little of a digest that two arrays may well have one
    TK_LOSS_REST = 128,      // made of a part of the array, while what is stored depends on all of it
};

// How arrays that the key confuses get there; the words of `key.varies`.
enum {
    TK_VARIES_MET = 1,       // arrays known to differ in what is lost reach the container
    TK_VARIES_ARGUMENT = 2,  // whatever array a caller passes does
};

typedef struct tk_derived_key {
    uint32_t parts;          // tk_derivation parts; 0: the key is not made of an array
    uint32_t loses, varies;
    tk_dtype dtype;          // of the array
    tk_node made;            // the expression that lost it
    bool alone;              // nothing else stands beside it in the key
    bool value_depends;      // what is stored was computed from the array's content
    bool value_keeps;        // what is stored may hold the array itself
    bool memoised;           // the store follows a look-up of the key that failed
    bool fleeting;           // the array is made anew on each turn of a loop, and nothing keeps it
} tk_derived_key;

tk_derived_key tk_derived_key_of(tk_infer *self, const tk_nomination *site);
tk_certainty tk_derived_certainty(const tk_derived_key *key, tk_certainty of_fact);
// Of two uses of one key expression the one with the greater number says more.
int tk_derived_weight(tk_infer *self, const tk_nomination *site);
// Is there something to say about this value as a key at all?
bool tk_derived_is(tk_infer *self, tk_value value);

// stored.c: fills in what is said of the value stored with the key, if the site stores one.
void tk_stored_read(tk_infer *self, const tk_nomination *site, tk_derived_key *key);

// Is the key made of a slice of an array, and what the site stores computed from the whole of it?
void tk_stored_rest(tk_infer *self, const tk_nomination *site, tk_derived_key *key);
// Is what the site stores under an array computed from the array's content, and no copy of it?
bool tk_stored_computed(tk_infer *self, const tk_nomination *site);
// memoised.c: `if key not in d: d[key] = ...`, `except KeyError: d[key] = ...`, `d.setdefault(key, ...)`
bool tk_stored_is_memoised(tk_infer *self, const tk_nomination *nomination);

// rows.c
// Do the rows of a list hold text beside numbers or arrays, or numbers beside sequences, so that they
// cannot become one tensor? False when not known.
bool tk_rows_mixed(tk_infer *self, tk_fact list);

#endif
