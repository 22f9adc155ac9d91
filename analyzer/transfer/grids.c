// Transfers that make arrays out of ranges, positions and shapes, or several arrays at once.
#include "transfer/transfer.h"

static tk_fact made(tk_infer *self, const tk_call *call, tk_value value)
{
    return tk_made(self, value, call->node, TK_HOW_MADE, TK_FACT_BOTTOM);
}

// So many equal items; a tuple of any length when the number is not known.
static tk_value repeated(tk_infer *self, tk_value item, int count)
{
    tk_value items[TK_ITEMS_MOST];
    if (count < 0 || count > TK_ITEMS_MOST)
        return tk_value_tuple_of(self->pool, item);
    for (int i = 0; i < count; i++)
        items[i] = item;
    return tk_value_tuple(self->pool, items, (uint32_t)count);
}

// The class inside a model's `tuple[...]` or `list[...]`.
static tk_class_ref part_class(const tk_call *call)
{
    const tk_type *type = call->function->type;
    bool container = type && type->kind == TK_TYPE_CLASS && type->arg_count > 0;
    return (tk_class_ref){container ? type->args[0]->cls.i : 0};
}

static int greatest(int a, int b)
{
    return a < 0 || b < 0 ? -1 : a > b ? a : b;
}

// The dimensions of role shape, in front of those that the model's type has.
tk_fact tk_transfer_SHAPE_MORE(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    bool number = tk_has_role(call, TK_ROLE_COUNT);   // eye(n): one size, whatever n is
    tk_role role = number ? TK_ROLE_COUNT : TK_ROLE_SHAPE;
    bool absent = !tk_has_role(call, role) || tk_role_is_none(self, call, role);
    int rank = absent ? 0 : tk_shape_of(self, call->roles[role].value, dims);
    if (number && rank != 1) {
        rank = 1;
        dims[0] = TK_DIM_UNKNOWN;
    }
    int own = call->function->type ? call->function->type->rank : -1;
    int whole = rank < 0 || own < 0 || rank + own > TK_RANK_MOST ? -1 : rank + own;
    for (int i = rank < 0 ? 0 : rank; i < whole; i++)
        dims[i] = TK_DIM_UNKNOWN;
    return tk_array_result(self, call, whole, whole > 0 ? dims : NULL,
                           (tk_dtype)call->function->default_dtype, false, TK_HOW_MADE);
}

// indices((2, 3)): the positions of a grid, so a dimension in front of those of role shape.
tk_fact tk_transfer_POSITIONS(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    int rank = tk_has_role(call, TK_ROLE_SHAPE)
                   ? tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims) : -1;
    return tk_array_result(self, call, rank < 0 ? -1 : rank + 1, NULL,
                           (tk_dtype)call->function->default_dtype, false, TK_HOW_MADE);
}

static bool has_usual_dtype(const tk_operand_array *end)
{
    if (end->array && end->dtype == TK_DTYPE_UNKNOWN)
        return false;
    return !end->known || end->dtype <= TK_DTYPE_INT64 || end->dtype == TK_DTYPE_FLOAT64;
}

// One row for every point between two ends, which may be arrays; with role as_tuple also the step.
tk_fact tk_transfer_RAMP(tk_infer *self, const tk_call *call)
{
    tk_operand_array start = tk_role_array(self, call, TK_ROLE_START);
    tk_operand_array stop = tk_role_array(self, call, TK_ROLE_STOP);
    // Ends that are not known are numbers: arrays are rare here.
    int ends = greatest(start.known ? start.rank : 0, stop.known ? stop.rank : 0);
    int with_step = tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0);
    bool usual = has_usual_dtype(&start) && has_usual_dtype(&stop);
    tk_dtype dtype = usual ? (tk_dtype)call->function->default_dtype : TK_DTYPE_UNKNOWN;
    tk_fact points = tk_array_result(self, call, ends < 0 ? -1 : ends + 1, NULL,
                                     dtype, false, TK_HOW_MADE);
    if (with_step < 0)
        return TK_FACT_UNKNOWN;
    if (!with_step)
        return points;
    tk_value items[2] = {points.value,
                         tk_array_value(self, call, tk_result_class(self, call), ends, NULL,
                                        TK_DTYPE_UNKNOWN, true)};
    return made(self, call, tk_value_tuple(self->pool, items, 2));
}

// Flat positions x as one array of positions for each dimension of role shape.
tk_fact tk_transfer_UNRAVEL(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    int count = tk_has_role(call, TK_ROLE_SHAPE)
                    ? tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims) : -1;
    tk_class_ref cls = part_class(call);
    if (!x.known && !tk_always_array(self, cls))
        return made(self, call, repeated(self, TK_UNKNOWN, count));
    tk_value item = tk_array_value(self, call, cls, x.known ? x.rank : -1, NULL, TK_DTYPE_INT64,
                                   true);
    return tk_made(self, repeated(self, item, count), call->node, TK_HOW_REDUCTION,
                   call->roles[TK_ROLE_X]);
}

// One array for a line or for one axis, else one for each dimension.
tk_fact tk_transfer_PER_AXIS(tk_infer *self, const tk_call *call)
{
    int axis;
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    bool along = tk_has_role(call, TK_ROLE_AXIS) && !tk_role_is_none(self, call, TK_ROLE_AXIS);
    tk_fact one = tk_array_result(self, call, x.known ? x.rank : -1, NULL, x.dtype, false,
                                  TK_HOW_DERIVED);
    if (along ? tk_role_int(self, call, TK_ROLE_AXIS, &axis) : x.known && x.rank == 1)
        return one;
    if (along || !x.known || x.rank < 2)
        return TK_FACT_UNKNOWN;
    one.value = repeated(self, one.value, x.rank);
    return one;
}

// Every argument in the shape that all of them broadcast to.
tk_fact tk_transfer_BROADCAST_ALL(tk_infer *self, const tk_call *call)
{
    int rank = call->spread ? -1 : 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < call->count; i++) {
        if (call->arguments[i].kind != TK_OPERAND_PLAIN)
            continue;
        tk_operand_array one =
            tk_nested_of(self, call->arguments[i].fact, tk_python_float(self, call));
        rank = greatest(rank, one.known ? one.rank : -1);
        count++;
    }
    tk_value item = tk_array_value(self, call, part_class(call), rank, NULL, TK_DTYPE_UNKNOWN,
                                   false);
    return made(self, call, repeated(self, item, call->spread ? -1 : (int)count));
}

// x seen through a window: its dimensions and those of the window.
tk_fact tk_transfer_WINDOWS(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    int window = tk_has_role(call, TK_ROLE_SHAPE)
                     ? tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims) : -1;
    bool known = x.known && x.rank >= 0 && window >= 0;
    return tk_array_result(self, call, known ? x.rank + window : -1, NULL, x.dtype, false,
                           TK_HOW_DERIVED);
}

// block([[a, b], [c, d]]): as deep as the nesting, and as the deepest array in it.
tk_fact tk_transfer_BLOCK(tk_infer *self, const tk_call *call)
{
    tk_operand_array whole = tk_role_array(self, call, TK_ROLE_X);
    tk_fact inner = call->roles[TK_ROLE_X];
    int levels = 0;
    while (levels < TK_DEPTH_MOST && tk_value_family(self->pool, inner.value) == TK_FAMILY_LIST) {
        inner = tk_container_contents(self, inner).element;
        levels++;
    }
    bool known = whole.known && whole.rank >= levels;
    return tk_array_result(self, call, known ? greatest(levels, whole.rank - levels) : -1, NULL,
                           whole.dtype, false, TK_HOW_MADE);
}

// --- objects that make arrays when they are indexed ---------------------------------------------------

static uint32_t item_count(tk_infer *self, tk_value key)
{
    bool tuple = tk_value_family(self->pool, key) == TK_FAMILY_TUPLE;
    if (tuple && tk_value_of(self->pool, key)->flags & TK_FLAG_VARIADIC)
        return 0;
    return tuple ? tk_value_item_count(self->pool, key) : 1;
}

static tk_value item_at(tk_infer *self, tk_value key, uint32_t i)
{
    return tk_value_family(self->pool, key) == TK_FAMILY_TUPLE ? tk_value_item(self->pool, key, i)
                                                               : key;
}

// r_[1:4, x], c_[x, y]: what stands in the brackets, joined; a text first says how.
tk_fact tk_transfer_JOIN_INDEX(tk_infer *self, const tk_call *call)
{
    tk_value key = call->roles[TK_ROLE_INDEX].value;
    uint32_t count = item_count(self, key);
    int rank = call->function->type ? call->function->type->rank : -1;
    for (uint32_t i = 0; i < count; i++) {
        tk_value item = item_at(self, key, i);
        bool slice = tk_value_is_builtin(self->pool, item, TK_BUILTIN_SLICE);
        tk_operand_array part = tk_nested_of(self, tk_fact_of(item), TK_DTYPE_FLOAT64);
        bool text = tk_value_family(self->pool, item) == TK_FAMILY_TEXT;
        rank = text ? -1 : greatest(rank, slice ? 1 : part.known ? part.rank : -1);
    }
    return tk_array_result(self, call, count ? rank : -1, NULL, TK_DTYPE_UNKNOWN, false,
                           TK_HOW_MADE);
}

// mgrid[0:3, 0:2]: one array with a dimension more than there are ranges, or, when the type is a
// container, one array per range. One range alone gives a row.
tk_fact tk_transfer_GRID_INDEX(tk_infer *self, const tk_call *call)
{
    tk_value key = call->roles[TK_ROLE_INDEX].value;
    uint32_t count = item_count(self, key);
    tk_class_ref part = part_class(call);
    bool tuple = tk_value_family(self->pool, key) == TK_FAMILY_TUPLE;
    if (!tuple && !tk_value_is_builtin(self->pool, key, TK_BUILTIN_SLICE))
        return TK_FACT_UNKNOWN;
    if (!part.i)
        return tk_array_result(self, call, !count ? -1 : tuple ? (int)count + 1 : 1, NULL,
                               TK_DTYPE_UNKNOWN, false, TK_HOW_MADE);
    tk_value item = tk_array_value(self, call, part, count ? (int)count : -1, NULL,
                                   TK_DTYPE_UNKNOWN, false);
    return made(self, call, tuple ? repeated(self, item, count ? (int)count : -1) : item);
}
