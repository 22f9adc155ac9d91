// Single operations of the IR: shared by the files that evaluate kinds of them.
#ifndef TK_INFER_EVALUATE_H
#define TK_INFER_EVALUATE_H

#include "infer/infer.h"

static inline const tk_operand *tk_frame_operands(const tk_frame *frame, const tk_instr *instr)
{
    const tk_operand *all = frame->code->operands.at;   // NULL when the code has none at all
    return instr->list ? &all[instr->list] : all;
}

static inline tk_argument tk_argument_plain(tk_fact fact, tk_node node)
{
    return (tk_argument){.fact = fact, .kind = TK_OPERAND_PLAIN, .node = node};
}

// display.c
tk_fact tk_display_tuple(tk_infer *self, tk_frame *frame, const tk_instr *instr);
tk_fact tk_display_list(tk_infer *self, tk_frame *frame, const tk_instr *instr);   // sets too
tk_fact tk_display_dict(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_display_add(tk_infer *self, tk_frame *frame, const tk_instr *instr);

// operator.c
tk_fact tk_operator_binary(tk_infer *self, tk_frame *frame, const tk_instr *instr);
tk_fact tk_operator_compare(tk_infer *self, tk_frame *frame, const tk_instr *instr);
tk_fact tk_operator_unary(tk_infer *self, tk_frame *frame, const tk_instr *instr);

#endif
