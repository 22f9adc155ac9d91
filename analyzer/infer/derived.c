#include "infer/derived.h"

enum { PRINTED_MOST = 1000 };   // elements; libraries cut the text of larger arrays

static tk_derivation derivation_of(tk_infer *self, tk_value value)
{
    tk_derivation derivation = tk_derivation_of(self->pool, value);
    tk_family family = tk_value_family(self->pool, derivation.source);
    bool known = derivation.parts &&
                 tk_value_kind_of(self->pool, derivation.source) == TK_VALUE_INSTANCE &&
                 (family == TK_FAMILY_ARRAY ||
                  (family == TK_FAMILY_SCALAR && derivation.parts & TK_DERIVED(SHOWN)));
    return known ? derivation : (tk_derivation){0, {0}};
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
    bool numbers = count > 0;
    for (uint32_t i = 0; i < count; i++) {
        tk_derivation own = tk_derivation_of(self->pool, members[i]);
        if (tk_value_family(self->pool, members[i]) == TK_FAMILY_TEXT &&
            (!own.parts || own.parts & TK_DERIVED_PLAIN))
            return true;
        numbers &= tk_value_family(self->pool, members[i]) == TK_FAMILY_SCALAR;
    }
    return numbers;   // no text is among them at all
}

// Keys of the same form are stored there: this one may well be found.
static bool stores_shown(tk_infer *self, tk_fact container)
{
    tk_value members[TK_UNION_MOST];
    if (container.value.i == TK_BOTTOM.i)
        return false;
    tk_contents contents = tk_container_contents(self, container);
    bool set = tk_value_family(self->pool, container.value) == TK_FAMILY_SET;
    tk_value keys = set ? contents.element.value : contents.key.value;
    uint32_t count = tk_value_members(self->pool, keys, members);
    for (uint32_t i = 0; i < count; i++)
        if (tk_derivation_of(self->pool, members[i]).parts & TK_DERIVED(SHOWN))
            return true;
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

// Of one dimension, whatever array it is: then the bytes tell the length.
static bool is_of_vectors(tk_infer *self, tk_derivation derivation)
{
    return !(derivation.parts & TK_DERIVED_MIXED_SHAPE) &&
           tk_value_of(self->pool, derivation.source)->rank == 1;
}

static uint32_t lost(tk_infer *self, tk_derivation derivation, tk_value held)
{
    uint32_t parts = derivation.parts, loses = 0;
    if (!(parts & TK_DERIVED_CONTENT))
        return TK_LOSS_CONTENT;
    if (parts & (TK_DERIVED(TEXT) | TK_DERIVED(NAMED_TEXT)))
        loses |= lost_in_text(self, derivation, held);
    tk_derivation others = derivation_of(self, held);
    bool vectors = is_of_vectors(self, derivation) && (!others.parts || is_of_vectors(self, others));
    if (parts & (TK_DERIVED(BYTES) | TK_DERIVED(FLATTENED)))
        loses |= parts & TK_DERIVED(SHAPE) || vectors ? 0 : TK_LOSS_SHAPE;
    if (parts & TK_DERIVED(SHOWN))
        loses |= holds_plain(self, held) ? TK_LOSS_NAME : 0;
    if (parts & TK_DERIVED(CHECKSUM))
        loses |= TK_LOSS_BITS;
    if (parts & TK_DERIVED(BYTES))
        loses |= parts & TK_DERIVED(DTYPE) ? 0 : TK_LOSS_DTYPE;
    return loses;
}

// --- the expressions around ------------------------------------------------------------------------

// The innermost function of the file around a node, 0 at module level.
static uint32_t def_around(tk_infer *self, tk_node node)
{
    const tk_node_row *row = tk_node_row_of(self->nodes, node);
    uint32_t found = 0, start = 0;
    for (uint32_t i = 1; i < self->own_defs; i++) {
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

// The tuple that is the key, written at the site or assigned to the variable that stands there.
static tk_node tuple_of(tk_infer *self, tk_node key)
{
    tk_node root = key, found = {0};
    if (tk_node_kind(self->nodes, key) == TK_KIND_TUPLE)
        return key;
    if (tk_node_kind(self->nodes, key) != TK_KIND_IDENTIFIER)
        return found;
    for (tk_node up = key; up.i; up = tk_node_parent(self->nodes, up))
        root = up;
    for (uint32_t i = root.i; i < key.i; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) != TK_KIND_ASSIGNMENT)
            continue;
        tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
        tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        if (right.i && tk_slice_equal(tk_node_text(self->nodes, left), tk_node_text(self->nodes, key)))
            found = tk_node_kind(self->nodes, right) == TK_KIND_TUPLE ||
                            tk_node_kind(self->nodes, right) == TK_KIND_EXPRESSION_LIST
                        ? right : (tk_node){0};
    }
    return found;
}

// Beside what was made of the array stands a parameter: whatever this file passes for it, it varies.
static bool beside_parameter(tk_infer *self, const tk_nomination *site)
{
    tk_node tuple = tuple_of(self, site->key);
    uint32_t def = tuple.i ? def_around(self, tuple) : 0;
    for (tk_node at = tuple.i ? tk_node_first(self->nodes, tuple) : tuple; at.i;
         at = tk_node_next(self->nodes, at))
        if (tk_node_kind(self->nodes, at) == TK_KIND_IDENTIFIER &&
            is_parameter(self, def, tk_node_text(self->nodes, at)))
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
    bool any_shape = key->loses & TK_LOSS_SHAPE && size_of(self, derivation.source) < 0;
    bool any_dtype = key->loses & TK_LOSS_DTYPE &&
                     tk_value_of(self->pool, derivation.source)->dtype == TK_DTYPE_UNKNOWN;
    // Who has plain keys for some arrays, or for what is none, looks at what a caller passes.
    bool looks = derivation.parts & TK_DERIVED_PLAIN;
    bool open = (any_shape || any_dtype) && !looks && key->alone && made_of_parameter(self, key->made);
    return (met ? TK_VARIES_MET : 0) | (open ? TK_VARIES_ARGUMENT : 0);
}

// The expression of this file that made the key; when another module did, what led there.
static tk_node made_at(tk_infer *self, const tk_nomination *site)
{
    for (tk_origin at = site->fact.origin; at.i; at = self->origins.rows.at[at.i].from)
        if (!tk_node_is_foreign(self->origins.rows.at[at.i].node))
            return self->origins.rows.at[at.i].node;
    return site->key;
}

tk_derived_key tk_derived_key_of(tk_infer *self, const tk_nomination *site)
{
    tk_derived_key key = {.parts = 0};
    tk_hash_set hash = tk_infer_hash(self, site->fact.value);
    tk_derivation derivation = derivation_of(self, site->fact.value);
    if (!derivation.parts || hash.raises || hash.identity)
        return key;
    key.parts = derivation.parts;
    key.made = made_at(self, site);
    key.alone = !(derivation.parts & TK_DERIVED_OTHER) && !beside_parameter(self, site);
    key.loses = lost(self, derivation, site->held.value);
    if (derivation.parts & TK_DERIVED(SHOWN) && stores_shown(self, site->container))
        key.loses &= ~(uint32_t)TK_LOSS_NAME;
    // In a formatted string a single number is exact, and it may be one.
    if (tk_node_kind(self->nodes, key.made) == TK_KIND_STRING &&
        tk_value_of(self->pool, derivation.source)->rank < 0)
        key.loses &= ~(uint32_t)TK_LOSS_DIGITS;
    key.dtype = (tk_dtype)tk_value_of(self->pool, derivation.source)->dtype;
    if (derivation.parts & TK_DERIVED_CONTENT & ~TK_DERIVED(SHOWN))
        tk_stored_rest(self, site, &key);
    key.varies = varying(self, site, derivation, &key);
    uint32_t judged_by_value = TK_DERIVED_META | TK_DERIVED(ADDRESS) | TK_DERIVED(TEXT) | TK_DERIVED(NAMED_TEXT);
    if (derivation.parts & judged_by_value)
        tk_stored_read(self, site, &key);
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
