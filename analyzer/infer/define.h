// The file's own functions: shared by what defines, calls and interprets them.
#ifndef TK_INFER_DEFINE_H
#define TK_INFER_DEFINE_H

#include "infer/infer.h"

typedef TK_VEC(tk_fact) tk_fact_list;   // one per parameter

// What `*rest` and `**rest` are when it is not known what they take.
tk_fact tk_define_rest(tk_infer *self, tk_parameter_kind kind);

// What its annotation says that a parameter is, else the documentation; or BOTTOM.
tk_fact tk_define_said(tk_infer *self, const tk_def *def, uint32_t index);
// The result of a function, where it is not known what its annotation says, or the documentation.
tk_fact tk_define_result(tk_infer *self, uint32_t index, tk_fact found);

// How the code of another module is entered by a call: from the file's own code, or further in; NULL
// for a function of the file.
const tk_entry *tk_context_entry(const tk_infer *self, uint32_t index, const tk_entry *call);
// What function `index` gives for these facts. `context` is the id of the memo, 0 when the function was
// not interpreted for this call.
tk_fact tk_context_run(tk_infer *self, uint32_t index, const tk_fact_list *facts,
                       const tk_entry *call, uint32_t *context);

#endif
