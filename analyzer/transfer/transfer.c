// The table of transfer functions, and what they share.
#include "transfer/transfer.h"

#include <string.h>

static tk_transfer_function *const transfers[TK_TRANSFER_COUNT] = {
#define TK_TRANSFER(name, text) [TK_TRANSFER_##name] = tk_transfer_##name,
#include "transfer/transfers.def"
#undef TK_TRANSFER
};

// What kind of origin the result has when the model and the transfer leave it open: an element stays
// one through casts and views.
static tk_fact with_origin(tk_infer *self, const tk_call *call, tk_fact fact)
{
    tk_value_kind kind = tk_value_kind_of(self->pool, fact.value);
    if (kind == TK_VALUE_BOTTOM || kind == TK_VALUE_UNKNOWN)
        return fact;
    if (call->function->how)
        fact.origin = tk_origin_add(&self->origins, call->node, (tk_how)call->function->how,
                                    call->roles[TK_ROLE_X].origin);
    else if (!fact.origin.i && call->node.i)
        fact.origin = tk_origin_add(&self->origins, call->node, TK_HOW_MADE,
                                    call->roles[TK_ROLE_X].origin);
    return fact;
}

static bool takes_an_array(tk_transfer transfer)
{
    switch (transfer) {
    case TK_TRANSFER_REDUCE: case TK_TRANSFER_REDUCE_PAIR: case TK_TRANSFER_PAIR:
    case TK_TRANSFER_LIKE: case TK_TRANSFER_CAST: case TK_TRANSFER_UNIQUE: case TK_TRANSFER_NONZERO:
    case TK_TRANSFER_RESHAPE: case TK_TRANSFER_FLATTEN: case TK_TRANSFER_SAME_RANK:
    case TK_TRANSFER_TRANSPOSE: case TK_TRANSFER_SQUEEZE: case TK_TRANSFER_EXPAND:
        return true;
    default:
        return false;
    }
}

// Is a result of another kind asked for (full=True)? Other transfers say themselves what that is.
static bool asks_for_another(tk_infer *self, const tk_call *call)
{
    switch (call->function->transfer) {
    case TK_TRANSFER_REDUCE: case TK_TRANSFER_REDUCE_MATRIX: case TK_TRANSFER_SAME_RANK:
    case TK_TRANSFER_POSITIONS: case TK_TRANSFER_CROSS: case TK_TRANSFER_TYPE:
        return tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) != 0;
    default:
        return false;
    }
}

// A function of an array or a list of arrays, given what may be either.
static tk_fact transfer_each(tk_infer *self, const tk_call *call)
{
    tk_value x = call->roles[TK_ROLE_X].value, members[TK_UNION_MOST];
    if (asks_for_another(self, call))
        return TK_FACT_UNKNOWN;
    bool each = call->receiver.value.i == TK_BOTTOM.i && takes_an_array(call->function->transfer) &&
                tk_value_kind_of(self->pool, x) == TK_VALUE_UNION;
    if (!each)
        return transfers[call->function->transfer](self, call);
    uint32_t count = tk_value_members(self->pool, x, members);
    tk_fact all = TK_FACT_BOTTOM;
    for (uint32_t i = 0; i < count; i++) {
        tk_call one = *call;
        one.roles[TK_ROLE_X].value = members[i];
        all = tk_join(self, all, transfers[call->function->transfer](self, &one));
    }
    return all;
}

// What follows from arguments is as sure as they are; what a model says outright does not. Functions
// of unknown things, but those that convert them, leave the result to what has a say in it.
static tk_certainty surety(const tk_infer *self, const tk_call *call)
{
    tk_certainty least = call->function->type && call->function->type->likely ? TK_LIKELY : TK_DEFINITE;
    if (call->function->transfer == TK_TRANSFER_TYPE)
        return least;
    if (call->roles[TK_ROLE_X].value.i == TK_UNKNOWN.i && call->receiver.value.i == TK_BOTTOM.i &&
        call->function->transfer != TK_TRANSFER_ARRAY)
        least = TK_LIKELY;
    // The rank that `(n, m)` asks for is there to see, whatever n is.
    bool display = tk_node_kind(self->nodes, call->role_nodes[TK_ROLE_SHAPE]) == TK_KIND_TUPLE;
    for (int role = TK_ROLE_X; role <= TK_ROLE_INDEX; role++) {
        tk_certainty sure = call->roles[role].certainty;
        // A function that takes nothing but arrays was given one.
        if (role <= TK_ROLE_Y && call->function->requires.i && sure == TK_POSSIBLE)
            sure = TK_LIKELY;
        if (!(role == TK_ROLE_SHAPE && display) && call->roles[role].value.i > TK_UNKNOWN.i)
            least = tk_certainty_least(least, sure);
    }
    return least;
}

// What converts anything to an array gives one for sure; of what it may be given, nothing follows. And of
// what may be anything, a function says as much as of what nothing is known of.
static tk_fact without_doubt(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    if (call->function->transfer == TK_TRANSFER_ARRAY)
        return tk_pool_unknown_of(x);
    if (call->receiver.value.i == TK_BOTTOM.i && tk_value_has_unknown(self->pool, x.value))
        return tk_fact_at(TK_UNKNOWN, x.origin, TK_LIKELY);
    return x;
}

int tk_rank_by_axis(tk_infer *self, const tk_call *call, int rank)
{
    int axis, least = tk_rank_least(rank);
    if (rank >= 0 || !tk_role_int(self, call, TK_ROLE_AXIS, &axis))
        return rank;
    int needed = axis > 0 ? axis + 1 : axis < -1 ? -axis : 0;   // 0-d arrays are taken with axis 0 or -1
    return needed > least ? tk_rank_from(needed) : rank;
}

tk_fact tk_transfer_apply(tk_infer *self, const tk_call *call)
{
    tk_call sure;
    if (call->roles[TK_ROLE_X].certainty == TK_POSSIBLE) {
        sure = *call;
        sure.roles[TK_ROLE_X] = without_doubt(self, call);
        call = &sure;
    }
    tk_fact fact = transfer_each(self, call);
    if (fact.value.i > TK_UNKNOWN.i)
        fact.certainty = tk_certainty_least(fact.certainty, surety(self, call));
    if (call->receiver.value.i != TK_BOTTOM.i)
        fact.certainty = tk_certainty_least(fact.certainty, call->receiver.certainty);
    return tk_derive_call(self, call, with_origin(self, call, fact));
}

// --- roles -----------------------------------------------------------------------------------------

bool tk_role_is_none(tk_infer *self, const tk_call *call, tk_role role)
{
    return tk_value_is_builtin(self->pool, call->roles[role].value, TK_BUILTIN_NONE);
}

bool tk_has_role(const tk_call *call, tk_role role)
{
    return call->roles[role].value.i != TK_BOTTOM.i;
}

bool tk_role_int(tk_infer *self, const tk_call *call, tk_role role, int *number)
{
    return tk_has_role(call, role) && tk_value_as_int(self->pool, call->roles[role].value, number);
}

int tk_role_flag(tk_infer *self, const tk_call *call, tk_role role, int fallback)
{
    int number;
    if (!tk_has_role(call, role))
        return fallback;
    return tk_value_as_int(self->pool, call->roles[role].value, &number) ? number != 0 : -1;
}

tk_fact tk_pool_unknown_of(tk_fact of)
{
    of.value = TK_UNKNOWN;
    return of;
}

// --- operands --------------------------------------------------------------------------------------

tk_operand_array tk_array_of(tk_infer *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    tk_operand_array view = {.rank = -1};
    if (row->kind != TK_VALUE_INSTANCE)
        return view;
    tk_family family = tk_value_family(self->pool, value);
    view.dtype = (tk_dtype)row->dtype;
    if (family == TK_FAMILY_SCALAR || family == TK_FAMILY_TEXT) {
        view.known = view.scalar = true;
        view.rank = 0;
        if (family == TK_FAMILY_TEXT)
            view.dtype = (tk_dtype)tk_class_of(self->catalog, (tk_class_id){row->ref})->dtype;
    } else if (family == TK_FAMILY_ARRAY) {
        view.known = view.array = true;
        view.rank = row->rank;
        view.cls = (tk_class_ref){row->ref};
        for (int i = 0; i < view.rank; i++)
            view.dims[i] = tk_value_dim(self->pool, value, (uint32_t)i);
    }
    return view;
}

tk_operand_array tk_role_array(tk_infer *self, const tk_call *call, tk_role role)
{
    if (!tk_has_role(call, role))
        return (tk_operand_array){.rank = -1};
    return tk_nested_of(self, call->roles[role], tk_python_float(self, call));
}

// --- dtypes ----------------------------------------------------------------------------------------

static bool is_integer(tk_dtype dtype)
{
    return dtype >= TK_DTYPE_BOOL && dtype <= TK_DTYPE_INT64;
}

// Bool < integers < floats < complex; within a kind the wider. Mixed kinds whose width rules differ
// between libraries (int32 with float32) are unknown.
tk_dtype tk_dtype_promote(tk_dtype a, tk_dtype b)
{
    if (a == b || b == TK_DTYPE_UNKNOWN)
        return b == TK_DTYPE_UNKNOWN ? TK_DTYPE_UNKNOWN : a;
    if (a == TK_DTYPE_UNKNOWN || a > TK_DTYPE_COMPLEX128 || b > TK_DTYPE_COMPLEX128)
        return TK_DTYPE_UNKNOWN;
    tk_dtype low = a < b ? a : b, high = a < b ? b : a;
    if (low == TK_DTYPE_BOOL)
        return high;
    if (high == TK_DTYPE_FLOAT64 || high == TK_DTYPE_COMPLEX128)
        return high;
    if (is_integer(low) != is_integer(high) || is_integer(low))
        return high == TK_DTYPE_INT64 && low != TK_DTYPE_UINT64 ? high : TK_DTYPE_UNKNOWN;
    return high == TK_DTYPE_FLOAT32 && low == TK_DTYPE_FLOAT16 ? high : TK_DTYPE_UNKNOWN;
}

tk_dtype tk_dtype_named(tk_infer *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    tk_name text;
    if (tk_value_as_text(self->pool, value, &text)) {
        tk_slice word = tk_names_text(self->names, text);
        tk_dtype found = tk_dtype_find(word);
        if (found == TK_DTYPE_UNKNOWN && tk_slice_is(word, "int"))
            found = TK_DTYPE_INT64;
        if (found == TK_DTYPE_UNKNOWN && tk_slice_is(word, "O"))
            found = TK_DTYPE_OBJECT;
        if (found == TK_DTYPE_UNKNOWN && tk_slice_is(word, "float"))
            found = TK_DTYPE_FLOAT64;
        return found;
    }
    if (row->kind == TK_VALUE_CLASS && !(row->ref >> 31)) {
        tk_class_id cls = {row->ref};
        if (cls.i == tk_pool_builtin(self->pool, TK_BUILTIN_OBJECT).i)
            return TK_DTYPE_OBJECT;
        return (tk_dtype)tk_class_of(self->catalog, cls)->dtype;
    }
    return row->kind == TK_VALUE_INSTANCE ? (tk_dtype)row->dtype : TK_DTYPE_UNKNOWN;
}

tk_value tk_python_scalar(tk_infer *self, tk_dtype dtype)
{
    static const tk_builtin classes[TK_DTYPE_COUNT] = {
        [TK_DTYPE_BOOL] = TK_BUILTIN_BOOL,       [TK_DTYPE_STR] = TK_BUILTIN_STR,
        [TK_DTYPE_BYTES] = TK_BUILTIN_BYTES,     [TK_DTYPE_COMPLEX64] = TK_BUILTIN_COMPLEX,
        [TK_DTYPE_COMPLEX128] = TK_BUILTIN_COMPLEX, [TK_DTYPE_BFLOAT16] = TK_BUILTIN_FLOAT,
        [TK_DTYPE_FLOAT16] = TK_BUILTIN_FLOAT,   [TK_DTYPE_FLOAT32] = TK_BUILTIN_FLOAT,
        [TK_DTYPE_FLOAT64] = TK_BUILTIN_FLOAT,
    };
    if (is_integer(dtype) && dtype != TK_DTYPE_BOOL)
        return tk_value_builtin(self->pool, TK_BUILTIN_INT);
    if (dtype == TK_DTYPE_OBJECT)
        return TK_UNKNOWN;
    if (classes[dtype] != TK_BUILTIN_OBJECT)
        return tk_value_builtin(self->pool, classes[dtype]);
    // Numbers of whatever kind hash by value; a float stands for all of them.
    return dtype == TK_DTYPE_UNKNOWN ? tk_value_builtin(self->pool, TK_BUILTIN_FLOAT) : TK_UNKNOWN;
}

// Of complex numbers, functions and attributes may give the parts (abs, real); operators do not.
static bool may_give_parts(tk_infer *self, const tk_call *call, tk_dtype found)
{
    tk_slice name = tk_names_text(self->names, call->function->name);
    bool named = name.len && strstr(name.at, "__") && !strstr(name.at, "__abs__");
    switch (call->function->transfer) {
    case TK_TRANSFER_LIKE:
        return found >= TK_DTYPE_COMPLEX64 && found <= TK_DTYPE_COMPLEX128 && !name.len;
    case TK_TRANSFER_ELEMENTWISE: case TK_TRANSFER_UNWRAP: case TK_TRANSFER_REDUCE:
        return found >= TK_DTYPE_COMPLEX64 && found <= TK_DTYPE_COMPLEX128 && !named;
    default:
        return false;
    }
}

// What a function makes of integers: the same dtype of all, or one that keeps the sign or the size.
static tk_dtype of_integers(const tk_function *function, tk_dtype found)
{
    bool has_sign = found != TK_DTYPE_UINT8 && found != TK_DTYPE_UINT16 &&
                    found != TK_DTYPE_UINT32 && found != TK_DTYPE_UINT64;
    if (function->floats_by_size)
        return found <= TK_DTYPE_INT8 ? TK_DTYPE_FLOAT16
               : found <= TK_DTYPE_INT16 ? TK_DTYPE_FLOAT32 : TK_DTYPE_FLOAT64;
    if (!has_sign && function->unsigned_integers)
        return (tk_dtype)function->unsigned_integers;
    return function->integers ? (tk_dtype)function->integers : found;
}

tk_dtype tk_result_dtype(tk_infer *self, const tk_call *call, tk_dtype found)
{
    const tk_function *function = call->function;
    if (function->dtype)
        return (tk_dtype)function->dtype;
    if (tk_has_role(call, TK_ROLE_DTYPE) && !tk_role_is_none(self, call, TK_ROLE_DTYPE))
        return tk_dtype_named(self, call->roles[TK_ROLE_DTYPE].value);
    if (is_integer(found) && (function->integers || function->floats_by_size))
        return of_integers(function, found);
    if (function->any_dtype)
        return (tk_dtype)function->default_dtype;
    if (may_give_parts(self, call, found))
        return TK_DTYPE_UNKNOWN;
    return found;
}

// --- results ---------------------------------------------------------------------------------------

tk_class_ref tk_result_class(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_class_ref receiver = tk_instance_class(self, call->roles[TK_ROLE_X].value);
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    bool own = type && call->receiver.value.i != TK_BOTTOM.i;   // a method says what it gives
    if (x.array && !own && !call->function->strips && !(x.cls.i >> 31) &&
        tk_class_of(self->catalog, (tk_class_id){x.cls.i})->overrides)
        return x.cls;
    if (type && type->kind == TK_TYPE_CLASS)
        return (tk_class_ref){type->cls.i};
    return x.array ? x.cls : receiver;
}

bool tk_always_array(tk_infer *self, tk_class_ref cls)
{
    if (!cls.i || cls.i >> 31)
        return false;
    const tk_class *row = tk_class_of(self->catalog, (tk_class_id){cls.i});
    return row->family == TK_FAMILY_ARRAY && !row->zero_dim_scalar;
}

static tk_value scalar_value(tk_infer *self, const tk_class *cls, tk_dtype dtype)
{
    tk_class_id scalar = cls->scalars[dtype].i ? cls->scalars[dtype]
                                               : cls->scalars[TK_DTYPE_UNKNOWN];
    if (dtype == TK_DTYPE_OBJECT || !scalar.i)
        return TK_UNKNOWN;
    return tk_value_instance(self->pool, scalar);
}

tk_value tk_array_value(tk_infer *self, const tk_call *call, tk_class_ref ref, int rank,
                        const uint32_t *dims, tk_dtype dtype, bool unwraps)
{
    (void)call;
    if (!ref.i || ref.i >> 31)
        return TK_UNKNOWN;
    const tk_class *cls = tk_class_of(self->catalog, (tk_class_id){ref.i});
    if (cls->family != TK_FAMILY_ARRAY)
        return tk_value_instance(self->pool, (tk_class_id){ref.i});
    if (rank == 0 && unwraps && cls->zero_dim_scalar)
        return scalar_value(self, cls, dtype);
    // Rank unknown and rank 0 would be a scalar: either is possible.
    if (rank == -1 && unwraps && cls->zero_dim_scalar)
        return tk_value_join(self->pool,
                             tk_value_array(self->pool, ref, -1, NULL, dtype),
                             scalar_value(self, cls, dtype));
    return tk_value_array(self->pool, ref, rank > TK_RANK_MOST ? -1 : rank, dims, dtype);
}

tk_fact tk_array_result(tk_infer *self, const tk_call *call, int rank, const uint32_t *dims,
                        tk_dtype dtype, bool unwraps, tk_how how)
{
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank, dims,
                                    tk_result_dtype(self, call, dtype), unwraps);
    tk_fact from = tk_has_role(call, TK_ROLE_X) ? call->roles[TK_ROLE_X] : TK_FACT_BOTTOM;
    return tk_made(self, value, call->node, how, from);
}

// iterator[element], dict[unknown, item(0)]: some argument speaks of the receiver.
static bool speaks_of_call(const tk_type *type)
{
    bool speaks = false;
    for (uint32_t i = 0; type->kind == TK_TYPE_CLASS && i < type->arg_count; i++)
        speaks |= type->args[i]->kind == TK_TYPE_ELEMENT || type->args[i]->kind == TK_TYPE_ARGUMENT ||
                  type->args[i]->kind == TK_TYPE_ITEM;
    return speaks && type->arg_count <= 2;
}

static tk_fact filled(tk_infer *self, const tk_call *call, const tk_type *type)
{
    tk_value items[2];
    tk_fact all = tk_fact_of(TK_BOTTOM);
    for (uint32_t i = 0; i < type->arg_count; i++) {
        tk_fact item = tk_typed_result(self, call, type->args[i]);
        items[i] = item.value.i == TK_BOTTOM.i ? TK_UNKNOWN : item.value;
        if (item.origin.i)
            all.origin = item.origin;
        all.certainty = tk_certainty_least(all.certainty, item.certainty);
    }
    all.value = tk_value_generic(self->pool, type->cls, items, type->arg_count);
    return all;
}

tk_fact tk_typed_result(tk_infer *self, const tk_call *call, const tk_type *type)
{
    tk_fact x = call->roles[TK_ROLE_X];
    if (!type)
        return call->function->type ? TK_FACT_UNKNOWN : tk_pool_unknown_of(TK_FACT_UNKNOWN);
    if (type->kind == TK_TYPE_ARGUMENT)
        return tk_has_role(call, type->role) ? call->roles[type->role] : TK_FACT_UNKNOWN;
    if (type->kind == TK_TYPE_ITEM) {
        x.value = tk_value_item(self->pool, x.value, (uint32_t)type->rank);
        return x.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : x;
    }
    if (type->kind == TK_TYPE_ELEMENT)
        return tk_container_contents(self, x).element;
    if (speaks_of_call(type))
        return filled(self, call, type);
    return tk_made(self, tk_value_from_type(self->pool, type, x.value), (tk_node){0},
                   TK_HOW_UNKNOWN, TK_FACT_BOTTOM);
}

tk_fact tk_iterator_of(tk_infer *self, tk_fact element)
{
    tk_value item = element.value.i == TK_BOTTOM.i ? TK_UNKNOWN : element.value;
    element.value = tk_value_generic(
        self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_ITERATOR), &item, 1);
    return element;
}

// `type`: the model's type as it stands, with the dtype that is asked for.
tk_fact tk_transfer_TYPE(tk_infer *self, const tk_call *call)
{
    tk_fact fact = tk_typed_result(self, call, call->function->type);
    bool array = tk_value_family(self->pool, fact.value) == TK_FAMILY_ARRAY;
    tk_dtype fallback = (tk_dtype)call->function->default_dtype;
    bool named = tk_has_role(call, TK_ROLE_DTYPE) && !tk_role_is_none(self, call, TK_ROLE_DTYPE);
    if (array && (named || fallback) &&
        tk_value_of(self->pool, fact.value)->dtype == TK_DTYPE_UNKNOWN)
        fact.value = tk_value_with_dtype(self->pool, fact.value,
                                         tk_result_dtype(self, call, fallback));
    return fact;
}

// `type` for an array in role x, `scalar` for anything else.
tk_fact tk_transfer_OF_ARRAYS(tk_infer *self, const tk_call *call)
{
    bool array = tk_array_of(self, call->roles[TK_ROLE_X].value).array;
    return tk_typed_result(self, call, array ? call->function->type : call->function->scalar);
}
