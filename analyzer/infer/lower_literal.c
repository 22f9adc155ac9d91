// Numbers and texts to IR.
#include <string.h>

#include "infer/lower.h"

static bool is_imaginary(tk_lower *self, tk_node number)
{
    tk_slice text = tk_node_text(self->nodes, number);
    return text.len && (text.at[text.len - 1] == 'j' || text.at[text.len - 1] == 'J');
}

tk_value tk_lower_number(tk_lower *self, tk_node node)
{
    enum { DIGITS_OF_INT64 = 18 };
    tk_slice text = tk_node_text(self->nodes, node);
    int64_t number = 0;
    if (is_imaginary(self, node))
        return tk_value_builtin(self->program->pool, TK_BUILTIN_COMPLEX);
    if (tk_node_kind(self->nodes, node) == TK_KIND_FLOAT)
        return tk_value_builtin(self->program->pool, TK_BUILTIN_FLOAT);
    if (text.len > DIGITS_OF_INT64)   // no element type of arrays may hold it
        return TK_UNKNOWN;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '_')
            continue;
        if (text.at[i] < '0' || text.at[i] > '9' || number > INT32_MAX)
            return tk_value_builtin(self->program->pool, TK_BUILTIN_INT);
        number = number * 10 + (text.at[i] - '0');
    }
    return tk_value_int(self->program->pool, number);
}

static bool is_bytes(tk_lower *self, tk_node string)
{
    tk_slice text = tk_node_text(self->nodes, string);
    for (size_t i = 0; i < text.len && text.at[i] != '"' && text.at[i] != '\''; i++)
        if (text.at[i] == 'b' || text.at[i] == 'B')
            return true;
    return false;
}

static tk_value string_value(tk_lower *self, tk_node string)
{
    tk_builtin which = is_bytes(self, string) ? TK_BUILTIN_BYTES : TK_BUILTIN_STR;
    tk_node content = {0};
    uint32_t contents = 0;
    for (tk_node child = tk_node_first(self->nodes, string); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_kind(self->nodes, child) == TK_KIND_STRING_CONTENT) {
            content = child;
            contents++;
        }
    }
    tk_slice text = contents ? tk_node_text(self->nodes, content) : TK_SLICE("");
    if (contents > 1 || text.len > 64 || memchr(text.at, '\\', text.len))
        return tk_value_builtin(self->program->pool, which);
    return tk_value_text(self->program->pool, which, tk_names_add(self->program->names, text));
}

static void lower_interpolations(tk_lower *self, tk_node string, tk_operands *parts)
{
    for (tk_node child = tk_node_first(self->nodes, string); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_kind(self->nodes, child) == TK_KIND_STRING)
            lower_interpolations(self, child, parts);
        if (tk_node_kind(self->nodes, child) != TK_KIND_INTERPOLATION)
            continue;
        tk_node inner = tk_node_field(self->nodes, child, TK_FIELD_EXPRESSION);
        if (!inner.i)
            continue;
        tk_operand part = {.temp = tk_lower_expression(self, inner), .node = child};
        tk_vec_push(parts, part);
    }
}

// Concatenated strings are one level deep by the grammar, so this does not nest further.
tk_temp tk_lower_string(tk_lower *self, tk_node node)
{
    tk_operands parts = {0};
    lower_interpolations(self, node, &parts);
    tk_temp result;
    if (parts.len) {
        result = tk_lower_emit(self, TK_OP_TEXT, node, 0, 0, 0);
        tk_lower_operands(self, result, parts.at, parts.len);
    } else if (tk_node_kind(self->nodes, node) == TK_KIND_STRING) {
        result = tk_lower_constant(self, node, string_value(self, node));
    } else {
        tk_builtin which = is_bytes(self, node) ? TK_BUILTIN_BYTES : TK_BUILTIN_STR;
        result = tk_lower_constant(self, node, tk_value_builtin(self->program->pool, which));
    }
    tk_vec_free(&parts);
    return result;
}
