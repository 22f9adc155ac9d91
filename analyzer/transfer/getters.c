// Transfers of functions that make functions: what they take out of an object is said first, the object
// is passed later. And of functions that make one key of all their arguments.
#include <string.h>

#include "transfer/transfer.h"

// The function itself, bound to a tuple of what it is to take out.
static tk_fact bound(tk_infer *self, const tk_call *call)
{
    tk_value items[TK_ITEMS_MOST];
    tk_symbol own = tk_catalog_symbol(self->catalog, call->function->name);
    if (!call->count || call->count > TK_ITEMS_MOST || own.kind != TK_SYMBOL_FUNCTION)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < call->count; i++) {
        if (call->arguments[i].kind != TK_OPERAND_PLAIN)
            return TK_FACT_UNKNOWN;
        items[i] = call->arguments[i].fact.value;
    }
    return tk_fact_of(tk_value_function(self->pool, own.function,
                                        tk_value_tuple(self->pool, items, call->count)));
}

static tk_fact item(tk_infer *self, tk_fact object, tk_value which, tk_node node)
{
    bool found;
    tk_argument index = {.fact = tk_fact_of(which), .kind = TK_OPERAND_PLAIN};
    tk_fact got = tk_call_special(self, object, "__getitem__", &index, 1, node, &found);
    return found ? got : TK_FACT_UNKNOWN;
}

// "rows.label": an attribute of an attribute
static tk_fact attribute(tk_infer *self, tk_fact object, tk_value which, tk_node node)
{
    tk_name path;
    if (!tk_value_as_text(self->pool, which, &path))
        return TK_FACT_UNKNOWN;
    tk_slice text = tk_names_text(self->names, path);
    while (text.len) {
        const char *dot = memchr(text.at, '.', text.len);
        size_t len = dot ? (size_t)(dot - text.at) : text.len;
        tk_name name = tk_names_add(self->names, (tk_slice){text.at, len});
        object = tk_member_load(self, object, name, node);
        text.at += dot ? len + 1 : len;
        text.len -= dot ? len + 1 : len;
    }
    return object;
}

typedef tk_fact taker(tk_infer *self, tk_fact object, tk_value which, tk_node node);

// One thing alone is given as it is, several as a tuple.
static tk_fact getter(tk_infer *self, const tk_call *call, taker *take)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact all = tk_fact_of(TK_BOTTOM);
    if (call->receiver.value.i == TK_BOTTOM.i)
        return bound(self, call);
    if (call->count != 1 || call->arguments[0].kind != TK_OPERAND_PLAIN)
        return TK_FACT_UNKNOWN;
    uint32_t count = tk_value_item_count(self->pool, call->receiver.value);
    for (uint32_t i = 0; i < count; i++) {
        tk_fact one = take(self, call->arguments[0].fact,
                           tk_value_item(self->pool, call->receiver.value, i), call->node);
        if (one.value.i == TK_BOTTOM.i)
            one = TK_FACT_UNKNOWN;
        if (count == 1)
            return one;
        tk_hash_set hash = tk_infer_hash(self, one.value);
        if (!all.origin.i || hash.raises || hash.identity)
            all.origin = one.origin;
        all.certainty = tk_certainty_least(all.certainty, one.certainty);
        items[i] = one.value;
    }
    all.value = tk_value_tuple(self->pool, items, count);
    return all;
}

tk_fact tk_transfer_ITEM_GETTER(tk_infer *self, const tk_call *call)
{
    return getter(self, call, item);
}

tk_fact tk_transfer_ATTRIBUTE_GETTER(tk_infer *self, const tk_call *call)
{
    return getter(self, call, attribute);
}

// methodcaller("get", 0)(d) is d.get(0)
tk_fact tk_transfer_METHOD_CALLER(tk_infer *self, const tk_call *call)
{
    tk_argument arguments[TK_ITEMS_MOST];
    tk_value said = call->receiver.value;
    if (said.i == TK_BOTTOM.i)
        return bound(self, call);
    if (call->count != 1 || call->arguments[0].kind != TK_OPERAND_PLAIN)
        return TK_FACT_UNKNOWN;
    uint32_t count = tk_value_item_count(self->pool, said);
    for (uint32_t i = 1; i < count; i++)
        arguments[i - 1] = (tk_argument){.fact = tk_fact_of(tk_value_item(self->pool, said, i)),
                                         .kind = TK_OPERAND_PLAIN};
    tk_fact method = attribute(self, call->arguments[0].fact, tk_value_item(self->pool, said, 0),
                               call->node);
    return tk_call_value(self, method, arguments, count - 1, call->node);
}

// hashkey(x, mode=m): a tuple of the arguments from this one on.
static tk_fact arguments_from(tk_infer *self, const tk_call *call, uint32_t from)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact all = tk_fact_of(TK_BOTTOM);
    uint32_t count = 0;
    if (call->count > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = from; i < call->count; i++) {
        const tk_argument *argument = &call->arguments[i];
        tk_fact one = argument->fact;
        if (argument->kind == TK_OPERAND_STAR)
            one = tk_iterate(self, one, argument->node);
        else if (argument->kind == TK_OPERAND_STARSTAR)
            one = tk_container_contents(self, one).element;
        tk_hash_set hash = tk_infer_hash(self, one.value);
        if (!all.origin.i || hash.raises || hash.identity)
            all.origin = one.origin;
        all.certainty = tk_certainty_least(all.certainty, one.certainty);
        items[count++] = one.value.i == TK_BOTTOM.i ? TK_UNKNOWN : one.value;
    }
    all.value = tk_value_tuple(self->pool, items, count);
    return all;
}

tk_fact tk_transfer_ALL_ARGUMENTS(tk_infer *self, const tk_call *call)
{
    return arguments_from(self, call, 0);
}

tk_fact tk_transfer_OTHER_ARGUMENTS(tk_infer *self, const tk_call *call)
{
    return arguments_from(self, call, 1);
}
