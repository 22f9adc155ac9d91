// Expressions to IR.
#include <string.h>

#include "infer/lower.h"

typedef struct operator_name {
    const char *text, *method;
    bool unary;
} operator_name;

static const operator_name operators[] = {
    {"+", "__add__", false},       {"-", "__sub__", false},      {"*", "__mul__", false},
    {"/", "__truediv__", false},   {"//", "__floordiv__", false}, {"%", "__mod__", false},
    {"**", "__pow__", false},      {"@", "__matmul__", false},   {"&", "__and__", false},
    {"|", "__or__", false},        {"^", "__xor__", false},      {"<<", "__lshift__", false},
    {">>", "__rshift__", false},   {"<", "__lt__", false},       {"<=", "__le__", false},
    {"==", "__eq__", false},       {"!=", "__ne__", false},      {"<>", "__ne__", false},
    {">", "__gt__", false},        {">=", "__ge__", false},      {"+=", "__add__", false},
    {"-=", "__sub__", false},      {"*=", "__mul__", false},     {"/=", "__truediv__", false},
    {"//=", "__floordiv__", false}, {"%=", "__mod__", false},    {"**=", "__pow__", false},
    {"@=", "__matmul__", false},   {"&=", "__and__", false},     {"|=", "__or__", false},
    {"^=", "__xor__", false},      {"<<=", "__lshift__", false}, {">>=", "__rshift__", false},
    {"-", "__neg__", true},        {"+", "__pos__", true},       {"~", "__invert__", true},
};

tk_name tk_lower_operator(tk_lower *self, tk_node token, bool unary)
{
    tk_slice text = tk_node_text(self->nodes, token);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].unary == unary && tk_slice_is(text, operators[i].text))
            return tk_names_add(self->program->names, tk_slice_of(operators[i].method));
    return (tk_name){0};
}

tk_temp tk_lower_emit(tk_lower *self, tk_op op, tk_node node, uint32_t a, uint32_t b, uint32_t c)
{
    tk_instr instr = {.op = (uint8_t)op, .a = a, .b = b, .c = c, .node = node};
    tk_vec_push(&self->code->instrs, instr);
    return self->code->instrs.len - 1;
}

tk_instr *tk_lower_at(tk_lower *self, tk_temp temp)
{
    return &self->code->instrs.at[temp];
}

void tk_lower_operands(tk_lower *self, tk_temp temp, const tk_operand *operands, uint32_t count)
{
    tk_code *code = self->code;
    code->instrs.at[temp].list = code->operands.len;
    code->instrs.at[temp].n = count;
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&code->operands, operands[i]);
}

tk_name tk_lower_name(tk_lower *self, tk_node node)
{
    return tk_names_add(self->program->names, tk_node_text(self->nodes, node));
}

tk_temp tk_lower_constant(tk_lower *self, tk_node node, tk_value value)
{
    return tk_lower_emit(self, TK_OP_CONST, node, value.i, 0, 0);
}

tk_temp tk_lower_unknown(tk_lower *self, tk_node node)
{
    return tk_lower_emit(self, TK_OP_UNKNOWN, node, 0, 0, 0);
}

static tk_temp lower_identifier(tk_lower *self, tk_node node)
{
    tk_name name = tk_lower_name(self, node);
    tk_lookup found = tk_scope_lookup(&self->program->scopes, self->scope, name);
    switch (found.where) {
    case TK_FOUND_LOCAL:
        return tk_lower_emit(self, TK_OP_LOAD, node, found.slot, name.i, 0);
    case TK_FOUND_FREE:
        return tk_lower_emit(self, TK_OP_LOAD_FREE, node, found.scope, found.slot, 0);
    default:
        return tk_lower_emit(self, TK_OP_LOAD_NAME, node, name.i, 0, 0);
    }
}

static tk_temp lower_comparison(tk_lower *self, tk_node node, tk_temp left)
{
    tk_temp result = 0;
    tk_node token = {0};
    for (tk_node child = tk_node_next(self->nodes, tk_node_first(self->nodes, node)); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_row_of(self->nodes, child)->field == TK_FIELD_OPERATORS) {
            token = child;
            continue;
        }
        tk_temp right = tk_lower_expression(self, child);
        tk_slice text = tk_node_text(self->nodes, token);
        bool negated = tk_slice_starts(text, "not") || tk_slice_starts(text, "is not");
        if (tk_slice_is(text, "in") || tk_slice_starts(text, "not"))
            result = tk_lower_emit(self, TK_OP_CONTAINS, node, left, right, 0);
        else if (tk_slice_starts(text, "is"))
            result = tk_lower_emit(self, TK_OP_IDENTITY, node, left, right, 0);
        else
            result = tk_lower_emit(self, TK_OP_COMPARE, node, left, right,
                                   tk_lower_operator(self, token, false).i);
        tk_lower_at(self, result)->flag = negated || tk_slice_is(text, "!=");
        left = right;
    }
    return result ? result : tk_lower_unknown(self, node);
}

static tk_temp lower_conditional(tk_lower *self, tk_node node)
{
    tk_node yes = tk_node_first(self->nodes, node);
    tk_node condition = tk_node_next(self->nodes, yes);
    tk_node no = tk_node_next(self->nodes, condition);
    tk_temp test = tk_lower_expression(self, condition);
    tk_temp choice = tk_lower_emit(self, TK_OP_CHOICE, node, test, 0, 0);
    tk_operand parts[4] = {{0}};
    parts[0].temp = tk_lower_expression(self, yes);
    parts[1].temp = tk_lower_here(self);
    parts[2].temp = no.i ? tk_lower_expression(self, no) : tk_lower_unknown(self, node);
    parts[3].temp = tk_lower_here(self);
    tk_lower_operands(self, choice, parts, 4);
    return choice;
}

static tk_op logical_op(tk_lower *self, tk_node node)
{
    tk_node token = tk_node_field(self->nodes, node, TK_FIELD_OPERATOR);
    return tk_node_is(self->nodes, token, "and") ? TK_OP_AND : TK_OP_OR;
}

// `a and b and c` nests to the left in the tree; here it nests to the right, so that each operand
// runs in the state that those before it leave, and what they say is applied once. So the first operation
// gives what the whole gives. Operands far down a chain stand behind one another without that.
static tk_temp lower_logical(tk_lower *self, tk_node node)
{
    enum { CHAIN_MOST = 64 };
    tk_op op = logical_op(self, node);
    TK_VEC(tk_node) parts = {0};
    TK_VEC(tk_temp) open = {0};
    tk_node first = node;
    while (tk_node_kind(self->nodes, first) == TK_KIND_BOOLEAN_OPERATOR &&
           logical_op(self, first) == op) {
        tk_vec_push(&parts, first);
        first = tk_node_field(self->nodes, first, TK_FIELD_LEFT);
    }
    tk_temp value = tk_lower_expression(self, first);
    while (parts.len) {
        tk_node part = parts.at[--parts.len];
        if (open.len < CHAIN_MOST) {
            tk_temp made = tk_lower_emit(self, op, open.len ? (tk_node){0} : node, value, 0, 0);
            tk_vec_push(&open, made);
        }
        value = tk_lower_expression(self, tk_node_field(self->nodes, part, TK_FIELD_RIGHT));
    }
    while (open.len) {
        tk_instr *instr = tk_lower_at(self, open.at[--open.len]);
        instr->b = value;
        instr->c = tk_lower_here(self);
        value = open.at[open.len];
    }
    tk_vec_free(&parts);
    tk_vec_free(&open);
    return value;
}

static tk_temp lower_yield(tk_lower *self, tk_node node)
{
    self->code->generator = true;
    tk_node child = tk_node_first(self->nodes, node);
    tk_slice text = tk_node_text(self->nodes, node);
    bool from = false;
    size_t i = strlen("yield");
    while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t'))
        i++;
    if (i + 5 <= text.len && child.i &&
        tk_node_row_of(self->nodes, node)->start + i < tk_node_row_of(self->nodes, child)->start)
        from = memcmp(text.at + i, "from", 4) == 0;
    tk_temp value = child.i ? tk_lower_expression(self, child)
                            : tk_lower_constant(self, node, tk_value_none(self->program->pool));
    tk_temp result = tk_lower_emit(self, TK_OP_YIELD, node, value, 0, 0);
    tk_lower_at(self, result)->flag = from;
    return result;
}

static tk_temp lower_walrus(tk_lower *self, tk_node node)
{
    tk_temp value = tk_lower_expression(self, tk_node_field(self->nodes, node, TK_FIELD_VALUE));
    tk_lower_store(self, tk_node_field(self->nodes, node, TK_FIELD_NAME), value);
    return value;
}

// --- the walk --------------------------------------------------------------------------------------

tk_node tk_lower_leftmost(tk_lower *self, tk_node node)
{
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_BINARY_OPERATOR:
        return tk_node_field(self->nodes, node, TK_FIELD_LEFT);
    case TK_KIND_ATTRIBUTE:
        return tk_node_field(self->nodes, node, TK_FIELD_OBJECT);
    case TK_KIND_CALL:
        return tk_node_field(self->nodes, node, TK_FIELD_FUNCTION);
    case TK_KIND_SUBSCRIPT:
        return tk_node_field(self->nodes, node, TK_FIELD_VALUE);
    case TK_KIND_COMPARISON_OPERATOR:
        return tk_node_first(self->nodes, node);
    default:
        return (tk_node){0};
    }
}

static tk_temp lower_above(tk_lower *self, tk_node node, tk_temp left)
{
    tk_node child;
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_BINARY_OPERATOR: {
        child = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        tk_temp right = tk_lower_expression(self, child);
        tk_node token = tk_node_field(self->nodes, node, TK_FIELD_OPERATOR);
        return tk_lower_emit(self, TK_OP_BINARY, node, left, right,
                             tk_lower_operator(self, token, false).i);
    }
    case TK_KIND_ATTRIBUTE:
        child = tk_node_field(self->nodes, node, TK_FIELD_ATTRIBUTE);
        return tk_lower_emit(self, TK_OP_ATTRIBUTE, node, left, tk_lower_name(self, child).i, 0);
    case TK_KIND_CALL:
        return tk_lower_call(self, node, left);
    case TK_KIND_SUBSCRIPT:
        return tk_lower_emit(self, TK_OP_SUBSCRIPT, node, left, tk_lower_key(self, node), 0);
    default:
        return lower_comparison(self, node, left);
    }
}

static tk_temp lower_unary(tk_lower *self, tk_node node)
{
    tk_node argument = tk_node_field(self->nodes, node, TK_FIELD_ARGUMENT);
    tk_temp value = tk_lower_expression(self, argument);
    if (tk_node_kind(self->nodes, node) == TK_KIND_NOT_OPERATOR)
        return tk_lower_emit(self, TK_OP_NOT, node, value, 0, 0);
    tk_node token = tk_node_field(self->nodes, node, TK_FIELD_OPERATOR);
    return tk_lower_emit(self, TK_OP_UNARY, node, value, 0,
                         tk_lower_operator(self, token, true).i);
}

static tk_temp lower_leaf(tk_lower *self, tk_node node)
{
    tk_pool *pool = self->program->pool;
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_IDENTIFIER:
        return lower_identifier(self, node);
    case TK_KIND_INTEGER:
    case TK_KIND_FLOAT:
        return tk_lower_constant(self, node, tk_lower_number(self, node));
    case TK_KIND_TRUE:
        return tk_lower_constant(self, node, tk_value_bool(pool, true));
    case TK_KIND_FALSE:
        return tk_lower_constant(self, node, tk_value_bool(pool, false));
    case TK_KIND_NONE:
        return tk_lower_constant(self, node, tk_value_none(pool));
    case TK_KIND_ELLIPSIS:
        return tk_lower_constant(self, node, tk_value_builtin(pool, TK_BUILTIN_ELLIPSIS));
    case TK_KIND_STRING:
    case TK_KIND_CONCATENATED_STRING:
        return tk_lower_string(self, node);
    case TK_KIND_PARENTHESIZED_EXPRESSION:
        return tk_lower_expression(self, tk_node_first(self->nodes, node));
    case TK_KIND_TUPLE:
    case TK_KIND_EXPRESSION_LIST:
    case TK_KIND_PATTERN_LIST:
        return tk_lower_display(self, node, TK_OP_TUPLE);
    case TK_KIND_LIST:
        return tk_lower_display(self, node, TK_OP_LIST);
    case TK_KIND_SET:
        return tk_lower_display(self, node, TK_OP_SET);
    case TK_KIND_DICTIONARY:
        return tk_lower_dictionary(self, node);
    case TK_KIND_LIST_COMPREHENSION:
    case TK_KIND_SET_COMPREHENSION:
    case TK_KIND_DICTIONARY_COMPREHENSION:
    case TK_KIND_GENERATOR_EXPRESSION:
        return tk_lower_comprehension(self, node);
    case TK_KIND_CONDITIONAL_EXPRESSION:
        return lower_conditional(self, node);
    case TK_KIND_NOT_OPERATOR:
    case TK_KIND_UNARY_OPERATOR:
        return lower_unary(self, node);
    case TK_KIND_BOOLEAN_OPERATOR:
        return lower_logical(self, node);
    case TK_KIND_LIST_SPLAT:   // the grammar reads `*x.f()` as `(*x).f()`, see add_argument
        return tk_lower_expression(self, tk_node_first(self->nodes, node));
    case TK_KIND_NAMED_EXPRESSION:
        return lower_walrus(self, node);
    case TK_KIND_LAMBDA:
        return tk_lower_lambda(self, node);
    case TK_KIND_AWAIT:
        return tk_lower_emit(self, TK_OP_VALUE, node,
                             tk_lower_expression(self, tk_node_first(self->nodes, node)), 0, 0);
    case TK_KIND_YIELD:
        return lower_yield(self, node);
    case TK_KIND_SLICE:
        return tk_lower_slice(self, node);
    default:
        return tk_lower_unknown(self, node);
    }
}

tk_temp tk_lower_expression(tk_lower *self, tk_node node)
{
    if (!node.i || self->depth >= TK_LOWER_DEPTH) {
        self->program->too_deep |= self->depth >= TK_LOWER_DEPTH;
        return tk_lower_unknown(self, node);
    }
    self->depth++;
    TK_VEC(tk_node) spine = {0};
    tk_node at = node;
    for (tk_node next = tk_lower_leftmost(self, at); next.i; next = tk_lower_leftmost(self, at)) {
        tk_vec_push(&spine, at);
        at = next;
    }
    tk_temp value = lower_leaf(self, at);
    while (spine.len)
        value = lower_above(self, spine.at[--spine.len], value);
    tk_vec_free(&spine);
    self->depth--;
    return value;
}
