// Lists of expressions to IR: displays, arguments, keys.
#include "infer/lower.h"

// In a display the grammar reads `*x.f()` as `(*x).f()`: the star stands at the far left.
static bool starts_with_star(tk_lower *self, tk_node node)
{
    tk_slice text = tk_node_text(self->nodes, node);
    if (!text.len || text.at[0] != '*')
        return false;
    for (tk_node next = tk_lower_leftmost(self, node); next.i; next = tk_lower_leftmost(self, node))
        node = next;
    return tk_node_kind(self->nodes, node) == TK_KIND_LIST_SPLAT;
}

static void add_argument(tk_lower *self, tk_operands *list, tk_node child)
{
    tk_operand operand = {.kind = TK_OPERAND_PLAIN, .node = child};
    tk_node inner = child;
    if (tk_node_kind(self->nodes, child) != TK_KIND_LIST_SPLAT && starts_with_star(self, child))
        operand.kind = TK_OPERAND_STAR;
    switch (tk_node_kind(self->nodes, child)) {
    case TK_KIND_LIST_SPLAT:
        operand.kind = TK_OPERAND_STAR;
        inner = tk_node_first(self->nodes, child);
        break;
    case TK_KIND_DICTIONARY_SPLAT:
        operand.kind = TK_OPERAND_STARSTAR;
        inner = tk_node_first(self->nodes, child);
        break;
    case TK_KIND_KEYWORD_ARGUMENT:
        operand.kind = TK_OPERAND_KEYWORD;
        operand.name = tk_lower_name(self, tk_node_field(self->nodes, child, TK_FIELD_NAME));
        inner = tk_node_field(self->nodes, child, TK_FIELD_VALUE);
        operand.node = inner;
        break;
    default:
        break;
    }
    operand.temp = tk_lower_expression(self, inner);
    tk_vec_push(list, operand);
}

tk_temp tk_lower_display(tk_lower *self, tk_node node, tk_op op)
{
    tk_operands items = {0};
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child))
        add_argument(self, &items, child);
    tk_temp result = tk_lower_emit(self, op, node, 0, 0, 0);
    tk_lower_operands(self, result, items.at, items.len);
    tk_vec_free(&items);
    return result;
}

tk_temp tk_lower_dictionary(tk_lower *self, tk_node node)
{
    tk_operands items = {0};
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_operand key = {.kind = TK_OPERAND_PLAIN, .node = child};
        tk_operand value = {.kind = TK_OPERAND_PLAIN, .node = child};
        if (tk_node_kind(self->nodes, child) == TK_KIND_PAIR) {
            key.node = tk_node_field(self->nodes, child, TK_FIELD_KEY);
            key.temp = tk_lower_expression(self, key.node);
            value.temp = tk_lower_expression(
                self, tk_node_field(self->nodes, child, TK_FIELD_VALUE));
        } else if (tk_node_kind(self->nodes, child) == TK_KIND_DICTIONARY_SPLAT) {
            value.kind = TK_OPERAND_STARSTAR;
            value.temp = tk_lower_expression(self, tk_node_first(self->nodes, child));
        } else {
            continue;
        }
        tk_vec_push(&items, key);
        tk_vec_push(&items, value);
    }
    tk_temp result = tk_lower_emit(self, TK_OP_DICT, node, 0, 0, 0);
    tk_lower_operands(self, result, items.at, items.len);
    tk_vec_free(&items);
    return result;
}

tk_temp tk_lower_call(tk_lower *self, tk_node node, tk_temp callee)
{
    tk_operands list = {0};
    tk_node arguments = tk_node_field(self->nodes, node, TK_FIELD_ARGUMENTS);
    if (tk_node_kind(self->nodes, arguments) == TK_KIND_ARGUMENT_LIST) {
        for (tk_node child = tk_node_first(self->nodes, arguments); child.i;
             child = tk_node_next(self->nodes, child))
            add_argument(self, &list, child);
    } else if (arguments.i) {   // f(x for x in xs)
        add_argument(self, &list, arguments);
    }
    tk_temp result = tk_lower_emit(self, TK_OP_CALL, node, callee, 0, 0);
    tk_lower_operands(self, result, list.at, list.len);
    tk_vec_free(&list);
    return result;
}

tk_temp tk_lower_slice(tk_lower *self, tk_node node)
{
    tk_node first = tk_node_first(self->nodes, node);
    tk_operands parts = {0};
    for (tk_node child = first; child.i; child = tk_node_next(self->nodes, child)) {
        tk_operand part = {.node = child, .kind = TK_OPERAND_PLAIN};
        part.temp = tk_lower_expression(self, child);
        tk_vec_push(&parts, part);
    }
    tk_temp result = tk_lower_emit(self, TK_OP_SLICE, node, 0, 0, 0);
    tk_lower_at(self, result)->flag = !first.i;
    tk_lower_operands(self, result, parts.at, parts.len);
    tk_vec_free(&parts);
    return result;
}

// d[a, b] has one subscript child per item and no tuple node; the subscript stands for the tuple.
tk_temp tk_lower_key(tk_lower *self, tk_node subscript)
{
    tk_operands items = {0};
    bool comma = false;
    for (tk_node child = tk_node_first(self->nodes, subscript); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_row_of(self->nodes, child)->field != TK_FIELD_SUBSCRIPT)
            continue;
        tk_operand item = {.node = child, .kind = TK_OPERAND_PLAIN};
        if (tk_node_kind(self->nodes, child) == TK_KIND_LIST_SPLAT || starts_with_star(self, child))
            item.kind = TK_OPERAND_STAR;
        if (tk_node_kind(self->nodes, child) == TK_KIND_SLICE)
            item.temp = tk_lower_slice(self, child);
        else
            item.temp = tk_lower_expression(self, child);
        tk_vec_push(&items, item);
    }
    if (items.len == 1) {   // d[a,] is a tuple of one
        uint32_t end = tk_node_row_of(self->nodes, items.at[0].node)->end;
        uint32_t close = tk_node_row_of(self->nodes, subscript)->end;
        for (uint32_t i = end; i < close; i++)
            comma |= self->nodes->text[i] == ',';
    }
    tk_temp key = items.len ? items.at[0].temp : tk_lower_unknown(self, subscript);
    if (items.len > 1 || comma || (items.len && items.at[0].kind == TK_OPERAND_STAR)) {
        key = tk_lower_emit(self, TK_OP_TUPLE, (tk_node){0}, 0, 0, 0);
        tk_lower_operands(self, key, items.at, items.len);
    }
    tk_vec_free(&items);
    return key;
}

tk_temp tk_lower_expressions(tk_lower *self, tk_node parent, tk_field field)
{
    tk_operands items = {0};
    for (tk_node child = tk_node_first(self->nodes, parent); child.i;
         child = tk_node_next(self->nodes, child))
        if (tk_node_row_of(self->nodes, child)->field == field)
            add_argument(self, &items, child);
    tk_temp value = items.len ? items.at[0].temp : tk_lower_unknown(self, parent);
    if (items.len > 1 || (items.len == 1 && items.at[0].kind != TK_OPERAND_PLAIN)) {
        value = tk_lower_emit(self, TK_OP_TUPLE, (tk_node){0}, 0, 0, 0);
        tk_lower_operands(self, value, items.at, items.len);
    }
    tk_vec_free(&items);
    return value;
}
