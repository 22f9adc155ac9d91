// Transfers that put arrays together and take them apart.
#include "transfer/transfer.h"

// `xs` that is one list here and a new one there
static bool are_sequences(tk_infer *self, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_family family = tk_value_family(self->pool, members[i]);
        if (family != TK_FAMILY_LIST && family != TK_FAMILY_TUPLE)
            return false;
    }
    return count > 1;
}

// What the sequence of arrays holds; one array stands for its rows.
static tk_operand_array part_of(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_dtype python_float = tk_python_float(self, call);
    tk_operand_array whole = tk_array_of(self, x.value);
    if (whole.array) {
        int least = tk_rank_least(whole.rank);
        whole.rank = whole.rank > 0 ? whole.rank - 1 : tk_rank_from(least > 0 ? least - 1 : 0);
        return whole;
    }
    if (tk_value_family(self->pool, x.value) == TK_FAMILY_NONE && !are_sequences(self, x.value))
        return (tk_operand_array){.rank = -1};
    return tk_nested_of(self, tk_iterate(self, x, call->role_nodes[TK_ROLE_X]), python_float);
}

static tk_fact combined(tk_infer *self, const tk_call *call, int rank, tk_dtype dtype)
{
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank, NULL,
                                    tk_result_dtype(self, call, dtype), false);
    return tk_made(self, value, call->node, TK_HOW_MADE, TK_FACT_BOTTOM);
}

tk_fact tk_transfer_STACK(tk_infer *self, const tk_call *call)
{
    tk_operand_array part = part_of(self, call);
    int least = part.known ? tk_rank_least(part.rank) : 0, axis;
    // The new axis stands among those of the parts: np.stack(rows, axis=1) has two at least.
    if (tk_value_as_int(self->pool, call->roles[TK_ROLE_AXIS].value, &axis) && axis >= -TK_ITEMS_MOST &&
        axis < TK_ITEMS_MOST) {
        int needed = axis < 0 ? -axis - 1 : axis;
        least = needed > least ? needed : least;
    }
    return combined(self, call, part.known && part.rank >= 0 ? part.rank + 1 : tk_rank_from(least + 1),
                    part.dtype);
}

// Arrays that are put together have one number of dimensions: the rank of one says that of all, if it has
// two or more, since what has less may be brought to that.
static int rank_of_one(tk_infer *self, const tk_call *call)
{
    tk_fact items[TK_ITEMS_MOST];
    uint32_t count = tk_all_elements(self, call->roles[TK_ROLE_X], call->role_nodes[TK_ROLE_X], items);
    for (uint32_t i = 0; i < count; i++) {
        tk_operand_array one = tk_array_of(self, items[i].value);
        if (one.known && one.array && one.rank >= 2 && items[i].certainty >= TK_LIKELY)
            return one.rank;
    }
    return -1;
}

tk_fact tk_transfer_CONCAT(tk_infer *self, const tk_call *call)
{
    tk_operand_array part = part_of(self, call);
    int least = call->function->type ? call->function->type->rank : -1;
    int rank = part.known ? part.rank : -1;
    if (rank < 0)
        rank = rank_of_one(self, call);
    if (tk_role_is_none(self, call, TK_ROLE_AXIS))   // flattened before they are put together
        rank = 1;
    if (rank >= 0 && rank < least)
        rank = least;
    else if (rank < 0 && tk_rank_least(rank) < (least > 1 ? least : 1))   // no 0-d array is put together
        rank = tk_rank_from(least > 1 ? least : 1);
    return combined(self, call, rank, part.dtype);
}

// The container is what the model's type says: list[pack.array], tuple[pack.Tensor, ...].
static tk_fact parts(tk_infer *self, const tk_call *call, int lower)
{
    const tk_type *type = call->function->type;
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    if (!type || type->kind != TK_TYPE_CLASS || type->arg_count == 0)
        return TK_FACT_UNKNOWN;
    tk_class_ref cls = x.array ? x.cls : (tk_class_ref){type->args[0]->cls.i};
    int rank = x.known && x.rank >= lower ? x.rank - lower : -1;
    tk_value part = tk_array_value(self, call, cls, rank, NULL, x.dtype, lower > 0);
    bool tuple = tk_class_of(self->catalog, type->cls)->family == TK_FAMILY_TUPLE;
    tk_value whole = tuple ? tk_value_tuple_of(self->pool, part)
                           : tk_value_generic(self->pool, type->cls, &part, 1);
    return tk_made(self, whole, call->node, TK_HOW_ELEMENT,
                   call->roles[TK_ROLE_X]);
}

tk_fact tk_transfer_SPLIT(tk_infer *self, const tk_call *call)
{
    return parts(self, call, 0);
}

tk_fact tk_transfer_UNBIND(tk_infer *self, const tk_call *call)
{
    return parts(self, call, 1);
}

// As many rows as nobody knows, in the class and rank of the whole.
static tk_fact some_rows(tk_infer *self, tk_fact whole, tk_node node)
{
    tk_operand_array view = tk_array_of(self, whole.value);
    if (!view.array || view.rank == 0)
        return whole;
    tk_value rows = tk_value_array(self->pool, view.cls, view.rank, NULL, view.dtype);
    return tk_made(self, rows, node, TK_HOW_DERIVED, whole);
}

static tk_fact rows_of_each(tk_infer *self, const tk_call *call, uint32_t times)
{
    tk_class_id list = tk_pool_builtin(self->pool, TK_BUILTIN_LIST);
    uint32_t count = 0;
    while (count < call->count && call->arguments[count].kind == TK_OPERAND_PLAIN)
        count++;
    if (call->spread || count == 0 || count * times > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    if (count * times == 1)
        return some_rows(self, call->arguments[0].fact, call->node);
    tk_fact all = tk_container_new(self, list, call->node, call->context);
    for (uint32_t i = 0; i < count * times; i++) {
        tk_fact rows = some_rows(self, call->arguments[i / times].fact, call->node);
        tk_container_add(self, all, TK_FACT_BOTTOM, rows);
        tk_container_place(self, all, i, rows);
    }
    tk_object_of(&self->objects, tk_value_of(self->pool, all.value)->object)->length =
        (int32_t)(count * times);
    return all;
}

tk_fact tk_transfer_HALVES(tk_infer *self, const tk_call *call)
{
    return rows_of_each(self, call, 2);
}

tk_fact tk_transfer_SOME_ROWS(tk_infer *self, const tk_call *call)
{
    return rows_of_each(self, call, 1);
}
