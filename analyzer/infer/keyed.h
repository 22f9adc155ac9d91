// Arrays that stand for a cached result, and what happens to them later. A variable's fact says that
// the very object it names became a key by its identity or address, or that it is the result which a
// cache will give again (fact.keyed); changing such an object in place makes the cache wrong. Attributes,
// elements at a constant and global variables are followed by their spelling, within one interpretation
// of one code, until something may bind them again.
#ifndef TK_INFER_KEYED_H
#define TK_INFER_KEYED_H

#include "infer/ir.h"
#include "value/fact.h"

struct tk_infer;
struct tk_frame;
struct tk_nomination;
struct tk_argument;

typedef struct tk_keyed_row {
    tk_kept kept;          // how it is kept; NONE: only a parameter's tag
    uint32_t parameter;    // index + 1 of the parameter that the variable came in as, or 0
    uint32_t cache;        // the node that makes the container, or the cached function with bit 31 set
    tk_node place;         // where it became a key, or the call that gave the result
    tk_node changed;       // where it was changed after that, or none,
    tk_node changed_key;   // and the expression that named it there
} tk_keyed_row;

// What calling a function does to the object that is passed for a parameter.
typedef struct tk_keyed_effect {
    uint32_t parameter;    // index
    tk_keyed_row row;      // kept, cache, place: becomes a key; `changed`: is changed in place
    bool looks;            // is looked up there, whether or not it is stored
    bool overwrites;       // every element is replaced
} tk_keyed_effect;

typedef struct tk_keyed {
    TK_VEC(tk_keyed_row) rows;         // [0] unused; fact.keyed is an index
} tk_keyed;

typedef TK_VEC(tk_keyed_effect) tk_keyed_effects;

void tk_keyed_free(tk_keyed *self);
// The tag of a variable that holds what was passed for a parameter.
uint32_t tk_keyed_parameter(struct tk_infer *self, uint32_t index);
// A value is used as a key: what does that say of the variable that holds the array?
void tk_keyed_site(struct tk_infer *self, struct tk_frame *frame,
                   const struct tk_nomination *site);
// A call of a cached function with these arguments.
void tk_keyed_call(struct tk_infer *self, struct tk_frame *frame, uint32_t def,
                   const struct tk_argument *arguments, uint32_t count);
// The tag of what a cached function gives.
uint32_t tk_keyed_result(struct tk_infer *self, uint32_t def, tk_node call);
// `receiver`, the expression `node`, is changed in place by `site`. Returns the tag it has then.
uint32_t tk_keyed_change(struct tk_infer *self, struct tk_frame *frame, tk_fact receiver,
                         tk_node node, tk_node site, bool whole);
// What a call of a function of the file did to the argument `node`, of which it says `effect`.
void tk_keyed_apply(struct tk_infer *self, struct tk_frame *frame, const tk_keyed_effect *effect,
                    tk_fact argument, tk_node node, tk_node call);

// Something may have bound what is followed by its spelling: the variable `name`, an attribute of this
// name in whatever object (as `node`), the element `node`, or what a call gets hold of.
void tk_keyed_bound(struct tk_infer *self, struct tk_frame *frame, tk_name name);
void tk_keyed_attribute(struct tk_infer *self, struct tk_frame *frame, tk_node node, tk_name name,
                        tk_fact value);
void tk_keyed_element(struct tk_infer *self, struct tk_frame *frame, tk_node node, tk_fact value);
void tk_keyed_called(struct tk_infer *self, struct tk_frame *frame, tk_node call);

#endif
