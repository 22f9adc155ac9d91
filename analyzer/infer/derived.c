#include "infer/derived.h"

enum { PRINTED_MOST = 1000 };   // elements; libraries cut the text of larger arrays

static tk_derivation derivation_of(tk_infer *self, tk_value value)
{
    tk_derivation derivation = tk_derivation_of(self->pool, value);
    bool array = derivation.parts &&
                 tk_value_kind_of(self->pool, derivation.source) == TK_VALUE_INSTANCE &&
                 tk_value_family(self->pool, derivation.source) == TK_FAMILY_ARRAY;
    return array ? derivation : (tk_derivation){0, {0}};
}

bool tk_derived_is(tk_infer *self, tk_value value)
{
    return derivation_of(self, value).parts != 0;
}

// --- what is lost ----------------------------------------------------------------------------------

// -1: not known.
static int64_t size_of(tk_infer *self, tk_value array)
{
    int rank = tk_value_of(self->pool, array)->rank;
    int64_t size = 1;
    for (int i = 0; i < rank; i++) {
        uint32_t dim = tk_value_dim(self->pool, array, (uint32_t)i);
        if (dim == TK_DIM_UNKNOWN)
            return -1;
        size = dim && size > INT32_MAX / (int64_t)dim ? INT32_MAX : size * dim;
    }
    return rank < 0 ? -1 : size;
}

// Some key that is there was not made of an array, as text that the program writes.
static bool holds_plain(tk_infer *self, tk_value held)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, held, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_derivation own = tk_derivation_of(self->pool, members[i]);
        if (tk_value_family(self->pool, members[i]) == TK_FAMILY_TEXT &&
            (!own.parts || own.parts & TK_DERIVED_PLAIN))
            return true;
    }
    return false;
}

static uint32_t lost_in_text(tk_infer *self, tk_derivation derivation, tk_value held)
{
    const tk_value_row *array = tk_value_of(self->pool, derivation.source);
    int64_t size = size_of(self, derivation.source);
    bool exact = array->dtype >= TK_DTYPE_BOOL && array->dtype <= TK_DTYPE_INT64;
    bool rounds = array->dtype == TK_DTYPE_UNKNOWN || (array->dtype >= TK_DTYPE_BFLOAT16 &&
                                                       array->dtype <= TK_DTYPE_COMPLEX128);
    if (array->rank == 0)
        return derivation.parts & TK_DERIVED(NAMED_TEXT) && holds_plain(self, held)
                   ? TK_LOSS_NAME : 0;
    return (size > PRINTED_MOST ? TK_LOSS_ELEMENTS : 0) | (!exact && rounds ? TK_LOSS_DIGITS : 0);
}

static uint32_t lost(tk_infer *self, tk_derivation derivation, tk_value held)
{
    uint32_t parts = derivation.parts, loses = 0;
    if (!(parts & TK_DERIVED_CONTENT))
        return TK_LOSS_CONTENT;
    if (parts & (TK_DERIVED(TEXT) | TK_DERIVED(NAMED_TEXT)))
        loses |= lost_in_text(self, derivation, held);
    if (parts & (TK_DERIVED(BYTES) | TK_DERIVED(FLATTENED)))
        loses |= parts & TK_DERIVED(SHAPE) ? 0 : TK_LOSS_SHAPE;
    if (parts & TK_DERIVED(BYTES))
        loses |= parts & TK_DERIVED(DTYPE) ? 0 : TK_LOSS_DTYPE;
    return loses;
}

// --- the expressions around ------------------------------------------------------------------------

static bool inside(tk_infer *self, tk_node outer, tk_node node)
{
    return outer.i && node.i >= outer.i && node.i < tk_node_row_of(self->nodes, outer)->stop;
}

// The innermost function of the file around a node, 0 at module level.
static uint32_t def_around(tk_infer *self, tk_node node)
{
    const tk_node_row *row = tk_node_row_of(self->nodes, node);
    uint32_t found = 0, start = 0;
    for (uint32_t i = 1; i < self->program.defs.len; i++) {
        const tk_def *def = &self->program.defs.at[i];
        const tk_node_row *own = tk_node_row_of(self->nodes, def->node);
        if (def->node.i && own->start <= row->start && own->end >= row->end &&
            (!found || own->start >= start)) {
            found = i;
            start = own->start;
        }
    }
    return found;
}

static bool is_parameter(tk_infer *self, uint32_t index, tk_slice name)
{
    const tk_def *def = &self->program.defs.at[index];
    uint32_t first = def->class_index && !def->is_static ? 1 : 0;
    for (uint32_t i = first; index && i < def->param_count; i++)
        if (tk_slice_equal(tk_names_text(self->names, def->params[i].name), name))
            return true;
    return false;
}

static bool is_array_value(tk_infer *self, tk_node node)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, tk_infer_fact(self, node).value, members);
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_kind_of(self->pool, members[i]) == TK_VALUE_INSTANCE &&
            tk_value_family(self->pool, members[i]) == TK_FAMILY_ARRAY)
            return true;
    return false;
}

// Is a name in `made` a parameter of the function around it?
static bool made_of_parameter(tk_infer *self, tk_node made)
{
    uint32_t def = def_around(self, made);
    uint32_t stop = def ? tk_node_row_of(self->nodes, made)->stop : 0;
    for (uint32_t i = made.i; i < stop; i++)
        if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_IDENTIFIER &&
            is_parameter(self, def, tk_node_text(self->nodes, (tk_node){i})))
            return true;
    return false;
}

static uint32_t varying(tk_infer *self, const tk_nomination *site, tk_derivation derivation,
                        const tk_derived_key *key)
{
    tk_derivation held = derivation_of(self, site->held.value);
    tk_derivation all = held.parts ? tk_derivation_either(self->pool, derivation, held) : derivation;
    bool outlives = tk_infer_lifetime(self, site->container.value) > TK_LIFETIME_LOCAL;
    uint32_t mixed = (all.parts & TK_DERIVED_MIXED_SHAPE ? TK_LOSS_SHAPE : 0) |
                     (all.parts & TK_DERIVED_MIXED_DTYPE ? TK_LOSS_DTYPE : 0);
    // The join over all calls says nothing of what meets in a container of one call.
    bool met = (mixed & key->loses) && key->alone && !(held.parts & TK_DERIVED_OTHER) &&
               (outlives || !site->joined);
    bool open = key->loses & TK_LOSS_SHAPE && key->alone && size_of(self, derivation.source) < 0 &&
                made_of_parameter(self, key->made);
    return (met ? TK_VARIES_MET : 0) | (open ? TK_VARIES_ARGUMENT : 0);
}

// --- what is stored --------------------------------------------------------------------------------

// The value that goes in with the key, or none when the site only looks.
static tk_node stored_with(tk_infer *self, const tk_nomination *site)
{
    tk_node parent = tk_node_parent(self->nodes, site->site);
    if (tk_node_kind(self->nodes, site->site) == TK_KIND_PAIR)
        return tk_node_field(self->nodes, site->site, TK_FIELD_VALUE);
    if (tk_node_kind(self->nodes, site->site) == TK_KIND_SUBSCRIPT)
        return tk_node_kind(self->nodes, parent) == TK_KIND_ASSIGNMENT &&
                       tk_node_field(self->nodes, parent, TK_FIELD_LEFT).i == site->site.i
                   ? tk_node_field(self->nodes, parent, TK_FIELD_RIGHT) : (tk_node){0};
    tk_node arguments = tk_node_field(self->nodes, site->site, TK_FIELD_ARGUMENTS);
    tk_node first = arguments.i ? tk_node_first(self->nodes, arguments) : (tk_node){0};
    bool pair = first.i && tk_node_child_count(self->nodes, arguments) == 2;
    return pair && inside(self, first, site->key) ? tk_node_next(self->nodes, first) : (tk_node){0};
}

// Names of one function whose arrays went into the key: those in its expression, and in what was
// assigned to these.
typedef struct sources {
    tk_slice names[16];
    uint32_t count;
} sources;

static void add_names(tk_infer *self, sources *found, tk_node root)
{
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    for (uint32_t i = root.i; i < stop && found->count < 16; i++)
        if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_IDENTIFIER)
            found->names[found->count++] = tk_node_text(self->nodes, (tk_node){i});
}

static bool has_name(const sources *found, tk_slice name)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (tk_slice_equal(found->names[i], name))
            return true;
    return false;
}

static tk_node tree_of(tk_infer *self, tk_node node)
{
    for (tk_node up = node; up.i; up = tk_node_parent(self->nodes, up))
        node = up;
    return node;
}

static sources sources_of(tk_infer *self, const tk_nomination *site)
{
    sources found = {.count = 0};
    tk_node root = tree_of(self, site->key);
    add_names(self, &found, site->key);
    uint32_t direct = found.count;
    for (uint32_t i = root.i; i < site->key.i; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) != TK_KIND_ASSIGNMENT)
            continue;
        tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
        tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        for (uint32_t k = 0; right.i && k < direct; k++)
            if (tk_slice_equal(tk_node_text(self->nodes, left), found.names[k]))
                add_names(self, &found, right);
    }
    return found;
}

static const tk_function *function_called(tk_infer *self, tk_node call, bool *method)
{
    tk_node callee = tk_node_field(self->nodes, call, TK_FIELD_FUNCTION);
    const tk_value_row *row = tk_value_of(self->pool, tk_infer_fact(self, callee).value);
    *method = row->items.i != 0;
    return row->kind == TK_VALUE_FUNCTION
               ? tk_function_of(self->catalog, (tk_function_id){row->ref}) : NULL;
}

// An array, a number that is computed (no size or flag), or a tuple that holds arrays.
static bool has_content(tk_infer *self, tk_node node)
{
    tk_value value = tk_infer_fact(self, node).value;
    tk_family family = tk_value_family(self->pool, value);
    if (family == TK_FAMILY_TUPLE)
        for (uint32_t i = 0; i < tk_value_item_count(self->pool, value); i++)
            if (tk_value_family(self->pool, tk_value_item(self->pool, value, i)) == TK_FAMILY_ARRAY)
                return true;
    bool count = tk_value_is_builtin(self->pool, value, TK_BUILTIN_INT) ||
                 tk_value_is_builtin(self->pool, value, TK_BUILTIN_BOOL);
    return is_array_value(self, node) || (family == TK_FAMILY_SCALAR && !count);
}

// Does what the call gives depend on the content of this argument, or of its receiver?
static bool passes_content(tk_infer *self, tk_node call, tk_node from)
{
    bool method;
    const tk_function *function = function_called(self, call, &method);
    tk_node arguments = tk_node_field(self->nodes, call, TK_FIELD_ARGUMENTS);
    if (!function || function->derives == TK_DERIVES_LAYOUT || !has_content(self, call))
        return false;
    if (from.i != arguments.i && !inside(self, arguments, from))
        return true;
    uint32_t place = 0;
    for (tk_node at = tk_node_first(self->nodes, arguments); at.i && !inside(self, at, from);
         at = tk_node_next(self->nodes, at))
        place++;
    tk_role role = place < function->param_count ? function->params[place].role : TK_ROLE_NONE;
    return role == TK_ROLE_X || role == TK_ROLE_Y || role == TK_ROLE_ITERABLE ||
           (!method && place == 0);
}

typedef enum reach { REACH_NOTHING, REACH_CONTENT, REACH_ITSELF } reach;

// What of the array that `leaf` names gets into the expression `root` around it.
static reach reach_of(tk_infer *self, tk_node leaf, tk_node root)
{
    reach so_far = REACH_ITSELF;
    for (tk_node at = leaf, child = leaf; at.i != root.i;) {
        tk_node from = at;
        at = tk_node_parent(self->nodes, from);
        if (tk_node_kind(self->nodes, from) == TK_KIND_ARGUMENT_LIST)
            from = child;
        child = from;
        if (!at.i)
            return REACH_NOTHING;
        switch (tk_node_kind(self->nodes, at)) {
        case TK_KIND_ATTRIBUTE: {
            tk_node up = tk_node_parent(self->nodes, at);
            bool called = tk_node_kind(self->nodes, up) == TK_KIND_CALL && at.i != root.i &&
                          tk_node_field(self->nodes, up, TK_FIELD_FUNCTION).i == at.i;
            if (called ? !passes_content(self, up, at) : !has_content(self, at))
                return REACH_NOTHING;
            so_far = REACH_CONTENT;
            child = at;
            at = called ? up : at;
            break;
        }
        case TK_KIND_CALL:
            // Unknown code may keep what it is given.
            if (passes_content(self, at, from))
                so_far = REACH_CONTENT;
            else if (so_far != REACH_ITSELF || function_called(self, at, &(bool){false}))
                return REACH_NOTHING;
            break;
        case TK_KIND_BINARY_OPERATOR:
        case TK_KIND_SUBSCRIPT:
        case TK_KIND_UNARY_OPERATOR:
            so_far = REACH_CONTENT;
            break;
        case TK_KIND_LAMBDA:
        case TK_KIND_COMPARISON_OPERATOR:
            return REACH_NOTHING;
        default:
            break;
        }
    }
    return so_far;
}

static void read_stored(tk_infer *self, const sources *names, tk_node value, tk_derived_key *key)
{
    sources found = *names;
    uint32_t stop = tk_node_row_of(self->nodes, value)->stop;
    for (uint32_t i = value.i; i < stop; i++) {
        tk_node leaf = {i};
        if (tk_node_kind(self->nodes, leaf) != TK_KIND_IDENTIFIER ||
            !has_name(&found, tk_node_text(self->nodes, leaf)) || !is_array_value(self, leaf))
            continue;
        reach what = reach_of(self, leaf, value);
        key->value_depends |= what == REACH_CONTENT;
        key->value_keeps |= what == REACH_ITSELF;
    }
}

// What holds the expression beyond its statement: a call of code that is not known to let go of it, an
// attribute or subscript it is assigned to.
static bool is_kept(tk_infer *self, tk_node leaf)
{
    tk_node at = leaf;
    for (;;) {
        tk_node from = at;
        at = tk_node_parent(self->nodes, at);
        tk_kind kind = tk_node_kind(self->nodes, at);
        if (kind == TK_KIND_CALL) {
            bool method;
            const tk_function *function = function_called(self, at, &method);
            bool receiver = tk_node_field(self->nodes, at, TK_FIELD_FUNCTION).i == from.i;
            tk_value result = tk_infer_fact(self, at).value;
            tk_family family = tk_value_family(self->pool, result);
            bool address = tk_derivation_of(self->pool, result).parts & TK_DERIVED(ADDRESS);
            bool plain = function && (family == TK_FAMILY_ARRAY || family == TK_FAMILY_SCALAR);
            return !receiver && !address && !plain;
        }
        if (kind == TK_KIND_ASSIGNMENT) {
            tk_node left = tk_node_field(self->nodes, at, TK_FIELD_LEFT);
            return left.i != from.i && tk_node_kind(self->nodes, left) != TK_KIND_IDENTIFIER;
        }
        if (kind == TK_KIND_RETURN_STATEMENT || kind == TK_KIND_YIELD)
            return true;
        if (kind != TK_KIND_TUPLE && kind != TK_KIND_LIST && kind != TK_KIND_ARGUMENT_LIST &&
            kind != TK_KIND_PARENTHESIZED_EXPRESSION && kind != TK_KIND_KEYWORD_ARGUMENT &&
            kind != TK_KIND_EXPRESSION_LIST && kind != TK_KIND_DICTIONARY && kind != TK_KIND_PAIR)
            return false;
    }
}

static bool kept_elsewhere(tk_infer *self, const tk_nomination *site, const sources *found)
{
    tk_node root = tree_of(self, site->key);
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    for (uint32_t i = root.i; i < stop; i++) {
        tk_node leaf = {i};
        if (tk_node_kind(self->nodes, leaf) == TK_KIND_IDENTIFIER &&
            has_name(found, tk_node_text(self->nodes, leaf)) && is_array_value(self, leaf) &&
            is_kept(self, leaf))
            return true;
    }
    return false;
}

// An operator or a library function that always makes a new array.
static bool makes_array(tk_infer *self, tk_node right)
{
    bool method;
    if (tk_node_kind(self->nodes, right) == TK_KIND_BINARY_OPERATOR)
        return is_array_value(self, right);
    if (tk_node_kind(self->nodes, right) != TK_KIND_CALL || !is_array_value(self, right))
        return false;
    const tk_function *function = function_called(self, right, &method);
    return function && !method && (function->transfer == TK_TRANSFER_SHAPE ||
                                   function->transfer == TK_TRANSFER_ARANGE);
}

static bool is_fleeting(tk_infer *self, const tk_nomination *site, const sources *found)
{
    tk_node loop = tk_node_parent(self->nodes, site->site);
    while (loop.i && tk_node_kind(self->nodes, loop) != TK_KIND_FOR_STATEMENT &&
           tk_node_kind(self->nodes, loop) != TK_KIND_WHILE_STATEMENT)
        loop = tk_node_parent(self->nodes, loop);
    tk_origin origin = site->container.origin;
    if (!loop.i || !origin.i || inside(self, loop, self->origins.rows.at[origin.i].node))
        return false;
    for (uint32_t i = loop.i; i < site->site.i; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) != TK_KIND_ASSIGNMENT)
            continue;
        tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
        tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        if (right.i && tk_node_kind(self->nodes, left) == TK_KIND_IDENTIFIER &&
            has_name(found, tk_node_text(self->nodes, left)) && makes_array(self, right))
            return !kept_elsewhere(self, site, found);
    }
    return false;
}

// `if key not in d: d[key] = ...`, `except KeyError: d[key] = ...`, `d.setdefault(key, ...)`
static bool is_memoised(tk_infer *self, tk_node site)
{
    if (tk_node_kind(self->nodes, site) == TK_KIND_CALL)
        return true;
    for (tk_node at = site; at.i; at = tk_node_parent(self->nodes, at)) {
        tk_kind kind = tk_node_kind(self->nodes, at);
        if (kind == TK_KIND_EXCEPT_CLAUSE)
            return true;
        if (kind != TK_KIND_IF_STATEMENT)
            continue;
        tk_node test = tk_node_field(self->nodes, at, TK_FIELD_CONDITION);
        uint32_t stop = tk_node_row_of(self->nodes, test)->stop;
        for (uint32_t i = test.i; i < stop; i++)
            if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_COMPARISON_OPERATOR)
                return true;
    }
    return false;
}

tk_derived_key tk_derived_key_of(tk_infer *self, const tk_nomination *site)
{
    tk_derived_key key = {.parts = 0};
    tk_hash_set hash = tk_infer_hash(self, site->fact.value);
    tk_derivation derivation = derivation_of(self, site->fact.value);
    if (!derivation.parts || hash.raises || hash.identity)
        return key;
    key.parts = derivation.parts;
    key.made = site->fact.origin.i ? self->origins.rows.at[site->fact.origin.i].node : site->key;
    key.alone = !(derivation.parts & TK_DERIVED_OTHER);
    key.loses = lost(self, derivation, site->held.value);
    // In a formatted string a single number is exact, and it may be one.
    if (tk_node_kind(self->nodes, key.made) == TK_KIND_STRING &&
        tk_value_of(self->pool, derivation.source)->rank < 0)
        key.loses &= ~(uint32_t)TK_LOSS_DIGITS;
    key.varies = varying(self, site, derivation, &key);
    tk_node value = stored_with(self, site);
    if (value.i && derivation.parts & (TK_DERIVED_META | TK_DERIVED(ADDRESS))) {
        sources found = sources_of(self, site);
        read_stored(self, &found, value, &key);
        key.memoised = is_memoised(self, site->site);
        if (derivation.parts & TK_DERIVED(ADDRESS)) {
            key.value_keeps |= kept_elsewhere(self, site, &found);
            key.fleeting = is_fleeting(self, site, &found);
        }
    }
    return key;
}

tk_certainty tk_derived_certainty(const tk_derived_key *key, tk_certainty of_fact)
{
    bool sure = key->loses & TK_LOSS_ELEMENTS || key->varies & TK_VARIES_MET;
    bool plain = key->parts & TK_DERIVED_PLAIN;
    return tk_certainty_least(of_fact, sure && !plain ? TK_DEFINITE : TK_LIKELY);
}

int tk_derived_weight(tk_infer *self, const tk_nomination *site)
{
    tk_derived_key key = tk_derived_key_of(self, site);
    return (key.varies & TK_VARIES_MET ? 8 : 0) + (key.loses & TK_LOSS_ELEMENTS ? 4 : 0) +
           (key.varies ? 2 : 0) + (key.loses & (TK_LOSS_DIGITS | TK_LOSS_NAME) ? 1 : 0);
}
