// Transfers over trees of arrays: dicts, lists and tuples whose leaves are arrays.
#include "transfer/transfer.h"

// One array or number, as an array of the model's class. A tree of them keeps its structure, which
// the model's type cannot say.
tk_fact tk_transfer_LEAF(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[tk_has_role(call, TK_ROLE_Y) ? TK_ROLE_Y : TK_ROLE_X];
    tk_operand_array array = tk_array_of(self, x.value);
    const tk_type *type = call->function->type;
    if (!array.known || !type || type->kind != TK_TYPE_CLASS)
        return TK_FACT_UNKNOWN;
    // What other libraries and Python call a number may become a smaller one.
    if (!array.array || array.cls.i != type->cls.i)
        array.dtype = TK_DTYPE_UNKNOWN;
    tk_value value = tk_array_value(self, call, (tk_class_ref){type->cls.i}, array.rank, array.dims,
                                    tk_result_dtype(self, call, array.dtype), false);
    return tk_made(self, value, call->node, TK_HOW_MADE, x);
}

static tk_fact leaf_of(tk_infer *self, tk_fact tree, int deep)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, tree.value, members);
    tk_fact all = TK_FACT_BOTTOM;
    for (uint32_t i = 0; i < count; i++) {
        tk_fact one = tree;
        one.value = members[i];
        tk_family family = tk_value_family(self->pool, members[i]);
        bool branch = family == TK_FAMILY_MAPPING || family == TK_FAMILY_LIST ||
                      family == TK_FAMILY_TUPLE;
        if (tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE))
            continue;   // a branch without leaves
        if (branch && deep == 0)
            return TK_FACT_UNKNOWN;
        all = tk_join(self, all,
                      branch ? leaf_of(self, tk_container_contents(self, one).element, deep - 1)
                             : one);
    }
    return all;
}

tk_fact tk_transfer_LEAVES(tk_infer *self, const tk_call *call)
{
    tk_fact leaf = leaf_of(self, call->roles[TK_ROLE_X], TK_DEPTH_MOST);
    if (leaf.value.i == TK_BOTTOM.i)
        leaf = TK_FACT_UNKNOWN;
    leaf.value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_LIST),
                                  &leaf.value, 1);
    return leaf;
}

tk_fact tk_transfer_UNLESS_ASKED(tk_infer *self, const tk_call *call)
{
    bool asked = tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 0) != 0;
    if (tk_role_flag(self, call, TK_ROLE_CLASS, 0) != 0)
        return TK_FACT_UNKNOWN;
    const tk_type *type = asked ? call->function->scalar : call->function->type;
    return type ? tk_typed_result(self, call, type) : TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_UNLESS_REFUSED(tk_infer *self, const tk_call *call)
{
    int wanted = tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 1);
    const tk_type *type = wanted ? call->function->type : call->function->scalar;
    return type && wanted >= 0 ? tk_typed_result(self, call, type) : TK_FACT_UNKNOWN;
}

// The structure of the tree in role x; of its leaves only that the function was called with them.
tk_fact tk_transfer_TREE_MAP(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X], function = call->roles[TK_ROLE_FUNCTION];
    tk_family family = tk_value_family(self->pool, x.value);
    tk_value items[2] = {TK_UNKNOWN, TK_UNKNOWN};
    tk_fact leaf = leaf_of(self, x, TK_DEPTH_MOST);
    if (leaf.value.i != TK_BOTTOM.i && tk_has_role(call, TK_ROLE_FUNCTION))
        leaf = tk_call_simple(self, function, leaf, call->node);
    if (family == TK_FAMILY_MAPPING)
        x.value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_DICT), items, 2);
    else if (family == TK_FAMILY_LIST)
        x.value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_LIST), items, 1);
    else
        return family == TK_FAMILY_ARRAY ? leaf : TK_FACT_UNKNOWN;
    return tk_made(self, x.value, call->node, TK_HOW_MADE, x);
}
