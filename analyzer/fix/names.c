// Variables as far as fixes need them: where else the name stands in its function.
#include "fix/fix.h"

tk_node tk_function_around(const tk_node_table *nodes, tk_node node)
{
    for (node = tk_node_parent(nodes, node); node.i; node = tk_node_parent(nodes, node)) {
        tk_kind kind = tk_node_kind(nodes, node);
        if (kind == TK_KIND_FUNCTION_DEFINITION || kind == TK_KIND_LAMBDA)
            return node;
    }
    return (tk_node){0};
}

static bool is_variable(const tk_node_table *nodes, tk_node node)
{
    if (tk_node_kind(nodes, node) != TK_KIND_IDENTIFIER)
        return false;
    tk_field field = (tk_field)tk_node_row_of(nodes, node)->field;
    tk_kind parent = tk_node_kind(nodes, tk_node_parent(nodes, node));
    return !(parent == TK_KIND_ATTRIBUTE && field == TK_FIELD_ATTRIBUTE) &&
           !(parent == TK_KIND_KEYWORD_ARGUMENT && field == TK_FIELD_NAME);
}

void tk_name_places(const tk_node_table *nodes, tk_node name, tk_node_list *out)
{
    tk_node function = tk_function_around(nodes, name);
    uint32_t from = function.i ? function.i : 1;
    uint32_t to = function.i ? tk_node_row_of(nodes, function)->stop : nodes->rows.len;
    tk_slice text = tk_node_text(nodes, name);
    for (uint32_t i = from; i < to; i++)
        if (is_variable(nodes, (tk_node){i}) && tk_slice_equal(tk_node_text(nodes, (tk_node){i}), text))
            tk_vec_push(out, ((tk_node){i}));
}

// The outermost pattern around a target: `(a, b)` of `(a, b), c = ...`.
static tk_node pattern_around(const tk_node_table *nodes, tk_node node)
{
    for (;;) {
        tk_node parent = tk_node_parent(nodes, node);
        switch (tk_node_kind(nodes, parent)) {
        case TK_KIND_PATTERN_LIST:
        case TK_KIND_TUPLE_PATTERN:
        case TK_KIND_LIST_PATTERN:
        case TK_KIND_LIST_SPLAT_PATTERN:
        case TK_KIND_AS_PATTERN_TARGET:
            node = parent;
            break;
        default:
            return node;
        }
    }
}

bool tk_name_is_bound_at(const tk_node_table *nodes, tk_node place)
{
    tk_node pattern = pattern_around(nodes, place);
    tk_node parent = tk_node_parent(nodes, pattern);
    tk_field field = (tk_field)tk_node_row_of(nodes, pattern)->field;
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_ASSIGNMENT:
    case TK_KIND_AUGMENTED_ASSIGNMENT:
    case TK_KIND_FOR_STATEMENT:
    case TK_KIND_FOR_IN_CLAUSE:
        return field == TK_FIELD_LEFT;
    case TK_KIND_NAMED_EXPRESSION:
    case TK_KIND_DEFAULT_PARAMETER:
    case TK_KIND_TYPED_DEFAULT_PARAMETER:
        return field == TK_FIELD_NAME;
    case TK_KIND_PARAMETERS:
    case TK_KIND_LAMBDA_PARAMETERS:
    case TK_KIND_TYPED_PARAMETER:
    case TK_KIND_AS_PATTERN:
    case TK_KIND_GLOBAL_STATEMENT:
    case TK_KIND_NONLOCAL_STATEMENT:
    case TK_KIND_DELETE_STATEMENT:
    case TK_KIND_CASE_PATTERN:
    case TK_KIND_ALIASED_IMPORT:
    case TK_KIND_DOTTED_NAME:
        return true;
    default:
        return false;
    }
}

tk_node tk_name_bound_to(const tk_node_table *nodes, tk_node name)
{
    tk_node_list places = {0};
    tk_node value = {0};
    bool only = true;
    tk_name_places(nodes, name, &places);
    for (uint32_t i = 0; i < places.len && only; i++) {
        if (!tk_name_is_bound_at(nodes, places.at[i]))
            continue;
        tk_node parent = tk_node_parent(nodes, places.at[i]);
        only = !value.i && tk_node_kind(nodes, parent) == TK_KIND_ASSIGNMENT;
        value = only ? tk_node_field(nodes, parent, TK_FIELD_RIGHT) : (tk_node){0};
        only = only && value.i;
    }
    tk_vec_free(&places);
    return only ? value : (tk_node){0};
}

static bool is_first_argument(const tk_node_table *nodes, tk_node node)
{
    tk_node list = tk_node_parent(nodes, node);
    return tk_node_kind(nodes, list) == TK_KIND_ARGUMENT_LIST &&
           tk_node_first(nodes, list).i == node.i;
}

bool tk_place_is_key(tk_fixer *self, tk_node node)
{
    const tk_node_table *nodes = self->nodes;
    tk_node parent = tk_node_parent(nodes, node);
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_SUBSCRIPT:
        return tk_node_row_of(nodes, node)->field == TK_FIELD_SUBSCRIPT;
    case TK_KIND_COMPARISON_OPERATOR:
        return true;
    case TK_KIND_PAIR:
        return tk_node_row_of(nodes, node)->field == TK_FIELD_KEY;
    case TK_KIND_SET:
    case TK_KIND_EXPRESSION_STATEMENT:
    case TK_KIND_DELETE_STATEMENT:
        return true;
    case TK_KIND_TUPLE:
    case TK_KIND_PARENTHESIZED_EXPRESSION:
        return tk_place_is_key(self, parent);
    default:
        break;
    }
    if (!is_first_argument(nodes, node))
        return false;
    tk_node callee = tk_node_field(nodes, tk_node_parent(nodes, parent), TK_FIELD_FUNCTION);
    tk_node method = tk_node_field(nodes, callee, TK_FIELD_ATTRIBUTE);
    return method.i && tk_fixes_has(self->fixes, TK_USE_KEYED, tk_node_text(nodes, method));
}
