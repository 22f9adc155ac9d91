#include "infer/keyed.h"

#include "infer/derived.h"

#define NO_SLOT UINT32_MAX

void tk_keyed_free(tk_keyed *self)
{
    tk_vec_free(&self->rows);
}

static tk_keyed_row row_of(tk_infer *self, uint32_t keyed)
{
    return keyed ? self->keyed.rows.at[keyed] : (tk_keyed_row){.kept = TK_KEPT_NOT};
}

// Rows are few: one for each place that keeps an array, and one for each change after it.
static uint32_t row_at(tk_infer *self, tk_keyed_row row)
{
    if (!self->keyed.rows.len)
        tk_vec_push(&self->keyed.rows, ((tk_keyed_row){.kept = TK_KEPT_NOT}));
    for (uint32_t i = 1; i < self->keyed.rows.len; i++) {
        const tk_keyed_row *old = &self->keyed.rows.at[i];
        if (old->kept == row.kept && old->parameter == row.parameter && old->cache == row.cache &&
            old->place.i == row.place.i && old->changed.i == row.changed.i)
            return i;
    }
    tk_vec_push(&self->keyed.rows, row);
    return self->keyed.rows.len - 1;
}

uint32_t tk_keyed_parameter(tk_infer *self, uint32_t index)
{
    return row_at(self, (tk_keyed_row){.parameter = index + 1});
}

uint32_t tk_keyed_result(tk_infer *self, uint32_t def, tk_node call)
{
    return row_at(self, (tk_keyed_row){.kept = TK_KEPT_RESULT, .cache = def | 1u << 31,
                                       .place = call});
}

// --- variables and what is followed like them ------------------------------------------------------

enum { PLACES_MOST = 8 };   // in one frame

// The variable that the expression `node` reads: an operand of what runs now, so that it was read
// a few operations ago.
static uint32_t variable_of(const tk_infer *self, const tk_frame *frame, tk_node node)
{
    uint32_t last = tk_node_kind(self->nodes, node) == TK_KIND_IDENTIFIER ? frame->at : 0;
    for (uint32_t i = last; i > 0; i--) {
        const tk_instr *instr = &frame->code->instrs.at[i];
        if (instr->op == TK_OP_LOAD && instr->node.i == node.i)
            return instr->a;
    }
    return NO_SLOT;
}

// `self.x`, `xs[0]`, `config.layers["first"]`: the name that it begins with; none for what may be
// something else each time.
static tk_node root_of_place(const tk_infer *self, tk_node node)
{
    for (int deep = 0; deep < 4; deep++) {
        tk_kind kind = tk_node_kind(self->nodes, node);
        tk_node index = tk_node_field(self->nodes, node, TK_FIELD_SUBSCRIPT);
        tk_kind at = kind == TK_KIND_SUBSCRIPT && index.i ? tk_node_kind(self->nodes, index) : kind;
        if (kind == TK_KIND_IDENTIFIER)
            return node;
        if (kind != TK_KIND_ATTRIBUTE && at != TK_KIND_INTEGER && at != TK_KIND_STRING)
            break;
        node = tk_node_first(self->nodes, node);
    }
    return (tk_node){0};
}

// The slot of a variable, or of a place; `fresh`: one that nothing is known of yet counts, too.
static uint32_t slot_of(tk_infer *self, tk_frame *frame, tk_node node, bool fresh)
{
    uint32_t slot = variable_of(self, frame, node);
    if (slot != NO_SLOT || !node.i || tk_node_is_foreign(node) || (!fresh && !frame->places.len))
        return slot;
    tk_slice text = tk_node_text(self->nodes, node);
    for (uint32_t i = 0; i < frame->places.len; i++)
        if (tk_slice_equal(frame->places.at[i].text, text))
            slot = frame->code->slot_count + i;
    tk_node root = root_of_place(self, node);
    if (slot == NO_SLOT && fresh && root.i && frame->places.len < PLACES_MOST)
        slot = tk_frame_follow(frame, (tk_followed){text, variable_of(self, frame, root) != NO_SLOT});
    if (slot != NO_SLOT && fresh && frame->slots[slot].value.i == TK_BOTTOM.i) {
        tk_fact fact = tk_infer_fact(self, node);
        fact.keyed = 0;
        tk_frame_set(frame, slot, fact);
    }
    return slot;
}

static void forget(tk_frame *frame, uint32_t place)
{
    uint32_t slot = frame->code->slot_count + place;
    if (frame->slots[slot].keyed)
        tk_frame_set(frame, slot, TK_FACT_BOTTOM);
}

static bool begins_with(tk_slice text, tk_slice start)
{
    bool same = text.len >= start.len && tk_slice_equal((tk_slice){text.at, start.len}, start);
    return same && (text.len == start.len || text.at[start.len] == '.' || text.at[start.len] == '[');
}

static void forget_below(tk_frame *frame, tk_slice start)
{
    for (uint32_t i = 0; i < frame->places.len; i++)
        if (begins_with(frame->places.at[i].text, start))
            forget(frame, i);
}

void tk_keyed_bound(tk_infer *self, tk_frame *frame, tk_name name)
{
    if (frame->places.len && name.i)
        forget_below(frame, tk_names_text(self->names, name));
}

// `self.x = window(8)`, and `self.x += 1`, which binds the object that it has changed.
static void rebind(tk_infer *self, tk_frame *frame, tk_node node, tk_fact value)
{
    if (node.i && tk_node_kind(self->nodes, node) == TK_KIND_AUGMENTED_ASSIGNMENT)
        node = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
    if (!value.keyed || !node.i || tk_node_kind(self->nodes, node) == TK_KIND_IDENTIFIER)
        return;
    uint32_t slot = slot_of(self, frame, node, true);
    if (slot != NO_SLOT)
        tk_frame_set(frame, slot, value);
}

void tk_keyed_attribute(tk_infer *self, tk_frame *frame, tk_node node, tk_name name, tk_fact value)
{
    tk_slice word = tk_names_text(self->names, name);
    for (uint32_t i = 0; i < frame->places.len; i++) {
        tk_slice text = frame->places.at[i].text;
        for (size_t at = 1; at < text.len; at++)
            if (text.at[at - 1] == '.' && begins_with((tk_slice){text.at + at, text.len - at}, word))
                forget(frame, i);
    }
    rebind(self, frame, node, value);
}

void tk_keyed_element(tk_infer *self, tk_frame *frame, tk_node node, tk_fact value)
{
    tk_slice start = node.i ? tk_node_text(self->nodes, tk_node_first(self->nodes, node)) : TK_SLICE("");
    for (uint32_t i = 0; i < frame->places.len && start.len; i++) {
        tk_slice text = frame->places.at[i].text;
        if (begins_with(text, start) && text.len > start.len && text.at[start.len] == '[')
            forget(frame, i);
    }
    rebind(self, frame, node, value);
}

void tk_keyed_called(tk_infer *self, tk_frame *frame, tk_node call)
{
    tk_node arguments = tk_node_field(self->nodes, call, TK_FIELD_ARGUMENTS);
    tk_node object = tk_node_first(self->nodes, tk_node_field(self->nodes, call, TK_FIELD_FUNCTION));
    for (uint32_t i = 0; i < frame->places.len; i++)
        if (!frame->places.at[i].local)
            forget(frame, i);
    if (frame->places.len && object.i)
        forget_below(frame, tk_node_text(self->nodes, object));
    for (tk_node at = frame->places.len && arguments.i ? tk_node_first(self->nodes, arguments) : (tk_node){0};
         at.i; at = tk_node_next(self->nodes, at))
        if (tk_node_kind(self->nodes, at) == TK_KIND_IDENTIFIER)
            forget_below(frame, tk_node_text(self->nodes, at));
}

static void remember(tk_frame *frame, tk_keyed_effect effect)
{
    for (uint32_t i = 0; i < frame->effects.len; i++) {
        tk_keyed_effect *old = &frame->effects.at[i];
        if (old->parameter != effect.parameter || old->row.cache != effect.row.cache ||
            !old->row.changed.i != !effect.row.changed.i)
            continue;
        if (!old->row.kept)
            old->row = effect.row;
        return;
    }
    tk_vec_push(&frame->effects, effect);
}

// --- becoming a key --------------------------------------------------------------------------------

static void report(tk_infer *self, tk_frame *frame, tk_fact fact, tk_keyed_row row)
{
    tk_fact likely = fact;
    likely.certainty = tk_certainty_least(fact.certainty, TK_LIKELY);
    tk_nominate(self, frame, (tk_nomination){
        .kind = TK_SITE_CHANGED_KEY, .site = row.changed, .key = row.changed_key, .fact = likely,
        .container = TK_FACT_BOTTOM, .kept = row.kept, .kept_at = row.place});
}

// The object in a variable is looked up in `row.cache`, and stored there when `stores`.
static void use(tk_infer *self, tk_frame *frame, uint32_t slot, tk_keyed_row row, bool stores)
{
    tk_fact fact = frame->slots[slot];
    tk_keyed_row old = row_of(self, fact.keyed);
    if (old.changed.i && old.cache == row.cache && old.kept != TK_KEPT_RESULT) {
        report(self, frame, fact, old);
        return;
    }
    if (old.parameter)
        remember(frame, (tk_keyed_effect){.parameter = old.parameter - 1, .looks = true,
                                          .row = {.kept = stores ? row.kept : TK_KEPT_NOT,
                                                  .cache = row.cache, .place = row.place}});
    if (!stores)
        return;
    row.parameter = old.parameter;
    fact.keyed = row_at(self, row);
    if (fact.keyed != frame->slots[slot].keyed)
        tk_frame_set(frame, slot, fact);
}

static bool is_array(tk_infer *self, tk_value value)
{
    return tk_value_kind_of(self->pool, value) == TK_VALUE_INSTANCE &&
           tk_value_family(self->pool, value) == TK_FAMILY_ARRAY;
}

static bool by_identity(tk_infer *self, tk_value value)
{
    tk_hash_set hash = tk_infer_hash(self, value);
    return is_array(self, value) && hash.identity && !hash.raises && !hash.value && !hash.unknown;
}

// Every variable that the expression which took the address reads.
static void use_addressed(tk_infer *self, tk_frame *frame, const tk_nomination *site,
                          tk_keyed_row row, bool stores)
{
    tk_node made = site->fact.origin.i ? self->origins.rows.at[site->fact.origin.i].node
                                       : (tk_node){0};
    uint32_t stop = made.i ? tk_node_row_of(self->nodes, made)->stop : 0;
    for (uint32_t i = 1; stop && i < frame->code->instrs.len; i++) {
        const tk_instr *instr = &frame->code->instrs.at[i];
        bool within = instr->node.i >= made.i && instr->node.i < stop;
        if (within && instr->op == TK_OP_LOAD && is_array(self, frame->slots[instr->a].value))
            use(self, frame, instr->a, row, stores);
        uint32_t slot = within && instr->op == TK_OP_ATTRIBUTE && is_array(self, frame->temps[i].value)
                            ? slot_of(self, frame, instr->node, stores) : NO_SLOT;
        if (slot != NO_SLOT)
            use(self, frame, slot, row, stores);
    }
}

// The display or call that makes the container: one for all calls of the function around it.
static uint32_t cache_of(tk_infer *self, tk_value container)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container, members), cache = 0;
    for (uint32_t i = 0; i < count; i++) {
        tk_object_id object = tk_value_of(self->pool, members[i])->object;
        uint32_t made = object.i ? tk_object_of(&self->objects, object)->site.i : 0;
        if (!made || (cache && cache != made))
            return 0;
        cache = made;
    }
    return cache;
}

void tk_keyed_site(tk_infer *self, tk_frame *frame, const tk_nomination *site)
{
    tk_derivation derivation = tk_derivation_of(self->pool, site->fact.value);
    bool addressed = derivation.parts & TK_DERIVED(ADDRESS) &&
                     !(derivation.parts & TK_DERIVED_PLAIN);
    bool itself = by_identity(self, site->fact.value);
    uint32_t cache = site->kind == TK_SITE_DICT_KEY && (addressed || itself)
                         ? cache_of(self, site->container.value) : 0;
    if (!cache)
        return;
    tk_keyed_row row = {.kept = addressed ? TK_KEPT_ADDRESS : TK_KEPT_KEY,
                        .cache = cache, .place = site->key};
    bool stores = tk_stored_computed(self, site);
    uint32_t slot = itself ? slot_of(self, frame, site->key, stores) : NO_SLOT;
    if (slot != NO_SLOT)
        use(self, frame, slot, row, stores);
    else if (addressed)
        use_addressed(self, frame, site, row, stores);
}

void tk_keyed_call(tk_infer *self, tk_frame *frame, uint32_t def, const tk_argument *arguments,
                   uint32_t count)
{
    for (uint32_t i = 0; frame && i < count; i++) {
        uint32_t slot = arguments[i].kind == TK_OPERAND_STAR || arguments[i].kind == TK_OPERAND_STARSTAR
                            ? NO_SLOT : slot_of(self, frame, arguments[i].node, true);
        if (slot != NO_SLOT && by_identity(self, arguments[i].fact.value))
            use(self, frame, slot,
                (tk_keyed_row){.kept = TK_KEPT_ARGUMENT, .cache = def | 1u << 31,
                               .place = arguments[i].node}, true);
    }
}

// --- being changed ---------------------------------------------------------------------------------

uint32_t tk_keyed_change(tk_infer *self, tk_frame *frame, tk_fact receiver, tk_node node,
                         tk_node site, bool whole)
{
    if (!frame || !is_array(self, receiver.value))
        return 0;
    uint32_t slot = slot_of(self, frame, node, false);
    if (slot != NO_SLOT)   // a bound method has lost it
        receiver.keyed = frame->slots[slot].keyed;
    if (!receiver.keyed)
        return 0;
    tk_keyed_row row = row_of(self, receiver.keyed);
    if (row.parameter)
        remember(frame, (tk_keyed_effect){.parameter = row.parameter - 1, .overwrites = whole,
                                          .row = {.changed = site}});
    if (row.kept == TK_KEPT_RESULT && whole) {
        // Who overwrites all of it uses the cache to have one buffer.
        row = (tk_keyed_row){.parameter = row.parameter};
    } else if (row.kept != TK_KEPT_NOT && !row.changed.i) {
        row.changed = site;
        row.changed_key = node;
        if (row.kept == TK_KEPT_RESULT)
            report(self, frame, receiver, row);
    }
    uint32_t keyed = row.kept || row.parameter ? row_at(self, row) : 0;
    if (slot != NO_SLOT && frame->slots[slot].keyed != keyed) {
        tk_fact fact = frame->slots[slot];
        fact.keyed = keyed;
        tk_frame_set(frame, slot, fact);
    }
    return keyed;
}

void tk_keyed_apply(tk_infer *self, tk_frame *frame, const tk_keyed_effect *effect,
                    tk_fact argument, tk_node node, tk_node call)
{
    uint32_t slot = frame ? slot_of(self, frame, node, !effect->row.changed.i && effect->row.kept) : NO_SLOT;
    if (slot == NO_SLOT)
        return;
    if (effect->row.changed.i)
        tk_keyed_change(self, frame, frame->slots[slot], node, call, effect->overwrites);
    else if (is_array(self, argument.value))
        use(self, frame, slot, effect->row, effect->row.kept != TK_KEPT_NOT);
}
