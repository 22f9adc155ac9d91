// Transfers that make arrays: from shapes, from nested sequences, from other arrays.
#include "transfer/transfer.h"

#include <string.h>

int tk_shape_of(tk_infer *self, tk_value shape, uint32_t dims[TK_RANK_MOST])
{
    int number;
    tk_family family = tk_value_family(self->pool, shape);
    for (int i = 0; i < TK_RANK_MOST; i++)
        dims[i] = TK_DIM_UNKNOWN;
    if (family == TK_FAMILY_SCALAR) {
        if (tk_value_as_int(self->pool, shape, &number) && number >= 0)
            dims[0] = (uint32_t)number;
        return 1;
    }
    if (family == TK_FAMILY_LIST) {
        int32_t length = tk_container_length(self, shape);
        return length >= 0 && length <= TK_RANK_MOST ? length : -1;
    }
    if (family != TK_FAMILY_TUPLE ||
        (tk_value_of(self->pool, shape)->flags & TK_FLAG_VARIADIC))
        return -1;
    uint32_t count = tk_value_item_count(self->pool, shape);
    if (count == 0)   // zeros(()) is 0-d; a bare `tuple` may be of any length
        return tk_value_of(self->pool, shape)->flags & TK_FLAG_EMPTY ? 0 : -1;
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_as_int(self->pool, tk_value_item(self->pool, shape, i), &number) &&
            number >= 0)
            dims[i] = (uint32_t)number;
    return (int)count;
}

tk_dtype tk_python_float(tk_infer *self, const tk_call *call)
{
    tk_class_ref ref = tk_result_class(self, call);
    if (!ref.i || ref.i >> 31)
        return TK_DTYPE_FLOAT64;
    tk_dtype own = (tk_dtype)tk_class_of(self->catalog, (tk_class_id){ref.i})->python_float;
    return own ? own : TK_DTYPE_FLOAT64;
}

static bool is_python_float(tk_infer *self, tk_value value)
{
    return tk_value_is_builtin(self->pool, value, TK_BUILTIN_FLOAT);
}

static bool is_python_complex(tk_infer *self, tk_value value)
{
    return tk_value_kind_of(self->pool, value) == TK_VALUE_INSTANCE &&
           tk_value_catalog_class(self->pool, value).i ==
               tk_pool_builtin(self->pool, TK_BUILTIN_COMPLEX).i;
}

// Numbers of several classes in one list become an array of the wider dtype.
static tk_operand_array leaf_of(tk_infer *self, tk_value value, tk_dtype python_float)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    if (count == 0)
        return (tk_operand_array){.rank = -1};
    tk_operand_array all = tk_array_of(self, members[0]);
    if (count > 1 && is_python_float(self, members[0]))
        all.dtype = python_float;
    for (uint32_t i = 1; i < count; i++) {
        tk_operand_array one = tk_array_of(self, members[i]);
        if (!all.scalar || !one.scalar)
            return (tk_operand_array){.rank = -1};
        if (is_python_float(self, members[i]))
            one.dtype = python_float;
        bool narrow = all.dtype <= TK_DTYPE_INT64 && one.dtype == python_float;
        bool wide = one.dtype <= TK_DTYPE_INT64 && all.dtype == python_float;
        all.dtype = narrow || wide ? python_float : tk_dtype_promote(all.dtype, one.dtype);
    }
    return all;
}

static tk_operand_array nested_of(tk_infer *self, tk_fact fact, tk_dtype python_float, int depth);

// Rows that are different lists, as in ([1, 2], [3, 4]): arrays of one rank.
static tk_operand_array nested_members(tk_infer *self, tk_fact fact, tk_dtype python_float,
                                       int depth)
{
    tk_value members[TK_UNION_MOST];
    tk_operand_array all = {.rank = -1};
    uint32_t count = tk_value_members(self->pool, fact.value, members);
    for (uint32_t i = 0; i < count; i++) {
        fact.value = members[i];
        tk_operand_array one = nested_of(self, fact, python_float, depth + 1);
        if (!one.known || !one.array || (i && one.rank != all.rank))
            return (tk_operand_array){.rank = -1};
        one.dtype = i ? tk_dtype_promote(all.dtype, one.dtype) : one.dtype;
        for (int k = 0; i && k < one.rank; k++)
            if (one.dims[k] != all.dims[k])
                one.dims[k] = TK_DIM_UNKNOWN;
        all = one;
    }
    return all;
}

// What a class says it is as an array.
static tk_operand_array converted(tk_infer *self, tk_fact fact)
{
    bool found;
    tk_fact array = tk_call_special(self, fact, "__array__", NULL, 0, (tk_node){0}, &found);
    return tk_array_of(self, found ? array.value : TK_UNKNOWN);
}

static tk_operand_array nested_of(tk_infer *self, tk_fact fact, tk_dtype python_float, int depth)
{
    int levels = 0;
    uint32_t dims[TK_RANK_MOST];
    for (;; levels++) {
        tk_family family = tk_value_family(self->pool, fact.value);
        if (levels >= TK_DEPTH_MOST || (family != TK_FAMILY_LIST && family != TK_FAMILY_TUPLE))
            break;
        const tk_value_row *row = tk_value_of(self->pool, fact.value);
        uint32_t count = tk_value_item_count(self->pool, fact.value);
        bool counted = family == TK_FAMILY_TUPLE && count && !(row->flags & TK_FLAG_VARIADIC);
        int32_t length = family == TK_FAMILY_LIST ? tk_container_length(self, fact.value) : -1;
        dims[levels] = counted ? count : length >= 0 ? (uint32_t)length : TK_DIM_UNKNOWN;
        fact = tk_container_contents(self, fact).element;
    }
    bool empty = false;   // perhaps
    for (int i = 0; i < levels; i++)
        empty |= dims[i] == TK_DIM_UNKNOWN;
    tk_operand_array view = leaf_of(self, fact.value, python_float);
    if (!view.known && depth < TK_DEPTH_MOST &&
        tk_value_kind_of(self->pool, fact.value) == TK_VALUE_UNION)
        view = nested_members(self, fact, python_float, depth);
    if (!view.known && tk_value_kind_of(self->pool, fact.value) == TK_VALUE_INSTANCE)
        view = converted(self, fact);
    if (levels && fact.value.i == TK_BOTTOM.i) {   // an empty list
        view = (tk_operand_array){.known = true, .rank = 0, .dtype = python_float};
    } else if (is_python_float(self, fact.value)) {
        view.dtype = python_float;
    } else if (is_python_complex(self, fact.value) && python_float == TK_DTYPE_FLOAT32) {
        view.dtype = TK_DTYPE_COMPLEX64;
    }
    view.leaf = view.dtype;
    if (levels == 0 || !view.known)
        return view;
    if (empty && view.dtype != python_float)   // array([]) is one of floats
        view.dtype = TK_DTYPE_UNKNOWN;
    view.array = true;
    view.scalar = false;
    if (view.rank < 0 || view.rank + levels > TK_RANK_MOST) {
        view.rank = tk_rank_from(view.rank < 0 ? tk_rank_least(view.rank) + levels : 1);
        return view;
    }
    memmove(view.dims + levels, view.dims, (size_t)view.rank * sizeof *view.dims);
    memcpy(view.dims, dims, (size_t)levels * sizeof *dims);
    view.rank += levels;
    return view;
}

tk_operand_array tk_nested_of(tk_infer *self, tk_fact fact, tk_dtype python_float)
{
    return nested_of(self, fact, python_float, 0);
}

tk_fact tk_derived(tk_infer *self, const tk_call *call, tk_value value, tk_fact from)
{
    tk_how how = tk_origin_how(&self->origins, from.origin);
    bool stays = how == TK_HOW_ELEMENT || how == TK_HOW_REDUCTION || how == TK_HOW_BATCH ||
                 how == TK_HOW_PARAMETER_WALK;
    if (stays && value.i != TK_UNKNOWN.i)
        return tk_fact_at(value, from.origin, from.certainty);
    return tk_made(self, value, call->node, TK_HOW_DERIVED, from);
}

tk_fact tk_first_array(tk_infer *self, const tk_call *call)
{
    static const tk_role roles[] = {TK_ROLE_X, TK_ROLE_Y, TK_ROLE_VALUE};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (tk_array_of(self, call->roles[roles[i]].value).array)
            return call->roles[roles[i]];
    return call->roles[TK_ROLE_X];
}

static tk_dtype or_default(const tk_call *call, tk_dtype dtype)
{
    return dtype == TK_DTYPE_UNKNOWN ? (tk_dtype)call->function->default_dtype : dtype;
}

static bool is_sequence(tk_infer *self, tk_value value)
{
    tk_family family = tk_value_family(self->pool, value);
    return family == TK_FAMILY_TUPLE || family == TK_FAMILY_LIST;
}

// A random number, or as many as the parameters of its distribution ask for.
static tk_fact drawn(tk_infer *self, const tk_call *call)
{
    static const tk_role roles[] = {TK_ROLE_X, TK_ROLE_Y, TK_ROLE_VALUE};
    int rank = 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        tk_operand_array one = tk_role_array(self, call, roles[i]);
        bool array = one.array && call->roles[roles[i]].value.i != call->receiver.value.i;
        if (array)
            rank = rank < 0 || one.rank < 0 ? -1 : one.rank > rank ? one.rank : rank;
    }
    if (rank == 0)
        return tk_typed_result(self, call, call->function->scalar);
    return tk_array_result(self, call, rank, NULL, or_default(call, TK_DTYPE_UNKNOWN), true,
                           TK_HOW_MADE);
}

// `n - 1`, `n // 2`, `n + 1` of what is not known: no tuple or list can do that.
static bool is_computed(tk_infer *self, tk_node node)
{
    if (!node.i || tk_node_is_foreign(node) || tk_node_kind(self->nodes, node) != TK_KIND_BINARY_OPERATOR)
        return false;
    tk_slice operator = tk_node_text(self->nodes, tk_node_field(self->nodes, node, TK_FIELD_OPERATOR));
    tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
    tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
    bool number = tk_value_family(self->pool, tk_infer_fact(self, left).value) == TK_FAMILY_SCALAR ||
                  tk_value_family(self->pool, tk_infer_fact(self, right).value) == TK_FAMILY_SCALAR;
    return tk_slice_is(operator, "-") || tk_slice_is(operator, "//") ||
           (tk_slice_is(operator, "+") && number);
}

tk_fact tk_transfer_SHAPE(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    bool absent = !tk_has_role(call, TK_ROLE_SHAPE) || tk_role_is_none(self, call, TK_ROLE_SHAPE);
    tk_fact shape = call->roles[TK_ROLE_SHAPE];
    if (absent && call->function->scalar)
        return drawn(self, call);
    // randint(5, (2, 3)): a bound that may be left out, so the shape stands in its place.
    if (absent && is_sequence(self, call->roles[TK_ROLE_Y].value)) {
        shape = call->roles[TK_ROLE_Y];
        absent = false;
    }
    int rank = absent ? 0 : tk_shape_of(self, shape.value, dims);
    bool number = !absent && tk_value_has_unknown(self->pool, shape.value) &&
                  is_computed(self, call->role_nodes[TK_ROLE_SHAPE]);
    if (number)
        rank = 1;
    tk_dtype dtype = TK_DTYPE_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_VALUE))   // full(shape, value)
        dtype = tk_nested_of(self, call->roles[TK_ROLE_VALUE], tk_python_float(self, call)).dtype;
    bool named = tk_has_role(call, TK_ROLE_DTYPE) && !tk_role_is_none(self, call, TK_ROLE_DTYPE);
    dtype = named ? tk_result_dtype(self, call, dtype)
                  : tk_result_dtype(self, call, or_default(call, dtype));
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank,
                                    rank > 0 ? dims : NULL, dtype, false);
    tk_fact made = tk_made(self, value, call->node, TK_HOW_MADE, TK_FACT_BOTTOM);
    if (number)   // unless it is an array of sizes
        made.certainty = tk_certainty_least(made.certainty, TK_LIKELY);
    if (call->function->scalar && call->spread)   // uniform(*bounds): who knows whether with a size
        return tk_join(self, made, tk_typed_result(self, call, call->function->scalar));
    return made;
}

tk_fact tk_transfer_ARRAY(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array view = tk_nested_of(self, x, tk_python_float(self, call));
    bool is_set = tk_value_family(self->pool, x.value) == TK_FAMILY_SET;
    if (!view.known && x.value.i != TK_UNKNOWN.i && !is_set &&
        tk_value_family(self->pool, x.value) == TK_FAMILY_ITERATOR)
        view.rank = -1;
    // Structured and object dtypes end the nesting early: [(1, 2)] with 'i4,i4' is of rank 1.
    tk_dtype asked = tk_result_dtype(self, call, TK_DTYPE_BOOL);
    bool even = asked == TK_DTYPE_OBJECT;   // lists of one length: these are rows whatever they hold
    for (int i = 0; i < view.rank; i++)
        even &= view.dims[i] != TK_DIM_UNKNOWN;
    if (!tk_array_of(self, x.value).array && !even &&
        (asked == TK_DTYPE_UNKNOWN || asked == TK_DTYPE_OBJECT))
        view.known = false;
    int least;   // array(x, ndmin=2)
    bool deeper = tk_has_role(call, TK_ROLE_COUNT) &&
                  (!tk_role_int(self, call, TK_ROLE_COUNT, &least) || least > view.rank);
    if (deeper && view.known && view.rank >= 0) {
        bool number = tk_role_int(self, call, TK_ROLE_COUNT, &least) && least <= TK_RANK_MOST;
        view.rank = number ? least : -1;
        for (int i = 0; i < view.rank; i++)
            view.dims[i] = TK_DIM_UNKNOWN;
    }
    // Converting is what the function is for: the class of what it is given does not matter.
    const tk_type *type = call->function->type;
    tk_class_ref cls = type && type->kind == TK_TYPE_CLASS ? (tk_class_ref){type->cls.i}
                                                           : tk_result_class(self, call);
    tk_value value = tk_array_value(self, call, cls,
                                    view.known ? view.rank : -1, view.dims,
                                    tk_result_dtype(self, call, or_default(call, view.dtype)),
                                    false);
    // The class is certain whatever is given; only a view of an element stays an element.
    tk_fact made = tk_array_of(self, x.value).array ? tk_derived(self, call, value, x)
                                                    : tk_made(self, value, call->node, TK_HOW_MADE,
                                                              TK_FACT_BOTTOM);
    return made;
}

// Tensor(2, 3) has this shape, Tensor([2, 3]) these elements.
tk_fact tk_transfer_SIZES_OR_DATA(tk_infer *self, const tk_call *call)
{
    tk_dtype dtype = (tk_dtype)call->function->dtype;
    tk_fact only = call->count == 1 ? call->arguments[0].fact : TK_FACT_BOTTOM;
    tk_operand_array data = {.rank = -1};
    if (call->count == 1 && call->arguments[0].kind == TK_OPERAND_PLAIN)
        data = tk_nested_of(self, only, dtype);
    bool sizes = call->count != 1 || (data.known && data.scalar);
    int rank = call->spread ? -1 : sizes ? (int)(call->count ? call->count : 1) : data.rank;
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank, NULL, dtype,
                                    false);
    return tk_made(self, value, call->node, TK_HOW_MADE, TK_FACT_BOTTOM);
}

static tk_fact like(tk_infer *self, const tk_call *call, bool unwraps)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array view = tk_nested_of(self, x, tk_python_float(self, call));
    tk_class_ref cls = tk_result_class(self, call);
    if (!view.known && unwraps)
        return TK_FACT_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_SHAPE) && !tk_role_is_none(self, call, TK_ROLE_SHAPE))
        view.rank = tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, view.dims);
    tk_value value = tk_array_value(self, call, cls, view.known ? view.rank : -1, view.dims,
                                    tk_result_dtype(self, call, view.dtype), unwraps);
    return tk_derived(self, call, value, x);
}

tk_fact tk_transfer_LIKE(tk_infer *self, const tk_call *call)
{
    return like(self, call, false);
}

tk_fact tk_transfer_UNWRAP(tk_infer *self, const tk_call *call)
{
    return like(self, call, true);
}

tk_fact tk_transfer_SAME(tk_infer *self, const tk_call *call)
{
    (void)self;
    return tk_has_role(call, TK_ROLE_X) ? call->roles[TK_ROLE_X] : TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_CAST(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_operand_array view = tk_array_of(self, x.value);
    if (!view.known)
        return call->function->type ? like(self, call, true) : tk_pool_unknown_of(x);
    tk_dtype asked = TK_DTYPE_UNKNOWN;
    if (call->function->dtype)
        asked = (tk_dtype)call->function->dtype;
    else if (tk_has_role(call, TK_ROLE_DTYPE))
        asked = tk_dtype_named(self, call->roles[TK_ROLE_DTYPE].value);
    // x.view(Subclass): an instance of that class.
    if (asked == TK_DTYPE_UNKNOWN &&
        tk_value_kind_of(self->pool, call->roles[TK_ROLE_DTYPE].value) == TK_VALUE_CLASS)
        return tk_pool_unknown_of(x);
    if (view.scalar)   // scalars of a library know astype as well
        return tk_made(self,
                       tk_array_value(self, call, tk_result_class(self, call), 0, NULL, asked, true),
                       call->node, TK_HOW_DERIVED, x);
    // A device or an unknown argument keeps or loses the dtype; the rank stays.
    tk_fact cast = x;
    cast.value = tk_value_with_dtype(self->pool, x.value, asked);
    return tk_derived(self, call, cast.value, x);
}

tk_fact tk_transfer_ARANGE(tk_infer *self, const tk_call *call)
{
    static const tk_role roles[] = {TK_ROLE_START, TK_ROLE_STOP, TK_ROLE_STEP};
    tk_dtype dtype = TK_DTYPE_BOOL;
    uint32_t dims[1] = {TK_DIM_UNKNOWN};
    int number;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        tk_fact bound = call->roles[roles[i]];
        if (!tk_has_role(call, roles[i]) || tk_role_is_none(self, call, roles[i]))
            continue;
        tk_dtype one = tk_array_of(self, bound.value).dtype;
        if (is_python_float(self, bound.value))
            one = tk_python_float(self, call);
        dtype = dtype == TK_DTYPE_BOOL ? one : tk_dtype_promote(dtype, one);
    }
    bool only_stop = !tk_has_role(call, TK_ROLE_STOP) || !tk_has_role(call, TK_ROLE_START);
    tk_role stop = tk_has_role(call, TK_ROLE_STOP) ? TK_ROLE_STOP : TK_ROLE_START;
    if (only_stop && tk_role_int(self, call, stop, &number) && number >= 0)
        dims[0] = (uint32_t)number;
    if (dtype == TK_DTYPE_BOOL)
        dtype = (tk_dtype)call->function->default_dtype;
    return tk_array_result(self, call, 1, dims, dtype, false, TK_HOW_MADE);
}

tk_fact tk_transfer_MESHGRID(tk_infer *self, const tk_call *call)
{
    uint32_t plain = 0;
    for (uint32_t i = 0; i < call->count; i++)
        plain += call->arguments[i].kind == TK_OPERAND_PLAIN;
    const tk_type *type = call->function->type;
    if (!type || type->kind != TK_TYPE_CLASS || type->arg_count == 0)
        return TK_FACT_UNKNOWN;
    tk_class_ref cls = {type->args[0]->cls.i};
    tk_value item = tk_array_value(self, call, cls, call->spread ? -1 : (int)plain, NULL,
                                   TK_DTYPE_UNKNOWN, false);
    tk_value whole = tk_class_of(self->catalog, type->cls)->family == TK_FAMILY_TUPLE
                         ? tk_value_tuple_of(self->pool, item)
                         : tk_value_generic(self->pool, type->cls, &item, 1);
    return tk_made(self, whole, call->node, TK_HOW_MADE, TK_FACT_BOTTOM);
}
