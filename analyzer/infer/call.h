// Calls of library functions: shared by what binds them and what says what they do.
#ifndef TK_INFER_CALL_H
#define TK_INFER_CALL_H

#include "infer/infer.h"

// A call by the model of function `id`; `receiver` is BOTTOM when it is no method.
tk_fact tk_call_function(tk_infer *self, tk_function_id id, tk_fact receiver,
                         const tk_argument *arguments, uint32_t count, tk_node node);
// A call of what tk_call_later made.
tk_fact tk_call_bound(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count,
                      tk_node node);

// How many arguments stand before the first that has a name or a star.
uint32_t tk_call_positional(const tk_argument *arguments, uint32_t count);

// call_effects.c
void tk_call_hash(tk_infer *self, const tk_call *call, const tk_hashing *hashing);
void tk_call_store(tk_infer *self, const tk_call *call);
// Gives the `keyed` of what is changed in place, 0 when nothing is.
uint32_t tk_call_change(tk_infer *self, const tk_call *call);
bool tk_call_eager(tk_infer *self, const tk_call *call);   // whether it was remembered

#endif
