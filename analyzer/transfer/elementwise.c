// Transfers that combine arrays element by element.
#include "transfer/transfer.h"

#include <string.h>

// The broadcast of what was seen so far with one more operand.
typedef struct broadcast {
    tk_operand_array all;
    tk_dtype weak;        // of Python numbers, which do not widen arrays of their kind
    bool unknown, any;
} broadcast;

static int greater(int a, int b)
{
    return a > b ? a : b;
}

static void broadcast_dims(tk_operand_array *all, const tk_operand_array *one)
{
    uint32_t dims[TK_RANK_MOST] = {0};
    int rank = all->rank > one->rank ? all->rank : one->rank;
    for (int i = 0; i < rank; i++) {
        int a = all->rank - rank + i, b = one->rank - rank + i;
        uint32_t x = a < 0 ? 1 : all->dims[a], y = b < 0 ? 1 : one->dims[b];
        if (x == 1 || x == y)
            dims[i] = y;
        else if (y == 1)
            dims[i] = x;
        else   // a size of 1 on the unknown side gives the other one; sizes that differ raise
            dims[i] = x == TK_DIM_UNKNOWN && y > 1 ? y : y == TK_DIM_UNKNOWN && x > 1
                                                             ? x : TK_DIM_UNKNOWN;
    }
    memcpy(all->dims, dims, (size_t)rank * sizeof *dims);
    all->rank = rank;
}

static bool is_python_number(tk_infer *self, tk_value value)
{
    return tk_value_is_builtin(self->pool, value, TK_BUILTIN_INT) ||
           tk_value_is_builtin(self->pool, value, TK_BUILTIN_FLOAT) ||
           tk_value_is_builtin(self->pool, value, TK_BUILTIN_COMPLEX) ||
           tk_value_is_builtin(self->pool, value, TK_BUILTIN_BOOL);
}

static void add_operand(tk_infer *self, broadcast *sum, tk_fact fact, tk_dtype python_float)
{
    tk_operand_array one = tk_nested_of(self, fact, python_float);
    if (!one.known) {
        sum->unknown = true;
        return;
    }
    if (is_python_number(self, fact.value)) {
        sum->weak = one.dtype > sum->weak ? one.dtype : sum->weak;
        if (!sum->any) {
            sum->all.rank = 0;
            sum->all.scalar = true;
        }
        sum->any = true;
        return;
    }
    bool first = !sum->any || (sum->all.scalar && sum->all.dtype == TK_DTYPE_UNKNOWN);
    sum->all.dtype = first ? one.dtype : tk_dtype_promote(sum->all.dtype, one.dtype);
    sum->all.array |= one.array;
    if (!sum->any)
        sum->all.rank = 0;
    sum->any = true;
    sum->all.scalar = false;
    if (sum->all.rank < 0 || one.rank < 0)
        sum->all.rank = tk_rank_from(greater(tk_rank_least(sum->all.rank), tk_rank_least(one.rank)));
    else
        broadcast_dims(&sum->all, &one);
}

static tk_dtype with_weak(const broadcast *sum, tk_dtype python_float)
{
    tk_dtype dtype = sum->all.dtype;
    if (sum->weak == TK_DTYPE_UNKNOWN)
        return dtype;
    if (dtype == TK_DTYPE_UNKNOWN)
        return sum->all.scalar ? sum->weak : dtype;
    if (sum->weak >= TK_DTYPE_COMPLEX64 && dtype < TK_DTYPE_COMPLEX64)   // as wide as the floats
        return dtype == TK_DTYPE_FLOAT64 || (dtype <= TK_DTYPE_INT64 && python_float == TK_DTYPE_FLOAT64)
                   ? TK_DTYPE_COMPLEX128 : dtype == TK_DTYPE_BFLOAT16 || dtype == TK_DTYPE_FLOAT16
                   ? TK_DTYPE_UNKNOWN : TK_DTYPE_COMPLEX64;
    if (sum->weak >= TK_DTYPE_BFLOAT16 && dtype <= TK_DTYPE_INT64)
        return python_float;
    if (sum->weak == TK_DTYPE_INT64 && dtype == TK_DTYPE_BOOL)
        return TK_DTYPE_INT64;
    return dtype;
}

// Bools stay bools under &, |, ^ and ~; what arithmetic makes of them differs between functions.
static bool keeps_bools(tk_infer *self, const tk_call *call)
{
    static const char *const ends[] = {"and__", "or__", "invert__"};
    const char *name = tk_names_text(self->names, call->function->name).at;
    for (size_t i = 0; name && i < sizeof ends / sizeof *ends; i++)
        if (strstr(name, ends[i]))
            return true;
    return false;
}

static const tk_role roles[] = {TK_ROLE_X, TK_ROLE_Y, TK_ROLE_VALUE};

// An operand that is one of several known things: the result is that for one of them. BOTTOM when there
// is no such operand.
static tk_fact for_each_member(tk_infer *self, const tk_call *call)
{
    tk_value members[TK_UNION_MOST];
    tk_fact all = TK_FACT_BOTTOM;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        uint32_t count = tk_value_members(self->pool, call->roles[roles[i]].value, members);
        bool known = count > 1;
        for (uint32_t k = 0; k < count; k++)
            known &= tk_array_of(self, members[k]).known;
        if (!known)
            continue;
        tk_call one = *call;
        for (uint32_t k = 0; k < count; k++) {
            one.roles[roles[i]].value = members[k];
            all = tk_join(self, all, tk_transfer_ELEMENTWISE(self, &one));
        }
        return all;
    }
    return all;
}

tk_fact tk_transfer_ELEMENTWISE(tk_infer *self, const tk_call *call)
{
    tk_fact each = for_each_member(self, call);
    if (each.value.i != TK_BOTTOM.i)
        return each;
    tk_dtype python_float = tk_python_float(self, call);
    broadcast sum = {.all = {.rank = -1}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (tk_has_role(call, roles[i]) && !tk_role_is_none(self, call, roles[i]))
            add_operand(self, &sum, call->roles[roles[i]], python_float);
    tk_class_ref cls = tk_result_class(self, call);
    if (!cls.i || cls.i >> 31)
        return TK_FACT_UNKNOWN;
    bool unwraps = true;
    if (sum.unknown) {
        // One array among unknowns: an array for sure where that class has no scalars, or where
        // it has at least one dimension.
        bool always = tk_always_array(self, cls);
        int least = sum.all.array ? tk_rank_least(sum.all.rank) : 0;
        if (!always && least < 1)
            return TK_FACT_UNKNOWN;
        sum.all.rank = tk_rank_from(least);
        sum.all.dtype = sum.weak = TK_DTYPE_UNKNOWN;
        unwraps = false;
    }
    tk_dtype dtype = with_weak(&sum, python_float);
    if (dtype == TK_DTYPE_BOOL && !keeps_bools(self, call))
        dtype = TK_DTYPE_UNKNOWN;
    dtype = tk_result_dtype(self, call, dtype);
    tk_value value = tk_array_value(self, call, cls, sum.all.rank, sum.all.dims, dtype, unwraps);
    tk_fact fact = tk_derived(self, call, value, tk_first_array(self, call));
    if (sum.unknown)   // which may have an operator of its own
        fact.certainty = tk_certainty_least(fact.certainty, TK_LIKELY);
    return fact;
}

tk_fact tk_transfer_WHERE(tk_infer *self, const tk_call *call)
{
    if (!tk_has_role(call, TK_ROLE_Y) && !tk_has_role(call, TK_ROLE_VALUE))
        return tk_transfer_NONZERO(self, call);
    // The condition gives shape, not dtype.
    tk_call choice = *call;
    choice.roles[TK_ROLE_X] = call->roles[TK_ROLE_Y];
    choice.roles[TK_ROLE_Y] = call->roles[TK_ROLE_VALUE];
    choice.roles[TK_ROLE_VALUE] = TK_FACT_BOTTOM;
    broadcast sum = {.all = {.rank = -1}};
    tk_dtype python_float = tk_python_float(self, call);
    add_operand(self, &sum, choice.roles[TK_ROLE_X], python_float);
    add_operand(self, &sum, choice.roles[TK_ROLE_Y], python_float);
    tk_dtype dtype = sum.unknown ? TK_DTYPE_UNKNOWN : with_weak(&sum, python_float);
    add_operand(self, &sum, call->roles[TK_ROLE_X], python_float);
    tk_value value = tk_array_value(self, call, tk_result_class(self, call),
                                    sum.unknown ? -1 : sum.all.rank, sum.all.dims, dtype, false);
    return tk_derived(self, call, value, call->roles[TK_ROLE_X]);
}

// One result for each item of the model's tuple (divmod, modf), each of them an elementwise one.
tk_fact tk_transfer_ELEMENTWISE_PAIR(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_value items[TK_ITEMS_MOST];
    if (!type || type->kind != TK_TYPE_CLASS || type->variadic || type->arg_count > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    tk_fact item = TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < type->arg_count; i++) {
        tk_function part = *call->function;
        tk_call one = *call;
        part.type = type->args[i];
        part.dtype = part.dtype ? part.dtype : type->args[i]->dtype;
        one.function = &part;
        item = tk_transfer_ELEMENTWISE(self, &one);
        items[i] = item.value;
    }
    item.value = tk_value_tuple(self->pool, items, type->arg_count);
    return item;
}

// How many dimensions the parts in a sequence of arrays have; -1 when that is not known.
static int rank_of_parts(tk_infer *self, const tk_call *call, tk_role role)
{
    tk_operand_array whole = tk_role_array(self, call, role);
    return whole.known && whole.rank > 0 ? whole.rank - 1 : -1;
}

// select(conditions, choices): sequences of arrays that broadcast; choose(index, choices): an array
// (or the receiver) that says for each element which of the choices to take.
tk_fact tk_transfer_CHOOSE_FROM(tk_infer *self, const tk_call *call)
{
    bool method = call->receiver.value.i != TK_BOTTOM.i;
    bool by_index = method || tk_has_role(call, TK_ROLE_INDEX);
    int which = by_index ? tk_role_array(self, call, method ? TK_ROLE_X : TK_ROLE_INDEX).rank
                         : rank_of_parts(self, call, TK_ROLE_X);
    int choices = rank_of_parts(self, call, TK_ROLE_Y);
    int rank = which < 0 || choices < 0 ? -1 : which > choices ? which : choices;
    return tk_array_result(self, call, rank, NULL, TK_DTYPE_UNKNOWN, by_index, TK_HOW_DERIVED);
}
