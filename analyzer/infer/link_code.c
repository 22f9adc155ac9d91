// Copies of other modules' IR, with their names, values, functions and nodes as they are here.
#include "infer/infer.h"
#include "infer/link.h"

#include <string.h>

static uint32_t name_of(tk_infer *self, uint32_t link, uint32_t theirs)
{
    return tk_link_name(self, link, (tk_name){theirs}).i;
}

static void link_instr(tk_infer *self, uint32_t link, tk_instr *instr)
{
    instr->node = tk_link_node(self, link, instr->node);
    switch ((tk_op)instr->op) {
    case TK_OP_CONST:
        instr->a = tk_link_value(self, link, (tk_value){instr->a}).i;
        break;
    case TK_OP_LOAD:
    case TK_OP_ATTRIBUTE:
    case TK_OP_SET_ATTRIBUTE:
        instr->b = name_of(self, link, instr->b);
        break;
    case TK_OP_LOAD_FREE:
    case TK_OP_STORE_FREE:
        instr->a = tk_link_scope(self, link, instr->a);
        break;
    case TK_OP_LOAD_NAME:
    case TK_OP_STORE_NAME:
    case TK_OP_IMPORT:
        instr->a = name_of(self, link, instr->a);
        break;
    case TK_OP_IMPORT_FROM:
        instr->a = name_of(self, link, instr->a);
        instr->b = name_of(self, link, instr->b);
        break;
    case TK_OP_BINARY:
    case TK_OP_COMPARE:
    case TK_OP_UNARY:
    case TK_OP_STORE:
        instr->c = name_of(self, link, instr->c);
        break;
    case TK_OP_FUNCTION:
        instr->a = tk_link_def_of(self, link, instr->a);
        break;
    case TK_OP_CLASS:
        instr->a = tk_link_class_of(self, link, instr->a);
        break;
    case TK_OP_TYPED:
        instr->a = tk_link_node(self, link, (tk_node){instr->a}).i;
        break;
    case TK_OP_ADD_TO:
        instr->list = tk_link_node(self, link, (tk_node){instr->list}).i;
        break;
    default:
        break;
    }
}

static tk_code *copy(tk_infer *self, uint32_t link, const tk_code *theirs)
{
    tk_code *code = tk_memory_zero(1, sizeof *code);
    code->slot_count = theirs->slot_count;
    code->first_trail = theirs->first_trail;
    code->generator = theirs->generator;
    code->async = theirs->async;
    code->scope = tk_link_scope(self, link, theirs->scope);
    tk_vec_reserve(&code->instrs, theirs->instrs.len);
    tk_vec_reserve(&code->operands, theirs->operands.len);
    for (uint32_t i = 0; i < theirs->instrs.len; i++) {
        tk_instr instr = theirs->instrs.at[i];
        link_instr(self, link, &instr);
        tk_vec_push(&code->instrs, instr);
    }
    for (uint32_t i = 0; i < theirs->trails.len; i++) {
        tk_trail trail = theirs->trails.at[i];
        trail.name = trail.item ? tk_link_value(self, link, (tk_value){trail.name}).i
                                : name_of(self, link, trail.name);
        tk_vec_push(&code->trails, trail);
    }
    for (uint32_t i = 0; i < theirs->operands.len; i++) {
        tk_operand operand = theirs->operands.at[i];
        operand.node = tk_link_node(self, link, operand.node);
        if (operand.kind == TK_OPERAND_KEYWORD)
            operand.name = tk_link_name(self, link, operand.name);
        tk_vec_push(&code->operands, operand);
    }
    return code;
}

// The code of a function or class of another module, which has lowered it; an empty one when its
// analysis was given up before that.
static tk_code *code_from(tk_infer *self, tk_home home, bool class)
{
    uint32_t link = self->links.list.len - 1;
    while (self->links.list.at[link].module != home.module)
        link--;
    const tk_program *theirs = &self->links.list.at[link].image->program;
    const tk_code *code = class ? theirs->classes.at[home.index].code
                                : theirs->defs.at[home.index].code;
    return copy(self, link, code);
}

tk_code *tk_link_def_code(tk_infer *self, uint32_t def)
{
    return code_from(self, self->program.defs.at[def].home, false);
}

tk_code *tk_link_class_code(tk_infer *self, uint32_t project_class)
{
    return code_from(self, self->program.classes.at[project_class].home, true);
}
