// Fields of dataclasses, named tuples and their like: what the body of a class declares, and what a
// call of the class puts into them.
#ifndef TK_INFER_FIELDS_H
#define TK_INFER_FIELDS_H

#include "infer/infer.h"

// How a field is treated; the literal of a value with TK_FLAG_FIELD.
enum {
    TK_FIELD_UNHASHED = 1,   // takes no part in the generated __hash__
    TK_FIELD_STATIC = 2,     // a part of what a compiler caches its programs by
    TK_FIELD_NO_INIT = 4,    // no parameter of the generated __init__
    TK_FIELD_MARKED = 8,     // its metadata says static, to compilers that the class is registered with
};

typedef TK_VEC(const tk_class_field *) tk_field_list;

// From the interpreted body of a class; reports arrays in static fields.
void tk_fields_read(tk_infer *self, tk_frame *body, uint32_t project_class);
// Those of its bases in the file first. A field that is declared again keeps its place.
void tk_fields_of(tk_infer *self, uint32_t project_class, tk_field_list *list);
// The instance that a call makes: what is passed becomes its attributes and, where its hash is made of
// its fields, its items.
// The instance with the fields that keyword arguments name replaced; its class's other fields unknown
// where the instance does not say what they are.
tk_fact tk_fields_replace(tk_infer *self, tk_fact instance, const tk_argument *arguments, uint32_t count);
// A compiler is told of the class: the field of this name, or those that are marked, are static.
void tk_fields_registered(tk_infer *self, uint32_t project_class, tk_name static_name);
tk_fact tk_fields_fill(tk_infer *self, tk_fact instance, const tk_argument *arguments,
                       uint32_t count);
// The item `name` of a named tuple whose items are known; BOTTOM otherwise.
tk_fact tk_fields_load(tk_infer *self, tk_fact instance, tk_name name);

#endif
