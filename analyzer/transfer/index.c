// Transfers for indexing and iterating over arrays, and for taking single values out of them.
#include "transfer/transfer.h"

#include <string.h>

// The state of an index expression while its items are read from left to right.
typedef struct indexing {
    const tk_operand_array *x;
    int at;                    // next dimension of x
    int rank;                  // of the result so far
    uint32_t dims[TK_RANK_MOST];
    int advanced;              // rank that index arrays broadcast to; -1: none
    bool ellipsis, ints, unknown;
    bool opaque;               // an item that may be an int or anything else
    bool open;                 // an index array that may be of rank 0, and take a single element
} indexing;

static void keep_dim(indexing *self, uint32_t dim)
{
    if (self->rank < TK_RANK_MOST)
        self->dims[self->rank++] = dim;
    else
        self->unknown = true;
}

static void index_array(indexing *self, const tk_operand_array *key)
{
    // A row of positions and a row of truth values both take one dimension and leave one.
    if (key->rank < 0 || (key->leaf == TK_DTYPE_UNKNOWN && key->rank != 1)) {   // most likely so
        self->unknown = true;
        self->open = tk_rank_least(key->rank) == 0;
        self->at++;
        self->advanced = self->advanced > 1 ? self->advanced : 1;
        return;
    }
    if (key->leaf == TK_DTYPE_BOOL) {
        self->at += key->rank;
        self->advanced = self->advanced > 1 ? self->advanced : 1;
        return;
    }
    self->at++;
    if (key->rank == 0)
        self->ints = true;
    else if (key->rank > self->advanced)
        self->advanced = key->rank;
}

// `rest`: items that follow, of which `Ellipsis` must leave that many dimensions.
static void index_item(tk_infer *infer, indexing *self, tk_fact item, int rest)
{
    const tk_value_row *row = tk_value_of(infer->pool, item.value);
    tk_operand_array key;
    if (row->kind != TK_VALUE_INSTANCE) {
        self->unknown = self->opaque = true;
    } else if (tk_value_is_builtin(infer->pool, item.value, TK_BUILTIN_SLICE)) {
        bool full = row->flags & TK_FLAG_FULL_SLICE;
        keep_dim(self, full && self->at < self->x->rank ? self->x->dims[self->at]
                                                        : TK_DIM_UNKNOWN);
        self->at++;
    } else if (tk_value_is_builtin(infer->pool, item.value, TK_BUILTIN_NONE)) {
        keep_dim(self, 1);
    } else if (tk_value_is_builtin(infer->pool, item.value, TK_BUILTIN_ELLIPSIS)) {
        self->ellipsis = true;
        while (self->at < self->x->rank - rest)
            keep_dim(self, self->x->dims[self->at++]);
    } else if (key = tk_nested_of(infer, item, TK_DTYPE_FLOAT64), key.known && key.array) {
        index_array(self, &key);
    } else if (key.known && key.scalar && key.dtype != TK_DTYPE_BOOL &&
               key.dtype <= TK_DTYPE_INT64) {
        self->ints = true;
        self->at++;
    } else if (tk_value_family(infer->pool, item.value) == TK_FAMILY_LIST) {
        index_array(self, &(tk_operand_array){.rank = tk_rank_from(1)});
    } else {
        self->unknown = self->opaque = true;
    }
}

// Items behind an Ellipsis that take up dimensions of x.
static int consuming(tk_infer *infer, tk_value tuple, uint32_t from)
{
    int count = 0;
    for (uint32_t i = from; i < tk_value_item_count(infer->pool, tuple); i++)
        count += !tk_value_is_builtin(infer->pool, tk_value_item(infer->pool, tuple, i),
                                      TK_BUILTIN_NONE);
    return count;
}

static indexing read_index(tk_infer *self, const tk_operand_array *x, tk_fact key)
{
    indexing state = {.x = x, .advanced = -1};
    if (tk_value_family(self->pool, key.value) == TK_FAMILY_TUPLE) {
        uint32_t count = tk_value_item_count(self->pool, key.value);
        uint8_t flags = tk_value_of(self->pool, key.value)->flags;
        state.ints = flags & TK_FLAG_EMPTY && x->rank == 0;   // x[()] takes the one element
        state.opaque = flags & TK_FLAG_EMPTY && x->rank < 0;
        if (flags & TK_FLAG_VARIADIC || (count == 0 && !(flags & TK_FLAG_EMPTY)))
            state.unknown = state.opaque = true;
        for (uint32_t i = 0; i < count && !state.opaque; i++)
            index_item(self, &state, tk_fact_of(tk_value_item(self->pool, key.value, i)),
                       consuming(self, key.value, i + 1));
    } else {
        index_item(self, &state, key, 0);
    }
    if (x->rank < 0)
        state.unknown = true;
    while (!state.unknown && state.at < x->rank)
        keep_dim(&state, x->dims[state.at++]);
    if (!state.unknown && state.advanced >= 0) {
        state.rank += state.advanced;
        for (int i = 0; i < TK_RANK_MOST; i++)
            state.dims[i] = TK_DIM_UNKNOWN;
    }
    if (state.at > x->rank)
        state.unknown = true;
    return state;
}

// The dimensions that the index kept, and those behind it.
static int least_left(const indexing *state)
{
    int behind = tk_rank_least(state->x->rank) - state->at;
    int advanced = state->advanced > 0 ? state->advanced : 0;
    return tk_rank_from(state->rank + advanced + (behind > 0 ? behind : 0));
}

// A single element of an array of unknown dtype may be any object.
static tk_fact element_of(tk_infer *self, const tk_operand_array *array, int rank, bool unwraps,
                          tk_fact element)
{
    bool single = unwraps && (rank == 0 || rank == -1);
    if (single && array->dtype == TK_DTYPE_UNKNOWN && !tk_always_array(self, array->cls))
        element.certainty = tk_certainty_least(element.certainty, TK_LIKELY);
    return element;
}

tk_fact tk_transfer_INDEX(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X], key = call->roles[TK_ROLE_INDEX];
    tk_operand_array array = tk_array_of(self, x.value);
    if (!array.array || key.value.i == TK_BOTTOM.i)
        return TK_FACT_UNKNOWN;
    if (tk_value_family(self->pool, key.value) == TK_FAMILY_TEXT)   // a field of a structured array
        return tk_derived(self, call, tk_array_value(self, call, array.cls, -1, NULL,
                                                     TK_DTYPE_UNKNOWN, false), x);
    indexing state = read_index(self, &array, key);
    // Slices, None and masks never give a scalar, whatever the rank.
    bool unwraps = state.opaque || (state.ints && !state.ellipsis && state.advanced < 0);
    int rank = !state.unknown                   ? state.rank
               : state.opaque || state.ellipsis ? -1 : least_left(&state);
    tk_value value = tk_array_value(self, call, array.cls, rank,
                                    state.dims, array.dtype, unwraps);
    x = element_of(self, &array, rank, unwraps, x);
    if (state.open || (state.unknown && array.rank >= 0))   // a mask may take several dimensions
        x.certainty = tk_certainty_least(x.certainty, TK_LIKELY);
    if ((state.ints || state.opaque) && state.advanced < 0)
        return tk_made(self, value, call->node, TK_HOW_ELEMENT, x);
    return tk_derived(self, call, value, x);
}

// An iterator over all elements, indexed: one of them, or an array of several.
tk_fact tk_transfer_FLAT_INDEX(tk_infer *self, const tk_call *call)
{
    tk_operand_array key = tk_role_array(self, call, TK_ROLE_INDEX);
    bool slice = tk_value_is_builtin(self->pool, call->roles[TK_ROLE_INDEX].value, TK_BUILTIN_SLICE);
    int rank = slice || key.array ? 1 : key.scalar ? 0 : -1;
    return tk_array_result(self, call, rank, NULL, TK_DTYPE_UNKNOWN, true, TK_HOW_ELEMENT);
}

tk_fact tk_transfer_ROW(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array array = tk_array_of(self, x.value);
    if (!array.array)
        return TK_FACT_UNKNOWN;
    if (array.rank == 0)   // iteration over a 0-d array raises: nothing comes out
        return TK_FACT_BOTTOM;
    int rank = array.rank > 0    ? array.rank - 1
               : array.rank < -1 ? tk_rank_from(tk_rank_least(array.rank) - 1) : array.rank;
    tk_value value = tk_array_value(self, call, array.cls, rank,
                                    array.rank > 0 ? array.dims + 1 : NULL, array.dtype, true);
    x = element_of(self, &array, rank, true, x);
    tk_how how = tk_origin_how(&self->origins, x.origin);
    if (how == TK_HOW_PARAMETER_WALK)
        return tk_fact_at(value, x.origin, x.certainty);
    return tk_made(self, value, call->node, TK_HOW_ELEMENT, x);
}

tk_fact tk_transfer_TAKE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_nested_of(self, call->roles[TK_ROLE_X], tk_python_float(self, call));
    tk_operand_array index =
        tk_nested_of(self, call->roles[TK_ROLE_INDEX], TK_DTYPE_FLOAT64);
    bool along = tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS);
    if (!x.known || !index.known)
        return TK_FACT_UNKNOWN;
    int rank = -1;
    if (index.rank >= 0 && !along)
        rank = index.rank;
    else if (index.rank >= 0 && x.rank > 0)
        rank = x.rank - 1 + index.rank;
    tk_fact taken = tk_array_result(self, call, rank, NULL, x.dtype, true, TK_HOW_ELEMENT);
    return x.array ? element_of(self, &x, rank, true, taken) : taken;
}

// Elements of x picked at random, as many as role shape says; of a number, numbers below it.
tk_fact tk_transfer_CHOICE(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    bool absent = !tk_has_role(call, TK_ROLE_SHAPE) || tk_role_is_none(self, call, TK_ROLE_SHAPE);
    int shape = absent ? 0 : tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims);
    bool rows = false;   // where an axis can be named, x may have several
    for (uint32_t i = 0; i < call->function->param_count; i++)
        rows |= call->function->params[i].role == TK_ROLE_AXIS;
    if (absent && !x.known)
        return TK_FACT_UNKNOWN;
    if (absent && x.scalar)
        return tk_typed_result(self, call, call->function->scalar);
    int inner = x.known && !x.scalar && x.rank > 0 ? x.rank - 1
                : x.scalar || (!x.known && !rows)  ? 0
                                                   : -1;
    tk_dtype dtype = x.scalar ? TK_DTYPE_INT64 : x.known ? x.dtype : TK_DTYPE_UNKNOWN;
    return tk_array_result(self, call, shape < 0 || inner < 0 ? -1 : shape + inner,
                           shape > 0 && inner == 0 ? dims : NULL, dtype, absent,
                           TK_HOW_REDUCTION);
}

// --- single values and Python objects --------------------------------------------------------------

tk_fact tk_transfer_SCALAR(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array array = tk_array_of(self, x.value);
    return tk_made(self, tk_python_scalar(self, array.dtype), call->node, TK_HOW_DERIVED, x);
}

tk_fact tk_transfer_TOLIST(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array array = tk_array_of(self, x.value);
    if (!array.known || array.rank < 0 || array.rank > TK_DEPTH_MOST)
        return TK_FACT_UNKNOWN;
    tk_value value = tk_python_scalar(self, array.dtype);
    for (int i = 0; i < array.rank; i++)
        value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_LIST),
                                 &value, 1);
    return tk_made(self, value, call->node, TK_HOW_DERIVED, x);
}

tk_fact tk_transfer_DIMS(tk_infer *self, const tk_call *call)
{
    tk_operand_array array = tk_array_of(self, call->roles[TK_ROLE_X].value);
    tk_value any = tk_value_builtin(self->pool, TK_BUILTIN_INT), items[TK_ITEMS_MOST];
    int axis;
    if (tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS)) {
        bool known = tk_role_int(self, call, TK_ROLE_AXIS, &axis) && array.rank > 0;
        if (known && axis < 0)
            axis += array.rank;
        known = known && axis >= 0 && axis < array.rank && array.dims[axis] != TK_DIM_UNKNOWN;
        return tk_fact_of(known ? tk_value_int(self->pool, array.dims[axis]) : any);
    }
    if (!array.known || array.rank < 1 || array.rank > TK_ITEMS_MOST)
        return tk_fact_of(tk_value_tuple_of(self->pool, any));
    for (int i = 0; i < array.rank; i++)
        items[i] = array.dims[i] == TK_DIM_UNKNOWN ? any
                                                   : tk_value_int(self->pool, array.dims[i]);
    return tk_fact_of(tk_value_tuple(self->pool, items, (uint32_t)array.rank));
}

tk_fact tk_transfer_RANK(tk_infer *self, const tk_call *call)
{
    tk_operand_array array = tk_nested_of(self, call->roles[TK_ROLE_X], TK_DTYPE_FLOAT64);
    return tk_fact_of(array.known && array.rank >= 0
                          ? tk_value_int(self->pool, array.rank)
                          : tk_value_builtin(self->pool, TK_BUILTIN_INT));
}

tk_fact tk_transfer_LENGTH(tk_infer *self, const tk_call *call)
{
    tk_value x = call->roles[TK_ROLE_X].value;
    tk_operand_array array = tk_array_of(self, x);
    uint32_t count = tk_value_item_count(self->pool, x);
    if (array.array && array.rank > 0 && array.dims[0] != TK_DIM_UNKNOWN)
        return tk_fact_of(tk_value_int(self->pool, array.dims[0]));
    if (tk_value_family(self->pool, x) == TK_FAMILY_TUPLE && count &&
        !(tk_value_of(self->pool, x)->flags & TK_FLAG_VARIADIC))
        return tk_fact_of(tk_value_int(self->pool, count));
    return tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT));
}
