// Transfers of the iteration tools: enumerate, zip, map, chain and what a loader yields.
#include "transfer/transfer.h"

static tk_fact role_element(tk_infer *self, const tk_call *call, tk_role role)
{
    return tk_iterate(self, call->roles[role], call->role_nodes[role]);
}

static tk_role iterable_role(const tk_call *call)
{
    return tk_has_role(call, TK_ROLE_ITERABLE) ? TK_ROLE_ITERABLE : TK_ROLE_X;
}

tk_fact tk_transfer_ITERATOR(tk_infer *self, const tk_call *call)
{
    return tk_iterator_of(self, role_element(self, call, iterable_role(call)));
}

// filter(keep, xs): what `keep` does with the elements counts, not what it gives.
tk_fact tk_transfer_FILTER(tk_infer *self, const tk_call *call)
{
    tk_role role = iterable_role(call);
    tk_fact element = role_element(self, call, role);
    tk_argument one = {.fact = element, .kind = TK_OPERAND_PLAIN, .node = call->role_nodes[role]};
    if (tk_has_role(call, TK_ROLE_FUNCTION) && element.value.i != TK_BOTTOM.i)
        tk_call_value(self, call->roles[TK_ROLE_FUNCTION], &one, 1, call->node);
    return tk_transfer_ITERATOR(self, call);
}

tk_fact tk_transfer_ENUMERATE(tk_infer *self, const tk_call *call)
{
    tk_fact element = role_element(self, call, iterable_role(call));
    tk_value items[2] = {tk_value_builtin(self->pool, TK_BUILTIN_INT),
                         element.value.i == TK_BOTTOM.i ? TK_UNKNOWN : element.value};
    element.value = tk_value_tuple(self->pool, items, 2);
    return tk_iterator_of(self, element);
}

// The rows of zip(xs, *rest, ys) while its arguments are read.
typedef struct zipping {
    tk_value items[TK_ITEMS_MOST];
    uint32_t count;
    tk_value any;              // join of all items
    bool open;                 // there are more than `items`, or nobody knows how many
    tk_fact row;               // its origin: that of an item which does not hash by value
} zipping;

static void zip_column(tk_infer *self, zipping *zip, tk_fact iterable, tk_node node)
{
    tk_fact element = tk_iterate(self, iterable, node);
    tk_hash_set hash = tk_infer_hash(self, element.value);
    if (element.value.i == TK_BOTTOM.i)
        element.value = TK_UNKNOWN;
    zip->any = tk_value_join(self->pool, zip->any, element.value);
    zip->row.certainty = tk_certainty_least(zip->row.certainty, element.certainty);
    if (!zip->row.origin.i || hash.raises || hash.identity)
        zip->row.origin = element.origin;
    if (zip->count < TK_ITEMS_MOST)
        zip->items[zip->count++] = element.value;
    else
        zip->open = true;
}

tk_fact tk_transfer_ZIP(tk_infer *self, const tk_call *call)
{
    zipping zip = {.any = TK_BOTTOM, .row = tk_fact_of(TK_BOTTOM)};
    for (uint32_t i = 0; i < call->count; i++) {
        const tk_argument *argument = &call->arguments[i];
        uint32_t known = tk_value_known_items(self->pool, argument->fact.value);
        if (argument->kind == TK_OPERAND_PLAIN) {
            zip_column(self, &zip, argument->fact, argument->node);
        } else if (argument->kind == TK_OPERAND_STAR && known) {
            for (uint32_t k = 0; k < known; k++)
                zip_column(self, &zip,
                           tk_unpack(self, argument->fact, k, known, false, argument->node),
                           argument->node);
        } else if (argument->kind == TK_OPERAND_STAR) {   // zip(*rows)
            zip_column(self, &zip, tk_iterate(self, argument->fact, argument->node), argument->node);
            zip.open = true;
        }
    }
    zip.row.value = zip.open ? tk_value_tuple_of(self->pool, zip.any)
                             : tk_value_tuple(self->pool, zip.items, zip.count);
    return tk_iterator_of(self, zip.row);
}

// As zip, but all combinations; role count: of that many copies of the arguments.
tk_fact tk_transfer_PRODUCT(tk_infer *self, const tk_call *call)
{
    tk_fact rows = tk_transfer_ZIP(self, call);
    tk_fact row = tk_iterate(self, rows, call->node);
    tk_value items[TK_ITEMS_MOST];
    int copies = 1;
    uint32_t count = tk_value_item_count(self->pool, row.value);
    bool counted = !tk_has_role(call, TK_ROLE_COUNT) || tk_role_int(self, call, TK_ROLE_COUNT, &copies);
    bool variadic = tk_value_of(self->pool, row.value)->flags & TK_FLAG_VARIADIC;
    if (variadic || !count || (counted && copies == 1))
        return rows;
    if (counted && copies > 0 && (uint32_t)copies <= TK_ITEMS_MOST / count) {
        for (uint32_t i = 0; i < count * (uint32_t)copies; i++)
            items[i] = tk_value_item(self->pool, row.value, i % count);
        row.value = tk_value_tuple(self->pool, items, count * (uint32_t)copies);
        return tk_iterator_of(self, row);
    }
    tk_value any = TK_BOTTOM;
    for (uint32_t i = 0; i < count; i++)
        any = tk_value_join(self->pool, any, tk_value_item(self->pool, row.value, i));
    row.value = tk_value_tuple_of(self->pool, any);
    return tk_iterator_of(self, row);
}

tk_fact tk_transfer_MAP(tk_infer *self, const tk_call *call)
{
    TK_VEC(tk_argument) arguments = {0};
    for (uint32_t i = 1; i < call->count; i++) {
        if (call->arguments[i].kind != TK_OPERAND_PLAIN)
            continue;
        tk_argument one = call->arguments[i];
        one.fact = tk_iterate(self, one.fact, one.node);
        if (one.fact.value.i == TK_BOTTOM.i)
            one.fact = TK_FACT_UNKNOWN;
        tk_vec_push(&arguments, one);
    }
    tk_fact result = TK_FACT_UNKNOWN;
    if (arguments.len && tk_has_role(call, TK_ROLE_FUNCTION))
        result = tk_call_value(self, call->roles[TK_ROLE_FUNCTION], arguments.at, arguments.len,
                               call->node);
    tk_vec_free(&arguments);
    return tk_iterator_of(self, result);
}

// starmap(f, pairs): the items of each element are the arguments.
tk_fact tk_transfer_SPREAD_MAP(tk_infer *self, const tk_call *call)
{
    tk_role role = iterable_role(call);
    tk_argument one = {.fact = role_element(self, call, role), .kind = TK_OPERAND_STAR,
                       .node = call->role_nodes[role]};
    tk_argument items[TK_ITEMS_MOST];
    uint32_t count = tk_value_item_count(self->pool, one.fact.value);
    bool exact = tk_is_tuple(self, one.fact.value) && count &&
                 !(tk_value_of(self->pool, one.fact.value)->flags & TK_FLAG_VARIADIC);
    if (one.fact.value.i == TK_BOTTOM.i || !tk_has_role(call, TK_ROLE_FUNCTION))
        return tk_iterator_of(self, TK_FACT_UNKNOWN);
    for (uint32_t i = 0; exact && i < count; i++) {
        items[i] = one;
        items[i].kind = TK_OPERAND_PLAIN;
        items[i].fact.value = tk_value_item(self->pool, one.fact.value, i);
    }
    return tk_iterator_of(self, tk_call_value(self, call->roles[TK_ROLE_FUNCTION], exact ? items : &one,
                                              exact ? count : 1, call->node));
}

// groupby(rows, key=f)
tk_fact tk_transfer_GROUPS(tk_infer *self, const tk_call *call)
{
    tk_role role = iterable_role(call);
    tk_fact element = role_element(self, call, role), key = element;
    tk_argument one = {.fact = element, .kind = TK_OPERAND_PLAIN, .node = call->role_nodes[role]};
    if (element.value.i == TK_BOTTOM.i)
        element = one.fact = key = TK_FACT_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_FUNCTION) && !tk_role_is_none(self, call, TK_ROLE_FUNCTION))
        key = tk_call_value(self, call->roles[TK_ROLE_FUNCTION], &one, 1, call->node);
    tk_value items[2] = {key.value.i == TK_BOTTOM.i ? TK_UNKNOWN : key.value,
                         tk_iterator_of(self, element).value};
    key.value = tk_value_tuple(self->pool, items, 2);
    return tk_iterator_of(self, key);
}

// assertIn(x, d), operator.contains(d, x)
tk_fact tk_transfer_CONTAINS(tk_infer *self, const tk_call *call)
{
    bool found;
    tk_argument key = {.fact = call->roles[TK_ROLE_KEY], .kind = TK_OPERAND_PLAIN,
                       .node = call->role_nodes[TK_ROLE_KEY]};
    if (tk_has_role(call, TK_ROLE_KEY) && tk_has_role(call, TK_ROLE_ITERABLE))
        tk_call_special(self, call->roles[TK_ROLE_ITERABLE], "__contains__", &key, 1, call->node,
                        &found);
    return tk_fact_of(call->function->type
                          ? tk_value_from_type(self->pool, call->function->type, TK_BOTTOM)
                          : tk_value_builtin(self->pool, TK_BUILTIN_BOOL));
}

// An iterator over elements of several kinds, each of which comes.
static tk_fact iterator_of_all(tk_infer *self, tk_fact joined, const tk_value *kinds, uint32_t count)
{
    if (count < 2)
        return tk_iterator_of(self, joined);
    joined.value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_ITERATOR), kinds,
                                    count);
    return joined;
}

tk_fact tk_transfer_CHAIN(tk_infer *self, const tk_call *call)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value kinds[TK_ITEMS_MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < call->count; i++) {
        tk_fact element = tk_iterate(self, call->arguments[i].fact, call->arguments[i].node);
        if (call->arguments[i].kind != TK_OPERAND_PLAIN)
            element = tk_iterate(self, element, call->arguments[i].node);
        tk_hash_set hash = tk_infer_hash(self, element.value);
        tk_origin origin = hash.raises || hash.identity ? element.origin : all.origin;
        all = tk_join(self, all, element);
        all.origin = origin.i ? origin : all.origin;
        if (element.value.i != TK_BOTTOM.i && count < TK_ITEMS_MOST)
            kinds[count++] = element.value;
    }
    return call->count > TK_ITEMS_MOST ? tk_iterator_of(self, all)
                                       : iterator_of_all(self, all, kinds, count);
}

tk_fact tk_transfer_CHAIN_FROM(tk_infer *self, const tk_call *call)
{
    tk_role role = iterable_role(call);
    tk_fact known[TK_ITEMS_MOST], all = tk_iterate(self, role_element(self, call, role),
                                                   call->role_nodes[role]);
    tk_value kinds[TK_ITEMS_MOST];
    uint32_t count = tk_all_elements(self, call->roles[role], call->role_nodes[role], known), kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        tk_fact element = tk_iterate(self, known[i], call->role_nodes[role]);
        if (element.value.i != TK_BOTTOM.i)
            kinds[kept++] = element.value;
    }
    return iterator_of_all(self, all, kinds, kept);
}

tk_fact tk_transfer_TUPLES_OF(tk_infer *self, const tk_call *call)
{
    tk_fact element = role_element(self, call, iterable_role(call));
    tk_value item = element.value.i == TK_BOTTOM.i ? TK_UNKNOWN : element.value;
    tk_value items[TK_ITEMS_MOST];
    int count;
    bool counted = tk_role_int(self, call, TK_ROLE_COUNT, &count) && count > 0 &&
                   count <= TK_ITEMS_MOST;
    for (int i = 0; counted && i < count; i++)
        items[i] = item;
    element.value = counted ? tk_value_tuple(self->pool, items, (uint32_t)count)
                            : tk_value_tuple_of(self->pool, item);
    return tk_iterator_of(self, element);
}

// sum([[1], [2]], []) joins lists; numbers and arrays stay what adding them to 0 gives, which is all
// that is left of no elements.
tk_fact tk_transfer_SUM_OF(tk_infer *self, const tk_call *call)
{
    tk_role role = iterable_role(call);
    tk_fact element = role_element(self, call, role), start = TK_FACT_BOTTOM;
    tk_operand_array array = tk_array_of(self, element.value);
    bool some = tk_iterate_yields(self, call->roles[role]);
    if (call->count > 1)
        start = call->arguments[1].fact;
    else if (!some)
        start = tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT));
    if (!array.scalar && !array.array)
        return TK_FACT_UNKNOWN;
    if (array.array) {
        tk_fact sum = tk_derived(self, call, element.value, element);
        sum.certainty = tk_certainty_least(sum.certainty, some ? TK_DEFINITE : TK_LIKELY);
        return sum;
    }
    element.value = tk_value_is_builtin(self->pool, element.value, TK_BUILTIN_BOOL)
                        ? tk_value_builtin(self->pool, TK_BUILTIN_INT)
                        : tk_value_with_dtype(self->pool, element.value, array.dtype);
    element.origin = (tk_origin){0};
    return tk_join(self, element, start);
}

