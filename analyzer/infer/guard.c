// Narrowing: what a condition says about the variables it mentions when it holds, or does not.
#include "infer/guard.h"

#include "infer/trail.h"

#include "transfer/transfer.h"
#include "value/derivation.h"

const tk_instr *tk_guard_instr(const tk_frame *frame, tk_temp temp)
{
    return &frame->code->instrs.at[temp];
}

int64_t tk_guard_variable(tk_frame *frame, tk_temp temp)
{
    const tk_instr *instr = tk_guard_instr(frame, temp);
    if (instr->op != TK_OP_LOAD)
        return tk_trail_slot(frame, temp);
    if (frame->as_of && frame->stored[instr->a].at > frame->as_of)
        return -1;
    return (int64_t)instr->a;
}

// An attribute is one of several things because its objects differ: in a call with arguments of its own it
// is not known which of them go with which.
static bool is_mixed(tk_infer *self, const tk_frame *frame, int64_t slot)
{
    if (!tk_is_trail(frame, slot) || !frame->context)
        return false;
    tk_value members[TK_UNION_MOST];
    uint32_t things = 0, count = tk_value_members(self->pool, frame->slots[slot].value, members);
    for (uint32_t i = 0; i < count; i++)
        things += members[i].i != TK_UNKNOWN.i && !tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE);
    return things > 1;
}

void tk_guard_narrow(tk_infer *self, tk_frame *frame, int64_t slot, tk_value value, tk_certainty certainty)
{
    tk_fact fact = frame->slots[slot];
    if (value.i == fact.value.i)
        return;
    if (is_mixed(self, frame, slot))
        certainty = TK_POSSIBLE;
    // An attribute may be set from anywhere: what contradicts a condition is not what it is.
    bool certain = !tk_is_trail(frame, slot) && (!frame->lenient || fact.certainty == TK_DEFINITE);
    if (value.i == TK_BOTTOM.i && certain) {
        frame->dead = true;
        frame->barred = tk_certainty_least(frame->barred, fact.certainty);
        return;
    }
    fact.value = value.i == TK_BOTTOM.i ? TK_UNKNOWN : value;
    fact.certainty = tk_certainty_least(fact.certainty, certainty);
    tk_frame_set(frame, (uint32_t)slot, fact);
}

tk_value tk_guard_filter(tk_infer *self, tk_value value, tk_guard_test *test, const void *context,
                         bool truth)
{
    tk_value members[TK_UNION_MOST], kept = TK_BOTTOM;
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++)
        if (members[i].i == TK_UNKNOWN.i || test(self, members[i], context) == truth)
            kept = tk_value_join(self->pool, kept, members[i]);
    return kept;
}

// What was asked may have taken away what makes the value interesting.
void tk_guard_doubt(tk_frame *frame, int64_t slot)
{
    tk_fact fact = frame->slots[slot];
    if (fact.value.i == TK_UNKNOWN.i || fact.certainty == TK_POSSIBLE)
        return;
    fact.certainty = TK_POSSIBLE;
    tk_frame_set(frame, (uint32_t)slot, fact);
}

// --- calls that test -------------------------------------------------------------------------------

static bool is_callable(tk_infer *self, tk_value member, const void *context)
{
    (void)context;
    tk_value_kind kind = tk_value_kind_of(self->pool, member);
    return kind == TK_VALUE_FUNCTION || kind == TK_VALUE_DEF || kind == TK_VALUE_CLASS ||
           tk_member_special(self, member, "__call__").i != TK_BOTTOM.i;
}

static bool is_scalar(tk_infer *self, tk_value member, const void *context)
{
    (void)context;
    tk_family family = tk_value_family(self->pool, member);
    return family == TK_FAMILY_SCALAR || family == TK_FAMILY_TEXT;
}

static bool has_attribute(tk_infer *self, tk_value member, const void *context)
{
    return tk_member_is_known(self, member, *(const tk_name *)context);
}

// `if is_hashable(x):`: where a function says yes that nobody knows, x may not be what it is elsewhere;
// where one of the file's own that asks what x is says anything.
static void guard_predicate(tk_infer *self, tk_frame *frame, const tk_instr *call, bool truth)
{
    int64_t slot = tk_guard_variable(frame, frame->code->operands.at[call->list].temp);
    if (frame->code->instrs.at[frame->at].op == TK_OP_ASSERT)   // there is no other way for what it is not
        return;
    const tk_value_row *callee = tk_value_of(self->pool, frame->temps[call->a].value);
    bool known = callee->kind == TK_VALUE_DEF && !self->program.defs.at[callee->ref].home.module;
    bool asks = callee->kind == TK_VALUE_DEF && self->program.defs.at[callee->ref].asks_classes;
    if ((known ? asks : truth || asks) && slot >= 0)
        tk_guard_doubt(frame, slot);
}

// `all(isinstance(x, dict) for x in xs)`: the condition on x holds; where it tells xs apart, or may do
// that, xs is not what it is elsewhere. (That xs may be empty is left out.)
static void guard_items(tk_infer *self, tk_frame *frame, tk_temp comprehension, bool truth)
{
    const tk_instr *value = tk_guard_instr(frame, comprehension);
    const tk_instr *add = comprehension > 1 ? value - 1 : value;
    if (value->op != TK_OP_VALUE || add->op != TK_OP_ADD_TO || add->a != value->a)
        return;
    for (tk_temp loop = value->a; loop < comprehension; loop++) {
        const tk_instr *item = &frame->code->instrs.at[loop + 2];   // for, its element, stored
        if (tk_guard_instr(frame, loop)->op != TK_OP_FOR || item->op != TK_OP_STORE)
            continue;
        tk_fact before = frame->slots[item->a];
        if (before.value.i == TK_BOTTOM.i)
            return;
        tk_guard_apply(self, frame, add->b, truth);
        int64_t items = tk_guard_variable(frame, tk_guard_instr(frame, loop)->a);
        if (!frame->dead && items >= 0 && !tk_fact_equal(before, frame->slots[item->a]))
            tk_guard_doubt(frame, items);
        return;
    }
}

static void guard_call(tk_infer *self, tk_frame *frame, const tk_instr *call, bool truth)
{
    tk_value callee = frame->temps[call->a].value;
    const tk_value_row *row = tk_value_of(self->pool, callee);
    if (call->n == 0)
        return;
    if (row->kind != TK_VALUE_FUNCTION) {
        guard_predicate(self, frame, call, truth);
        return;
    }
    const tk_function *function = tk_function_of(self->catalog, (tk_function_id){row->ref});
    const tk_operand *operands = &frame->code->operands.at[call->list];
    int64_t slot = tk_guard_variable(frame, operands[0].temp);
    tk_value second = call->n > 1 ? frame->temps[operands[1].temp].value : TK_UNKNOWN;
    if (function->guard == TK_GUARD_ISSUBCLASS)
        tk_guard_type(self, frame, operands[0].temp, second, truth, call->node);
    if (function->guard == (truth ? TK_GUARD_ALL : TK_GUARD_ANY))
        guard_items(self, frame, operands[0].temp, truth);
    if (function->guard == TK_GUARD_NONE || function->guard == TK_GUARD_ISSUBCLASS || slot < 0)
        return;
    tk_value value = frame->slots[slot].value;
    tk_name name;
    switch ((tk_guard)function->guard) {
    case TK_GUARD_ISINSTANCE:
        tk_guard_classes(self, frame, slot, tk_guard_classes_in(self, second), truth, call->node);
        break;
    case TK_GUARD_IS_CLASS: {
        tk_class_list list = {.at = {{function->guard_class.i}}, .count = 1};
        tk_guard_classes(self, frame, slot, list, truth, call->node);
        break;
    }
    case TK_GUARD_CALLABLE:
        tk_guard_narrow(self, frame, slot, tk_guard_filter(self, value, is_callable, NULL, truth), TK_DEFINITE);
        break;
    case TK_GUARD_IS_SCALAR:
        tk_guard_narrow(self, frame, slot, tk_guard_filter(self, value, is_scalar, NULL, truth), TK_DEFINITE);
        break;
    case TK_GUARD_HASATTR:
        if (tk_value_as_text(self->pool, second, &name))
            tk_guard_narrow(self, frame, slot, tk_guard_filter(self, value, has_attribute, &name, truth),
                   TK_DEFINITE);
        break;
    default:
        break;
    }
}

// --- comparisons -----------------------------------------------------------------------------------

static bool is_none(tk_infer *self, tk_value member, const void *context)
{
    (void)context;
    return tk_value_is_builtin(self->pool, member, TK_BUILTIN_NONE);
}

static bool is_false(tk_infer *self, tk_value member, const void *context)
{
    (void)context;
    return tk_value_truth(self->pool, member) == 0;
}

// Is this temp the rank of a variable: x.ndim, x.dim(), len(x.shape)? Then its slot, else -1.
static int64_t rank_of(tk_infer *self, tk_frame *frame, tk_temp temp)
{
    const tk_instr *instr = tk_guard_instr(frame, temp);
    if (instr->op == TK_OP_CALL && instr->n == 1 &&
        tk_value_kind_of(self->pool, frame->temps[instr->a].value) == TK_VALUE_FUNCTION) {
        // len(x.shape)
        const tk_instr *shape =
            tk_guard_instr(frame, frame->code->operands.at[instr->list].temp);
        tk_value value = frame->temps[frame->code->operands.at[instr->list].temp].value;
        if (shape->op == TK_OP_ATTRIBUTE &&
            tk_value_family(self->pool, value) == TK_FAMILY_TUPLE) {
            int64_t slot = tk_guard_variable(frame, shape->a);
            if (slot >= 0 &&
                tk_value_family(self->pool, frame->slots[slot].value) == TK_FAMILY_ARRAY)
                return slot;
        }
        return -1;
    }
    const tk_instr *attribute = instr;
    if (instr->op == TK_OP_CALL && instr->n == 0)
        attribute = tk_guard_instr(frame, instr->a);
    if (attribute->op != TK_OP_ATTRIBUTE)
        return -1;
    int64_t slot = tk_guard_variable(frame, attribute->a);
    if (slot < 0 || tk_value_family(self->pool, frame->slots[slot].value) != TK_FAMILY_ARRAY)
        return -1;
    tk_class_id cls = tk_value_catalog_class(self->pool, frame->slots[slot].value);
    const tk_member *member = tk_class_member(self->catalog, cls, (tk_name){attribute->b});
    if (!member)
        return -1;
    uint8_t transfer = member->function.i
                           ? tk_function_of(self->catalog, member->function)->transfer
                           : member->transfer;
    return transfer == TK_TRANSFER_RANK ? slot : -1;
}

static void guard_rank(tk_infer *self, tk_frame *frame, const tk_instr *compare, bool truth)
{
    int number;
    int64_t slot = rank_of(self, frame, compare->a);
    if (slot >= 0 && !tk_is_trail(frame, slot))
        self->program.defs.at[frame->def].asks_classes = true;
    if (slot < 0 || !tk_value_as_int(self->pool, frame->temps[compare->b].value, &number))
        return;
    tk_slice method = tk_names_text(self->names, (tk_name){compare->c});
    bool equal = tk_slice_is(method, "__eq__") || tk_slice_is(method, "__ne__");
    if (!equal)
        return;
    if (tk_slice_is(method, "__ne__"))
        truth = !truth;
    tk_value value = frame->slots[slot].value;
    tk_value_row row = *tk_value_of(self->pool, value);
    if (row.rank >= 0) {
        if ((row.rank == number) != truth)
            tk_guard_narrow(self, frame, slot, TK_BOTTOM, TK_DEFINITE);
    } else if (truth && number >= 0) {
        tk_guard_narrow(self, frame, slot,
               tk_value_array(self->pool, (tk_class_ref){row.ref}, number, NULL,
                              (tk_dtype)row.dtype),
               TK_DEFINITE);
    }
}

// `x.dtype == np.float32`
static void guard_dtype(tk_infer *self, tk_frame *frame, const tk_instr *compare, bool equal)
{
    const tk_instr *attribute = tk_guard_instr(frame, compare->a);
    int64_t slot = attribute->op == TK_OP_ATTRIBUTE ? tk_guard_variable(frame, attribute->a) : -1;
    tk_value said = frame->temps[compare->a].value;
    if (slot < 0 || !equal || !(tk_derivation_of(self->pool, said).parts & TK_DERIVED(DTYPE)))
        return;
    tk_value value = frame->slots[slot].value;
    tk_dtype dtype = tk_dtype_named(self, frame->temps[compare->b].value);
    if (dtype != TK_DTYPE_UNKNOWN && tk_value_family(self->pool, value) == TK_FAMILY_ARRAY &&
        tk_value_of(self->pool, value)->dtype == TK_DTYPE_UNKNOWN)
        tk_guard_narrow(self, frame, slot, tk_value_with_dtype(self->pool, value, dtype), TK_DEFINITE);
}

static bool is_parameter(const tk_infer *self, const tk_frame *frame, int64_t slot)
{
    const tk_def *def = &self->program.defs.at[frame->def];
    for (uint32_t i = 0; frame->def && i < def->param_count; i++)
        if (def->params[i].slot == slot)
            return true;
    return false;
}

// What a call gave, and is only likely, may well be None where somebody asks (`hit = d.get(key)`).
static void guard_none(tk_infer *self, tk_frame *frame, int64_t slot, bool truth)
{
    tk_fact fact = frame->slots[slot];
    const tk_stored *stored = &frame->stored[slot];
    tk_value kept = tk_guard_filter(self, fact.value, is_none, NULL, truth);
    bool given = !tk_is_trail(frame, slot) && stored->at && !is_parameter(self, frame, slot) &&
                 tk_guard_instr(frame, stored->temp)->op == TK_OP_CALL;
    if (kept.i == TK_BOTTOM.i && given && fact.certainty < TK_DEFINITE)
        kept = truth ? tk_value_none(self->pool) : TK_UNKNOWN;
    tk_guard_narrow(self, frame, slot, kept, TK_DEFINITE);
}

// One of the two operands decided: what holds is what either says.
static void guard_either(tk_infer *self, tk_frame *frame, const tk_instr *instr, bool truth)
{
    tk_temp operands[2] = {instr->a, instr->b};
    tk_deltas ways = {0};
    for (int i = 0; i < 2; i++) {
        uint32_t mark = frame->log.len;
        tk_guard_apply(self, frame, operands[i], truth);
        tk_vec_push(&ways, tk_frame_leave(frame, mark));
    }
    tk_frame_merge(self, frame, &ways, false);
}

// `if is_type:` behind `is_type = isinstance(x, type)` says what the call said. One step back only.
static void guard_named(tk_infer *self, tk_frame *frame, uint32_t slot, bool truth)
{
    const tk_stored *stored = &frame->stored[slot];
    if (frame->as_of || !stored->at || stored->several)
        return;
    frame->as_of = stored->at;
    tk_guard_apply(self, frame, stored->temp, truth);
    frame->as_of = 0;
}

// `found = first_of_kind(x)` and `if found is None:`, where the function asks what x is: on neither way
// is x what it is elsewhere for certain.
static void doubt_arguments(tk_infer *self, tk_frame *frame, uint32_t slot)
{
    const tk_stored *stored = &frame->stored[slot];
    const tk_instr *call = tk_guard_instr(frame, stored->temp);
    if (frame->as_of || !stored->at || stored->several || call->op != TK_OP_CALL)
        return;
    const tk_value_row *callee = tk_value_of(self->pool, frame->temps[call->a].value);
    if (callee->kind != TK_VALUE_DEF || !self->program.defs.at[callee->ref].asks_classes)
        return;
    frame->as_of = stored->at;
    for (uint32_t i = 0; i < call->n; i++) {
        int64_t argument = tk_guard_variable(frame, frame->code->operands.at[call->list + i].temp);
        if (argument >= 0)
            tk_guard_doubt(frame, argument);
    }
    frame->as_of = 0;
}

// `if key in modules:`, where only names can be: either the key or the container is another one.
static void guard_member(tk_infer *self, tk_frame *frame, const tk_instr *contains)
{
    tk_class_id cls = tk_value_catalog_class(self->pool, frame->temps[contains->b].value);
    tk_name getter = tk_infer_name(self, "__getitem__");
    const tk_member *member = cls.i ? tk_class_member(self->catalog, cls, getter) : NULL;
    int64_t slot = tk_guard_variable(frame, contains->a);
    if (!member || !member->function.i || slot < 0)
        return;
    const tk_function *function = tk_function_of(self->catalog, member->function);
    if (function->hashing_count && function->hashing->site == TK_SITE_MODULE_KEY)
        tk_guard_doubt(frame, slot);
}

// Conditions nest as deep as `and`, `or` and `not` do in the source, which lowering bounds.
void tk_guard_apply(tk_infer *self, tk_frame *frame, tk_temp condition, bool truth)
{
    const tk_instr *instr = tk_guard_instr(frame, condition);
    int64_t slot;
    tk_slice method;
    if (frame->dead)
        return;
    switch ((tk_op)instr->op) {
    case TK_OP_LOAD:
        if (truth)
            tk_guard_narrow(self, frame, instr->a,
                   tk_guard_filter(self, frame->slots[instr->a].value, is_false, NULL, false),
                   TK_DEFINITE);
        guard_named(self, frame, instr->a, truth);
        doubt_arguments(self, frame, instr->a);
        break;
    case TK_OP_ATTRIBUTE:
    case TK_OP_SUBSCRIPT:
        slot = truth ? tk_trail_slot(frame, condition) : -1;
        if (slot >= 0)
            tk_guard_narrow(self, frame, slot,
                            tk_guard_filter(self, frame->slots[slot].value, is_false, NULL, false),
                            TK_DEFINITE);
        break;
    case TK_OP_NOT:
        tk_guard_apply(self, frame, instr->a, !truth);
        break;
    case TK_OP_AND:
    case TK_OP_OR:
        if ((instr->op == TK_OP_AND) == truth) {
            tk_guard_apply(self, frame, instr->a, truth);
            tk_guard_apply(self, frame, instr->b, truth);
        } else {
            guard_either(self, frame, instr, truth);
        }
        break;
    case TK_OP_CALL:
        guard_call(self, frame, instr, truth);
        break;
    case TK_OP_IDENTITY:
        slot = tk_guard_variable(frame, instr->a);
        if (instr->flag)
            truth = !truth;
        if (slot >= 0 && is_none(self, frame->temps[instr->b].value, NULL)) {
            guard_none(self, frame, slot, truth);
            if (!tk_is_trail(frame, slot))
                doubt_arguments(self, frame, (uint32_t)slot);
        } else {
            tk_guard_type(self, frame, instr->a, frame->temps[instr->b].value, truth, instr->node);
        }
        break;
    case TK_OP_CONTAINS:   // `type(x) in (list, tuple)`
        if (truth != instr->flag)
            guard_member(self, frame, instr);
        tk_guard_type(self, frame, instr->a, frame->temps[instr->b].value, truth != instr->flag,
                      instr->node);
        break;
    case TK_OP_COMPARE:
        guard_rank(self, frame, instr, truth);
        method = tk_names_text(self->names, (tk_name){instr->c});
        guard_dtype(self, frame, instr, truth == tk_slice_is(method, "__eq__"));
        if (tk_slice_is(method, "__eq__") || tk_slice_is(method, "__ne__"))
            tk_guard_type(self, frame, instr->a, frame->temps[instr->b].value,
                          truth == tk_slice_is(method, "__eq__"), instr->node);
        break;
    default:
        break;
    }
}
