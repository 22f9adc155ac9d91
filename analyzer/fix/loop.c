// Keys that are the variable of a loop: iterating over Python numbers repairs them all at once.
#include "fix/fix.h"

static bool same_text(const tk_node_table *nodes, tk_node a, tk_node b)
{
    return tk_slice_equal(tk_node_text(nodes, a), tk_node_text(nodes, b));
}

// Does a pattern bind the name, and as which of its items? -1: it does not, or deeper down.
static int index_in(const tk_node_table *nodes, tk_node pattern, tk_node name)
{
    tk_kind kind = tk_node_kind(nodes, pattern);
    if (kind == TK_KIND_IDENTIFIER)
        return same_text(nodes, pattern, name) ? 0 : -1;
    if (kind != TK_KIND_PATTERN_LIST && kind != TK_KIND_TUPLE_PATTERN)
        return -1;
    int index = 0;
    for (tk_node item = tk_node_first(nodes, pattern); item.i; item = tk_node_next(nodes, item), index++)
        if (tk_node_kind(nodes, item) == TK_KIND_IDENTIFIER && same_text(nodes, item, name))
            return index;
    return -1;
}

// The clause of a comprehension that binds the name, or none.
static tk_node clause_of(const tk_node_table *nodes, tk_node comprehension, tk_node name)
{
    for (tk_node child = tk_node_first(nodes, comprehension); child.i; child = tk_node_next(nodes, child))
        if (tk_node_kind(nodes, child) == TK_KIND_FOR_IN_CLAUSE &&
            index_in(nodes, tk_node_field(nodes, child, TK_FIELD_LEFT), name) >= 0)
            return child;
    return (tk_node){0};
}

tk_node tk_loop_around(const tk_node_table *nodes, tk_node name, tk_node *reach)
{
    for (tk_node at = tk_node_parent(nodes, name); at.i; at = tk_node_parent(nodes, at)) {
        tk_node clause = {0};
        *reach = at;
        switch (tk_node_kind(nodes, at)) {
        case TK_KIND_FOR_STATEMENT:
            if (index_in(nodes, tk_node_field(nodes, at, TK_FIELD_LEFT), name) >= 0)
                return at;
            break;
        case TK_KIND_LIST_COMPREHENSION:
        case TK_KIND_SET_COMPREHENSION:
        case TK_KIND_DICTIONARY_COMPREHENSION:
        case TK_KIND_GENERATOR_EXPRESSION:
            clause = clause_of(nodes, at, name);
            if (clause.i)
                return clause;
            break;
        case TK_KIND_FUNCTION_DEFINITION:
        case TK_KIND_LAMBDA:
            return (tk_node){0};
        default:
            break;
        }
    }
    return (tk_node){0};
}

// The array that the variable's values come from: the iterable itself, or an argument of enumerate
// or zip.
static tk_node source_of(const tk_node_table *nodes, tk_node loop, tk_node name)
{
    tk_node left = tk_node_field(nodes, loop, TK_FIELD_LEFT);
    tk_node right = tk_node_field(nodes, loop, TK_FIELD_RIGHT);
    int index = index_in(nodes, left, name);
    if (tk_node_kind(nodes, left) == TK_KIND_IDENTIFIER)
        return right;
    tk_node callee = tk_node_field(nodes, right, TK_FIELD_FUNCTION);
    tk_node argument = tk_node_first(nodes, tk_node_field(nodes, right, TK_FIELD_ARGUMENTS));
    if (tk_node_kind(nodes, right) != TK_KIND_CALL || index < 0)
        return (tk_node){0};
    if (tk_node_is(nodes, callee, "enumerate"))
        return index == 1 ? argument : (tk_node){0};
    if (!tk_node_is(nodes, callee, "zip"))
        return (tk_node){0};
    for (; argument.i && index > 0; index--)
        argument = tk_node_next(nodes, argument);
    tk_kind kind = tk_node_kind(nodes, argument);
    return kind == TK_KIND_KEYWORD_ARGUMENT || kind == TK_KIND_LIST_SPLAT ? (tk_node){0} : argument;
}

tk_node tk_number_method(const tk_fixer *self, tk_node place)
{
    const tk_node_table *nodes = self->nodes;
    tk_node attribute = tk_node_parent(nodes, place), call = tk_node_parent(nodes, attribute);
    bool shape = tk_node_kind(nodes, attribute) == TK_KIND_ATTRIBUTE &&
                 tk_node_kind(nodes, call) == TK_KIND_CALL &&
                 tk_node_field(nodes, call, TK_FIELD_FUNCTION).i == attribute.i &&
                 tk_node_child_count(nodes, tk_node_field(nodes, call, TK_FIELD_ARGUMENTS)) == 0;
    tk_node method = shape ? tk_node_field(nodes, attribute, TK_FIELD_ATTRIBUTE) : (tk_node){0};
    return method.i && tk_fixes_has(self->fixes, TK_USE_NUMBER_METHODS, tk_node_text(nodes, method))
               ? call : (tk_node){0};
}

// A number does there what the array of one number did.
static bool number_serves(const tk_fixer *self, tk_node place)
{
    const tk_node_table *nodes = self->nodes;
    tk_node parent = tk_node_parent(nodes, place);
    if (tk_node_kind(nodes, parent) == TK_KIND_SUBSCRIPT)
        return tk_node_row_of(nodes, place)->field == TK_FIELD_SUBSCRIPT;
    if (tk_node_kind(nodes, parent) != TK_KIND_ARGUMENT_LIST ||
        tk_node_child_count(nodes, parent) != 1)
        return false;
    tk_node callee = tk_node_field(nodes, tk_node_parent(nodes, parent), TK_FIELD_FUNCTION);
    return callee.i && tk_fixes_has(self->fixes, TK_USE_NUMBER_CALLS, tk_node_text(nodes, callee));
}

static bool inside(const tk_node_table *nodes, tk_node node, tk_node around)
{
    return node.i >= around.i && node.i < tk_node_row_of(nodes, around)->stop;
}

// Are all uses of the variable keys, or such that a number serves as well?
static bool all_serve(tk_fixer *self, tk_node name, tk_node loop, tk_node reach,
                      tk_node_list *calls)
{
    const tk_node_table *nodes = self->nodes;
    tk_node left = tk_node_field(nodes, loop, TK_FIELD_LEFT), other_reach;
    tk_node_list places = {0};
    bool good = true;
    tk_name_places(nodes, name, &places);
    for (uint32_t i = 0; i < places.len && good; i++) {
        tk_node place = places.at[i];
        if (!inside(nodes, place, reach)) {
            // Another loop's variable of the same name, or what is left over behind this one?
            good = tk_node_kind(nodes, loop) == TK_KIND_FOR_IN_CLAUSE ||
                   tk_name_is_bound_at(nodes, place) || tk_loop_around(nodes, place, &other_reach).i;
            continue;
        }
        if (inside(nodes, place, left) || tk_fixer_is_site(self, place))
            continue;
        tk_node call = tk_number_method(self, place);
        if (call.i)
            tk_vec_push(calls, call);
        else
            good = !tk_name_is_bound_at(nodes, place) && number_serves(self, place);
    }
    tk_vec_free(&places);
    return good;
}

tk_node tk_loop_source(tk_fixer *self, const tk_target *target, tk_node_list *calls)
{
    const tk_node_table *nodes = self->nodes;
    tk_node name = target->array, reach;
    bool scalar = tk_value_of(tk_infer_pool(self->unit->infer), target->facts.culprit)->rank == 0;
    if (!scalar || target->ways[0].shape != TK_TARGET_WHOLE ||
        tk_node_kind(nodes, name) != TK_KIND_IDENTIFIER)
        return (tk_node){0};
    tk_node loop = tk_loop_around(nodes, name, &reach);
    tk_node source = loop.i ? source_of(nodes, loop, name) : (tk_node){0};
    if (!source.i || !tk_fixer_is_array(self, tk_infer_fact(self->unit->infer, source).value) ||
        !all_serve(self, name, loop, reach, calls))
        return (tk_node){0};
    return source;
}
