#include "infer/trail.h"

enum { TRAILS_MOST = 64, ASKED_DEEP = 32 };

// --- finding them ----------------------------------------------------------------------------------

static bool is_key(const tk_code *code, tk_temp temp)
{
    return code->instrs.at[temp].op == TK_OP_CONST;
}

// The trail that an operation reads or stores to, added when `add`; its index + 1, or 0.
static uint32_t trail_of(tk_code *code, const tk_instr *instr, bool add)
{
    bool item = instr->op == TK_OP_SUBSCRIPT || instr->op == TK_OP_SET_SUBSCRIPT;
    bool attribute = instr->op == TK_OP_ATTRIBUTE || instr->op == TK_OP_SET_ATTRIBUTE;
    if (!attribute && !(item && is_key(code, instr->b)))
        return 0;
    const tk_instr *object = &code->instrs.at[instr->a];
    tk_trail trail = {.item = item, .variable = object->op == TK_OP_LOAD, .base = object->a,
                      .name = item ? code->instrs.at[instr->b].a : instr->b};
    if (!trail.variable)
        trail.base = object->op == TK_OP_ATTRIBUTE || object->op == TK_OP_SUBSCRIPT ? object->c : 0;
    if (!trail.variable && !trail.base)
        return 0;
    for (uint32_t i = 0; i < code->trails.len; i++) {
        const tk_trail *known = &code->trails.at[i];
        if (known->item == trail.item && known->variable == trail.variable &&
            known->base == trail.base && known->name == trail.name)
            return i + 1;
    }
    if (!add || code->trails.len == TRAILS_MOST)
        return 0;
    tk_vec_push(&code->trails, trail);
    return code->trails.len;
}

// Makes a trail of what a condition asks about, with all that it stands on.
static void follow(tk_code *code, tk_temp temp)
{
    tk_temp chain[4];
    uint32_t count = 0;
    for (tk_temp at = temp; count < 4; at = code->instrs.at[at].a) {
        tk_op op = (tk_op)code->instrs.at[at].op;
        if (op != TK_OP_ATTRIBUTE && op != TK_OP_SUBSCRIPT)
            break;
        chain[count++] = at;
    }
    while (count--) {
        tk_instr *instr = &code->instrs.at[chain[count]];
        instr->c = trail_of(code, instr, true);
        if (!instr->c)
            return;
    }
}

// `x.a`, `x.a is None`, `isinstance(x.a, T)`, `type(x.a) is T`, `x.a.ndim == 1`, and these joined.
static void asked(tk_code *code, tk_temp condition, int deep)
{
    const tk_instr instr = code->instrs.at[condition];
    if (!deep)
        return;
    switch ((tk_op)instr.op) {
    case TK_OP_AND:
    case TK_OP_OR:
        asked(code, instr.a, deep - 1);
        asked(code, instr.b, deep - 1);
        break;
    case TK_OP_NOT:
    case TK_OP_IDENTITY:
    case TK_OP_CONTAINS:
        asked(code, instr.a, deep - 1);
        break;
    case TK_OP_COMPARE: {   // of x.a.ndim it is x.a that is asked about
        const tk_instr *left = &code->instrs.at[instr.a];
        asked(code, left->op == TK_OP_ATTRIBUTE ? left->a : left->op == TK_OP_CALL ? instr.a : 0, deep - 1);
        break;
    }
    case TK_OP_CALL:
        if (instr.n)
            asked(code, code->operands.at[instr.list].temp, deep - 1);
        else if (code->instrs.at[instr.a].op == TK_OP_ATTRIBUTE)   // x.a.dim()
            asked(code, code->instrs.at[instr.a].a, deep - 1);
        break;
    case TK_OP_ATTRIBUTE:
    case TK_OP_SUBSCRIPT:
        follow(code, condition);
        break;
    default:
        break;
    }
}

void tk_trails_find(tk_code *code)
{
    for (uint32_t i = 1; i < code->instrs.len; i++) {
        tk_op op = (tk_op)code->instrs.at[i].op;
        if (op == TK_OP_IF || op == TK_OP_TEST || op == TK_OP_ASSERT || op == TK_OP_CHOICE ||
            op == TK_OP_AND || op == TK_OP_OR)
            asked(code, code->instrs.at[i].a, ASKED_DEEP);
    }
    for (uint32_t i = 1; code->trails.len && i < code->instrs.len; i++) {
        tk_instr *instr = &code->instrs.at[i];
        if (instr->op == TK_OP_ATTRIBUTE || instr->op == TK_OP_SUBSCRIPT)
            instr->c = trail_of(code, instr, false);
        else if (instr->op == TK_OP_SET_ATTRIBUTE || instr->op == TK_OP_SET_SUBSCRIPT)
            instr->list = trail_of(code, instr, false);
    }
}

// --- following them --------------------------------------------------------------------------------

static uint32_t slot_of(const tk_frame *frame, uint32_t trail)
{
    return frame->code->first_trail + trail - 1;
}

tk_fact tk_trail_join(tk_infer *self, const tk_frame *frame, uint32_t slot, tk_fact a, tk_fact b)
{
    if (tk_is_trail(frame, slot) && (a.value.i == TK_BOTTOM.i || b.value.i == TK_BOTTOM.i))
        return TK_FACT_BOTTOM;
    return tk_join(self, a, b);
}

bool tk_trail_read(tk_frame *frame, uint32_t index, tk_fact *fact)
{
    uint32_t trail = frame->code->instrs.at[index].c;
    if (!trail)
        return false;
    frame->stored[slot_of(frame, trail)].several = false;
    *fact = frame->slots[slot_of(frame, trail)];
    return fact->value.i != TK_BOTTOM.i;
}

int64_t tk_trail_slot(tk_frame *frame, tk_temp temp)
{
    const tk_instr *instr = &frame->code->instrs.at[temp];
    bool reads = instr->op == TK_OP_ATTRIBUTE || instr->op == TK_OP_SUBSCRIPT;
    if (!reads || !instr->c || frame->as_of || frame->temps[temp].value.i == TK_BOTTOM.i)
        return -1;
    uint32_t slot = slot_of(frame, instr->c);
    if (frame->stored[slot].several)
        return -1;
    if (frame->slots[slot].value.i == TK_BOTTOM.i) {
        tk_fact fact = frame->temps[temp];
        fact.keyed = 0;
        tk_frame_set(frame, slot, fact);
    }
    return slot;
}

// `several` of a trail: it may have changed since it was read.
static void forget(tk_frame *frame, uint32_t trail)
{
    uint32_t slot = slot_of(frame, trail);
    frame->stored[slot].several = true;
    if (frame->slots[slot].value.i != TK_BOTTOM.i)
        tk_frame_set(frame, slot, TK_FACT_BOTTOM);
}

// Does a trail begin with the variable, or the other trail? Trails stand behind those they stand on.
static bool stands_on(const tk_frame *frame, const tk_trail *trail, bool variable, uint32_t base)
{
    for (;; trail = &frame->code->trails.at[trail->base - 1]) {
        if (trail->variable == variable && trail->base == base)
            return true;
        if (trail->variable)
            return false;
    }
}

static void forget_below(tk_frame *frame, bool variable, uint32_t base)
{
    for (uint32_t i = 0; i < frame->code->trails.len; i++)
        if (stands_on(frame, &frame->code->trails.at[i], variable, base))
            forget(frame, i + 1);
}

void tk_trail_bound(tk_frame *frame, uint32_t slot)
{
    if (frame->code->trails.len)
        forget_below(frame, true, slot);
}

void tk_trail_yielded(tk_frame *frame)
{
    for (uint32_t i = 0; i < frame->code->trails.len; i++)
        forget(frame, i + 1);
}

// What is read back is what was stored: of an object of the file, without a property, and of a value that
// is no container, which the object keeps as one for all calls.
static bool reads_back(tk_infer *self, tk_fact object, tk_name name, tk_fact value)
{
    const tk_value_row row = *tk_value_of(self->pool, object.value);
    const tk_value_row stored = *tk_value_of(self->pool, value.value);
    uint32_t project = row.kind == TK_VALUE_INSTANCE ? tk_project_class_index(row.ref) : 0;
    return project && !tk_project_member(self, project, name) && stored.kind == TK_VALUE_INSTANCE &&
           !stored.object.i && !stored.items.i;
}

void tk_trail_stored(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    if (!frame->code->trails.len)
        return;
    bool item = instr->op != TK_OP_SET_ATTRIBUTE;
    const tk_instr *key = &frame->code->instrs.at[instr->b];
    for (uint32_t i = 0; i < frame->code->trails.len; i++) {
        const tk_trail *trail = &frame->code->trails.at[i];
        bool same = trail->item == item && (!item              ? trail->name == instr->b
                                           : key->op == TK_OP_CONST ? trail->name == key->a
                                                                    : true);
        if (!same)
            continue;
        forget(frame, i + 1);
        forget_below(frame, false, i + 1);
    }
    if (!item && instr->list && reads_back(self, frame->temps[instr->a], (tk_name){instr->b},
                                           frame->temps[instr->c])) {
        tk_fact fact = frame->temps[instr->c];
        fact.keyed = 0;
        tk_frame_set(frame, slot_of(frame, instr->list), fact);
    }
}

// The variable or trail that a temp reads: what stands on it may be changed through it.
static void passed(tk_frame *frame, tk_temp temp)
{
    const tk_instr *instr = &frame->code->instrs.at[temp];
    if (instr->op == TK_OP_LOAD)
        forget_below(frame, true, instr->a);
    else if ((instr->op == TK_OP_ATTRIBUTE || instr->op == TK_OP_SUBSCRIPT) && instr->c)
        forget_below(frame, false, instr->c);
}

// Functions that only ask change nothing; libraries change what they are given; of all others nobody
// knows what they reach, but what is not passed is mostly left alone.
void tk_trail_called(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    if (!frame->code->trails.len)
        return;
    const tk_value_row *callee = tk_value_of(self->pool, frame->temps[instr->a].value);
    bool library = callee->kind == TK_VALUE_FUNCTION;
    if (library && tk_function_of(self->catalog, (tk_function_id){callee->ref})->guard != TK_GUARD_NONE)
        return;
    if (frame->code->instrs.at[instr->a].op == TK_OP_ATTRIBUTE)
        passed(frame, frame->code->instrs.at[instr->a].a);
    for (uint32_t i = 0; i < instr->n; i++)
        passed(frame, frame->code->operands.at[instr->list + i].temp);
    for (uint32_t i = 0; !library && i < frame->code->trails.len; i++) {
        uint32_t slot = slot_of(frame, i + 1);
        tk_fact fact = frame->slots[slot];
        if (tk_value_is_builtin(self->pool, fact.value, TK_BUILTIN_NONE)) {
            forget(frame, i + 1);
        } else if (fact.value.i != TK_BOTTOM.i && fact.certainty == TK_DEFINITE) {
            fact.certainty = TK_LIKELY;
            tk_frame_set(frame, slot, fact);
        }
    }
}
