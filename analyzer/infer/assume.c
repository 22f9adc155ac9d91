// What the code does with a variable says what it must be: where a call or an index did not fail, its
// operand was such as it takes.
#include "infer/infer.h"

static const tk_operand *operands_of(const tk_frame *frame, const tk_instr *instr)
{
    const tk_operand *all = frame->code->operands.at;   // NULL when the code has none at all
    return instr->list ? &all[instr->list] : all;
}

// What an unknown variable must be, since this was done with it: likely an instance of `cls`.
static void assume_class(tk_infer *self, tk_frame *frame, tk_temp temp, tk_class_id cls,
                         tk_node node)
{
    const tk_instr *read = &frame->code->instrs.at[temp];
    if (!cls.i || read->op != TK_OP_LOAD || frame->slots[read->a].value.i != TK_UNKNOWN.i)
        return;
    tk_fact fact = frame->slots[read->a];
    fact.value = tk_value_instance(self->pool, cls);
    fact.certainty = tk_certainty_least(fact.certainty, TK_LIKELY);
    if (!fact.origin.i)
        fact.origin = tk_origin_add(&self->origins, node, TK_HOW_EVIDENCE, (tk_origin){0});
    tk_frame_set(frame, read->a, fact);
}

// A function of a library that takes nothing but its arrays has got them.
void tk_assume_call(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_value callee = frame->temps[instr->a].value;
    const tk_value_row row = *tk_value_of(self->pool, callee);
    tk_function_id id = {row.kind == TK_VALUE_FUNCTION ? row.ref : 0};
    if (row.kind == TK_VALUE_INSTANCE) {
        const tk_value method = tk_member_special(self, callee, "__call__");
        if (tk_value_kind_of(self->pool, method) == TK_VALUE_FUNCTION)
            id.i = tk_value_of(self->pool, method)->ref;
    }
    if (row.kind == TK_VALUE_CLASS && !tk_project_class_index(row.ref))
        id = tk_class_of(self->catalog, (tk_class_id){row.ref})->constructor;
    const tk_function *function = id.i ? tk_function_of(self->catalog, id) : NULL;
    const tk_operand *operands = operands_of(frame, instr);
    for (uint32_t i = 0; function && function->requires.i && i < instr->n; i++) {
        if (operands[i].kind != TK_OPERAND_PLAIN || i >= function->param_count)
            break;
        tk_role role = function->params[i].role;
        if (role == TK_ROLE_X || role == TK_ROLE_Y || role == TK_ROLE_START || role == TK_ROLE_STOP)
            assume_class(self, frame, operands[i].temp, function->requires, operands[i].node);
    }
}

// Of the several things that a variable may be, those which have the attribute; None has none, and what is
// not known is what a method says that only one class has.
static void assume_among(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    const tk_instr *read = &frame->code->instrs.at[instr->a];
    tk_value whole = frame->temps[instr->a].value, members[TK_UNION_MOST], kept = TK_BOTTOM;
    tk_slice name = tk_names_text(self->names, (tk_name){instr->b});
    if (read->op != TK_OP_LOAD || frame->slots[read->a].value.i != whole.i ||
        tk_value_kind_of(self->pool, whole) != TK_VALUE_UNION || tk_slice_starts(name, "__"))
        return;
    tk_class_id cls = tk_value_has_unknown(self->pool, whole)
                          ? tk_evidence_class(self, (tk_name){instr->b}) : (tk_class_id){0};
    uint32_t count = tk_value_members(self->pool, whole, members);
    for (uint32_t i = 0; i < count; i++) {
        bool unknown = members[i].i == TK_UNKNOWN.i;
        bool fits = unknown || (cls.i ? tk_member_is_known(self, members[i], (tk_name){instr->b})
                                          : !tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE));
        tk_value one = unknown && cls.i ? tk_value_instance(self->pool, cls) : members[i];
        if (fits)
            kept = tk_value_join(self->pool, kept, one);
    }
    tk_fact fact = frame->slots[read->a];
    if (kept.i == TK_BOTTOM.i || kept.i == whole.i)
        return;
    fact.value = kept;
    fact.certainty = cls.i ? TK_LIKELY : fact.certainty;
    tk_frame_set(frame, read->a, fact);
    frame->temps[instr->a] = fact;
}

// A method that only one class has.
void tk_assume_attribute(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    if (frame->temps[instr->a].value.i != TK_UNKNOWN.i) {
        assume_among(self, frame, instr);
        return;
    }
    tk_class_id cls = tk_evidence_class(self, (tk_name){instr->b});
    assume_class(self, frame, instr->a, cls, instr->node);
    tk_evidence_note(self, frame, instr->a, cls, instr->node);
}

// Sets the rank of the array in the variable that `temp` reads, where it is not known and not less.
static void assume_rank(tk_infer *self, tk_frame *frame, tk_temp temp, int rank)
{
    const tk_instr *read = &frame->code->instrs.at[temp];
    tk_value_row row = *tk_value_of(self->pool, frame->temps[temp].value);
    if (read->op != TK_OP_LOAD || row.kind != TK_VALUE_INSTANCE || row.rank >= 0 ||
        tk_value_family(self->pool, frame->temps[temp].value) != TK_FAMILY_ARRAY ||
        frame->slots[read->a].value.i != frame->temps[temp].value.i ||
        tk_rank_least(row.rank) > tk_rank_least(rank))
        return;
    row.rank = (int8_t)rank;
    tk_fact fact = frame->slots[read->a];
    tk_value before = fact.value;
    fact.value = tk_pool_intern(self->pool, row);
    tk_frame_set(frame, read->a, fact);
    // `x[x[:, 0] > 0]`: the outer one was read before.
    for (uint32_t i = 1; i < temp; i++)
        if (frame->code->instrs.at[i].op == TK_OP_LOAD &&
            frame->code->instrs.at[i].a == read->a && frame->temps[i].value.i == before.i)
            frame->temps[i].value = fact.value;
}

// Is this operation `x.shape` or `x.size()` of an array? Then the temp of x, else 0.
static tk_temp shape_of(tk_infer *self, const tk_frame *frame, tk_temp temp)
{
    const tk_instr *whole = &frame->code->instrs.at[temp];
    if (whole->op == TK_OP_CALL && whole->n == 0)
        whole = &frame->code->instrs.at[whole->a];
    tk_class_id cls = whole->op == TK_OP_ATTRIBUTE
                          ? tk_value_catalog_class(self->pool, frame->temps[whole->a].value)
                          : (tk_class_id){0};
    const tk_member *member =
        cls.i ? tk_class_member(self->catalog, cls, (tk_name){whole->b}) : NULL;
    uint8_t transfer = !member             ? TK_TRANSFER_TYPE
                       : member->function.i ? tk_function_of(self->catalog, member->function)->transfer
                                            : member->transfer;
    return transfer == TK_TRANSFER_DIMS ? whole->a : 0;
}

// `h, w, c = x.shape`: an array that has three dimensions.
void tk_assume_unpacked(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_temp array = instr->b || instr->flag || !instr->c || instr->c > TK_ITEMS_MOST
                        ? 0 : shape_of(self, frame, instr->a);
    if (array)
        assume_rank(self, frame, array, (int)instr->c);
}

// `x[:, 0]`: it has two dimensions at least; `x.shape[1]` says the same.
void tk_assume_indexed(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    const tk_instr *key = &frame->code->instrs.at[instr->b];
    tk_temp array = shape_of(self, frame, instr->a);
    int number;
    if (array) {
        if (tk_value_as_int(self->pool, frame->temps[instr->b].value, &number) && number > 0 &&
            number < TK_ITEMS_MOST)
            assume_rank(self, frame, array, tk_rank_from(number + 1));
        return;
    }
    const tk_operand *items = operands_of(frame, key);
    for (uint32_t i = 0; key->op == TK_OP_TUPLE && i < key->n; i++) {
        tk_value item = frame->temps[items[i].temp].value;
        bool slice = tk_value_is_builtin(self->pool, item, TK_BUILTIN_SLICE);
        if (items[i].kind == TK_OPERAND_STAR ||
            (!slice && tk_value_family(self->pool, item) != TK_FAMILY_SCALAR))
            return;
    }
    if (key->op == TK_OP_TUPLE && key->n > 1 && key->n <= TK_ITEMS_MOST)
        assume_rank(self, frame, instr->a, tk_rank_from((int)key->n));
}
