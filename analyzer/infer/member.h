// Attributes of the several kinds of values; tk_member_load and tk_member_store are for all of them.
#ifndef TK_INFER_MEMBER_H
#define TK_INFER_MEMBER_H

#include "infer/infer.h"

// Of an instance of a class of a library; an unknown one may follow from its `__getattr__`.
tk_fact tk_member_of_catalog(tk_infer *self, tk_fact object, tk_class_id cls, tk_name name, tk_node node);
// Of an instance of a class of the project.
tk_fact tk_member_of_project(tk_infer *self, tk_fact object, uint32_t project_class, tk_name name,
                             tk_node node);
// Of a module, whoever it is from.
tk_fact tk_member_of_module(tk_infer *self, tk_value module, tk_name name, tk_node node);
// Of a class without attributes of its own: those of an instance are what was stored under their names.
bool tk_member_is_namespace(tk_infer *self, tk_value value);
// A function that was found on the class, bound to the instance that was asked; a property is called.
tk_fact tk_member_bind(tk_infer *self, tk_fact object, tk_fact found, tk_node node);

#endif
