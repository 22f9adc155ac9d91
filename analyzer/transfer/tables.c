// Transfers for labelled data, whose results differ in class and not in rank: frames, their columns
// and rows, and the functions that keep the class of what they are given.
#include "transfer/transfer.h"

// --- selecting by labels -----------------------------------------------------------------------------

// What a subscript may take of one axis.
enum { TAKES_ONE = 1, TAKES_SEVERAL = 2 };

static unsigned taken_by(tk_infer *self, tk_value label)
{
    const tk_value_row *row = tk_value_of(self->pool, label);
    if (row->kind != TK_VALUE_INSTANCE)   // unknown, or a callable that is asked for the labels
        return TAKES_ONE | TAKES_SEVERAL;
    if (tk_value_is_builtin(self->pool, label, TK_BUILTIN_SLICE) ||
        tk_value_is_builtin(self->pool, label, TK_BUILTIN_ELLIPSIS))
        return TAKES_SEVERAL;
    tk_hash_set hash = tk_infer_hash(self, label);
    switch (tk_value_family(self->pool, label)) {
    case TK_FAMILY_ARRAY:
        return row->rank > 0 || hash.raises ? TAKES_SEVERAL : TAKES_ONE | TAKES_SEVERAL;
    case TK_FAMILY_ITERATOR:
        return TAKES_SEVERAL;
    case TK_FAMILY_TUPLE:
        return TAKES_ONE | TAKES_SEVERAL;
    default:   // what cannot be hashed is no label
        return hash.raises ? TAKES_SEVERAL : TAKES_ONE;
    }
}

static unsigned taken_by_any(tk_infer *self, tk_value label)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, label, members);
    unsigned taken = 0;
    for (uint32_t i = 0; i < count; i++)
        taken |= taken_by(self, members[i]);
    return taken;
}

// The fewest and the most axes of which one label each is taken; false: not known.
static bool axes_lost(tk_infer *self, tk_value index, uint32_t *fewest, uint32_t *most)
{
    bool tuple = tk_value_family(self->pool, index) == TK_FAMILY_TUPLE;
    uint8_t flags = tk_value_of(self->pool, index)->flags;
    uint32_t count = tuple ? tk_value_item_count(self->pool, index) : 1;
    *fewest = *most = 0;
    if (tuple && (flags & TK_FLAG_VARIADIC || count == 0))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        unsigned taken = taken_by_any(self, tuple ? tk_value_item(self->pool, index, i) : index);
        *fewest += taken == TAKES_ONE;
        *most += (taken & TAKES_ONE) != 0;
    }
    return true;
}

tk_fact tk_transfer_SELECT(tk_infer *self, const tk_call *call)
{
    const tk_function *function = call->function;
    tk_value index = call->roles[TK_ROLE_INDEX].value;
    uint32_t fewest, most;
    if (index.i == TK_BOTTOM.i || !axes_lost(self, index, &fewest, &most))
        return TK_FACT_UNKNOWN;
    tk_fact all = TK_FACT_BOTTOM;
    for (uint32_t lost = fewest; lost <= most; lost++) {
        const tk_type *type = lost == 0 ? function->type : lost == 1 ? function->scalar : NULL;
        if (lost == 1 && lost == most && function->type && function->type->kind == TK_TYPE_SELF)
            all = tk_join(self, all, tk_labelled(self, call, type));
        else if (type && type->kind == TK_TYPE_SELF)   // a part of it, with what is known of its labels and cells
            all = tk_join(self, all, call->roles[TK_ROLE_X]);
        else
            all = tk_join(self, all, type ? tk_typed_result(self, call, type) : TK_FACT_UNKNOWN);
    }
    return all;
}

// --- classes that functions keep -----------------------------------------------------------------------

// The class of an instance, when functions that are given one give one.
static tk_class_id overriding_class(tk_infer *self, tk_value value)
{
    tk_class_id cls = tk_value_catalog_class(self->pool, value);
    return cls.i && tk_class_of(self->catalog, cls)->overrides ? cls : (tk_class_id){0};
}

static tk_fact of_class(tk_infer *self, tk_class_id cls)
{
    tk_value value = tk_class_of(self->catalog, cls)->family == TK_FAMILY_ARRAY
                         ? tk_value_array(self->pool, (tk_class_ref){cls.i}, 1, NULL, TK_DTYPE_UNKNOWN)
                         : tk_value_instance(self->pool, cls);
    return tk_fact_of(value);
}

static bool is_array_class(tk_infer *self, tk_class_id cls)
{
    return cls.i && tk_class_of(self->catalog, cls)->family == TK_FAMILY_ARRAY;
}

// An array has the rank of what was given; labels and columns are always in one row.
static tk_fact of_rank(tk_infer *self, tk_fact made, int rank)
{
    const tk_value_row row = *tk_value_of(self->pool, made.value);
    if (tk_value_family(self->pool, made.value) == TK_FAMILY_ARRAY &&
        !overriding_class(self, made.value).i)
        made.value = tk_value_array(self->pool, (tk_class_ref){row.ref}, rank, NULL,
                                    (tk_dtype)row.dtype);
    return made;
}

static tk_fact vectorized_over(tk_infer *self, const tk_call *call, tk_value x)
{
    const tk_type *type = call->function->type, *scalar = call->function->scalar;
    tk_class_id overriding = overriding_class(self, x);
    tk_fact made = tk_typed_result(self, call, type);
    tk_operand_array array = tk_array_of(self, x), nested;
    if (tk_value_kind_of(self->pool, x) != TK_VALUE_INSTANCE ||
        tk_value_is_builtin(self->pool, x, TK_BUILTIN_NONE))
        return TK_FACT_UNKNOWN;
    if (is_array_class(self, overriding))   // a class of its own beats its base
        return tk_infer_class_is(self, made.value, overriding) ? made : of_class(self, overriding);
    if (overriding.i)
        return TK_FACT_UNKNOWN;
    switch (tk_value_family(self->pool, x)) {
    case TK_FAMILY_ARRAY:
        return array.rank > 0 ? of_rank(self, made, array.rank) : TK_FACT_UNKNOWN;
    case TK_FAMILY_LIST:
    case TK_FAMILY_TUPLE:
        nested = tk_nested_of(self, tk_fact_of(x), TK_DTYPE_FLOAT64);
        return of_rank(self, made, nested.known ? nested.rank : -1);
    case TK_FAMILY_SCALAR:
    case TK_FAMILY_TEXT:
        return scalar ? tk_typed_result(self, call, scalar) : TK_FACT_UNKNOWN;
    default:
        return TK_FACT_UNKNOWN;
    }
}

tk_fact tk_transfer_VECTORIZED(tk_infer *self, const tk_call *call)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, call->roles[TK_ROLE_X].value, members);
    tk_fact all = TK_FACT_BOTTOM;
    if (tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) != 0)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < count; i++)
        all = tk_join(self, all, vectorized_over(self, call, members[i]));
    return all;
}

tk_fact tk_transfer_SAME_CLASS(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    if (tk_value_family(self->pool, x.value) == TK_FAMILY_MAPPING)
        return tk_typed_result(self, call, call->function->type);
    tk_class_id cls =
        overriding_class(self, tk_iterate(self, x, call->role_nodes[TK_ROLE_X]).value);
    int axis = 0;
    bool along = !tk_has_role(call, TK_ROLE_AXIS) ||
                 (tk_role_int(self, call, TK_ROLE_AXIS, &axis) && axis == 0);
    if (!cls.i || (is_array_class(self, cls) && !along))
        return tk_typed_result(self, call, call->function->type);
    return of_class(self, cls);
}

tk_fact tk_transfer_WIDER(tk_infer *self, const tk_call *call)
{
    tk_class_id y = overriding_class(self, call->roles[TK_ROLE_Y].value);
    if (y.i && !is_array_class(self, y))
        return of_class(self, y);
    return tk_typed_result(self, call, call->function->type);
}

// --- results that an argument decides ------------------------------------------------------------------

// The model's type, or its `scalar` (unknown without one) when the argument asks for that.
static tk_fact either(tk_infer *self, const tk_call *call, bool first)
{
    const tk_type *type = first ? call->function->type : call->function->scalar;
    return type ? tk_typed_result(self, call, type) : TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_REDUCE_TABLE(tk_infer *self, const tk_call *call)
{
    tk_value axis = call->roles[TK_ROLE_AXIS].value;
    tk_family family = tk_value_family(self->pool, axis);
    if (axis.i == TK_BOTTOM.i)
        return either(self, call, true);
    return either(self, call, family == TK_FAMILY_SCALAR || family == TK_FAMILY_TEXT);
}

// A model of layers gives what its back end computes with, which only a tensor among the arguments shows.
tk_fact tk_transfer_SAME_LIBRARY(tk_infer *self, const tk_call *call)
{
    tk_fact made = tk_typed_result(self, call, call->function->type);
    tk_class_id made_class = tk_value_catalog_class(self->pool, made.value);
    tk_library_id library = tk_class_of(self->catalog, made_class)->library;
    static const tk_role roles[] = {TK_ROLE_X, TK_ROLE_Y};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        tk_fact given = call->roles[roles[i]];
        tk_class_id cls = tk_value_catalog_class(self->pool, given.value);
        if (tk_value_family(self->pool, given.value) == TK_FAMILY_ARRAY && cls.i &&
            tk_class_of(self->catalog, cls)->library.i == library.i) {
            made.certainty = tk_certainty_least(made.certainty, TK_LIKELY);
            return made;
        }
    }
    return either(self, call, false);
}

tk_fact tk_transfer_PER_TEXT(tk_infer *self, const tk_call *call)
{
    tk_family family = tk_value_family(self->pool, call->roles[TK_ROLE_X].value);
    bool several = family == TK_FAMILY_LIST || family == TK_FAMILY_TUPLE || family == TK_FAMILY_ARRAY;
    if (tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) != 0 || (!several && family != TK_FAMILY_TEXT))
        return TK_FACT_UNKNOWN;
    return either(self, call, several);
}

tk_fact tk_transfer_APPLIED(tk_infer *self, const tk_call *call)
{
    tk_value function = call->roles[TK_ROLE_FUNCTION].value;
    tk_value_kind kind = tk_value_kind_of(self->pool, function);
    tk_family family = tk_value_family(self->pool, function);
    return either(self, call, kind == TK_VALUE_DEF || kind == TK_VALUE_FUNCTION ||
                                  kind == TK_VALUE_CLASS || family == TK_FAMILY_MAPPING);
}

tk_fact tk_transfer_BY_NAME(tk_infer *self, const tk_call *call)
{
    tk_value value = call->roles[TK_ROLE_NAME].value;
    tk_name text;
    if (value.i == TK_BOTTOM.i)
        return either(self, call, true);
    if (!tk_value_as_text(self->pool, value, &text))
        return either(self, call, tk_value_family(self->pool, value) == TK_FAMILY_SCALAR);
    for (uint32_t i = 0; i < call->function->named_count; i++)
        if (call->function->named[i].name.i == text.i)
            return tk_typed_result(self, call, call->function->named[i].type);
    return either(self, call, true);
}

tk_fact tk_transfer_PIECES(tk_infer *self, const tk_call *call)
{
    if (tk_has_role(call, TK_ROLE_AXIS))   // labels from other places than the first line
        return either(self, call, false);
    bool counted = tk_has_role(call, TK_ROLE_COUNT) && !tk_role_is_none(self, call, TK_ROLE_COUNT);
    tk_fact made = tk_typed_result(self, call, call->function->type);
    if (counted && tk_value_kind_of(self->pool, call->roles[TK_ROLE_COUNT].value) == TK_VALUE_UNKNOWN)
        return TK_FACT_UNKNOWN;
    if (tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) != 0)
        return TK_FACT_UNKNOWN;
    return counted ? tk_iterator_of(self, made) : made;
}
