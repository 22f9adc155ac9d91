// Constructors and accessors of values.
#include "value/value.h"

#include <assert.h>
#include <string.h>

tk_value tk_value_instance(tk_pool *self, tk_class_id cls)
{
    if (!cls.i)
        return TK_UNKNOWN;
    const tk_class *row = tk_class_of(tk_pool_catalog(self), cls);
    tk_value_row made = {.kind = TK_VALUE_INSTANCE, .ref = cls.i, .rank = -1};
    if (row->family == TK_FAMILY_SCALAR)
        made.dtype = row->dtype;
    return tk_pool_intern(self, made);
}

tk_value tk_value_builtin(tk_pool *self, tk_builtin which)
{
    return tk_value_instance(self, tk_pool_builtin(self, which));
}

tk_value tk_value_none(tk_pool *self)
{
    return tk_value_builtin(self, TK_BUILTIN_NONE);
}

static tk_value literal(tk_pool *self, tk_builtin which, tk_literal kind, uint32_t payload)
{
    tk_value plain = tk_value_builtin(self, which);
    if (tk_value_kind_of(self, plain) != TK_VALUE_INSTANCE)
        return plain;
    tk_value_row row = *tk_value_of(self, plain);
    row.literal_kind = (uint8_t)kind;
    row.literal = payload;
    return tk_pool_intern(self, row);
}

tk_value tk_value_int(tk_pool *self, int64_t number)
{
    if (number < INT32_MIN || number > INT32_MAX)
        return tk_value_builtin(self, TK_BUILTIN_INT);
    return literal(self, TK_BUILTIN_INT, TK_LITERAL_INT, (uint32_t)(int32_t)number);
}

tk_value tk_value_bool(tk_pool *self, bool truth)
{
    return literal(self, TK_BUILTIN_BOOL, TK_LITERAL_BOOL, truth);
}

tk_value tk_value_text(tk_pool *self, tk_builtin str_or_bytes, tk_name text)
{
    return literal(self, str_or_bytes, TK_LITERAL_TEXT, text.i);
}

tk_value tk_value_class(tk_pool *self, tk_class_ref cls)
{
    return tk_pool_intern(self, (tk_value_row){.kind = TK_VALUE_CLASS, .ref = cls.i});
}

tk_value tk_value_module(tk_pool *self, tk_name qualified)
{
    return tk_pool_intern(self, (tk_value_row){.kind = TK_VALUE_MODULE, .ref = qualified.i});
}

tk_value tk_value_function(tk_pool *self, tk_function_id function, tk_value receiver)
{
    tk_value_row row = {.kind = TK_VALUE_FUNCTION, .ref = function.i};
    if (receiver.i)
        row.items = tk_pool_seq(self, &receiver.i, 1);
    return tk_pool_intern(self, row);
}

tk_value tk_value_tuple(tk_pool *self, const tk_value *items, uint32_t count)
{
    if (count > TK_ITEMS_MOST) {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < count; i++)
            all = tk_value_join(self, all, items[i]);
        return tk_value_tuple_of(self, all);
    }
    uint32_t ids[TK_ITEMS_MOST];
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].i == TK_BOTTOM.i)
            return TK_BOTTOM;
        ids[i] = items[i].i;
    }
    tk_value_row row = {
        .kind = TK_VALUE_INSTANCE,
        .ref = tk_pool_builtin(self, TK_BUILTIN_TUPLE).i,
        .rank = -1,
        .items = tk_pool_seq(self, ids, count),
    };
    return tk_pool_intern(self, row);
}

tk_value tk_value_tuple_of(tk_pool *self, tk_value item)
{
    tk_value_row row = {
        .kind = TK_VALUE_INSTANCE,
        .ref = tk_pool_builtin(self, TK_BUILTIN_TUPLE).i,
        .rank = -1,
        .flags = TK_FLAG_VARIADIC,
        .items = tk_pool_seq(self, &item.i, 1),
    };
    return tk_pool_intern(self, row);
}

tk_value tk_value_generic(tk_pool *self, tk_class_id cls, const tk_value *items, uint32_t count)
{
    if (!cls.i)
        return TK_UNKNOWN;
    assert(count <= TK_ITEMS_MOST);
    uint32_t ids[TK_ITEMS_MOST];
    for (uint32_t i = 0; i < count; i++)
        ids[i] = items[i].i;
    tk_value_row row = {
        .kind = TK_VALUE_INSTANCE,
        .ref = cls.i,
        .rank = -1,
        .items = tk_pool_seq(self, ids, count),
    };
    return tk_pool_intern(self, row);
}

tk_value tk_value_array(tk_pool *self, tk_class_ref cls, int rank, const uint32_t *dims,
                        tk_dtype dtype)
{
    tk_value_row row = {
        .kind = TK_VALUE_INSTANCE,
        .ref = cls.i,
        .rank = (int8_t)(rank < -33 || rank > 32 ? -1 : rank),
        .dtype = (uint8_t)dtype,
    };
    bool known = false;
    for (int i = 0; dims && i < row.rank; i++)
        known |= dims[i] != TK_DIM_UNKNOWN;
    if (known)
        row.dims = tk_pool_seq(self, dims, (uint32_t)row.rank);
    return tk_pool_intern(self, row);
}

tk_value tk_value_with_dtype(tk_pool *self, tk_value value, tk_dtype dtype)
{
    tk_value_row row = *tk_value_of(self, value);
    if (row.kind != TK_VALUE_INSTANCE)
        return value;
    row.dtype = (uint8_t)dtype;
    return tk_pool_intern(self, row);
}

static tk_value from_class_type(tk_pool *self, const tk_type *type, tk_value receiver)
{
    const tk_class *cls = tk_class_of(tk_pool_catalog(self), type->cls);
    if (cls->family == TK_FAMILY_ARRAY)
        return tk_value_array(self, (tk_class_ref){type->cls.i}, type->rank, NULL,
                              (tk_dtype)type->dtype);
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = type->arg_count;
    if (count == 0 && type->dtype)
        return tk_value_with_dtype(self, tk_value_instance(self, type->cls),
                                   (tk_dtype)type->dtype);
    if (count == 0)
        return tk_value_instance(self, type->cls);
    if (count > TK_ITEMS_MOST)
        return tk_value_instance(self, type->cls);
    for (uint32_t i = 0; i < count; i++)
        items[i] = tk_value_from_type(self, type->args[i], receiver);
    if (cls->family != TK_FAMILY_TUPLE)
        return tk_value_generic(self, type->cls, items, count);
    return type->variadic ? tk_value_tuple_of(self, items[0])
                          : tk_value_tuple(self, items, count);
}

// Types nest as deep as a model file writes them, which the catalog bounds.
tk_value tk_value_from_type(tk_pool *self, const tk_type *type, tk_value receiver)
{
    if (!type)
        return TK_UNKNOWN;
    switch (type->kind) {
    case TK_TYPE_CLASS:
        return from_class_type(self, type, receiver);
    case TK_TYPE_SELF: {
        tk_value_row row = *tk_value_of(self, receiver);
        if (row.kind != TK_VALUE_INSTANCE)
            return TK_UNKNOWN;
        if (tk_value_family(self, receiver) != TK_FAMILY_ARRAY)
            return receiver;
        int dtype = type->dtype ? type->dtype : row.dtype;
        return tk_value_array(self, (tk_class_ref){row.ref}, type->rank, NULL, (tk_dtype)dtype);
    }
    case TK_TYPE_NONE:
        return tk_value_none(self);
    case TK_TYPE_UNION: {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < type->arg_count; i++)
            all = tk_value_join(self, all, tk_value_from_type(self, type->args[i], receiver));
        return all;
    }
    case TK_TYPE_OBJECT_OF:
        return tk_value_class(self, (tk_class_ref){type->cls.i});
    default:
        return TK_UNKNOWN;
    }
}

uint32_t tk_value_known_items(const tk_pool *self, tk_value value)
{
    bool known = tk_value_family(self, value) == TK_FAMILY_TUPLE &&
                 !(tk_value_of(self, value)->flags & TK_FLAG_VARIADIC);
    return known ? tk_value_item_count(self, value) : 0;
}

bool tk_value_has_unknown(const tk_pool *self, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self, value, members);
    for (uint32_t i = 0; i < count; i++)
        if (members[i].i == TK_UNKNOWN.i)
            return true;
    return false;
}

uint32_t tk_value_dim(const tk_pool *self, tk_value value, uint32_t axis)
{
    tk_seq dims = tk_value_of(self, value)->dims;
    return axis < tk_seq_length(self, dims) ? tk_seq_at(self, dims, axis) : TK_DIM_UNKNOWN;
}

bool tk_value_as_int(const tk_pool *self, tk_value value, int *number)
{
    const tk_value_row *row = tk_value_of(self, value);
    if (row->kind != TK_VALUE_INSTANCE ||
        (row->literal_kind != TK_LITERAL_INT && row->literal_kind != TK_LITERAL_BOOL))
        return false;
    *number = (int)(int32_t)row->literal;
    return true;
}

bool tk_value_as_text(const tk_pool *self, tk_value value, tk_name *text)
{
    const tk_value_row *row = tk_value_of(self, value);
    if (row->kind != TK_VALUE_INSTANCE || row->literal_kind != TK_LITERAL_TEXT)
        return false;
    *text = (tk_name){row->literal};
    return true;
}

int tk_value_truth(const tk_pool *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self, value);
    if (row->kind == TK_VALUE_CLASS || row->kind == TK_VALUE_MODULE ||
        row->kind == TK_VALUE_FUNCTION || row->kind == TK_VALUE_DEF)
        return 1;
    if (row->kind != TK_VALUE_INSTANCE)
        return -1;
    if (tk_value_is_builtin(self, value, TK_BUILTIN_NONE))
        return 0;
    if (row->literal_kind == TK_LITERAL_INT || row->literal_kind == TK_LITERAL_BOOL)
        return row->literal != 0;
    return -1;
}
