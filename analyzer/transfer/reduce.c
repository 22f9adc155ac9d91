// Transfers that reduce dimensions, and those that give values with their indices.
#include "transfer/transfer.h"

#include <string.h>

// What the axis argument takes away: a count of dimensions, or -1 when it is not known. 0: no axis,
// everything is reduced. *axis is the one axis, or TK_RANK_MOST.
static int reduced_axes(tk_infer *self, const tk_call *call, int *axis)
{
    *axis = TK_RANK_MOST;
    if (!tk_has_role(call, TK_ROLE_AXIS) || tk_role_is_none(self, call, TK_ROLE_AXIS))
        return 0;
    tk_value value = call->roles[TK_ROLE_AXIS].value;
    tk_family family = tk_value_family(self->pool, value);
    if (family == TK_FAMILY_SCALAR) {
        tk_value_as_int(self->pool, value, axis);
        return 1;
    }
    uint32_t count = tk_value_known_items(self->pool, value);
    return count ? (int)count : -1;
}

typedef struct reduction {
    int rank;
    uint32_t dims[TK_RANK_MOST];
} reduction;

static reduction reduce(tk_infer *self, const tk_call *call, const tk_operand_array *x)
{
    reduction result = {.rank = -1};
    int axis, axes = reduced_axes(self, call, &axis);
    int keep = tk_role_flag(self, call, TK_ROLE_KEEPDIMS, 0);
    for (int i = 0; i < TK_RANK_MOST; i++)
        result.dims[i] = TK_DIM_UNKNOWN;
    if (axes < 0 || keep < 0)
        return result;
    if (keep) {
        result.rank = x->known ? x->rank : -1;
        for (int i = 0; axes == 0 && i < result.rank; i++)
            result.dims[i] = 1;
        return result;
    }
    if (axes == 0) {
        result.rank = 0;
        return result;
    }
    if (!x->known || x->rank < 0)
        return result;
    // One axis of a 0-d array is accepted by some libraries and gives 0-d.
    result.rank = x->rank >= axes ? x->rank - axes : 0;
    if (axes != 1 || axis == TK_RANK_MOST)
        return result;
    if (axis < 0)
        axis += x->rank;
    for (int i = 0, k = 0; i < x->rank && k < result.rank; i++)
        if (i != axis)
            result.dims[k++] = x->dims[i];
    return result;
}

// What is left of an array of unknown rank. An axis that only arrays of two dimensions or more have
// leaves one at least.
static int least_left(tk_infer *self, const tk_call *call, int rank)
{
    int axis;
    if (reduced_axes(self, call, &axis) != 1)
        return -1;
    int least = tk_rank_least(tk_rank_by_axis(self, call, rank));
    bool kept = tk_role_flag(self, call, TK_ROLE_KEEPDIMS, 0) == 1;
    return tk_rank_from(least > 0 && !kept ? least - 1 : least);
}

tk_fact tk_transfer_REDUCE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_nested_of(self, call->roles[TK_ROLE_X], tk_python_float(self, call));
    if (!x.known && !tk_always_array(self, tk_result_class(self, call)))
        return TK_FACT_UNKNOWN;
    reduction result = reduce(self, call, &x);
    if (x.array && x.rank < 0 && result.rank < 0)
        result.rank = least_left(self, call, x.rank);
    tk_fact fact = tk_array_result(self, call, result.rank, result.dims, x.dtype, true,
                                   TK_HOW_REDUCTION);
    if (!x.known)
        fact.certainty = tk_certainty_least(fact.certainty, TK_LIKELY);
    return fact;
}

// The receiver was made with how to reduce, or without a word about it.
tk_fact tk_transfer_REDUCE_HELD(tk_infer *self, const tk_call *call)
{
    tk_call one = *call;
    if (tk_value_item_count(self->pool, call->receiver.value) == 1) {
        tk_value said = tk_value_item(self->pool, call->receiver.value, 0);
        if (said.i != TK_UNKNOWN.i)
            one.roles[TK_ROLE_KEEPDIMS] = tk_fact_of(said);
    }
    return tk_transfer_REDUCE(self, &one);
}

static tk_fact pair_of(tk_infer *self, const tk_call *call, int rank, const uint32_t *dims,
                       tk_dtype dtype)
{
    tk_class_ref cls = tk_result_class(self, call);
    tk_dtype places = call->function->default_dtype ? (tk_dtype)call->function->default_dtype
                                                    : TK_DTYPE_INT64;
    tk_value items[2] = {
        tk_array_value(self, call, cls, rank, dims, dtype, false),
        tk_array_value(self, call, cls, rank, dims, places, false),
    };
    tk_value pair = tk_value_tuple(self->pool, items, 2);
    const tk_type *named = call->function->tuple;
    if (named && named->kind == TK_TYPE_CLASS)
        pair = tk_value_generic(self->pool, named->cls, items, 2);
    return tk_made(self, pair, call->node, TK_HOW_REDUCTION, call->roles[TK_ROLE_X]);
}

tk_fact tk_transfer_REDUCE_PAIR(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    if (tk_has_role(call, TK_ROLE_AXIS) &&
        tk_array_of(self, call->roles[TK_ROLE_AXIS].value).array) {
        tk_call both = *call;   // max(a, b)
        both.roles[TK_ROLE_Y] = call->roles[TK_ROLE_AXIS];
        return tk_transfer_ELEMENTWISE(self, &both);
    }
    reduction result = reduce(self, call, &x);
    if (!tk_has_role(call, TK_ROLE_AXIS) || tk_role_is_none(self, call, TK_ROLE_AXIS))
        return tk_array_result(self, call, result.rank, NULL, x.dtype, true, TK_HOW_REDUCTION);
    if (x.array && x.rank < 0 && result.rank < 0)
        result.rank = least_left(self, call, x.rank);
    return pair_of(self, call, result.rank, result.dims, x.dtype);
}

tk_fact tk_transfer_PAIR(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    return pair_of(self, call, x.known ? x.rank : -1, NULL, x.dtype);
}

tk_fact tk_transfer_QUANTILE(tk_infer *self, const tk_call *call)
{
    tk_dtype python_float = tk_python_float(self, call);
    tk_operand_array x = tk_nested_of(self, call->roles[TK_ROLE_X], python_float);
    tk_operand_array q = tk_nested_of(self, call->roles[TK_ROLE_Y], python_float);
    if (!x.known || !q.known)
        return TK_FACT_UNKNOWN;
    reduction result = reduce(self, call, &x);
    int rank = result.rank < 0 || q.rank < 0 ? -1 : result.rank + q.rank;
    bool kept = tk_role_flag(self, call, TK_ROLE_KEEPDIMS, 0) != 0;   // then rank 0 stays an array
    bool wider = q.rank != 0 && x.dtype > TK_DTYPE_INT64;   // a number does not widen, an array does
    tk_dtype dtype = wider ? tk_dtype_promote(x.dtype, q.dtype) : x.dtype;
    return tk_array_result(self, call, rank, NULL, dtype, !kept, TK_HOW_REDUCTION);
}

tk_fact tk_transfer_REDUCE_MATRIX(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_nested_of(self, call->roles[TK_ROLE_X], tk_python_float(self, call));
    if (!x.known || (x.rank >= 0 && x.rank < 2))
        return TK_FACT_UNKNOWN;
    return tk_array_result(self, call, x.rank < 0 ? -1 : x.rank - 2, x.dims, x.dtype, true, TK_HOW_REDUCTION);
}

// The broadcast of x and y, summed along one axis: the last one when none is named, or the first.
static tk_fact reduce_one(tk_infer *self, const tk_call *call, int fallback)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    bool both = tk_has_role(call, TK_ROLE_Y) && !tk_role_is_none(self, call, TK_ROLE_Y);
    if (!x.known && !tk_always_array(self, tk_result_class(self, call)))
        return TK_FACT_UNKNOWN;
    if (both && (!y.known || y.rank < 0 || x.rank < 0))
        x.rank = -1;
    else if (both && y.rank > x.rank)
        x.rank = y.rank;
    tk_call along = *call;
    if (!tk_has_role(call, TK_ROLE_AXIS))
        along.roles[TK_ROLE_AXIS] = tk_fact_of(tk_value_int(self->pool, fallback));
    reduction result = reduce(self, &along, &x);
    return tk_array_result(self, call, result.rank, NULL, TK_DTYPE_UNKNOWN, true,
                           TK_HOW_REDUCTION);
}

tk_fact tk_transfer_REDUCE_LAST(tk_infer *self, const tk_call *call)
{
    return reduce_one(self, call, -1);
}

tk_fact tk_transfer_REDUCE_FIRST(tk_infer *self, const tk_call *call)
{
    return reduce_one(self, call, 0);
}

// Running results: as many as x has elements, of whatever type the function gives.
tk_fact tk_transfer_ACCUMULATE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    return tk_array_result(self, call, x.known ? x.rank : -1, NULL, TK_DTYPE_UNKNOWN, false,
                           TK_HOW_REDUCTION);
}

// --- arrays that depend on the contents ------------------------------------------------------------

tk_fact tk_transfer_NONZERO(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    tk_class_ref cls = tk_result_class(self, call);
    tk_value one = tk_array_value(self, call, cls, 1, NULL, TK_DTYPE_INT64, false);
    bool declared = false;
    for (uint32_t i = 0; i < call->function->param_count; i++)
        declared |= call->function->params[i].role == TK_ROLE_AS_TUPLE;
    int as_tuple = declared ? tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) : 1;
    if (as_tuple < 0)
        return TK_FACT_UNKNOWN;
    if (!as_tuple)
        return tk_array_result(self, call, 2, NULL, TK_DTYPE_INT64, false, TK_HOW_REDUCTION);
    tk_value items[TK_ITEMS_MOST];
    bool counted = x.known && x.rank > 0 && x.rank <= TK_ITEMS_MOST;
    for (int i = 0; counted && i < x.rank; i++)
        items[i] = one;
    tk_value whole = counted ? tk_value_tuple(self->pool, items, (uint32_t)x.rank)
                             : tk_value_tuple_of(self->pool, one);
    return tk_made(self, whole, call->node, TK_HOW_REDUCTION, call->roles[TK_ROLE_X]);
}

tk_fact tk_transfer_UNIQUE(tk_infer *self, const tk_call *call)
{
    static const tk_role flags[] = {TK_ROLE_RETURN_INDEX, TK_ROLE_RETURN_INVERSE,
                                    TK_ROLE_RETURN_COUNTS};
    tk_operand_array x = tk_nested_of(self, call->roles[TK_ROLE_X], tk_python_float(self, call));
    bool along = tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS);
    tk_class_ref cls = tk_result_class(self, call);
    tk_value items[4];
    uint32_t count = 0;
    int rank = along ? (x.known ? x.rank : -1) : 1;
    items[count++] = tk_array_value(self, call, cls, rank, NULL, x.dtype, false);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        int flag = tk_role_flag(self, call, flags[i], 0);
        if (flag < 0)
            return TK_FACT_UNKNOWN;
        // The inverse has the shape of x; libraries that unwrap scalars once gave it in one row.
        int inner = flags[i] != TK_ROLE_RETURN_INVERSE || along || (x.known && x.rank == 1) ? 1
                    : x.known && tk_always_array(self, cls)                               ? x.rank
                                                                                          : -1;
        if (flag)
            items[count++] = tk_array_value(self, call, cls, inner, NULL, TK_DTYPE_INT64, false);
    }
    tk_value value = count == 1 ? items[0] : tk_value_tuple(self->pool, items, count);
    return tk_made(self, value, call->node, TK_HOW_REDUCTION, call->roles[TK_ROLE_X]);
}
