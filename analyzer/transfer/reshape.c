// Transfers that change the dimensions of one array.
#include "transfer/transfer.h"

#include <string.h>

static tk_operand_array operand(tk_infer *self, const tk_call *call)
{
    return tk_nested_of(self, call->roles[TK_ROLE_X], tk_python_float(self, call));
}

// The same data in another shape: an array even of rank 0, and no element any more.
static tk_fact reshaped(tk_infer *self, const tk_call *call, int rank, const uint32_t *dims,
                        tk_dtype dtype)
{
    tk_class_ref cls = tk_result_class(self, call);
    tk_value value = tk_array_value(self, call, cls, rank, dims,
                                    tk_result_dtype(self, call, dtype), false);
    return tk_derived(self, call, value, call->roles[TK_ROLE_X]);
}

tk_fact tk_transfer_RESHAPE(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_operand_array x = operand(self, call);
    if (!x.known && tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0))
        return TK_FACT_UNKNOWN;   // of whatever class x is
    int rank = tk_has_role(call, TK_ROLE_SHAPE)
                   ? tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims) : -1;
    return reshaped(self, call, rank, rank > 0 ? dims : NULL, x.dtype);
}

tk_fact tk_transfer_FLATTEN(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    int start, stop = -1, rank = 1;
    if (tk_has_role(call, TK_ROLE_START)) {
        bool known = tk_role_int(self, call, TK_ROLE_START, &start) && start >= 0;
        bool to_end = !tk_has_role(call, TK_ROLE_STOP) ||
                      (tk_role_int(self, call, TK_ROLE_STOP, &stop) && stop == -1);
        rank = known && to_end ? start + 1 : -1;
    }
    return reshaped(self, call, rank, NULL, x.dtype);
}

tk_fact tk_transfer_SQUEEZE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    uint32_t dims[TK_RANK_MOST];
    int axis, rank = -1, kept = 0;
    bool one_axis = tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS);
    bool exact = x.known && x.rank >= 0;
    if (one_axis && tk_role_int(self, call, TK_ROLE_AXIS, &axis) && exact) {
        axis = axis < 0 ? axis + x.rank : axis;
        // A size that is not known may be 1 or, where libraries allow it, stay.
        bool is_one = axis >= 0 && axis < x.rank && x.dims[axis] == 1;
        bool is_more = axis >= 0 && axis < x.rank && x.dims[axis] != TK_DIM_UNKNOWN && !is_one;
        rank = is_one ? x.rank - 1 : is_more ? x.rank : -1;
        for (int i = 0; i < x.rank; i++)
            if (i != axis || !is_one)
                dims[kept++] = x.dims[i];
    } else if (!one_axis && exact) {
        bool all = true;
        for (int i = 0; i < x.rank; i++) {
            all &= x.dims[i] != TK_DIM_UNKNOWN;
            if (x.dims[i] != 1)
                dims[kept++] = x.dims[i];
        }
        rank = all ? kept : -1;
    }
    return reshaped(self, call, rank, rank > 0 ? dims : NULL, x.dtype);
}

tk_fact tk_transfer_EXPAND(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    int more = 1;
    if (tk_has_role(call, TK_ROLE_AXIS) &&
        tk_value_family(self->pool, call->roles[TK_ROLE_AXIS].value) == TK_FAMILY_TUPLE)
        more = (int)tk_value_item_count(self->pool, call->roles[TK_ROLE_AXIS].value);
    int least = more > 0 && x.known ? tk_rank_least(x.rank) + more : 0;
    int rank = x.known && x.rank >= 0 && more > 0 ? x.rank + more : tk_rank_from(least);
    return reshaped(self, call, rank, NULL, x.dtype);
}

tk_fact tk_transfer_TRANSPOSE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    uint32_t dims[TK_RANK_MOST];
    bool reversed = call->count == 0;
    for (int i = 0; i < x.rank; i++)
        dims[i] = reversed ? x.dims[x.rank - 1 - i] : TK_DIM_UNKNOWN;
    return reshaped(self, call, x.known ? x.rank : -1, dims, x.dtype);
}

tk_fact tk_transfer_SAME_RANK(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    if (x.known && tk_role_is_none(self, call, TK_ROLE_AXIS))   // sort(x, axis=None) is of one row
        x.rank = 1;
    return reshaped(self, call, tk_rank_by_axis(self, call, x.known ? x.rank : -1), NULL, x.dtype);
}

tk_fact tk_transfer_AT_LEAST(tk_infer *self, const tk_call *call)
{
    if (call->count > 1 && call->function->param_count && call->function->params[0].variadic)
        return TK_FACT_UNKNOWN;   // of several arrays: a tuple or a list of them, depending on the version
    tk_operand_array x = operand(self, call);
    if (x.known && tk_role_is_none(self, call, TK_ROLE_AXIS))
        x.rank = 1;
    int least = call->function->type ? call->function->type->rank : -1;
    int rank = x.known && x.rank >= 0 && least >= 0 ? (x.rank > least ? x.rank : least) : -1;
    return reshaped(self, call, rank, NULL, x.dtype);
}

tk_fact tk_transfer_AXIS_OR_FLAT(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    bool along = tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS);
    int rank = !along || (x.known && x.rank == 0) ? 1 : x.known ? x.rank : -1;
    if (tk_has_role(call, TK_ROLE_Y))   // append(x, values)
        x.dtype = tk_dtype_promote(x.dtype, tk_role_array(self, call, TK_ROLE_Y).dtype);
    return reshaped(self, call, rank, NULL, x.dtype);
}

tk_fact tk_transfer_TILE(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_operand_array x = operand(self, call);
    int reps = tk_has_role(call, TK_ROLE_COUNT)
                   ? tk_shape_of(self, call->roles[TK_ROLE_COUNT].value, dims) : -1;
    bool known = x.known && x.rank >= 0 && reps >= 0;
    return reshaped(self, call, known ? (x.rank > reps ? x.rank : reps) : -1, NULL, x.dtype);
}

tk_fact tk_transfer_DIAGONAL(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = operand(self, call);
    int rank = !x.known || x.rank < 1 ? -1 : x.rank == 1 ? 2 : x.rank - 1;
    return reshaped(self, call, rank, NULL, x.dtype);
}
