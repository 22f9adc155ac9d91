// Mutable state by allocation site: what a list, dict or set made in the code holds. Values point at
// objects, so that two names for one dict, and `xs.append(row)` before `set(xs)`, work.
#ifndef TK_INFER_OBJECT_H
#define TK_INFER_OBJECT_H

#include "value/fact.h"

// What it holds, joined over everything that is put into it.
typedef struct tk_contents {
    tk_fact key;        // mappings; BOTTOM while nothing is known to be inside
    tk_fact element;    // elements; for mappings the values
} tk_contents;

// What stands under one key that is written out: `row["label"]`, the second item of a list display.
typedef struct tk_part_held {
    tk_value key;              // a literal
    tk_fact now, before;
} tk_part_held;

typedef struct tk_object {
    tk_node site;              // where it was made
    uint32_t context;          // call context, 0 = the analysis of the body itself
    tk_contents now, before;   // of this round and of the one before
    tk_contents base;          // what another module put in that made it
    TK_VEC(tk_part_held) parts;   // owned; the elements by literal key, at most TK_PARTS_MOST
    tk_fact rest, rest_before;    // elements under other keys, of this round and of the one before
    uint32_t link, theirs;     // that module (tk_infer.links) and its object; 0: made here
    bool linked;               // `base` was taken over
    tk_lifetime lifetime;      // the longest-lived place it was put into
    int32_t length;            // items of the display it was made by; -1: another way, or it grew
    bool grew;                 // something was put into it later, in any round
    uint32_t same_as;          // merged into that object; 0: its own
    bool escaped;              // handed to code that is not known: contents are at most likely
} tk_object;

enum { TK_PARTS_MOST = 24 };

typedef struct tk_objects {
    TK_VEC(tk_object) list;    // [0] unused
    uint32_t *slots;           // hash table over (site, context)
    uint32_t slot_count;
} tk_objects;

void tk_objects_init(tk_objects *self);
void tk_objects_free(tk_objects *self);
tk_object_id tk_objects_at(tk_objects *self, tk_node site, uint32_t context);   // finds or adds
tk_object_id tk_objects_find(const tk_objects *self, tk_node site, uint32_t context);   // or 0
// The object that stands for `id` after merges.
tk_object_id tk_object_root(const tk_objects *self, tk_object_id id);
static inline tk_object *tk_object_of(tk_objects *self, tk_object_id id)
{
    return &self->list.at[tk_object_root(self, id).i];
}
// Starts the next round: what was found becomes `before`. True when something differs from it.
bool tk_objects_turn(tk_objects *self);

#endif
