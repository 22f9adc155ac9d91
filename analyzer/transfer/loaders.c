// Transfers of datasets and loaders: what their items are, and what collating makes of them.
#include "transfer/transfer.h"

// A value of the model's class that carries `item` as what it yields.
static tk_fact carrier(tk_infer *self, const tk_call *call, tk_fact item)
{
    const tk_type *type = call->function->type;
    if (!type || type->kind != TK_TYPE_CLASS)
        return TK_FACT_UNKNOWN;
    tk_value inner = item.value.i == TK_BOTTOM.i ? TK_UNKNOWN : item.value;
    item.value = tk_value_generic(self->pool, type->cls, &inner, 1);
    return item;
}

// What a library that stores everything in its own arrays makes of an item: arrays, numbers and texts
// become arrays of that class, tuples stay tuples. Depth is bounded by that of values.
static tk_value stored(tk_infer *self, tk_value item, tk_class_ref array_class)
{
    tk_operand_array view = tk_array_of(self, item);
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = tk_value_item_count(self->pool, item);
    if (tk_value_family(self->pool, item) == TK_FAMILY_TEXT)
        return tk_value_array(self->pool, array_class, 0, NULL, TK_DTYPE_STR);
    if (view.known && (view.array || view.scalar))
        return tk_value_array(self->pool, array_class, view.scalar ? 0 : view.rank, NULL, view.dtype);
    if (tk_value_kind_of(self->pool, item) == TK_VALUE_UNION) {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < count; i++)
            all = tk_value_join(self->pool, all,
                                stored(self, tk_value_item(self->pool, item, i), array_class));
        return all;
    }
    // What else the library has of its own (ragged rows) stays what it is.
    tk_class_id cls = tk_value_catalog_class(self->pool, item);
    if (cls.i && tk_class_of(self->catalog, cls)->library.i ==
                     tk_class_of(self->catalog, (tk_class_id){array_class.i})->library.i)
        return item;
    if (tk_value_family(self->pool, item) != TK_FAMILY_TUPLE || !count ||
        tk_value_of(self->pool, item)->flags & TK_FLAG_VARIADIC)
        return TK_UNKNOWN;
    for (uint32_t i = 0; i < count; i++)
        items[i] = stored(self, tk_value_item(self->pool, item, i), array_class);
    return tk_value_tuple(self->pool, items, count);
}

// As the dataset stores it: a type argument of the model is the class of its arrays.
static tk_fact kept(tk_infer *self, const tk_call *call, tk_fact item)
{
    const tk_type *type = call->function->type;
    if (type && type->kind == TK_TYPE_CLASS && type->arg_count)
        item.value = stored(self, item.value, (tk_class_ref){type->args[0]->cls.i});
    return item;
}

static tk_fact row_of(tk_infer *self, const tk_call *call, tk_fact whole, tk_node node)
{
    if (tk_value_family(self->pool, whole.value) == TK_FAMILY_MAPPING)
        return tk_fact_of(TK_UNKNOWN);
    return kept(self, call, tk_iterate(self, whole, node));
}

// TensorDataset(x, y): items are tuples of rows. from_tensor_slices((x, y)): one argument, whose
// tuple, nested as it is, gives the tuple of rows.
tk_fact tk_transfer_DATASET_ITEMS(tk_infer *self, const tk_call *call)
{
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = 0;
    bool variadic = call->function->param_count && call->function->params[0].variadic;
    tk_fact only = call->roles[TK_ROLE_X], item = tk_fact_of(TK_UNKNOWN);
    tk_node node = call->role_nodes[TK_ROLE_X];
    if (variadic) {
        for (uint32_t i = 0; i < call->count && count < TK_ITEMS_MOST; i++) {
            tk_fact row = row_of(self, call, call->arguments[i].fact, call->arguments[i].node);
            items[count++] = row.value.i == TK_BOTTOM.i ? TK_UNKNOWN : row.value;
            item.certainty = tk_certainty_least(item.certainty, row.certainty);
            item.origin = row.origin;
        }
        item.value = call->spread ? TK_UNKNOWN : tk_value_tuple(self->pool, items, count);
        return carrier(self, call, item);
    }
    if (tk_value_family(self->pool, only.value) != TK_FAMILY_TUPLE)
        return carrier(self, call, row_of(self, call, only, node));
    uint32_t have = tk_value_item_count(self->pool, only.value);
    for (uint32_t i = 0; i < have; i++) {
        tk_fact part = only;
        part.value = tk_value_item(self->pool, only.value, i);
        tk_fact row = row_of(self, call, part, node);
        items[count++] = row.value.i == TK_BOTTOM.i ? TK_UNKNOWN : row.value;
        item.origin = row.origin;
    }
    bool open = tk_value_of(self->pool, only.value)->flags & TK_FLAG_VARIADIC;
    item.value = open || !count ? TK_UNKNOWN : tk_value_tuple(self->pool, items, count);
    item.certainty = only.certainty;
    return carrier(self, call, item);
}

// What is passed to __getitem__: a sampler over a tensor hands out tensors.
static tk_fact index_fact(tk_infer *self, const tk_call *call)
{
    if (tk_has_role(call, TK_ROLE_INDEX) && !tk_role_is_none(self, call, TK_ROLE_INDEX))
        return tk_iterate(self, call->roles[TK_ROLE_INDEX], call->role_nodes[TK_ROLE_INDEX]);
    return tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT));
}

// What dataset[i] gives: of a library's dataset the item it carries, of a class of the project what
// its __getitem__ returns, of a list its element.
static tk_fact dataset_item(tk_infer *self, const tk_call *call)
{
    tk_fact dataset = call->roles[TK_ROLE_X];
    tk_family family = tk_value_family(self->pool, dataset.value);
    bool project = tk_project_class_index(tk_instance_class(self, dataset.value).i) != 0;
    if (project) {
        tk_argument index = {.fact = index_fact(self, call), .kind = TK_OPERAND_PLAIN};
        bool found;
        return tk_call_special(self, dataset, "__getitem__", &index, 1, call->node, &found);
    }
    if (family == TK_FAMILY_LIST || family == TK_FAMILY_ARRAY || family == TK_FAMILY_TUPLE)
        return tk_iterate(self, dataset, call->role_nodes[TK_ROLE_X]);
    if (tk_value_kind_of(self->pool, dataset.value) != TK_VALUE_INSTANCE)
        return TK_FACT_UNKNOWN;
    if (tk_value_item_count(self->pool, dataset.value) == 1)
        return tk_fact_at(tk_value_item(self->pool, dataset.value, 0), dataset.origin,
                          dataset.certainty);
    bool found;
    tk_argument index = {.fact = tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT)),
                         .kind = TK_OPERAND_PLAIN};
    tk_fact item = tk_call_special(self, dataset, "__getitem__", &index, 1, call->node, &found);
    return found ? item : TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_SUBSET(tk_infer *self, const tk_call *call)
{
    return carrier(self, call, dataset_item(self, call));
}

// random_split: a list of such datasets.
tk_fact tk_transfer_SUBSETS(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    if (!type || type->kind != TK_TYPE_CLASS || type->arg_count != 1)
        return TK_FACT_UNKNOWN;
    tk_function part = *call->function;
    tk_call one = *call;
    part.type = type->args[0];
    one.function = &part;
    tk_fact subset = tk_transfer_SUBSET(self, &one);
    if (subset.value.i == TK_UNKNOWN.i)
        return TK_FACT_UNKNOWN;
    subset.value = tk_value_generic(self->pool, type->cls, &subset.value, 1);
    return subset;
}

static tk_value collated(tk_infer *self, tk_value item, tk_class_ref array_class);

// A dict with fixed keys, `{"image": ..., "label": ...}`: each value is collated by itself.
static bool collated_parts(tk_infer *self, const tk_call *call, tk_value item,
                           tk_class_ref array_class, tk_value *batch)
{
    tk_value key;
    tk_fact part;
    if (tk_value_family(self->pool, item) != TK_FAMILY_MAPPING ||
        !tk_container_part(self, item, 0, &key, &part))
        return false;
    tk_fact made = tk_container_new(self, tk_pool_builtin(self->pool, TK_BUILTIN_DICT), call->node,
                                    call->context);
    for (uint32_t i = 0; tk_container_part(self, item, i, &key, &part); i++) {
        tk_value value = part.value.i == TK_BOTTOM.i ||
                                 tk_value_kind_of(self->pool, part.value) == TK_VALUE_UNION
                             ? TK_UNKNOWN : collated(self, part.value, array_class);
        part.value = value;
        part.origin = tk_origin_add(&self->origins, call->node, TK_HOW_BATCH, (tk_origin){0});
        tk_container_add(self, made, tk_fact_of(key), part);
    }
    *batch = made.value;
    return true;
}

// Arrays get one dimension more, numbers become arrays of rank 1, texts stay a list, tuples, lists
// and dicts are collated item by item. Depth is bounded by that of values.
static tk_value collated(tk_infer *self, tk_value item, tk_class_ref array_class)
{
    tk_operand_array view = tk_array_of(self, item);
    tk_family family = tk_value_family(self->pool, item);
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = tk_value_item_count(self->pool, item);
    if (family == TK_FAMILY_TEXT)
        return tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_LIST), &item, 1);
    if (view.known && (view.array || view.scalar)) {
        bool is_float = view.scalar && view.dtype == TK_DTYPE_UNKNOWN;
        return tk_value_array(self->pool, array_class, view.rank < 0 ? tk_rank_from(tk_rank_least(view.rank) + 1) : view.rank + 1, NULL,
                              is_float ? TK_DTYPE_UNKNOWN : view.dtype);
    }
    if (family == TK_FAMILY_TUPLE && count &&
        !(tk_value_of(self->pool, item)->flags & TK_FLAG_VARIADIC)) {
        for (uint32_t i = 0; i < count; i++)
            items[i] = collated(self, tk_value_item(self->pool, item, i), array_class);
        return tk_value_tuple(self->pool, items, count);
    }
    if (family == TK_FAMILY_MAPPING || family == TK_FAMILY_LIST) {
        tk_contents contents = tk_container_contents(self, tk_fact_of(item));
        tk_value inner = contents.element.value.i == TK_BOTTOM.i ? TK_UNKNOWN
                                                                 : contents.element.value;
        if (inner.i == TK_UNKNOWN.i || tk_value_kind_of(self->pool, inner) == TK_VALUE_UNION)
            inner = TK_UNKNOWN;
        else
            inner = collated(self, inner, array_class);
        items[0] = family == TK_FAMILY_MAPPING ? contents.key.value : inner;
        items[1] = inner;
        if (items[0].i == TK_BOTTOM.i)
            items[0] = TK_UNKNOWN;
        tk_builtin which = family == TK_FAMILY_MAPPING ? TK_BUILTIN_DICT : TK_BUILTIN_LIST;
        return tk_value_generic(self->pool, tk_pool_builtin(self->pool, which), items,
                                family == TK_FAMILY_MAPPING ? 2 : 1);
    }
    return TK_UNKNOWN;
}

// The class of batches is the model's first type argument: Loader[pack.Tensor].
tk_fact tk_transfer_BATCHES(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_fact item = dataset_item(self, call);
    if (!type || type->kind != TK_TYPE_CLASS || type->arg_count == 0)
        return TK_FACT_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_FUNCTION) && !tk_role_is_none(self, call, TK_ROLE_FUNCTION)) {
        // collate_fn gets a list of items
        tk_value list = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_LIST),
                                         &item.value, 1);
        item = tk_call_simple(self, call->roles[TK_ROLE_FUNCTION],
                              tk_fact_at(list, item.origin, item.certainty), call->node);
    } else if (!tk_role_is_none(self, call, TK_ROLE_BATCH_SIZE)) {
        tk_class_ref array_class = {type->args[0]->cls.i};
        if (!collated_parts(self, call, item.value, array_class, &item.value))
            item.value = collated(self, item.value, array_class);
    }
    item.origin = tk_origin_add(&self->origins, call->node, TK_HOW_BATCH, (tk_origin){0});
    if (call->spread)
        item.certainty = tk_certainty_least(item.certainty, TK_LIKELY);
    return carrier(self, call, item);
}

// --- functions over items ----------------------------------------------------------------------------

// What role function gives for an item of the dataset; a tuple is passed as several arguments.
static tk_fact called_with_item(tk_infer *self, const tk_call *call)
{
    tk_fact dataset = call->roles[TK_ROLE_X];
    tk_argument arguments[TK_ITEMS_MOST];
    tk_value item = tk_value_item(self->pool, dataset.value, 0);
    if (tk_value_kind_of(self->pool, dataset.value) != TK_VALUE_INSTANCE ||
        tk_value_item_count(self->pool, dataset.value) != 1 || item.i == TK_UNKNOWN.i ||
        !tk_has_role(call, TK_ROLE_FUNCTION))
        return TK_FACT_UNKNOWN;
    bool tuple = tk_value_family(self->pool, item) == TK_FAMILY_TUPLE;
    uint32_t count = tuple ? tk_value_item_count(self->pool, item) : 1;
    for (uint32_t i = 0; i < count; i++)
        arguments[i] = (tk_argument){
            .fact = tk_fact_at(tuple ? tk_value_item(self->pool, item, i) : item, dataset.origin,
                               dataset.certainty),
            .kind = TK_OPERAND_PLAIN};
    return tk_call_value(self, call->roles[TK_ROLE_FUNCTION], arguments, count, call->node);
}

// A dataset that the function gives is flattened.
tk_fact tk_transfer_DATASET_MAP(tk_infer *self, const tk_call *call)
{
    tk_fact item = called_with_item(self, call);
    const tk_type *type = call->function->type;
    if (type && type->kind == TK_TYPE_CLASS && tk_infer_class_is(self, item.value, type->cls))
        item.value = tk_value_item_count(self->pool, item.value)
                         ? tk_value_item(self->pool, item.value, 0) : TK_UNKNOWN;
    return carrier(self, call, kept(self, call, item));
}

tk_fact tk_transfer_DATASET_FILTER(tk_infer *self, const tk_call *call)
{
    called_with_item(self, call);
    return call->roles[TK_ROLE_X];
}
