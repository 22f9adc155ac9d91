// Trails: `x.a`, `x["a"]`, `x.a.b` of a local variable, as far as conditions ask about them. Each is
// followed in a slot of its own like a variable; a slot with nothing in it says that nothing is known but
// what the object says.
#ifndef TK_INFER_TRAIL_H
#define TK_INFER_TRAIL_H

#include "infer/infer.h"

// Finds the trails in the conditions of a code that was just lowered, and marks what reads them.
void tk_trails_find(tk_code *code);
static inline bool tk_is_trail(const tk_frame *frame, int64_t slot)
{
    return slot >= (int64_t)frame->code->first_trail && slot < (int64_t)frame->code->slot_count;
}
// Two ways of a slot; what one of them does not follow is not followed behind them.
tk_fact tk_trail_join(tk_infer *self, const tk_frame *frame, uint32_t slot, tk_fact a, tk_fact b);
// What reading gives where a trail is followed; false: ask the object.
bool tk_trail_read(tk_frame *frame, uint32_t index, tk_fact *fact);
// The slot of the trail that a temp reads, with what the temp is in it; -1: none, or changed since.
int64_t tk_trail_slot(tk_frame *frame, tk_temp temp);

// What ends that: a variable bound anew, something stored, a call that may do so.
void tk_trail_bound(tk_frame *frame, uint32_t slot);
void tk_trail_stored(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_trail_called(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_trail_yielded(tk_frame *frame);

#endif
