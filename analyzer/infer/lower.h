// From nodes to IR: shared by the files that lower statements, expressions and definitions.
#ifndef TK_INFER_LOWER_H
#define TK_INFER_LOWER_H

#include "infer/program.h"

enum { TK_LOWER_DEPTH = 400 };   // nesting of syntax; what is deeper is unknown

typedef struct tk_lower {
    tk_program *program;
    const tk_node_table *nodes;
    tk_code *code;
    uint32_t scope;
    uint32_t class_index;        // lowering that class's body, or 0
    uint32_t depth;
} tk_lower;

tk_temp tk_lower_emit(tk_lower *self, tk_op op, tk_node node, uint32_t a, uint32_t b, uint32_t c);
tk_instr *tk_lower_at(tk_lower *self, tk_temp temp);
// The index the next operation will have: ends of ranges.
static inline uint32_t tk_lower_here(const tk_lower *self)
{
    return self->code->instrs.len;
}
// Copies operands into the code and hangs them on the operation.
void tk_lower_operands(tk_lower *self, tk_temp temp, const tk_operand *operands, uint32_t count);

tk_name tk_lower_name(tk_lower *self, tk_node node);
tk_temp tk_lower_constant(tk_lower *self, tk_node node, tk_value value);
tk_temp tk_lower_unknown(tk_lower *self, tk_node node);
tk_temp tk_lower_expression(tk_lower *self, tk_node node);
// The operand that stands leftmost inside: chains of these are walked in a loop, so that a sum of
// 100,000 terms or a long chain of method calls does not nest.
tk_node tk_lower_leftmost(tk_lower *self, tk_node node);
// Several expressions as one value: one as it is, more as a tuple.
tk_temp tk_lower_expressions(tk_lower *self, tk_node parent, tk_field field);
void tk_lower_assign(tk_lower *self, tk_node target, tk_temp value);
void tk_lower_store(tk_lower *self, tk_node identifier, tk_temp value);
void tk_lower_block(tk_lower *self, tk_node block);
void tk_lower_statement(tk_lower *self, tk_node statement);

// lower_literal.c
tk_value tk_lower_number(tk_lower *self, tk_node node);
tk_temp tk_lower_string(tk_lower *self, tk_node node);
// lower_list.c
tk_temp tk_lower_display(tk_lower *self, tk_node node, tk_op op);
tk_temp tk_lower_dictionary(tk_lower *self, tk_node node);
tk_temp tk_lower_call(tk_lower *self, tk_node node, tk_temp callee);
tk_temp tk_lower_slice(tk_lower *self, tk_node node);
tk_temp tk_lower_key(tk_lower *self, tk_node subscript);
// lower_assign.c
void tk_lower_assignment(tk_lower *self, tk_node node);
void tk_lower_augmented(tk_lower *self, tk_node node);
// lower_flow.c
void tk_lower_if(tk_lower *self, tk_node node);
void tk_lower_for(tk_lower *self, tk_node node);
void tk_lower_while(tk_lower *self, tk_node node);
void tk_lower_try(tk_lower *self, tk_node node);
void tk_lower_with(tk_lower *self, tk_node node);
void tk_lower_match(tk_lower *self, tk_node node);
// lower_import.c
void tk_lower_import(tk_lower *self, tk_node node);
void tk_lower_import_from(tk_lower *self, tk_node node);

// lower_def.c
tk_temp tk_lower_lambda(tk_lower *self, tk_node lambda);
void tk_lower_function(tk_lower *self, tk_node definition, tk_node decorated);
void tk_lower_class(tk_lower *self, tk_node definition, tk_node decorated, tk_region_id region);
tk_temp tk_lower_comprehension(tk_lower *self, tk_node node);

// The special method of an operator token ("+" gives __add__), none when it has none.
tk_name tk_lower_operator(tk_lower *self, tk_node token, bool unary);

typedef TK_VEC(tk_operand) tk_operands;

#endif
