// Attributes by name: of a class, or of a function.
#ifndef TK_INFER_CLASS_ROWS_H
#define TK_INFER_CLASS_ROWS_H

#include "base/names.h"
#include "value/fact.h"

// An attribute that the file assigns, of a class or of a function.
typedef struct tk_class_attribute {
    tk_name name;
    tk_fact fact, before;        // join of all that is assigned, this round and the one before
    tk_fact base;                // what its own module assigns, when that is another; else BOTTOM
    tk_class_id used;            // what a method that is called on it says that it is, or none
    tk_node used_at;
    uint32_t used_since;         // the round that saw it; later ones know it
} tk_class_attribute;

// All-zero is empty. Rows move when one is added.
typedef struct tk_class_rows {
    tk_class_attribute *at;      // in the order in which they were added; owned
    uint32_t len, cap;
    uint32_t *slots;             // by name: index + 1, 0 = free; NULL while there are few rows; owned
    uint32_t slot_count;         // a power of two
} tk_class_rows;

tk_class_attribute *tk_class_rows_find(const tk_class_rows *self, tk_name name);   // or NULL
// A name that no row has.
tk_class_attribute *tk_class_rows_add(tk_class_rows *self, tk_class_attribute row);
void tk_class_rows_clear(tk_class_rows *self);
void tk_class_rows_free(tk_class_rows *self);

#endif
