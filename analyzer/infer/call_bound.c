// Callables with arguments bound to them: partial(f, ...), decorators with options.
#include "infer/call.h"

// Kept as a tuple of three: the positional arguments, the names of the others, and these.
tk_fact tk_call_later(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count)
{
    tk_value_row row = *tk_value_of(self->pool, callee.value);
    tk_value items[TK_ITEMS_MOST], names[TK_ITEMS_MOST], values[TK_ITEMS_MOST], parts[3];
    uint32_t plain = 0, keywords = 0;
    bool callable = row.kind == TK_VALUE_FUNCTION || row.kind == TK_VALUE_DEF ||
                    row.kind == TK_VALUE_CLASS;
    if (!callable || row.dims.i)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < count; i++) {
        const tk_argument *argument = &arguments[i];
        if (row.kind != TK_VALUE_FUNCTION)   // what a library's function does its model says
            tk_container_escape(self, argument->fact);
        if ((argument->kind != TK_OPERAND_PLAIN && argument->kind != TK_OPERAND_KEYWORD) ||
            plain == TK_ITEMS_MOST || keywords == TK_ITEMS_MOST)
            return TK_FACT_UNKNOWN;
        if (argument->kind == TK_OPERAND_PLAIN) {
            items[plain++] = argument->fact.value;
        } else {
            names[keywords] = tk_value_text(self->pool, TK_BUILTIN_STR, argument->name);
            values[keywords++] = argument->fact.value;
        }
        callee.certainty = tk_certainty_least(callee.certainty, argument->fact.certainty);
    }
    parts[0] = tk_value_tuple(self->pool, items, plain);
    parts[1] = tk_value_tuple(self->pool, names, keywords);
    parts[2] = tk_value_tuple(self->pool, values, keywords);
    tk_value bound = tk_value_tuple(self->pool, parts, 3);
    row.dims = tk_pool_seq(self->pool, &bound.i, 1);
    callee.value = tk_pool_intern(self->pool, row);
    return callee;
}

tk_fact tk_call_bound(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count,
                      tk_node node)
{
    tk_value_row row = *tk_value_of(self->pool, callee.value);
    tk_value bound = {tk_seq_at(self->pool, row.dims, 0)};
    tk_value items = tk_value_item(self->pool, bound, 0), names = tk_value_item(self->pool, bound, 1),
             values = tk_value_item(self->pool, bound, 2);
    TK_VEC(tk_argument) all = {0};
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, items); i++)
        tk_vec_push(&all, ((tk_argument){.kind = TK_OPERAND_PLAIN,
                                         .fact = tk_fact_of(tk_value_item(self->pool, items, i))}));
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&all, arguments[i]);
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, names); i++) {
        tk_argument argument = {.kind = TK_OPERAND_KEYWORD,
                                .fact = tk_fact_of(tk_value_item(self->pool, values, i))};
        bool again = !tk_value_as_text(self->pool, tk_value_item(self->pool, names, i), &argument.name);
        for (uint32_t k = 0; k < count; k++)
            again |= arguments[k].kind == TK_OPERAND_KEYWORD &&
                     arguments[k].name.i == argument.name.i;
        if (!again)
            tk_vec_push(&all, argument);
    }
    row.dims = (tk_seq){0};
    callee.value = tk_pool_intern(self->pool, row);
    tk_fact result = tk_call_value(self, callee, all.at, all.len, node);
    tk_vec_free(&all);
    return result;
}
