// Transfers of Python's own containers: new ones from iterables, and what is taken out of them.
#include "transfer/transfer.h"

static tk_class_id model_class(const tk_call *call)
{
    const tk_type *type = call->function->type;
    return type && type->kind == TK_TYPE_CLASS ? type->cls : (tk_class_id){0};
}

// The model's class, or for methods the receiver's.
static tk_class_id result_class(tk_infer *self, const tk_call *call, tk_builtin fallback)
{
    tk_class_id cls = model_class(call);
    if (!cls.i)
        cls = tk_value_catalog_class(self->pool, call->roles[TK_ROLE_X].value);
    return cls.i ? cls : tk_pool_builtin(self->pool, fallback);
}

static tk_fact elements_of(tk_infer *self, const tk_call *call)
{
    tk_role role = tk_has_role(call, TK_ROLE_ITERABLE) ? TK_ROLE_ITERABLE : TK_ROLE_X;
    return tk_has_role(call, role) ? tk_iterate(self, call->roles[role], call->role_nodes[role])
                                   : TK_FACT_BOTTOM;
}

static tk_fact container_with(tk_infer *self, const tk_call *call, tk_class_id cls, tk_fact key,
                              tk_fact element)
{
    tk_fact made = tk_container_new(self, cls, call->node, call->context);
    tk_container_add(self, made, key, element);
    return made;
}

// sorted(xs, key=rank.get), max(xs, key=f): the function is called with each element.
static void call_key(tk_infer *self, const tk_call *call, tk_fact element)
{
    tk_role role = tk_has_role(call, TK_ROLE_ITERABLE) ? TK_ROLE_ITERABLE : TK_ROLE_X;
    tk_argument one = {.fact = element, .kind = TK_OPERAND_PLAIN, .node = call->role_nodes[role]};
    if (tk_has_role(call, TK_ROLE_FUNCTION) && element.value.i != TK_BOTTOM.i)
        tk_call_value(self, call->roles[TK_ROLE_FUNCTION], &one, 1, call->node);
}

tk_fact tk_transfer_LIST_OF(tk_infer *self, const tk_call *call)
{
    tk_class_id cls = result_class(self, call, TK_BUILTIN_LIST);
    if (tk_class_of(self->catalog, cls)->family != TK_FAMILY_LIST)
        cls = tk_pool_builtin(self->pool, TK_BUILTIN_LIST);
    tk_fact element = elements_of(self, call);
    call_key(self, call, element);
    return container_with(self, call, cls, TK_FACT_BOTTOM, element);
}

tk_fact tk_transfer_SET_OF(tk_infer *self, const tk_call *call)
{
    return container_with(self, call, result_class(self, call, TK_BUILTIN_SET), TK_FACT_BOTTOM,
                          elements_of(self, call));
}

tk_fact tk_transfer_TUPLE_OF(tk_infer *self, const tk_call *call)
{
    tk_role role = tk_has_role(call, TK_ROLE_ITERABLE) ? TK_ROLE_ITERABLE : TK_ROLE_X;
    if (!tk_has_role(call, role))
        return tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_TUPLE));
    tk_fact whole = call->roles[role];
    tk_operand_array array = tk_array_of(self, whole.value);
    if (tk_value_family(self->pool, whole.value) == TK_FAMILY_TUPLE)
        return whole;
    tk_fact element = elements_of(self, call), known[TK_ITEMS_MOST];
    tk_value item = element.value.i == TK_BOTTOM.i ? TK_UNKNOWN : element.value, items[TK_ITEMS_MOST];
    uint32_t written = tk_all_elements(self, whole, call->role_nodes[role], known);
    if (written) {
        for (uint32_t i = 0; i < written; i++)
            items[i] = known[i].value;
        element.value = tk_value_tuple(self->pool, items, written);
        return element;
    }
    bool counted = array.array && array.rank > 0 && array.dims[0] <= TK_ITEMS_MOST &&
                   array.dims[0] > 0;
    for (uint32_t i = 0; counted && i < array.dims[0]; i++)
        items[i] = item;
    element.value = counted ? tk_value_tuple(self->pool, items, array.dims[0])
                            : tk_value_tuple_of(self->pool, item);
    return element;
}

tk_fact tk_transfer_SLICE(tk_infer *self, const tk_call *call)
{
    tk_fact parts[3];
    uint32_t count = 0;
    for (; count < call->count && count < 3 && call->arguments[count].kind == TK_OPERAND_PLAIN; count++)
        parts[count] = call->arguments[count].fact;
    return tk_slicing(self, parts, count, false);
}

tk_fact tk_transfer_DICT_OF(tk_infer *self, const tk_call *call)
{
    tk_fact made = tk_container_new(self, result_class(self, call, TK_BUILTIN_DICT), call->node,
                                    call->context);
    if (tk_has_role(call, TK_ROLE_ITERABLE)) {
        tk_fact pairs = call->roles[TK_ROLE_ITERABLE];
        tk_node node = call->role_nodes[TK_ROLE_ITERABLE];
        tk_container_add(self, made, tk_pair_key(self, pairs, node),
                         tk_pair_value(self, pairs, node));
    }
    for (uint32_t i = 0; i < call->count; i++) {
        const tk_argument *argument = &call->arguments[i];
        if (argument->kind == TK_OPERAND_KEYWORD)
            tk_container_add(
                self, made,
                tk_fact_of(tk_value_text(self->pool, TK_BUILTIN_STR, argument->name)),
                argument->fact);
        else if (argument->kind == TK_OPERAND_STARSTAR)
            tk_container_add(self, made, tk_container_contents(self, argument->fact).key,
                             tk_container_contents(self, argument->fact).element);
    }
    return made;
}

tk_fact tk_transfer_DICT_FROM_KEYS(tk_infer *self, const tk_call *call)
{
    tk_fact value = tk_has_role(call, TK_ROLE_VALUE)
                        ? call->roles[TK_ROLE_VALUE] : tk_fact_of(tk_value_none(self->pool));
    return container_with(self, call, result_class(self, call, TK_BUILTIN_DICT),
                          elements_of(self, call), value);
}

tk_fact tk_transfer_DEFAULT_DICT(tk_infer *self, const tk_call *call)
{
    tk_fact made = tk_transfer_DICT_OF(self, call);
    if (tk_has_role(call, TK_ROLE_FUNCTION) && !tk_role_is_none(self, call, TK_ROLE_FUNCTION)) {
        // What a missing key makes is an object of its own, named by the factory's expression.
        tk_fact fresh = tk_call_value(self, call->roles[TK_ROLE_FUNCTION], NULL, 0,
                                      call->role_nodes[TK_ROLE_FUNCTION]);
        tk_container_add(self, made, TK_FACT_BOTTOM, fresh);
    }
    return made;
}

tk_fact tk_transfer_COUNTER_OF(tk_infer *self, const tk_call *call)
{
    return container_with(self, call, result_class(self, call, TK_BUILTIN_DICT),
                          elements_of(self, call),
                          tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT)));
}

// --- what is inside --------------------------------------------------------------------------------

static tk_fact or_unknown(tk_fact fact)
{
    return fact.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : fact;
}

tk_fact tk_transfer_ELEMENT(tk_infer *self, const tk_call *call)
{
    tk_fact element = elements_of(self, call);
    call_key(self, call, element);
    if (tk_has_role(call, TK_ROLE_DEFAULT))
        element = tk_join(self, element, call->roles[TK_ROLE_DEFAULT]);
    // min(a, b): the arguments themselves
    if (element.value.i == TK_BOTTOM.i || (element.value.i == TK_UNKNOWN.i && call->count > 1 &&
                                           call->arguments[1].kind == TK_OPERAND_PLAIN &&
                                           call->receiver.value.i == TK_BOTTOM.i))
        return TK_FACT_UNKNOWN;
    return element;
}

tk_fact tk_transfer_ELEMENT_LIST(tk_infer *self, const tk_call *call)
{
    return container_with(self, call, tk_pool_builtin(self->pool, TK_BUILTIN_LIST),
                          TK_FACT_BOTTOM, elements_of(self, call));
}

tk_fact tk_transfer_KEY_OF(tk_infer *self, const tk_call *call)
{
    return or_unknown(tk_container_contents(self, call->roles[TK_ROLE_X]).key);
}

// `kwargs["name"]` of a call that passes nothing but another name.
static bool lacks_key(tk_infer *self, tk_value mapping, tk_value key)
{
    tk_name only, asked;
    return !tk_value_of(self->pool, mapping)->object.i &&
           tk_value_family(self->pool, mapping) == TK_FAMILY_MAPPING &&
           tk_value_as_text(self->pool, tk_value_item(self->pool, mapping, 0), &only) &&
           tk_value_as_text(self->pool, key, &asked) && only.i != asked.i;
}

tk_fact tk_transfer_VALUE_OF(tk_infer *self, const tk_call *call)
{
    if (lacks_key(self, call->roles[TK_ROLE_X].value, call->roles[TK_ROLE_KEY].value))
        return tk_has_role(call, TK_ROLE_DEFAULT) ? call->roles[TK_ROLE_DEFAULT] : TK_FACT_UNKNOWN;
    tk_fact value = tk_container_at(self, call->roles[TK_ROLE_X], call->roles[TK_ROLE_KEY].value);
    if (value.value.i == TK_BOTTOM.i)
        value = tk_container_contents(self, call->roles[TK_ROLE_X]).element;
    if (tk_has_role(call, TK_ROLE_DEFAULT))
        value = tk_join(self, value, call->roles[TK_ROLE_DEFAULT]);
    return or_unknown(value);
}

tk_fact tk_transfer_VALUE_OR_NONE(tk_infer *self, const tk_call *call)
{
    tk_fact value = tk_transfer_VALUE_OF(self, call);
    if (!tk_has_role(call, TK_ROLE_DEFAULT))
        value.certainty = tk_certainty_least(value.certainty, TK_LIKELY);
    return value;
}

// What the method is said to give, a view or a list, of such elements; without a class an iterator.
static tk_fact view_of(tk_infer *self, const tk_call *call, tk_fact element)
{
    tk_class_id cls = model_class(call);
    if (!cls.i)
        return tk_iterator_of(self, element);
    tk_value item = or_unknown(element).value;
    element.value = tk_value_generic(self->pool, cls, &item, 1);
    return element;
}

static tk_object_id object_of(const tk_infer *self, const tk_call *call)
{
    return tk_value_of(self->pool, call->roles[TK_ROLE_X].value)->object;
}

// The methods that an abstract mapping gets from its __getitem__.
tk_fact tk_transfer_BY_ITEM(tk_infer *self, const tk_call *call)
{
    bool found;
    tk_argument key = {.fact = call->roles[TK_ROLE_KEY], .kind = TK_OPERAND_PLAIN,
                       .node = call->role_nodes[TK_ROLE_KEY]};
    if (!tk_has_role(call, TK_ROLE_KEY))
        return TK_FACT_UNKNOWN;
    tk_fact item = tk_call_special(self, call->receiver, "__getitem__", &key, 1, call->node, &found);
    if (call->function->type)
        return tk_typed_result(self, call, call->function->type);
    if (found && tk_has_role(call, TK_ROLE_DEFAULT))
        item = tk_join(self, item, call->roles[TK_ROLE_DEFAULT]);
    item.certainty = tk_certainty_least(item.certainty, TK_LIKELY);
    return found ? item : TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_KEYS_OF(tk_infer *self, const tk_call *call)
{
    tk_fact key = tk_container_contents(self, call->roles[TK_ROLE_X]).key;
    key.origin = tk_origin_taken(&self->origins, key.origin, TK_TAKEN_KEY, object_of(self, call));
    return view_of(self, call, key);
}

tk_fact tk_transfer_VALUES_OF(tk_infer *self, const tk_call *call)
{
    return view_of(self, call, tk_container_contents(self, call->roles[TK_ROLE_X]).element);
}

static tk_fact pair_in(tk_infer *self, const tk_call *call)
{
    tk_contents contents = tk_container_contents(self, call->roles[TK_ROLE_X]);
    tk_value items[2] = {or_unknown(contents.key).value, or_unknown(contents.element).value};
    tk_fact pair = contents.element;
    pair.value = tk_value_tuple(self->pool, items, 2);
    pair.certainty = tk_certainty_least(contents.key.certainty, contents.element.certainty);
    pair.origin = tk_origin_taken(&self->origins, pair.origin, TK_TAKEN_PAIR, object_of(self, call));
    if (!pair.origin.i)
        pair.origin = contents.key.origin;
    return pair;
}

tk_fact tk_transfer_ITEMS_OF(tk_infer *self, const tk_call *call)
{
    return view_of(self, call, pair_in(self, call));
}

tk_fact tk_transfer_ITEM_OF(tk_infer *self, const tk_call *call)
{
    return pair_in(self, call);
}

// The index of a list from its start.
static tk_value place_of(tk_infer *self, tk_value list, tk_value index)
{
    int number;
    if (!tk_value_as_int(self->pool, index, &number) || number >= 0)
        return index;
    int32_t length = tk_container_length(self, list);
    return length + number < 0 ? TK_UNKNOWN : tk_value_int(self->pool, length + number);
}

tk_fact tk_transfer_SEQUENCE_INDEX(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X], key = call->roles[TK_ROLE_INDEX];
    const tk_value_row *row = tk_value_of(self->pool, x.value);
    bool slice = tk_value_is_builtin(self->pool, key.value, TK_BUILTIN_SLICE);
    bool tuple = tk_is_tuple(self, x.value);
    int number, count = (int)tk_value_item_count(self->pool, x.value);
    if (tuple && !slice && count && !(row->flags & TK_FLAG_VARIADIC) &&
        tk_value_as_int(self->pool, key.value, &number)) {
        if (number < 0)
            number += count;
        if (number < 0 || number >= count)
            return TK_FACT_UNKNOWN;
        x.value = tk_value_item(self->pool, x.value, (uint32_t)number);
        return x;
    }
    tk_fact element = tk_container_at(self, x, place_of(self, x.value, key.value));
    if (element.value.i == TK_BOTTOM.i)
        element = tk_iterate(self, x, call->role_nodes[TK_ROLE_X]);
    if (key.value.i == TK_UNKNOWN.i)   // an index or a slice
        return TK_FACT_UNKNOWN;
    if (!slice)
        return or_unknown(element);
    if (!tuple)
        return container_with(self, call, result_class(self, call, TK_BUILTIN_LIST),
                              TK_FACT_BOTTOM, element);
    x.value = tk_value_tuple_of(self->pool, or_unknown(element).value);
    return x;
}

tk_fact tk_transfer_SEQUENCE_ADD(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X], y = call->roles[TK_ROLE_Y];
    tk_family family = tk_value_family(self->pool, x.value);
    if (tk_value_family(self->pool, y.value) != family)
        return TK_FACT_UNKNOWN;
    if (family != TK_FAMILY_TUPLE)
        return container_with(self, call, result_class(self, call, TK_BUILTIN_LIST),
                              TK_FACT_BOTTOM,
                              tk_join(self, tk_container_contents(self, x).element,
                                      tk_container_contents(self, y).element));
    tk_value items[2 * TK_ITEMS_MOST];
    uint32_t nx = tk_value_item_count(self->pool, x.value);
    uint32_t ny = tk_value_item_count(self->pool, y.value);
    bool open = (tk_value_of(self->pool, x.value)->flags |
                 tk_value_of(self->pool, y.value)->flags) & TK_FLAG_VARIADIC;
    for (uint32_t i = 0; i < nx; i++)
        items[i] = tk_value_item(self->pool, x.value, i);
    for (uint32_t i = 0; i < ny; i++)
        items[nx + i] = tk_value_item(self->pool, y.value, i);
    tk_fact sum = tk_fact_of(tk_value_tuple(self->pool, items, nx + ny));
    if (open || nx == 0 || ny == 0) {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < nx + ny; i++)
            all = tk_value_join(self->pool, all, items[i]);
        sum.value = tk_value_tuple_of(self->pool, all.i == TK_BOTTOM.i ? TK_UNKNOWN : all);
    }
    sum.origin = nx ? x.origin : y.origin;
    sum.certainty = tk_certainty_least(x.certainty, y.certainty);
    return sum;
}

tk_fact tk_transfer_SEQUENCE_REPEAT(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_fact element = tk_container_contents(self, x).element;
    if (tk_value_family(self->pool, x.value) != TK_FAMILY_TUPLE)
        return container_with(self, call, result_class(self, call, TK_BUILTIN_LIST),
                              TK_FACT_BOTTOM, element);
    x.value = tk_value_tuple_of(self->pool, or_unknown(element).value);
    return x;
}
