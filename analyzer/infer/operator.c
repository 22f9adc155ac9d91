// Operators: the special methods that they call.
#include <string.h>

#include "infer/evaluate.h"

static tk_fact call_operator(tk_infer *self, tk_fact object, const char *prefix, tk_slice method,
                             tk_fact other, tk_node other_node, tk_node node, bool *found)
{
    char name[48];
    // __add__ gives __radd__ and __iadd__
    size_t extra = strlen(prefix);
    if (method.len + extra + 1 > sizeof name) {
        *found = false;
        return TK_FACT_UNKNOWN;
    }
    memcpy(name, "__", 2);
    memcpy(name + 2, prefix, extra);
    memcpy(name + 2 + extra, method.at + 2, method.len - 2);
    name[method.len + extra] = '\0';
    tk_argument argument = tk_argument_plain(other, other_node);
    return tk_call_special(self, object, name, &argument, 1, node, found);
}

// `a | b` of two sets is a new one, with the elements of both; `&` and `-` keep some of the first.
static bool combine_sets(tk_infer *self, tk_frame *frame, const tk_instr *instr, tk_slice method,
                         tk_fact *result)
{
    tk_fact left = frame->temps[instr->a], right = frame->temps[instr->b];
    tk_class_id cls = tk_value_catalog_class(self->pool, left.value);
    bool both = tk_slice_is(method, "__or__") || tk_slice_is(method, "__xor__");
    if (instr->flag || !cls.i || tk_value_family(self->pool, left.value) != TK_FAMILY_SET ||
        tk_value_family(self->pool, right.value) != TK_FAMILY_SET ||
        (!both && !tk_slice_is(method, "__and__") && !tk_slice_is(method, "__sub__")))
        return false;
    *result = tk_container_new(self, cls, instr->node, frame->context);
    tk_container_add(self, *result, TK_FACT_BOTTOM, tk_container_contents(self, left).element);
    if (both)
        tk_container_add(self, *result, TK_FACT_BOTTOM,
                         tk_container_contents(self, right).element);
    return true;
}

// `x.type(kind) - 1` of what may be a text: then it raises, except that texts are repeated and formatted.
static tk_fact without_texts(tk_infer *self, tk_fact left, tk_family right, tk_slice method)
{
    tk_value members[TK_UNION_MOST], kept = TK_BOTTOM;
    uint32_t count = tk_value_members(self->pool, left.value, members);
    bool takes = (right != TK_FAMILY_SCALAR && right != TK_FAMILY_ARRAY) ||
                 tk_slice_is(method, "__mul__") || tk_slice_is(method, "__mod__");
    for (uint32_t i = 0; i < count && !takes; i++)
        if (tk_value_family(self->pool, members[i]) != TK_FAMILY_TEXT)
            kept = tk_value_join(self->pool, kept, members[i]);
    if (kept.i != TK_BOTTOM.i)
        left.value = kept;
    return left;
}

tk_fact tk_operator_binary(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact left = frame->temps[instr->a], right = frame->temps[instr->b];
    tk_slice method = tk_names_text(self->names, (tk_name){instr->c});
    tk_family families[2] = {tk_value_family(self->pool, left.value),
                             tk_value_family(self->pool, right.value)};
    bool found = false;
    left = without_texts(self, left, families[1], method);
    families[0] = tk_value_family(self->pool, left.value);
    tk_fact result = TK_FACT_UNKNOWN;
    tk_node right_node = frame->code->instrs.at[instr->b].node;
    if (method.len < 5 || combine_sets(self, frame, instr, method, &result))
        return result;
    if (instr->flag)
        result = call_operator(self, left, "i", method, right, right_node, instr->node, &found);
    bool right_first = families[1] == TK_FAMILY_ARRAY && families[0] != TK_FAMILY_ARRAY &&
                       families[0] != TK_FAMILY_TEXT && families[0] != TK_FAMILY_ITERATOR;
    if (!found && !right_first)
        result = call_operator(self, left, "", method, right, right_node, instr->node, &found);
    if (!found || result.value.i == TK_UNKNOWN.i)
        result = call_operator(self, right, "r", method, left, frame->code->instrs.at[instr->a].node,
                               instr->node, &found);
    // What is on the left is asked first, and an array there makes an array of a list.
    if (families[1] != TK_FAMILY_ARRAY && tk_value_has_unknown(self->pool, left.value))
        result = tk_join(self, result, TK_FACT_UNKNOWN);
    return found ? result : TK_FACT_UNKNOWN;
}

// `1 < x` of a number that a library makes is for the library to say: the left side knows none of them.
static bool is_foreign_number(tk_infer *self, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    const tk_class *own = tk_class_of(self->catalog, tk_pool_builtin(self->pool, TK_BUILTIN_INT));
    for (uint32_t i = 0; i < count; i++) {
        tk_class_id cls = tk_value_catalog_class(self->pool, members[i]);
        if (cls.i && tk_value_family(self->pool, members[i]) == TK_FAMILY_SCALAR &&
            tk_class_of(self->catalog, cls)->library.i != own->library.i)
            return true;
    }
    return false;
}

tk_fact tk_operator_compare(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact left = frame->temps[instr->a], right = frame->temps[instr->b];
    tk_slice method = tk_names_text(self->names, (tk_name){instr->c});
    tk_family families[2] = {tk_value_family(self->pool, left.value),
                             tk_value_family(self->pool, right.value)};
    bool found = false, right_first = families[1] == TK_FAMILY_ARRAY && families[0] != TK_FAMILY_ARRAY;
    right_first |= families[0] == TK_FAMILY_SCALAR && !is_foreign_number(self, left.value) &&
                   is_foreign_number(self, right.value);
    tk_fact result = TK_FACT_UNKNOWN;
    if (method.len < 5)
        return result;
    if (!right_first)
        result = call_operator(self, left, "", method, right, (tk_node){0}, instr->node, &found);
    if (!found && (right_first || families[1] == TK_FAMILY_ARRAY))
        // comparisons are their own reflections here: all give one class
        result = call_operator(self, right, "", method, left, (tk_node){0}, instr->node, &found);
    if (tk_value_has_unknown(self->pool, left.value) ||
        tk_value_has_unknown(self->pool, right.value))   // may have the say
        result.certainty = tk_certainty_least(result.certainty, TK_LIKELY);
    return found ? result : TK_FACT_UNKNOWN;
}

tk_fact tk_operator_unary(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact value = frame->temps[instr->a];
    int number;
    tk_slice method = tk_names_text(self->names, (tk_name){instr->c});
    if (tk_slice_is(method, "__neg__") && tk_value_as_int(self->pool, value.value, &number)) {
        value.value = tk_value_int(self->pool, -(int64_t)number);
        return value;
    }
    bool found;
    char name[32];
    if (method.len == 0 || method.len >= sizeof name)
        return TK_FACT_UNKNOWN;
    memcpy(name, method.at, method.len);
    name[method.len] = '\0';
    tk_fact result = tk_call_special(self, value, name, NULL, 0, instr->node, &found);
    return found ? result : TK_FACT_UNKNOWN;
}
