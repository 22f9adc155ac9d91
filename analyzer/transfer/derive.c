// Derivations: what text, bytes, numbers and tuples keep of the array they were made of. The models
// say which calls and attributes make such values (`derives:`, see value/derivations.def).
#include "transfer/transfer.h"

#include "value/derivation.h"

static bool is_array(tk_infer *self, tk_value value)
{
    return tk_value_kind_of(self->pool, value) == TK_VALUE_INSTANCE &&
           tk_value_family(self->pool, value) == TK_FAMILY_ARRAY;
}

// The receiver, else the first argument.
static tk_fact subject_of(const tk_call *call)
{
    if (call->receiver.value.i != TK_BOTTOM.i)
        return call->receiver;
    bool plain = call->count && call->arguments[0].kind == TK_OPERAND_PLAIN;
    return plain ? call->arguments[0].fact : TK_FACT_BOTTOM;
}

static tk_fact marked(tk_infer *self, tk_fact fact, tk_derivation derivation, tk_origin origin)
{
    fact.value = tk_value_with_derivation(self->pool, fact.value, derivation);
    if (tk_derivation_of(self->pool, fact.value).parts)
        fact.origin = origin;
    return fact;
}

// Made of the array itself. An array in one row stands for the one it was before.
static tk_fact made_of(tk_infer *self, const tk_call *call, tk_fact fact, tk_fact array,
                       tk_derives part)
{
    const tk_value_row row = *tk_value_of(self->pool, array.value);
    tk_derivation before = tk_derivation_at(self->pool, row.derived);
    tk_derivation made = {1u << part, array.value};
    if (before.source.i)
        made.source = before.source;
    made.parts |= before.parts & (TK_DERIVED_MIXED_SHAPE | TK_DERIVED_MIXED_DTYPE);
    made.parts |= row.mixed & TK_MIXED_SHAPE ? (uint32_t)TK_DERIVED_MIXED_SHAPE : 0;
    made.parts |= row.mixed & TK_MIXED_DTYPE ? (uint32_t)TK_DERIVED_MIXED_DTYPE : 0;
    tk_origin origin = tk_origin_add(&self->origins, call->node, TK_HOW_DERIVED, array.origin);
    return marked(self, fact, made, origin);
}

// An iterator stands for what it yields; a list may have been filled from several places.
static tk_fact carried_by(tk_infer *self, tk_fact fact)
{
    if (tk_value_family(self->pool, fact.value) == TK_FAMILY_ITERATOR &&
        !tk_derivation_of(self->pool, fact.value).parts)
        return tk_container_contents(self, fact).element;
    return fact;
}

typedef struct carried {
    tk_derivation all;
    tk_origin origin;    // of the part that holds content, else of the first
    bool content;
} carried;

static void carry(tk_infer *self, carried *sum, tk_fact fact)
{
    fact = carried_by(self, fact);
    if (fact.value.i == TK_BOTTOM.i)
        return;
    tk_derivation own = tk_derivation_of(self->pool, fact.value);
    bool content = (own.parts & TK_DERIVED_CONTENT) != 0;
    sum->all = tk_derivation_beside(self->pool, sum->all, fact.value);
    if (own.parts && (!sum->origin.i || (content && !sum->content))) {
        sum->origin = fact.origin;
        sum->content |= content;
    }
}

static tk_fact carried_fact(tk_infer *self, tk_fact fact, const carried *sum, uint32_t more)
{
    tk_derivation all = sum->all;
    if (!all.source.i)
        return fact;
    all.parts |= all.parts & TK_DERIVED_CONTENT ? more : 0;
    return marked(self, fact, all, sum->origin);
}

static tk_fact carry_all(tk_infer *self, const tk_call *call, tk_fact fact, uint32_t more)
{
    carried sum = {{0, {0}}, {0}, false};
    if (call->receiver.value.i != TK_BOTTOM.i)
        carry(self, &sum, call->receiver);
    for (uint32_t i = 0; i < call->count; i++)
        if (call->arguments[i].kind == TK_OPERAND_PLAIN)
            carry(self, &sum, call->arguments[i].fact);
    return carried_fact(self, fact, &sum, more);
}

static bool is_shown(tk_infer *self, tk_fact item, tk_node node, tk_fact *text)
{
    bool found = false;
    if (tk_value_kind_of(self->pool, item.value) == TK_VALUE_INSTANCE &&
        tk_value_family(self->pool, item.value) == TK_FAMILY_SCALAR)
        *text = tk_call_special(self, item, "__repr__", NULL, 0, node, &found);
    return found && tk_derivation_of(self->pool, text->value).parts & TK_DERIVED(SHOWN);
}

// The text of a tuple, list, set or dict shows its items as repr() does: a number of a library with its
// class. BOTTOM when no item is known to be one.
static tk_fact shown_inside(tk_infer *self, tk_fact whole, tk_node node)
{
    tk_family family = tk_value_family(self->pool, whole.value);
    tk_fact text = TK_FACT_BOTTOM;
    bool fixed = family == TK_FAMILY_TUPLE &&
                 !(tk_value_of(self->pool, whole.value)->flags & TK_FLAG_VARIADIC);
    uint32_t count = fixed ? tk_value_item_count(self->pool, whole.value) : 0;
    for (uint32_t i = 0; i < count; i++)
        if (is_shown(self, tk_unpack(self, whole, i, count, false, node), node, &text))
            return text;
    if (fixed || (family != TK_FAMILY_TUPLE && family != TK_FAMILY_LIST &&
                  family != TK_FAMILY_SET && family != TK_FAMILY_MAPPING))
        return TK_FACT_BOTTOM;
    tk_contents contents = tk_container_contents(self, whole);
    if (is_shown(self, contents.element, node, &text) || is_shown(self, contents.key, node, &text))
        return text;
    return TK_FACT_BOTTOM;
}

// str(x), repr(x): what the method of the array's class derives.
static tk_fact printed(tk_infer *self, const tk_call *call, tk_fact fact, const char *method)
{
    bool found;
    tk_fact x = subject_of(call);
    tk_fact inside = shown_inside(self, x, call->node);
    if (inside.value.i != TK_BOTTOM.i)
        return marked(self, carry_all(self, call, fact, 0), tk_derivation_of(self->pool, inside.value), inside.origin);
    bool represented = method[2] == 'r' && tk_value_family(self->pool, x.value) == TK_FAMILY_SCALAR;
    if (!is_array(self, x.value) && !represented)
        return carry_all(self, call, fact, 0);
    tk_fact text = tk_call_special(self, x, method, NULL, 0, call->node, &found);
    tk_derivation derivation = tk_derivation_of(self->pool, text.value);
    return found && derivation.parts ? marked(self, fact, derivation, text.origin) : fact;
}

// A name may be given more to digest later: only what is asked at once is known to be complete.
static bool complete(tk_infer *self, const tk_call *call)
{
    tk_node callee = tk_node_field(self->nodes, call->node, TK_FIELD_FUNCTION);
    tk_node object = tk_node_field(self->nodes, callee, TK_FIELD_OBJECT);
    return object.i && tk_node_kind(self->nodes, object) == TK_KIND_CALL;
}

static tk_fact flattened(tk_infer *self, const tk_call *call, tk_fact fact, tk_fact x)
{
    const tk_value_row *row = tk_value_of(self->pool, x.value);
    bool one_row = is_array(self, fact.value) && tk_value_of(self->pool, fact.value)->rank == 1;
    if (!one_row || !is_array(self, x.value) || row->rank == 0)
        return fact;
    if (row->rank == 1)   // one row already: whatever it was made of
        return marked(self, fact, tk_derivation_at(self->pool, row->derived), fact.origin);
    return made_of(self, call, fact, x, TK_DERIVES_FLATTENED);
}

static tk_fact digested(tk_infer *self, const tk_call *call, tk_fact fact, tk_fact x)
{
    bool method = call->receiver.value.i != TK_BOTTOM.i;
    if (method && !complete(self, call))
        return fact;
    if (!is_array(self, x.value))
        return carry_all(self, call, fact, TK_DERIVED(DIGEST));
    return made_of(self, call, fact, x, TK_DERIVES_BYTES);
}

// The width of `[:8]`, `[-8:]`, `[4:12]`; 0 when it is not written there.
static int slice_width(tk_infer *self, tk_node subscript)
{
    tk_node slice = {0};
    for (tk_node at = tk_node_first(self->nodes, subscript); at.i; at = tk_node_next(self->nodes, at))
        if (tk_node_kind(self->nodes, at) == TK_KIND_SLICE)
            slice = at;
    tk_slice text = slice.i ? tk_node_text(self->nodes, slice) : TK_SLICE("");
    int numbers[2] = {0, 0}, part = 0;
    bool negative = false, seen[2] = {false, false};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9' && numbers[part] < 100000) {
            numbers[part] = numbers[part] * 10 + (c - '0');
            seen[part] = true;
        } else if (c == ':' && part == 0) {
            part = 1;
        } else if (c == '-' && part == 0) {
            negative = true;
        } else if (c != ' ') {
            return 0;
        }
    }
    if (negative)
        return part && seen[0] && !seen[1] ? numbers[0] : 0;
    return seen[1] && numbers[1] > numbers[0] ? numbers[1] - numbers[0] : 0;
}

static tk_fact cut(tk_infer *self, const tk_call *call, tk_fact fact, tk_fact x)
{
    enum { HEX_DIGITS = 8, BYTES = 4 };   // of 32 bits
    tk_derivation own = tk_derivation_of(self->pool, x.value);
    bool text = tk_value_is_builtin(self->pool, x.value, TK_BUILTIN_STR);
    if (!(own.parts & (TK_DERIVED(DIGEST) | TK_DERIVED(CHECKSUM))))
        return fact;
    int width = tk_node_kind(self->nodes, call->node) == TK_KIND_SUBSCRIPT
                    ? slice_width(self, call->node) : 0;
    bool few = width && width <= (text ? HEX_DIGITS : BYTES);
    own.parts |= few ? TK_DERIVED(CHECKSUM) : 0;
    if (width)   // a slice, no element
        fact.value = tk_value_with_derivation(self->pool, x.value, (tk_derivation){0, {0}});
    return marked(self, fact, own,
                  tk_origin_add(&self->origins, call->node, TK_HOW_DERIVED, x.origin));
}

static tk_fact hashed(tk_infer *self, const tk_call *call, tk_fact fact, tk_fact x)
{
    tk_derivation own = tk_derivation_of(self->pool, x.value);
    if (is_array(self, x.value))
        return tk_infer_hash(self, x.value).identity
                   ? made_of(self, call, fact, x, TK_DERIVES_ADDRESS) : fact;
    if (!(own.parts & TK_DERIVED(REFERENCE)))
        return carry_all(self, call, fact, TK_DERIVED(DIGEST));
    own.parts = (own.parts & ~TK_DERIVED(REFERENCE)) | TK_DERIVED(ADDRESS);
    return marked(self, fact, own, tk_origin_add(&self->origins, call->node, TK_HOW_DERIVED, x.origin));
}

// Conversions that keep the shape unknown keep that it is known to vary.
static tk_fact still_mixed(tk_infer *self, const tk_call *call, tk_fact fact)
{
    const tk_value_row *x = tk_value_of(self->pool, subject_of(call).value);
    tk_value_row row = *tk_value_of(self->pool, fact.value);
    if (!x->mixed || x->kind != TK_VALUE_INSTANCE || !is_array(self, fact.value))
        return fact;
    row.mixed |= !row.dims.i && row.rank == x->rank ? x->mixed & TK_MIXED_SHAPE : 0;
    row.mixed |= !row.dtype ? x->mixed & TK_MIXED_DTYPE : 0;
    fact.value = tk_pool_intern(self->pool, row);
    return fact;
}

tk_fact tk_derive_call(tk_infer *self, const tk_call *call, tk_fact fact)
{
    tk_fact x = subject_of(call);
    tk_derives how = (tk_derives)call->function->derives;
    bool open = how == TK_DERIVES_CUT;
    if (fact.value.i == TK_BOTTOM.i ||
        (tk_value_kind_of(self->pool, fact.value) != TK_VALUE_INSTANCE && !open))
        return fact;
    switch (how) {
    case TK_DERIVES_NOTHING:
    case TK_DERIVES_LAYOUT:
        return still_mixed(self, call, fact);
    case TK_DERIVES_CARRY:
        return still_mixed(self, call, carry_all(self, call, fact, 0));
    case TK_DERIVES_SHAPE:   // one size of several is not the shape
        if (tk_value_family(self->pool, fact.value) == TK_FAMILY_SCALAR)
            return fact;
        return is_array(self, x.value) ? made_of(self, call, fact, x, how) : fact;
    case TK_DERIVES_PRINTED:
        return printed(self, call, fact, "__str__");
    case TK_DERIVES_REPRESENTED:
        return printed(self, call, fact, "__repr__");
    case TK_DERIVES_FORMATTED:
        return printed(self, call, fact, "__format__");
    case TK_DERIVES_FLATTENED:
        return flattened(self, call, fact, x);
    case TK_DERIVES_DIGEST:
        return digested(self, call, fact, x);
    case TK_DERIVES_CHECKSUM:
        return is_array(self, x.value) ? made_of(self, call, fact, x, how)
                                       : carry_all(self, call, fact, TK_DERIVED(CHECKSUM));
    case TK_DERIVES_SHOWN:
        return made_of(self, call, fact, x, how);
    case TK_DERIVES_CUT:
        return cut(self, call, fact, x);
    case TK_DERIVES_HASHED:
        return hashed(self, call, fact, x);
    default:
        return is_array(self, x.value) ? made_of(self, call, fact, x, how)
                                       : carry_all(self, call, fact, 0);
    }
}

// `{x!r}`
static bool asks_for_repr(tk_slice interpolation)
{
    size_t len = interpolation.len;
    return len > 4 && interpolation.at[len - 3] == '!' && interpolation.at[len - 2] == 'r';
}

tk_fact tk_derive_text(tk_infer *self, const tk_fact *parts, const tk_node *nodes, uint32_t count,
                       tk_node node, tk_fact text)
{
    carried sum = {{0, {0}}, {0}, false};
    for (uint32_t i = 0; i < count; i++) {
        bool represented = asks_for_repr(tk_node_text(self->nodes, nodes[i]));
        tk_fact part = parts[i];
        tk_fact inside = shown_inside(self, part, node);
        bool found = false;
        if (inside.value.i != TK_BOTTOM.i)
            part = inside;
        else if (is_array(self, part.value) ||
                 (represented && tk_value_family(self->pool, part.value) == TK_FAMILY_SCALAR))
            part = tk_call_special(self, part, represented ? "__repr__" : "__format__", NULL, 0,
                                   node, &found);
        carry(self, &sum, part);
        // What is interpolated varies, though one call may know its text.
        if (!tk_derivation_of(self->pool, part.value).parts)
            sum.all.parts |= TK_DERIVED_OTHER;
    }
    return carried_fact(self, text, &sum, 0);
}
