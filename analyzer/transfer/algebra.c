// Transfers for products of arrays and for linear algebra.
#include "transfer/transfer.h"

#include <string.h>

static tk_dtype promoted(const tk_operand_array *x, const tk_operand_array *y)
{
    return x->known && y->known ? tk_dtype_promote(x->dtype, y->dtype) : TK_DTYPE_UNKNOWN;
}

static tk_fact product(tk_infer *self, const tk_call *call, int rank, const uint32_t *dims,
                       tk_dtype dtype)
{
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank, dims,
                                    tk_result_dtype(self, call, dtype), true);
    return tk_made(self, value, call->node, TK_HOW_DERIVED, tk_first_array(self, call));
}

tk_fact tk_transfer_MATMUL(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    uint32_t dims[TK_RANK_MOST];
    int rank = -1;
    for (int i = 0; i < TK_RANK_MOST; i++)
        dims[i] = TK_DIM_UNKNOWN;
    if (x.known && y.known && x.rank >= 0 && y.rank >= 0) {
        if (x.rank == 0 || y.rank == 0)   // dot with a number multiplies
            rank = x.rank + y.rank;
        else if (x.rank == 1 && y.rank == 1)
            rank = 0;
        else if (x.rank == 1 || y.rank == 1)
            rank = x.rank + y.rank - 2;
        else
            rank = x.rank > y.rank ? x.rank : y.rank;
        if (x.rank == 2 && y.rank == 2) {
            dims[0] = x.dims[0];
            dims[1] = y.dims[1];
        }
    } else if (!x.known && !y.known) {
        return TK_FACT_UNKNOWN;
    }
    return product(self, call, rank, dims, promoted(&x, &y));
}

// All dimensions of both but the two that are summed over: unlike matmul, stacks are not paired.
tk_fact tk_transfer_DOT(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    if (!x.known && !y.known)
        return TK_FACT_UNKNOWN;
    int rank = -1;
    if (x.known && y.known && x.rank >= 0 && y.rank >= 0)   // a number multiplies
        rank = x.rank == 0 || y.rank == 0 ? x.rank + y.rank : x.rank + y.rank - 2;
    return product(self, call, rank, NULL, promoted(&x, &y));
}

// How many dimensions of each operand tensordot sums over: a number, or a pair of lists.
static int summed_axes(tk_infer *self, const tk_call *call)
{
    int number;
    if (!tk_has_role(call, TK_ROLE_AXIS))
        return 2;
    tk_value axes = call->roles[TK_ROLE_AXIS].value;
    if (tk_value_as_int(self->pool, axes, &number))
        return number < 0 ? -1 : number;
    if (tk_value_family(self->pool, axes) != TK_FAMILY_TUPLE ||
        tk_value_item_count(self->pool, axes) != 2)
        return -1;
    tk_value first = tk_value_item(self->pool, axes, 0);
    uint32_t dims[TK_RANK_MOST];
    return tk_shape_of(self, first, dims);
}

tk_fact tk_transfer_TENSORDOT(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    int axes = summed_axes(self, call);
    bool known = x.known && y.known && x.rank >= 0 && y.rank >= 0 && axes >= 0;
    int rank = known ? x.rank + y.rank - 2 * axes : -1;
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank < 0 ? -1 : rank,
                                    NULL, promoted(&x, &y), false);
    return tk_made(self, value, call->node, TK_HOW_DERIVED, tk_first_array(self, call));
}

// Vectors of three give vectors, vectors of two give numbers.
tk_fact tk_transfer_CROSS(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    int rank = -1;
    if (x.known && y.known && x.rank > 0 && y.rank > 0 && !tk_has_role(call, TK_ROLE_AXIS)) {
        bool three = x.dims[x.rank - 1] == 3 || y.dims[y.rank - 1] == 3;
        bool two = x.dims[x.rank - 1] == 2 && y.dims[y.rank - 1] == 2;
        rank = x.rank > y.rank ? x.rank : y.rank;
        rank = three || tk_always_array(self, tk_result_class(self, call)) ? rank
               : two                                                       ? rank - 1
                                                                           : -1;
    }
    return tk_array_result(self, call, rank, NULL, promoted(&x, &y), false, TK_HOW_DERIVED);
}

// The variables are the rows of x: a matrix of them, or one number for one variable.
tk_fact tk_transfer_COVARIANCE(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    bool two = tk_has_role(call, TK_ROLE_Y) && !tk_role_is_none(self, call, TK_ROLE_Y);
    bool one = !two && x.known && x.rank == 1;
    const tk_type *scalar = call->function->scalar;
    if (one && scalar)
        return tk_typed_result(self, call, scalar);
    // A matrix of a single row is unlikely, and only what is taken out of the result tells.
    bool matrix = two || (x.known && x.rank == 2);
    bool sure = two || !scalar || (matrix && x.dims[0] != TK_DIM_UNKNOWN && x.dims[0] > 1);
    return tk_array_result(self, call, one ? 0 : matrix && sure ? 2 : -1, NULL,
                           TK_DTYPE_UNKNOWN, !sure, TK_HOW_DERIVED);
}

// --- functions of matrices -------------------------------------------------------------------------

// The type of one result for one matrix; stacks of matrices give `more` dimensions in front.
static tk_value stacked(tk_infer *self, const tk_call *call, const tk_type *type, int more,
                        tk_dtype dtype)
{
    bool array = type->kind == TK_TYPE_CLASS &&
                 tk_class_of(self->catalog, type->cls)->family == TK_FAMILY_ARRAY;
    if (!array)
        return tk_value_from_type(self->pool, type, TK_UNKNOWN);
    int rank = more < 0 || type->rank < 0 ? -1 : type->rank + more;
    return tk_array_value(self, call, (tk_class_ref){type->cls.i}, rank, NULL,
                          type->dtype ? (tk_dtype)type->dtype : dtype, type->rank == 0);
}

tk_fact tk_transfer_PER_MATRIX(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    if (!type || type->kind != TK_TYPE_CLASS || (x.known && x.rank >= 0 && x.rank < 2))
        return TK_FACT_UNKNOWN;
    int more = x.known && x.rank >= 2 ? x.rank - 2 : -1;
    // The values of a decomposition may be complex where the matrix is not: said by the model.
    tk_dtype dtype = call->function->integers || call->function->floats_by_size
                         ? tk_result_dtype(self, call, x.dtype)
                                              : TK_DTYPE_UNKNOWN;
    int whole = tk_role_flag(self, call, TK_ROLE_AS_TUPLE, 1);
    if (whole < 0)
        return TK_FACT_UNKNOWN;
    tk_value items[TK_ITEMS_MOST], value;
    if (type->arg_count == 0) {
        value = stacked(self, call, type, more, dtype);
    } else if (!whole) {
        value = stacked(self, call, type->args[1], more, dtype);
    } else {
        for (uint32_t i = 0; i < type->arg_count && i < TK_ITEMS_MOST; i++)
            items[i] = stacked(self, call, type->args[i], more, dtype);
        value = tk_value_generic(self->pool, type->cls, items, type->arg_count);
    }
    return tk_made(self, value, call->node, TK_HOW_DERIVED, call->roles[TK_ROLE_X]);
}

// What a search finds for each row of x: one thing, or as many as role count says.
tk_fact tk_transfer_PER_ROW(tk_infer *self, const tk_call *call)
{
    const tk_type *type = call->function->type;
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    int count = 1;
    bool counted = !tk_has_role(call, TK_ROLE_COUNT) || tk_role_int(self, call, TK_ROLE_COUNT, &count);
    int rows = x.known && x.rank > 0 ? x.rank - 1 : -1;
    bool one = counted && count == 1, single = rows <= 0 && (one || !counted);
    if (single && rows == 0 && one && call->function->scalar)
        return tk_typed_result(self, call, call->function->scalar);
    if (!type || type->kind != TK_TYPE_CLASS || type->arg_count > TK_ITEMS_MOST || single)
        return TK_FACT_UNKNOWN;
    tk_value items[TK_ITEMS_MOST];
    int rank = rows >= 0 && counted ? rows + !one : -1;
    for (uint32_t i = 0; i < type->arg_count; i++)
        items[i] = tk_array_value(self, call, (tk_class_ref){type->args[i]->cls.i}, rank, NULL,
                                  (tk_dtype)type->args[i]->dtype, false);
    tk_value value = tk_value_generic(self->pool, type->cls, items, type->arg_count);
    return tk_made(self, value, call->node, TK_HOW_REDUCTION, call->roles[TK_ROLE_X]);
}

tk_fact tk_transfer_OUTER(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_role_array(self, call, TK_ROLE_X);
    tk_operand_array y = tk_role_array(self, call, TK_ROLE_Y);
    bool known = x.known && y.known && x.rank >= 0 && y.rank >= 0;
    return tk_array_result(self, call, known ? x.rank + y.rank : -1, NULL, TK_DTYPE_UNKNOWN, true,
                           TK_HOW_DERIVED);
}

// "ij,jk->ik": the letters behind the arrow are the dimensions of the result. Without an arrow those
// that stand once; -1 with an ellipsis.
static int einsum_rank(const char *text)
{
    const char *arrow = strstr(text, "->"), *from = arrow ? arrow + 2 : text;
    int rank = 0;
    if (strchr(from, '.'))
        return -1;
    for (const char *at = from; *at; at++) {
        bool letter = *at != ' ' && *at != ',';
        bool once = strchr(from, *at) == at && !strchr(at + 1, *at);
        rank += letter && (arrow || once);
    }
    return rank;
}

tk_fact tk_transfer_EINSUM(tk_infer *self, const tk_call *call)
{
    tk_name name;
    int rank = -1;
    if (tk_has_role(call, TK_ROLE_X) &&
        tk_value_as_text(self->pool, call->roles[TK_ROLE_X].value, &name))
        rank = einsum_rank(tk_names_text(self->names, name).at);
    tk_value value = tk_array_value(self, call, tk_result_class(self, call), rank, NULL,
                                    TK_DTYPE_UNKNOWN, true);
    return tk_made(self, value, call->node, TK_HOW_DERIVED, TK_FACT_BOTTOM);
}

// "b c h w -> b (c h w)": the terms behind the arrow; -1 when an ellipsis stands among them.
static int pattern_rank(const char *text)
{
    const char *arrow = strstr(text, "->");
    int rank = 0, depth = 0;
    if (!arrow || strstr(arrow, "..."))
        return -1;
    for (const char *at = arrow + 2; *at; at++) {
        bool first = *at != ' ' && (at[-1] == ' ' || at[-1] == '>' || at[-1] == ')');
        rank += depth == 0 && *at != ')' && (first || *at == '(');
        depth += (*at == '(') - (*at == ')');
    }
    return rank;
}

tk_fact tk_transfer_PATTERN(tk_infer *self, const tk_call *call)
{
    tk_name name;
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    int rank = -1;
    if (!x.array)
        return TK_FACT_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_NAME) &&
        tk_value_as_text(self->pool, call->roles[TK_ROLE_NAME].value, &name))
        rank = pattern_rank(tk_names_text(self->names, name).at);
    return tk_array_result(self, call, rank, NULL, x.dtype, true, TK_HOW_DERIVED);
}
