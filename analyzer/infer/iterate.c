// What iterating over a value, and unpacking it, yields.
#include "infer/infer.h"
#include "syntax/prefilter.h"

// A key is the object itself: looking it up again finds it, however it hashes.
static tk_fact as_key(tk_infer *self, tk_fact key, tk_value container)
{
    key.origin = tk_origin_taken(&self->origins, key.origin, TK_TAKEN_KEY,
                                 tk_value_of(self->pool, container)->object);
    return key;
}

static tk_fact member_element(tk_infer *self, tk_fact whole, tk_value member, tk_node node)
{
    tk_fact one = whole;
    one.value = member;
    tk_fact unknown = tk_fact_at(TK_UNKNOWN, (tk_origin){0}, whole.certainty);
    if (tk_value_kind_of(self->pool, member) != TK_VALUE_INSTANCE)
        return unknown;
    switch (tk_is_tuple(self, member) ? TK_FAMILY_TUPLE : tk_value_family(self->pool, member)) {
    case TK_FAMILY_TUPLE:
        // The empty tuple and one from a bare annotation look alike.
        if (tk_value_item_count(self->pool, member) == 0)
            return unknown;
        return tk_container_contents(self, one).element;
    case TK_FAMILY_LIST:
        return tk_container_contents(self, one).element;
    case TK_FAMILY_SET:
        return as_key(self, tk_container_contents(self, one).element, member);
    case TK_FAMILY_MAPPING:
        return as_key(self, tk_container_contents(self, one).key, member);
    case TK_FAMILY_ITERATOR:
        if (tk_value_item_count(self->pool, member) ||
            tk_value_of(self->pool, member)->object.i)
            return tk_container_contents(self, one).element;
        break;
    default:
        break;
    }
    bool found;
    tk_fact element = tk_call_special(self, one, "__iter__", NULL, 0, node, &found);
    if (!found && tk_project_class_index(tk_instance_class(self, member).i)) {
        // Without __iter__, the items of 0, 1, 2, ...
        tk_argument index = {.fact = tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_INT)),
                             .kind = TK_OPERAND_PLAIN, .node = node};
        tk_fact item = tk_call_special(self, one, "__getitem__", &index, 1, node, &found);
        return found && item.value.i != TK_BOTTOM.i ? item : unknown;
    }
    if (!found)
        return unknown;
    // Models write `__iter__` of arrays as what it yields; elsewhere it gives an iterator.
    if (tk_value_family(self->pool, element.value) == TK_FAMILY_ITERATOR)
        return tk_container_contents(self, element).element;
    bool yields = tk_value_family(self->pool, member) == TK_FAMILY_ARRAY;
    return yields ? element : unknown;
}

// `x: Optional[Tensor]`; a function of which one way gives None, and an annotation of another, are two things.
static bool says_optional(tk_infer *self, tk_origin origin)
{
    const tk_slice words[] = {TK_SLICE("Optional"), TK_SLICE("None")};
    return tk_origin_how(&self->origins, origin) == TK_HOW_ANNOTATION &&
           tk_prefilter_mentions(tk_node_text(self->nodes, self->origins.rows.at[origin.i].node), words, 2);
}

// What is not certain anyway, and may be None where that would raise, is rather something else, unless
// an annotation says just this.
static tk_fact less_than_likely(tk_infer *self, tk_fact whole, uint32_t count,
                                const tk_value *members, tk_fact element)
{
    for (uint32_t i = 0; i < count; i++)
        if (whole.certainty < TK_DEFINITE && count > 1 &&
            !says_optional(self, whole.origin) &&
            tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE))
            element.certainty = TK_POSSIBLE;
    return element;
}

tk_fact tk_iterate(tk_infer *self, tk_fact iterable, tk_node node)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, iterable.value, members);
    for (uint32_t i = 0; i < count; i++) {
        if (tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE))
            continue;   // raises: this way leads nowhere
        all = tk_join(self, all, member_element(self, iterable, members[i], node));
    }
    return less_than_likely(self, iterable, count, members, all);
}

static tk_fact rest_of_tuple(tk_infer *self, tk_fact whole, uint32_t from, uint32_t behind,
                             tk_node node)
{
    uint32_t have = tk_value_item_count(self->pool, whole.value);
    tk_fact list = tk_container_new(self, tk_pool_builtin(self->pool, TK_BUILTIN_LIST), node,
                                    self->top->context);
    for (uint32_t i = from; i + behind < have; i++)
        tk_container_add(self, list, TK_FACT_BOTTOM,
                         tk_fact_at(tk_value_item(self->pool, whole.value, i), whole.origin,
                                    whole.certainty));
    return list;
}

// `a, b = [x, y]`
static tk_fact list_item(tk_infer *self, tk_fact whole, uint32_t index, uint32_t count)
{
    if (tk_container_length(self, whole.value) != (int32_t)count)
        return TK_FACT_BOTTOM;
    return tk_container_at(self, whole, tk_value_int(self->pool, index));
}

static tk_fact unpack_member(tk_infer *self, tk_fact whole, uint32_t index, uint32_t count,
                             bool starred, tk_node node)
{
    const tk_value_row *row = tk_value_of(self->pool, whole.value);
    uint32_t have = tk_value_item_count(self->pool, whole.value);
    bool exact = tk_is_tuple(self, whole.value) && have &&
                 !(row->flags & TK_FLAG_VARIADIC);
    if (exact && starred)
        return rest_of_tuple(self, whole, index, count - index - 1, node);
    if (tk_origin_is_taken(&self->origins, whole.origin) == TK_TAKEN_PAIR)
        whole.origin = tk_origin_taken(&self->origins, whole.origin,
                                       index ? TK_TAKEN_NOT : TK_TAKEN_KEY,
                                       tk_origin_taken_from(&self->origins, whole.origin));
    if (exact && have == count)
        return tk_fact_at(tk_value_item(self->pool, whole.value, index), whole.origin,
                          whole.certainty);
    tk_fact placed = starred ? TK_FACT_BOTTOM : list_item(self, whole, index, count);
    if (placed.value.i != TK_BOTTOM.i)
        return placed;
    // Behind a star the position counts from the end, which only the length could tell.
    tk_fact element = exact && index < have && index + 1 < count
                          ? tk_fact_at(tk_value_item(self->pool, whole.value, index),
                                       whole.origin, whole.certainty)
                          : tk_iterate(self, whole, node);
    if (!starred)
        return element;
    tk_fact list = tk_container_new(self, tk_pool_builtin(self->pool, TK_BUILTIN_LIST), node,
                                    self->top->context);
    tk_container_add(self, list, TK_FACT_BOTTOM, element);
    return list;
}

tk_fact tk_unpack(tk_infer *self, tk_fact whole, uint32_t index, uint32_t count, bool starred,
                  tk_node node)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t member_count = tk_value_members(self->pool, whole.value, members);
    for (uint32_t i = 0; i < member_count; i++) {
        tk_fact one = whole;
        one.value = members[i];
        if (tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE))
            continue;
        all = tk_join(self, all, unpack_member(self, one, index, count, starred, node));
    }
    return all;
}

tk_fact tk_pair_key(tk_infer *self, tk_fact pairs, tk_node node)
{
    if (tk_value_family(self->pool, pairs.value) == TK_FAMILY_MAPPING)
        return as_key(self, tk_container_contents(self, pairs).key, pairs.value);
    return tk_unpack(self, tk_iterate(self, pairs, node), 0, 2, false, node);
}

tk_fact tk_pair_value(tk_infer *self, tk_fact pairs, tk_node node)
{
    if (tk_value_family(self->pool, pairs.value) == TK_FAMILY_MAPPING)
        return tk_container_contents(self, pairs).element;
    return tk_unpack(self, tk_iterate(self, pairs, node), 1, 2, false, node);
}

tk_fact tk_certain_element(tk_infer *self, tk_fact whole, uint32_t index, tk_node node)
{
    const tk_value_row *row = tk_value_of(self->pool, whole.value);
    tk_family family = tk_value_family(self->pool, whole.value);
    uint32_t count = tk_value_item_count(self->pool, whole.value);
    if (family == TK_FAMILY_LIST && (int32_t)index < tk_container_length(self, whole.value))
        return tk_container_at(self, whole, tk_value_int(self->pool, index));
    if (index >= count || row->flags & TK_FLAG_VARIADIC)
        return TK_FACT_BOTTOM;
    if (family == TK_FAMILY_TUPLE)
        return tk_unpack(self, whole, index, count, false, node);
    whole.value = tk_value_item(self->pool, whole.value, index);
    return family == TK_FAMILY_ITERATOR ? whole : TK_FACT_BOTTOM;
}

uint32_t tk_all_elements(tk_infer *self, tk_fact whole, tk_node node, tk_fact items[TK_ITEMS_MOST])
{
    tk_family family = tk_value_family(self->pool, whole.value);
    uint32_t count = family == TK_FAMILY_TUPLE ? tk_value_item_count(self->pool, whole.value) : 0;
    if (family == TK_FAMILY_LIST && tk_container_length(self, whole.value) > 0)
        count = (uint32_t)tk_container_length(self, whole.value);
    for (uint32_t i = 0; i < count && count <= TK_ITEMS_MOST; i++) {
        items[i] = tk_certain_element(self, whole, i, node);
        if (items[i].value.i == TK_BOTTOM.i)
            return 0;
    }
    return count <= TK_ITEMS_MOST ? count : 0;
}

bool tk_iterate_yields(tk_infer *self, tk_fact iterable)
{
    const tk_value_row *row = tk_value_of(self->pool, iterable.value);
    switch (tk_value_family(self->pool, iterable.value)) {
    case TK_FAMILY_ARRAY:
        return row->rank > 0 && tk_value_dim(self->pool, iterable.value, 0) != TK_DIM_UNKNOWN &&
               tk_value_dim(self->pool, iterable.value, 0) > 0;
    case TK_FAMILY_TUPLE:
        return !(row->flags & TK_FLAG_VARIADIC) &&
               tk_value_item_count(self->pool, iterable.value) > 0;
    case TK_FAMILY_LIST:
        return tk_container_length(self, iterable.value) > 0;
    default:
        return false;
    }
}
