// What is stored under a key that was made of an array: does it depend on the array's content, does it
// keep the array, does anything around keep it. Read from the expressions and the facts on them; what
// is not understood counts as keeping and as not depending.
#include "infer/derived.h"

static bool inside(tk_infer *self, tk_node outer, tk_node node)
{
    return outer.i && node.i >= outer.i && node.i < tk_node_row_of(self->nodes, outer)->stop;
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

// `self.x`, `xs[0]`: an array that is named without a variable of its own.
static bool is_path(tk_infer *self, tk_node node)
{
    tk_kind kind = tk_node_kind(self->nodes, node);
    tk_node index = kind == TK_KIND_SUBSCRIPT ? tk_node_field(self->nodes, node, TK_FIELD_SUBSCRIPT)
                                              : (tk_node){0};
    bool fixed = index.i && (tk_node_kind(self->nodes, index) == TK_KIND_INTEGER ||
                             tk_node_kind(self->nodes, index) == TK_KIND_STRING);
    tk_node object = tk_node_first(self->nodes, node);
    return (kind == TK_KIND_ATTRIBUTE || fixed) && is_array_value(self, node) &&
           !is_array_value(self, object);
}

static void add_names(tk_infer *self, sources *found, tk_node root)
{
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    for (uint32_t i = root.i; i < stop && found->count < 16; i++)
        if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_IDENTIFIER || is_path(self, (tk_node){i}))
            found->names[found->count++] = tk_node_text(self->nodes, (tk_node){i});
}

static bool has_name(const sources *found, tk_slice name)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (tk_slice_equal(found->names[i], name))
            return true;
    return false;
}

// Of a function with thousands of statements, this many nodes before a site are looked at: each site costs
// the same, however long the function is.
enum { NODES_MOST = 8192 };

static uint32_t near_of(tk_infer *self, const tk_nomination *site)
{
    uint32_t start = tk_node_root(self->nodes, site->key).i;
    return start + NODES_MOST < site->key.i ? site->key.i - NODES_MOST : start;
}

static sources sources_of(tk_infer *self, const tk_nomination *site)
{
    sources found = {.count = 0};
    add_names(self, &found, site->key);
    uint32_t direct = found.count;
    for (uint32_t i = near_of(self, site); i < site->key.i; i++) {
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
    // Of an array or a scalar, where the rank is not known: the methods of one name do the same.
    tk_value members[TK_UNION_MOST];
    tk_value_members(self->pool, tk_infer_fact(self, callee).value, members);
    const tk_value_row *row = tk_value_of(self->pool, members[0]);
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

// float(x.norm()), int(x.argmax())
static bool is_number_class(tk_infer *self, tk_node call)
{
    tk_node callee = tk_node_field(self->nodes, call, TK_FIELD_FUNCTION);
    const tk_value_row *row = tk_value_of(self->pool, tk_infer_fact(self, callee).value);
    return row->kind == TK_VALUE_CLASS && !tk_project_class_index(row->ref) &&
           tk_class_of(self->catalog, (tk_class_id){row->ref})->family == TK_FAMILY_SCALAR;
}

static bool is_computed_number(tk_infer *self, tk_node call)
{
    tk_value value = tk_infer_fact(self, call).value;
    return tk_value_family(self->pool, value) == TK_FAMILY_SCALAR && has_content(self, call);
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
            // Unknown code may keep what it is given; a number that it gives was computed from that.
            if (passes_content(self, at, from) || is_computed_number(self, at) ||
                (so_far == REACH_CONTENT && is_number_class(self, at)))
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

// Does `value` hold the arrays of `names`, or what was computed from them and is in `computed`?
static void read_value(tk_infer *self, const sources *names, const sources *computed, tk_node value,
                       tk_derived_key *key)
{
    uint32_t stop = tk_node_row_of(self->nodes, value)->stop;
    for (uint32_t i = value.i; i < stop; i++) {
        tk_node leaf = {i};
        if (tk_node_kind(self->nodes, leaf) != TK_KIND_IDENTIFIER && !is_path(self, leaf))
            continue;
        tk_slice name = tk_node_text(self->nodes, leaf);
        bool array = has_name(names, name) && is_array_value(self, leaf);
        bool result = !array && has_name(computed, name) && has_content(self, leaf);
        if (!array && !result)
            continue;
        reach what = reach_of(self, leaf, value);
        key->value_depends |= what == REACH_CONTENT || (result && what == REACH_ITSELF);
        key->value_keeps |= array && what == REACH_ITSELF;
    }
}

// Variables between the start of the function and the site that were computed from the arrays.
static sources computed_from(tk_infer *self, const tk_nomination *site, const sources *names)
{
    sources computed = {.count = 0};
    for (uint32_t i = near_of(self, site); i < site->key.i && computed.count < 16; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) != TK_KIND_ASSIGNMENT)
            continue;
        tk_derived_key made = {.parts = 0};
        tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
        tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        if (!right.i || tk_node_kind(self->nodes, left) != TK_KIND_IDENTIFIER ||
            has_name(names, tk_node_text(self->nodes, left)))
            continue;
        read_value(self, names, &computed, right, &made);
        if (made.value_depends)
            computed.names[computed.count++] = tk_node_text(self->nodes, left);
    }
    return computed;
}

static void read_stored(tk_infer *self, const tk_nomination *site, const sources *names,
                        tk_node value, tk_derived_key *key)
{
    sources computed = computed_from(self, site, names);
    read_value(self, names, &computed, value, key);
}

// An array or a number, whichever: it holds nothing else.
static bool is_plain(tk_infer *self, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_family family = tk_value_family(self->pool, members[i]);
        if (family != TK_FAMILY_ARRAY && family != TK_FAMILY_SCALAR)
            return false;
    }
    return count > 0;
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
            bool address = tk_derivation_of(self->pool, result).parts & TK_DERIVED(ADDRESS);
            bool plain = (function && is_plain(self, result)) || is_computed_number(self, at);
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
    tk_node root = tk_node_root(self->nodes, site->key);
    uint32_t stop = tk_node_row_of(self->nodes, root)->stop;
    if (stop - root.i > NODES_MOST)
        return true;   // for all that is seen of so long a function
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

void tk_stored_read(tk_infer *self, const tk_nomination *site, tk_derived_key *key)
{
    tk_node value = stored_with(self, site);
    if (!value.i)
        return;
    sources found = sources_of(self, site);
    read_stored(self, site, &found, value, key);
    key->memoised = tk_stored_is_memoised(self, site);
    if (key->parts & TK_DERIVED(ADDRESS)) {
        key->value_keeps |= kept_elsewhere(self, site, &found);
        key->fleeting = is_fleeting(self, site, &found);
    }
}

// `x.clone()`, `x.detach().cpu()`: the array in another place, as a snapshot of it is kept.
static bool is_copy(tk_infer *self, tk_node value)
{
    while (tk_node_kind(self->nodes, value) == TK_KIND_CALL) {
        bool method;
        const tk_function *function = function_called(self, value, &method);
        bool copies = function && (function->transfer == TK_TRANSFER_SAME ||
                                   function->transfer == TK_TRANSFER_LIKE ||
                                   function->transfer == TK_TRANSFER_CAST);
        if (!copies)
            return false;
        tk_node callee = tk_node_field(self->nodes, value, TK_FIELD_FUNCTION);
        tk_node first = tk_node_first(self->nodes,
                                      tk_node_field(self->nodes, value, TK_FIELD_ARGUMENTS));
        value = method ? tk_node_field(self->nodes, callee, TK_FIELD_OBJECT) : first;
    }
    return tk_node_kind(self->nodes, value) == TK_KIND_IDENTIFIER;
}

bool tk_stored_computed(tk_infer *self, const tk_nomination *site)
{
    tk_derived_key key = {.parts = 0};
    tk_node value = stored_with(self, site);
    if (!value.i || is_copy(self, value))
        return false;
    sources found = sources_of(self, site);
    read_stored(self, site, &found, value, &key);
    return key.value_depends;
}

// `x` of `x[::16]`: part of an array that a slice takes. {0} when the leaf stands for all of it.
static tk_node slice_around(tk_infer *self, tk_node leaf)
{
    tk_node up = tk_node_parent(self->nodes, leaf);
    if (tk_node_kind(self->nodes, up) != TK_KIND_SUBSCRIPT ||
        tk_node_field(self->nodes, up, TK_FIELD_VALUE).i != leaf.i)
        return (tk_node){0};
    for (tk_node at = tk_node_first(self->nodes, up); at.i; at = tk_node_next(self->nodes, at))
        if (tk_node_kind(self->nodes, at) == TK_KIND_SLICE && tk_node_text(self->nodes, at).len > 1)
            return up;
    return (tk_node){0};
}

// The one array that `made` is made of, when it takes slices of it only; an empty text otherwise.
static tk_slice sliced_name(tk_infer *self, tk_node made, tk_node *slice)
{
    tk_slice name = TK_SLICE("");
    uint32_t stop = tk_node_row_of(self->nodes, made)->stop;
    for (uint32_t i = made.i; i < stop; i++) {
        tk_node leaf = {i};
        if (tk_node_kind(self->nodes, leaf) != TK_KIND_IDENTIFIER || !is_array_value(self, leaf))
            continue;
        tk_node around = slice_around(self, leaf);
        if (!around.i || (name.len && !tk_slice_equal(name, tk_node_text(self->nodes, leaf))))
            return TK_SLICE("");
        name = tk_node_text(self->nodes, leaf);
        *slice = around;
    }
    return name;
}

void tk_stored_rest(tk_infer *self, const tk_nomination *site, tk_derived_key *key)
{
    tk_node value = stored_with(self, site), slice = {0};
    tk_slice name = value.i && key->made.i ? sliced_name(self, key->made, &slice) : TK_SLICE("");
    uint32_t stop = name.len ? tk_node_row_of(self->nodes, value)->stop : 0;
    for (uint32_t i = value.i; i < stop; i++) {
        tk_node leaf = {i};
        if (tk_node_kind(self->nodes, leaf) != TK_KIND_IDENTIFIER ||
            !tk_slice_equal(tk_node_text(self->nodes, leaf), name) || !is_array_value(self, leaf))
            continue;
        tk_node around = slice_around(self, leaf);
        bool same = around.i && tk_slice_equal(tk_node_text(self->nodes, around),
                                               tk_node_text(self->nodes, slice));
        if (!same && reach_of(self, leaf, value) == REACH_CONTENT) {
            key->loses |= TK_LOSS_REST;
            key->memoised = tk_stored_is_memoised(self, site);
        }
    }
}
