// Transfers of library functions that call a function they are given, and of functions made of others.
#include "transfer/transfer.h"

#include <stdio.h>
#include <string.h>

static tk_argument plain(tk_fact fact, tk_node node)
{
    return (tk_argument){.fact = fact, .kind = TK_OPERAND_PLAIN, .node = node};
}

// One result of a function as an array of the rank that calling it everywhere gives.
static tk_value spread_out(tk_infer *self, const tk_call *call, tk_class_ref cls, tk_value one,
                           int rank)
{
    tk_operand_array view = tk_array_of(self, one);
    int whole = rank < 0 || !view.known || view.rank < 0 ? -1 : rank + view.rank;
    return tk_array_value(self, call, cls, whole, NULL, TK_DTYPE_UNKNOWN, false);
}

// An instance that holds a function, called: the function runs on each element of the arguments.
tk_fact tk_transfer_EACH_ELEMENT(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_fact function = call->receiver;
    tk_argument arguments[TK_ITEMS_MOST];
    int rank = 0;
    if (tk_value_item_count(self->pool, function.value) == 0 || !type ||
        call->count > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    function.value = tk_value_item(self->pool, function.value, 0);
    tk_class_ref cls = {type->cls.i};
    for (uint32_t i = 0; i < call->count; i++) {
        tk_operand_array one = tk_nested_of(self, call->arguments[i].fact, TK_DTYPE_FLOAT64);
        rank = rank < 0 || !one.known || one.rank < 0 ? -1 : one.rank > rank ? one.rank : rank;
        arguments[i] = call->arguments[i];
        arguments[i].fact.value =
            one.array ? tk_array_value(self, call, cls, 0, NULL, one.dtype, true)
                      : call->arguments[i].fact.value;
    }
    tk_fact one = tk_call_value(self, function, arguments, call->count, call->node);
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = tk_value_item_count(self->pool, one.value);
    if (tk_value_family(self->pool, one.value) != TK_FAMILY_TUPLE) {
        tk_operand_array view = tk_array_of(self, one.value);
        return view.known ? tk_made(self, spread_out(self, call, cls, one.value, rank), call->node,
                                    TK_HOW_DERIVED, TK_FACT_BOTTOM)
                          : TK_FACT_UNKNOWN;
    }
    for (uint32_t i = 0; i < count && i < TK_ITEMS_MOST; i++)
        items[i] = spread_out(self, call, cls, tk_value_item(self->pool, one.value, i), rank);
    return count && count <= TK_ITEMS_MOST
               ? tk_made(self, tk_value_tuple(self->pool, items, count), call->node,
                         TK_HOW_DERIVED, TK_FACT_BOTTOM)
               : TK_FACT_UNKNOWN;
}

// Role function on every row of x along an axis: what one row gives, in place of that axis.
tk_fact tk_transfer_APPLY_ALONG(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_class_ref cls = tk_result_class(self, call);
    tk_value row = tk_array_value(self, call, cls, 1, NULL,
                                  x.known ? x.dtype : TK_DTYPE_UNKNOWN, false);
    tk_fact one = tk_call_simple(self, call->roles[TK_ROLE_FUNCTION], tk_fact_of(row), call->node);
    tk_operand_array result = tk_nested_of(self, one, TK_DTYPE_FLOAT64);
    bool known = x.known && x.rank > 0 && result.known && result.rank >= 0;
    return tk_array_result(self, call, known ? x.rank - 1 + result.rank : -1, NULL, result.dtype,
                           false, TK_HOW_DERIVED);
}

// Role function on the arrays of positions in role shape.
tk_fact tk_transfer_FROM_FUNCTION(tk_infer *self, const tk_call *call)
{
    uint32_t dims[TK_RANK_MOST];
    tk_argument arguments[TK_ITEMS_MOST];
    int rank = tk_has_role(call, TK_ROLE_SHAPE)
                   ? tk_shape_of(self, call->roles[TK_ROLE_SHAPE].value, dims) : -1;
    if (rank < 0 || rank > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    tk_dtype dtype = tk_result_dtype(self, call, (tk_dtype)call->function->default_dtype);
    tk_value positions = tk_array_value(self, call, tk_result_class(self, call), rank, NULL, dtype,
                                        false);
    for (int i = 0; i < rank; i++)
        arguments[i] = plain(tk_fact_of(positions), call->node);
    return tk_call_value(self, call->roles[TK_ROLE_FUNCTION], arguments, (uint32_t)rank,
                         call->node);
}

// reduce(f, xs): f of two elements, then of its own results and an element, until that is stable.
tk_fact tk_transfer_FOLD(tk_infer *self, const tk_call *call)
{
    enum { PASSES = 3 };
    tk_fact element = tk_iterate(self, call->roles[TK_ROLE_ITERABLE],
                                 call->role_nodes[TK_ROLE_ITERABLE]);
    tk_fact all = tk_has_role(call, TK_ROLE_START) ? call->roles[TK_ROLE_START] : element;
    if (element.value.i == TK_BOTTOM.i)
        return all.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : all;
    for (int pass = 0; pass < PASSES; pass++) {
        tk_argument two[2] = {plain(all, call->node), plain(element, call->node)};
        tk_fact next = tk_call_value(self, call->roles[TK_ROLE_FUNCTION], two, 2, call->node);
        tk_fact joined = tk_join(self, pass ? all : TK_FACT_BOTTOM, next);
        if (joined.value.i == all.value.i)
            return all;
        all = joined;
    }
    return TK_FACT_UNKNOWN;
}

// --- functions made of others -------------------------------------------------------------------------

// The steps that a pipeline is made of, one by one or in a list: a tuple.
static tk_value steps_of(tk_infer *self, const tk_call *call)
{
    tk_value steps[TK_ITEMS_MOST];
    tk_fact listed[TK_ITEMS_MOST];
    bool list = call->count == 1 && tk_value_family(self->pool, call->arguments->fact.value) == TK_FAMILY_LIST;
    uint32_t count = list ? tk_all_elements(self, call->arguments->fact, call->node, listed) : call->count;
    if (call->spread || count > TK_ITEMS_MOST || (list && !count))
        return tk_value_tuple_of(self->pool, TK_UNKNOWN);
    for (uint32_t i = 0; i < count; i++)
        steps[i] = list ? listed[i].value : call->arguments[i].fact.value;
    return tk_value_tuple(self->pool, steps, count);
}

// A pipeline is an instance with one item, the tuple of its steps. Called, each step gets what the one
// before gave.
tk_fact tk_transfer_PIPELINE(tk_infer *self, const tk_call *call)
{
    tk_symbol symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (call->receiver.value.i == TK_BOTTOM.i) {
        if (symbol.kind != TK_SYMBOL_CLASS)
            return TK_FACT_UNKNOWN;
        tk_value all = steps_of(self, call);
        return tk_made(self, tk_value_generic(self->pool, symbol.cls, &all, 1), call->node,
                       TK_HOW_MADE, TK_FACT_BOTTOM);
    }
    tk_fact at = call->roles[TK_ROLE_X];
    if (tk_value_item_count(self->pool, call->receiver.value) != 1)
        return TK_FACT_UNKNOWN;
    tk_value all = tk_value_item(self->pool, call->receiver.value, 0);
    if (tk_value_of(self->pool, all)->flags & TK_FLAG_VARIADIC)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, all); i++)
        at = tk_call_simple(self, tk_fact_at(tk_value_item(self->pool, all, i),
                                             call->receiver.origin, call->receiver.certainty),
                            at, call->node);
    return at;
}

// abs(x), divmod(x, y): what the special method of that name gives, of x or else of y.
tk_fact tk_transfer_SPECIAL(tk_infer *self, const tk_call *call)
{
    char name[32];
    bool found = false;
    tk_slice whole = tk_names_text(self->names, call->function->name);
    const char *dot = strrchr(whole.at, '.');
    const char *last = dot ? dot + 1 : whole.at;
    int length = (int)strcspn(last, "_");   // operator.and_ calls __and__
    if (length + sizeof "__r__" > sizeof name || call->count == 0)
        return TK_FACT_UNKNOWN;
    snprintf(name, sizeof name, "__%.*s__", length, last);
    tk_fact result = tk_call_special(self, call->roles[TK_ROLE_X], name, call->arguments + 1,
                                     call->count - 1, call->node, &found);
    if (result.value.i != TK_UNKNOWN.i && found)
        return result;
    if (!tk_has_role(call, TK_ROLE_Y))   // an array class that does not say has it all the same
        return tk_array_of(self, call->roles[TK_ROLE_X].value).array
                   ? tk_transfer_LIKE(self, call) : TK_FACT_UNKNOWN;
    snprintf(name, sizeof name, "__r%.*s__", length, last);
    result = tk_call_special(self, call->roles[TK_ROLE_Y], name, call->arguments, 1, call->node,
                             &found);
    return found ? result : TK_FACT_UNKNOWN;
}
