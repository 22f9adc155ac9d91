// Narrowing: shared by the files that apply kinds of conditions.
#ifndef TK_INFER_GUARD_H
#define TK_INFER_GUARD_H

#include "infer/infer.h"

const tk_instr *tk_guard_instr(const tk_frame *frame, tk_temp temp);
// The variable that a temp reads, following a walrus or a narrowing of it; -1 when it is not one, or
// is bound anew since the condition was evaluated. Attributes and items are followed likewise: trail.h.
int64_t tk_guard_variable(tk_frame *frame, tk_temp temp);
void tk_guard_narrow(tk_infer *self, tk_frame *frame, int64_t slot, tk_value value, tk_certainty certainty);
// What was asked may have taken away what makes the value interesting.
void tk_guard_doubt(tk_frame *frame, int64_t slot);

// Keeps the members for which the test gives `truth`; unknown members are kept.
typedef bool tk_guard_test(tk_infer *self, tk_value member, const void *context);
tk_value tk_guard_filter(tk_infer *self, tk_value value, tk_guard_test *test, const void *context,
                         bool truth);

// guard_class.c
typedef struct tk_class_list {
    tk_class_ref at[16];
    uint32_t count;
    bool open;        // some class is not known, or abstract: membership cannot be decided
} tk_class_list;

// A class, or a tuple, list or set of classes.
tk_class_list tk_guard_classes_in(tk_infer *self, tk_value value);
void tk_guard_classes(tk_infer *self, tk_frame *frame, int64_t slot, tk_class_list list, bool truth,
                      tk_node test);
// `type(x)`, written at this temp or assigned to the variable that it reads: narrows x to the classes.
void tk_guard_type(tk_infer *self, tk_frame *frame, tk_temp type, tk_value classes, bool truth,
                   tk_node test);

#endif
