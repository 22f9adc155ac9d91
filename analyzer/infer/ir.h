// The function IR: what a body does to values, without syntax. One code per module, class body,
// function and lambda; inference interprets it, in its own file and for every call, with the caller's
// values. Control is structured: an operation that branches is followed by its ranges.
#ifndef TK_INFER_IR_H
#define TK_INFER_IR_H

#include "syntax/node.h"
#include "value/value.h"

typedef enum tk_op {
#define TK_OP(name, text) TK_OP_##name,
#include "infer/ir.def"
#undef TK_OP
    TK_OP_COUNT
} tk_op;

// The index of an operation, and of the value it makes; 0 = none (operation 0 is a NOP).
typedef uint32_t tk_temp;

typedef struct tk_instr {
    uint8_t op;         // tk_op
    uint8_t flag;
    uint16_t unused;
    uint32_t a, b, c;
    uint32_t list, n;   // operands: code->operands[list .. list + n)
    tk_node node;       // the expression whose value this is, or the statement
} tk_instr;

// Errors that a handler, or a context like pytest.raises, names: what raises them is deliberate.
enum {
    TK_EXPECTS_TYPE_ERROR = 1,
    TK_EXPECTS_VALUE_ERROR = 2,
    TK_EXPECTS_AN_ERROR = 4,   // whichever: what is behind the call that raises it does not run
    TK_EXPECTS_SILENTLY = 8,   // any: callers of this code never see it
    TK_EXPECTS_TO_TELL = 16,   // a TypeError, of which it only tells: deliberate around what raises it itself
};

typedef enum tk_operand_kind {
    TK_OPERAND_PLAIN,
    TK_OPERAND_STAR,       // *xs
    TK_OPERAND_STARSTAR,   // **kw; in a dict display the value
    TK_OPERAND_KEYWORD,    // name=x
    TK_OPERAND_END,        // `temp` is the end of a range
} tk_operand_kind;

typedef struct tk_operand {
    tk_temp temp;
    tk_name name;          // KEYWORD
    uint8_t kind;          // tk_operand_kind
    tk_node node;          // the argument expression; a dict's pair
} tk_operand;

// `x.a` or `x["a"]` that a condition asks about; those it stands on come before it.
typedef struct tk_trail {
    bool item;               // a subscript: `name` is the key's value; else an attribute's name
    bool variable;           // `base` is a slot; else the index + 1 of another trail
    uint32_t base, name;
} tk_trail;

typedef struct tk_code {
    TK_VEC(tk_instr) instrs;
    TK_VEC(tk_operand) operands;
    TK_VEC(tk_trail) trails;
    uint32_t slot_count;     // local variables, parameters first, and behind them the trails
    uint32_t first_trail;    // the slot of the first trail
    uint32_t scope;          // whose variables the slots are
    bool generator, async;
} tk_code;

const char *tk_op_name(tk_op op);

#endif
