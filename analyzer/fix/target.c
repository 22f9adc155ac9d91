// From a site to the expressions that have to be rewritten.
#include <string.h>

#include "fix/fix.h"

enum { DEEPEST = 12 };

typedef struct search {
    tk_fixer *fixer;
    const tk_node_table *nodes;
    const tk_case *facts;
    tk_targets *out;
} search;

// An instance that hashes by itself badly, and not for what is in it.
static bool is_culprit(tk_fixer *self, tk_value value)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    tk_hash_set hash = tk_infer_hash(self->unit->infer, value);
    return tk_value_kind_of(pool, value) == TK_VALUE_INSTANCE &&
           tk_value_family(pool, value) != TK_FAMILY_TUPLE && (hash.raises || hash.identity);
}

bool tk_fixer_is_array(tk_fixer *self, tk_value value)
{
    const tk_pool *pool = tk_infer_pool(self->unit->infer);
    tk_family family = tk_value_family(pool, value);
    return is_culprit(self, value) && (family == TK_FAMILY_ARRAY || family == TK_FAMILY_OBJECT);
}

static tk_fact fact_at(const search *self, tk_node node)
{
    return tk_infer_fact(self->fixer->unit->infer, node);
}

static bool is_array_at(const search *self, tk_node node)
{
    return tk_fixer_is_array(self->fixer, fact_at(self, node).value);
}

static tk_target target_of(const search *self, tk_node array, tk_fact fact)
{
    tk_target target = {.array = array, .facts = *self->facts};
    target.facts.culprit = fact.value;
    target.facts.inside = (tk_inside){0};
    target.facts.role = tk_origin_how(tk_infer_origins(self->fixer->unit->infer), fact.origin);
    target.facts.certainty = tk_certainty_least(self->facts->certainty, fact.certainty);
    return target;
}

static void add_way(tk_target *self, tk_target_shape shape, tk_node node)
{
    self->ways[self->way_count].shape = shape;
    self->ways[self->way_count++].node = node;
}

static bool add_single(search *self, tk_node array, tk_fact fact, tk_target_shape shape)
{
    tk_target target = target_of(self, array, fact);
    add_way(&target, shape, array);
    tk_vec_push(self->out, target);
    return true;
}

static tk_node unwrapped(const tk_node_table *nodes, tk_node node)
{
    while (tk_node_kind(nodes, node) == TK_KIND_PARENTHESIZED_EXPRESSION)
        node = tk_node_first(nodes, node);
    return node;
}

// Name and only arguments of `f(a, b)`.
static bool is_call_of(const tk_node_table *nodes, tk_node node, const char *name)
{
    return tk_node_kind(nodes, node) == TK_KIND_CALL &&
           tk_node_is(nodes, tk_node_field(nodes, node, TK_FIELD_FUNCTION), name);
}

static tk_node argument(const tk_node_table *nodes, tk_node call, uint32_t index)
{
    tk_node list = tk_node_field(nodes, call, TK_FIELD_ARGUMENTS);
    if (tk_node_kind(nodes, list) != TK_KIND_ARGUMENT_LIST)
        return (tk_node){0};
    tk_node child = tk_node_first(nodes, list);
    while (child.i && index-- > 0)
        child = tk_node_next(nodes, child);
    tk_kind kind = tk_node_kind(nodes, child);
    return kind == TK_KIND_KEYWORD_ARGUMENT || kind == TK_KIND_LIST_SPLAT ||
                   kind == TK_KIND_DICTIONARY_SPLAT
               ? (tk_node){0} : child;
}

static bool whole(search *self, tk_node node, tk_fact fact, int depth);
static bool elements(search *self, tk_node node, int depth);

static bool hashes_by_value(const search *self, tk_value value)
{
    tk_hash_set hash = tk_infer_hash(self->fixer->unit->infer, value);
    return hash.value && !hash.raises && !hash.identity;
}

static bool items(search *self, tk_node display, int depth)
{
    bool any = false;
    for (tk_node item = tk_node_first(self->nodes, display); item.i;
         item = tk_node_next(self->nodes, item)) {
        tk_fact fact = fact_at(self, item);
        tk_hash_set hash = tk_infer_hash(self->fixer->unit->infer, fact.value);
        if (!hash.raises && !hash.identity)
            continue;
        if (!whole(self, item, fact, depth - 1))
            return false;
        any = true;
    }
    return any;
}

// A name for a key that was made before: rewritten there, when it is used for nothing else.
static bool named_key(search *self, tk_node name, int depth)
{
    tk_node value = tk_name_bound_to(self->nodes, name);
    tk_node_list places = {0};
    bool only_key = value.i != 0;
    tk_name_places(self->nodes, name, &places);
    for (uint32_t i = 0; i < places.len && only_key; i++)
        only_key = tk_name_is_bound_at(self->nodes, places.at[i]) ||
                   tk_place_is_key(self->fixer, places.at[i]);
    tk_vec_free(&places);
    return only_key && whole(self, value, fact_at(self, value), depth - 1);
}

// The expression is hashed itself.
static bool whole(search *self, tk_node node, tk_fact fact, int depth)
{
    node = unwrapped(self->nodes, node);
    if (depth == 0 || !node.i)
        return false;
    if (tk_node_kind(self->nodes, node) == TK_KIND_LIST_SPLAT)
        return elements(self, tk_node_first(self->nodes, node), depth - 1);
    tk_target like = target_of(self, node, fact);
    if (tk_declared_fields(self->fixer, fact.value, &like, self->out))
        return true;
    if (is_culprit(self->fixer, fact.value))
        return add_single(self, node, fact, TK_TARGET_WHOLE);
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_TUPLE:
    case TK_KIND_EXPRESSION_LIST:
        return items(self, node, depth);
    case TK_KIND_IDENTIFIER:
        return named_key(self, node, depth);
    case TK_KIND_CALL:
        if (is_call_of(self->nodes, node, "tuple") || is_call_of(self->nodes, node, "frozenset"))
            return elements(self, argument(self->nodes, node, 0), depth - 1);
        return false;
    default:
        return false;
    }
}

// `map(tuple, rows)`: the rows are hashed when they have become tuples.
static bool mapped(search *self, tk_node call)
{
    tk_node array = unwrapped(self->nodes, argument(self->nodes, call, 1));
    return tk_node_is(self->nodes, argument(self->nodes, call, 0), "tuple") && array.i &&
           is_array_at(self, array) &&
           add_single(self, array, fact_at(self, array), TK_TARGET_ROWS);
}

static bool zipped(search *self, tk_node call, bool first_only, int depth)
{
    bool any = false;
    for (uint32_t i = 0; i < 8; i++) {
        tk_node array = argument(self->nodes, call, i);
        if (!array.i || (first_only && i > 0))
            break;
        if (!is_array_at(self, array))
            continue;
        if (!elements(self, array, depth - 1))
            return false;
        any = true;
    }
    return any;
}

static bool sequence(search *self, tk_node node, tk_fact fact)
{
    tk_family family = tk_value_family(tk_infer_pool(self->fixer->unit->infer), fact.value);
    tk_fact element = self->facts->site->fact;
    bool one = family == TK_FAMILY_LIST || family == TK_FAMILY_TUPLE;
    // All that may be in it has to be such an array, not only what was hashed here once.
    tk_value all = one ? tk_container_contents(self->fixer->unit->infer, fact).element.value
                       : TK_BOTTOM;
    if (!one || !is_culprit(self->fixer, element.value) || !is_culprit(self->fixer, all))
        return false;
    tk_target target = target_of(self, node, element);
    add_way(&target, TK_TARGET_SEQUENCE, node);
    tk_vec_push(self->out, target);
    return true;
}

// What iterating over the expression gives is hashed.
static bool elements(search *self, tk_node node, int depth)
{
    node = unwrapped(self->nodes, node);
    if (tk_node_kind(self->nodes, node) == TK_KIND_LIST_SPLAT)
        node = unwrapped(self->nodes, tk_node_first(self->nodes, node));
    if (depth == 0 || !node.i)
        return false;
    tk_fact fact = fact_at(self, node);
    // The cells of a column may be any objects.
    bool cells = tk_value_item_count(self->fixer->unit->infer->pool, fact.value) > 0;
    if (tk_fixer_is_array(self->fixer, fact.value))
        return !cells && add_single(self, node, fact, TK_TARGET_ELEMENTS);
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_LIST:
    case TK_KIND_TUPLE:
    case TK_KIND_SET:
        return items(self, node, depth);
    case TK_KIND_GENERATOR_EXPRESSION:
    case TK_KIND_LIST_COMPREHENSION: {
        tk_node body = tk_node_field(self->nodes, node, TK_FIELD_BODY);
        return whole(self, body, fact_at(self, body), depth - 1);
    }
    case TK_KIND_CALL:
        if (is_call_of(self->nodes, node, "map"))
            return mapped(self, node);
        if (is_call_of(self->nodes, node, "list") || is_call_of(self->nodes, node, "iter"))
            return elements(self, argument(self->nodes, node, 0), depth - 1);
        if (is_call_of(self->nodes, node, "zip"))
            return zipped(self, node, self->facts->site->part == TK_PART_PAIRS, depth);
        return sequence(self, node, fact);
    default:
        return sequence(self, node, fact);
    }
}

// --- keys made of arrays ---------------------------------------------------------------------------

// The receiver of a call of a method, or the only argument of a function, that changes nothing that
// the key is made of.
static tk_node behind_transparent(const search *self, tk_node node)
{
    const tk_node_table *nodes = self->nodes;
    tk_node callee = tk_node_field(nodes, node, TK_FIELD_FUNCTION);
    if (tk_node_kind(nodes, node) != TK_KIND_CALL)
        return (tk_node){0};
    tk_node method = tk_node_field(nodes, callee, TK_FIELD_ATTRIBUTE);
    if (!method.i ||
        !tk_fixes_has(self->fixer->fixes, TK_USE_TRANSPARENT, tk_node_text(nodes, method)))
        return (tk_node){0};
    tk_node object = tk_node_field(nodes, callee, TK_FIELD_OBJECT);
    if (is_array_at(self, object))
        return object;
    tk_node only = argument(nodes, node, 0);
    return only.i && is_array_at(self, only) ? only : (tk_node){0};
}

static tk_node array_inside(const search *self, tk_node made)
{
    uint32_t stop = tk_node_row_of(self->nodes, made)->stop;
    for (uint32_t i = made.i; i < stop; i++) {
        tk_node node = {i};
        if (!is_array_at(self, node))
            continue;
        for (tk_node next = node; next.i; next = behind_transparent(self, next))
            node = next;
        return node;
    }
    return (tk_node){0};
}

static bool has_specifier(const tk_node_table *nodes, tk_node interpolation)
{
    for (tk_node child = tk_node_first(nodes, interpolation); child.i;
         child = tk_node_next(nodes, child))
        if (tk_node_kind(nodes, child) == TK_KIND_FORMAT_SPECIFIER)
            return true;
    return false;
}

static bool printed_parts(search *self, tk_node text)
{
    uint32_t before = self->out->len;
    for (tk_node part = tk_node_first(self->nodes, text); part.i;
         part = tk_node_next(self->nodes, part)) {
        tk_node node = tk_node_first(self->nodes, part);
        if (tk_node_kind(self->nodes, part) != TK_KIND_INTERPOLATION || !is_array_at(self, node))
            continue;
        if (has_specifier(self->nodes, part))
            return false;
        add_single(self, node, fact_at(self, node), TK_TARGET_INSIDE);
        self->out->at[self->out->len - 1].type = 1 << TK_KEPT_TEXT;
    }
    return self->out->len > before;
}

// The outermost call around the array, `made` included, that gives bytes; the array itself when it goes
// into the digest as it is.
static tk_node digested(const search *self, tk_node made, tk_node array)
{
    tk_node found = array;
    for (tk_node node = array; node.i != made.i && node.i;) {
        node = tk_node_parent(self->nodes, node);
        tk_value value = fact_at(self, node).value;
        const tk_pool *pool = tk_infer_pool(self->fixer->unit->infer);
        if (tk_node_kind(self->nodes, node) == TK_KIND_CALL &&
            tk_value_is_builtin(pool, value, TK_BUILTIN_BYTES))
            found = node;
    }
    return found;
}

// A name that gets the key is used as one only; the expression itself may stand in a tuple.
static bool only_a_key(search *self, tk_node made)
{
    const tk_node_table *nodes = self->nodes;
    tk_node parent = tk_node_parent(nodes, made);
    tk_node name = tk_node_field(nodes, parent, TK_FIELD_LEFT);
    if (tk_node_kind(nodes, parent) != TK_KIND_ASSIGNMENT)
        return tk_place_is_key(self->fixer, made);
    if (tk_node_kind(nodes, name) != TK_KIND_IDENTIFIER)
        return false;
    tk_node_list places = {0};
    bool only = true;
    tk_name_places(nodes, name, &places);
    for (uint32_t i = 0; i < places.len && only; i++)
        only = tk_name_is_bound_at(nodes, places.at[i]) || tk_place_is_key(self->fixer, places.at[i]);
    tk_vec_free(&places);
    return only;
}

// Of a tuple of which one item was made of the array, that item; none when it cannot be told.
static tk_node part_made(const search *self, tk_node made)
{
    tk_pool *pool = self->fixer->unit->infer->pool;
    tk_node found = {0};
    if (self->facts->derived.alone || !made.i)
        return made;
    if (tk_node_kind(self->nodes, made) != TK_KIND_TUPLE)
        return (tk_node){0};
    for (tk_node item = tk_node_first(self->nodes, made); item.i; item = tk_node_next(self->nodes, item)) {
        if (!tk_derivation_of(pool, fact_at(self, item).value).parts)
            continue;
        if (found.i)
            return (tk_node){0};
        found = item;
    }
    return found;
}

// The tuple that is made of a flattened array: the call around it.
static tk_node tuple_around(const search *self, tk_node made)
{
    const tk_pool *pool = tk_infer_pool(self->fixer->unit->infer);
    for (tk_node node = made; node.i; node = tk_node_parent(self->nodes, node)) {
        if (tk_value_family(pool, fact_at(self, node).value) == TK_FAMILY_TUPLE)
            return node;
        tk_kind kind = tk_node_kind(self->nodes, node);
        if (kind != TK_KIND_CALL && kind != TK_KIND_ATTRIBUTE && kind != TK_KIND_ARGUMENT_LIST)
            break;
    }
    return (tk_node){0};
}

static uint8_t type_of(const search *self, tk_node made)
{
    const tk_pool *pool = tk_infer_pool(self->fixer->unit->infer);
    tk_value value = fact_at(self, made).value;
    return tk_value_is_builtin(pool, value, TK_BUILTIN_STR)     ? 1 << TK_KEPT_TEXT
           : tk_value_is_builtin(pool, value, TK_BUILTIN_BYTES) ? 1 << TK_KEPT_BYTES
                                                                : 0;
}

static bool derived(search *self)
{
    tk_node made = self->facts->derived.made;
    uint32_t parts = self->facts->derived.parts;
    if (tk_node_kind(self->nodes, made) == TK_KIND_STRING)
        return printed_parts(self, made);
    made = part_made(self, parts & TK_DERIVED(FLATTENED) ? tuple_around(self, made) : made);
    tk_node array = made.i ? array_inside(self, made) : (tk_node){0};
    if (!array.i || array.i == made.i)
        return false;
    tk_target target = target_of(self, array, fact_at(self, array));
    target.used_otherwise = !only_a_key(self, made);
    target.type = type_of(self, made);
    add_way(&target, TK_TARGET_DERIVED, made);
    if (parts & (TK_DERIVED(TEXT) | TK_DERIVED(NAMED_TEXT)))
        add_way(&target, TK_TARGET_INSIDE, array);
    if (parts & (TK_DERIVED(BYTES) | TK_DERIVED(DIGEST)))
        add_way(&target, TK_TARGET_DIGESTED, digested(self, made, array));
    tk_vec_push(self->out, target);
    return true;
}

// --- sites -----------------------------------------------------------------------------------------

// `d[a, b]`: the key is the tuple of all subscripts.
static bool subscripts(search *self, tk_node subscript)
{
    bool any = false;
    for (tk_node item = tk_node_first(self->nodes, subscript); item.i;
         item = tk_node_next(self->nodes, item)) {
        if (tk_node_row_of(self->nodes, item)->field != TK_FIELD_SUBSCRIPT)
            continue;
        tk_fact fact = fact_at(self, item);
        if (hashes_by_value(self, fact.value))
            continue;
        tk_hash_set hash = tk_infer_hash(self->fixer->unit->infer, fact.value);
        if ((hash.raises || hash.identity) && !whole(self, item, fact, DEEPEST))
            return false;
        any |= hash.raises || hash.identity;
    }
    return any;
}

static uint32_t subscript_count(const tk_node_table *nodes, tk_node subscript)
{
    uint32_t count = 0;
    for (tk_node item = tk_node_first(nodes, subscript); item.i; item = tk_node_next(nodes, item))
        count += tk_node_row_of(nodes, item)->field == TK_FIELD_SUBSCRIPT;
    return count;
}

static tk_node decorator_of(const search *self, tk_node call)
{
    const tk_program *program = tk_infer_program(self->fixer->unit->infer);
    tk_value callee = fact_at(self, tk_node_field(self->nodes, call, TK_FIELD_FUNCTION)).value;
    const tk_value_row *row = tk_value_of(tk_infer_pool(self->fixer->unit->infer), callee);
    if (row->kind != TK_VALUE_DEF || row->ref >= program->defs.len)
        return (tk_node){0};
    tk_node definition = tk_node_parent(self->nodes, program->defs.at[row->ref].node);
    tk_node decorator = tk_node_first(self->nodes, definition);
    bool only = tk_node_kind(self->nodes, definition) == TK_KIND_DECORATED_DEFINITION &&
                tk_node_kind(self->nodes, tk_node_next(self->nodes, decorator)) != TK_KIND_DECORATOR;
    return only ? tk_node_first(self->nodes, decorator) : (tk_node){0};
}

static bool cached(search *self)
{
    tk_node call = self->facts->site->site, key = self->facts->site->key;
    tk_node decorator = tk_node_kind(self->nodes, key) == TK_KIND_DECORATOR ? tk_node_first(self->nodes, key)
                        : tk_node_kind(self->nodes, call) == TK_KIND_CALL   ? decorator_of(self, call)
                                                                            : (tk_node){0};
    if (!decorator.i)
        return false;
    tk_target target = target_of(self, decorator, self->facts->site->fact);
    target.facts.culprit = self->facts->culprit;
    add_way(&target, TK_TARGET_DECORATOR, decorator);
    tk_vec_push(self->out, target);
    return true;
}

// `frame[:, 0]`: what is wrong is what is indexed.
static bool indexed(search *self)
{
    tk_node subscript = self->facts->site->site;
    tk_node value = tk_node_field(self->nodes, subscript, TK_FIELD_VALUE);
    if (tk_node_kind(self->nodes, subscript) != TK_KIND_SUBSCRIPT || !value.i)
        return false;
    // Positions that bound a slice stand beside labels: neither way of indexing takes both.
    bool bounded = false, label = false;
    for (tk_node at = tk_node_next(self->nodes, value); at.i; at = tk_node_next(self->nodes, at)) {
        bounded |= tk_node_kind(self->nodes, at) == TK_KIND_SLICE && tk_node_child_count(self->nodes, at);
        label |= tk_value_family(tk_infer_pool(self->fixer->unit->infer), fact_at(self, at).value) ==
                 TK_FAMILY_TEXT;
    }
    if (bounded && label)
        return false;
    tk_target target = {.array = value, .facts = *self->facts};
    add_way(&target, TK_TARGET_CONTAINER, value);
    tk_vec_push(self->out, target);
    return true;
}

// `@dataclass` of a class whose instances have to hash.
static bool declared(search *self)
{
    tk_node decorator = self->facts->site->key;
    if (tk_node_kind(self->nodes, decorator) == TK_KIND_DECORATOR)
        decorator = tk_node_first(self->nodes, decorator);
    if (self->facts->site->part != TK_PART_ALL || !decorator.i)
        return false;
    tk_target target = {.array = decorator, .facts = *self->facts};
    add_way(&target, TK_TARGET_DECORATOR, decorator);
    tk_vec_push(self->out, target);
    return true;
}

// What is written has to be right for every array that is hashed there, not only for the one of the finding.
static tk_fact all_that_comes(const tk_nomination *site)
{
    tk_fact fact = site->fact;
    if (site->among.i != TK_UNKNOWN.i)
        fact.value = site->among;
    return fact;
}

bool tk_targets_of_site(tk_fixer *self, const tk_nomination *site, tk_targets *out)
{
    tk_case facts = tk_case_of(self->unit->infer, self->nodes, site);
    search state = {self, self->nodes, &facts, out};
    tk_node parent = tk_node_parent(self->nodes, site->key);
    if (facts.derived.parts)
        return derived(&state);
    if (site->kind == TK_SITE_CACHED_ARGUMENT)
        return cached(&state);
    if (site->kind == TK_SITE_FRAME_INDEX)
        return indexed(&state);
    if (site->kind == TK_SITE_DATACLASS_FIELD)
        return declared(&state);
    tk_kind around = tk_node_kind(self->nodes, parent);
    if (around == TK_KIND_BINARY_OPERATOR || around == TK_KIND_AUGMENTED_ASSIGNMENT)
        return false;   // `s | rows` wants a set
    if (site->part == TK_PART_WHOLE && around == TK_KIND_SUBSCRIPT &&
        subscript_count(self->nodes, parent) > 1)
        return subscripts(&state, parent);
    // `map(table.get, labels)` looks up what iterating gives.
    bool mapping = is_call_of(self->nodes, site->site, "map");
    // sorted(xs, key=table.get) gives the very elements that are looked up.
    tk_node callee = tk_node_field(self->nodes, site->site, TK_FIELD_FUNCTION);
    if (site->part == TK_PART_WHOLE && callee.i &&
        tk_fixes_has(self->fixes, TK_USE_ITERATING_CALLS, tk_node_text(self->nodes, callee)))
        return false;
    if (site->part == TK_PART_WHOLE && !mapping)
        return whole(&state, site->key, all_that_comes(site), DEEPEST);
    if (site->part == TK_PART_ELEMENTS || site->part == TK_PART_PAIRS || mapping)
        return elements(&state, site->key, DEEPEST);
    if (site->part == TK_PART_ENDS && is_array_at(&state, site->key))
        return add_single(&state, site->key, fact_at(&state, site->key), TK_TARGET_ROWS);
    return false;
}
