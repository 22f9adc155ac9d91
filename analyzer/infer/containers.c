// Mutable containers: what is put into them, what they hold, how long they live.
#include "infer/infer.h"

static tk_object *object_in(tk_infer *self, tk_value value)
{
    tk_object_id id = tk_value_of(self->pool, value)->object;
    if (!id.i)
        return NULL;
    tk_link_object(self, tk_object_root(&self->objects, id));
    return tk_object_of(&self->objects, id);
}

tk_fact tk_container_new(tk_infer *self, tk_class_id cls, tk_node site, uint32_t context)
{
    tk_value plain = tk_value_instance(self->pool, cls);
    if (tk_value_kind_of(self->pool, plain) != TK_VALUE_INSTANCE || !site.i)
        return tk_fact_of(plain);
    tk_value_row row = *tk_value_of(self->pool, plain);
    row.object = tk_objects_at(&self->objects, site, context);
    tk_origin origin = tk_origin_add(&self->origins, site, TK_HOW_MADE, (tk_origin){0});
    return tk_fact_at(tk_pool_intern(self->pool, row), origin, TK_DEFINITE);
}

// In the first round what was found so far; later all that the round before found.
static tk_contents contents_of(tk_infer *self, const tk_object *object)
{
    tk_contents contents = self->round > 1 ? object->before : object->now;
    self->touched++;
    if (object->escaped) {
        contents.key.certainty = tk_certainty_least(contents.key.certainty, TK_LIKELY);
        contents.element.certainty = tk_certainty_least(contents.element.certainty, TK_LIKELY);
    }
    return contents;
}

static tk_contents items_of(tk_infer *self, tk_fact container, tk_value value)
{
    tk_contents contents = {TK_FACT_BOTTOM, TK_FACT_BOTTOM};
    uint32_t count = tk_value_item_count(self->pool, value);
    tk_family family = tk_value_family(self->pool, value);
    tk_fact unknown = tk_fact_at(TK_UNKNOWN, container.origin, container.certainty);
    if (family == TK_FAMILY_MAPPING) {
        contents.key = contents.element = unknown;
        if (count > 0)
            contents.key.value = tk_value_item(self->pool, value, 0);
        if (count > 1)
            contents.element.value = tk_value_item(self->pool, value, 1);
        return contents;
    }
    contents.element = unknown;
    if (count > 0) {
        contents.element.value = TK_BOTTOM;
        for (uint32_t i = 0; i < count; i++)
            contents.element.value = tk_value_join(self->pool, contents.element.value,
                                                   tk_value_item(self->pool, value, i));
    }
    return contents;
}

// --- parts by literal keys -----------------------------------------------------------------------

static bool is_literal_key(tk_infer *self, tk_value key)
{
    uint8_t kind = tk_value_of(self->pool, key)->literal_kind;
    return tk_value_kind_of(self->pool, key) == TK_VALUE_INSTANCE &&
           (kind == TK_LITERAL_TEXT || kind == TK_LITERAL_INT);
}

static tk_part_held *part_at(tk_object *object, tk_value key)
{
    for (uint32_t i = 0; i < object->parts.len; i++)
        if (object->parts.at[i].key.i == key.i)
            return &object->parts.at[i];
    return NULL;
}

static void add_part(tk_infer *self, tk_object *object, tk_value key, tk_fact now, tk_fact before)
{
    tk_part_held *part = is_literal_key(self, key) ? part_at(object, key) : NULL;
    if (!part && is_literal_key(self, key) && object->parts.len < TK_PARTS_MOST) {
        tk_vec_push(&object->parts, ((tk_part_held){key, TK_FACT_BOTTOM, TK_FACT_BOTTOM}));
        part = &object->parts.at[object->parts.len - 1];
    }
    tk_fact *places[2] = {part ? &part->now : &object->rest,
                          part ? &part->before : &object->rest_before};
    now.keyed = before.keyed = 0;
    *places[0] = tk_join(self, *places[0], now);
    *places[1] = tk_join(self, *places[1], before);
}

static void merge_parts(tk_infer *self, tk_object *kept, const tk_object *gone)
{
    for (uint32_t i = 0; i < gone->parts.len; i++)
        add_part(self, kept, gone->parts.at[i].key, gone->parts.at[i].now,
                 gone->parts.at[i].before);
    add_part(self, kept, TK_UNKNOWN, gone->rest, gone->rest_before);
}

// What stands under `key` in one container, when all that was put there is known; else BOTTOM. A list
// keeps its places as long as nothing is put in or taken out.
static tk_fact part_in(tk_infer *self, tk_value container, tk_value key)
{
    tk_object *object = object_in(self, container);
    bool list = tk_value_family(self->pool, container) == TK_FAMILY_LIST;
    if (!object || object->escaped || object->link || (list && (object->grew || object->length < 0)))
        return TK_FACT_BOTTOM;
    const tk_part_held *part = part_at(object, key);
    if (!part)
        return TK_FACT_BOTTOM;
    self->touched++;
    return self->round > 1 ? tk_join(self, part->before, object->rest_before)
                           : tk_join(self, part->now, object->rest);
}

tk_fact tk_container_at(tk_infer *self, tk_fact container, tk_value key)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container.value, members);
    for (uint32_t i = 0; i < count && is_literal_key(self, key); i++) {
        tk_fact one = part_in(self, members[i], key);
        if (one.value.i == TK_BOTTOM.i)
            return TK_FACT_BOTTOM;
        all = tk_join(self, all, one);
    }
    all.certainty = tk_certainty_least(all.certainty, container.certainty);
    return all;
}

void tk_container_place(tk_infer *self, tk_fact list, uint32_t index, tk_fact item)
{
    tk_object *object = object_in(self, list.value);
    if (object)
        add_part(self, object, tk_value_int(self->pool, index), item, TK_FACT_BOTTOM);
}

bool tk_container_part(tk_infer *self, tk_value container, uint32_t index, tk_value *key,
                       tk_fact *part)
{
    const tk_object *object = object_in(self, container);
    if (!object || index >= object->parts.len)
        return false;
    *key = object->parts.at[index].key;
    *part = part_in(self, container, *key);
    return true;
}

tk_contents tk_container_contents(tk_infer *self, tk_fact container)
{
    tk_contents all = {TK_FACT_BOTTOM, TK_FACT_BOTTOM};
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container.value, members);
    for (uint32_t i = 0; i < count; i++) {
        const tk_object *object = object_in(self, members[i]);
        tk_contents one = object ? contents_of(self, object)
                                 : items_of(self, container, members[i]);
        all.key = tk_join(self, all.key, one.key);
        all.element = tk_join(self, all.element, one.element);
    }
    all.key.certainty = tk_certainty_least(all.key.certainty, container.certainty);
    all.element.certainty = tk_certainty_least(all.element.certainty, container.certainty);
    return all;
}

tk_certainty tk_container_certainty(tk_infer *self, tk_fact container)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container.value, members);
    for (uint32_t i = 0; i < count; i++) {
        const tk_object *object = object_in(self, members[i]);
        if (!object)
            continue;
        const tk_contents *held = self->round > 1 ? &object->before : &object->now;
        if (held->key.value.i != TK_BOTTOM.i)
            container.certainty = tk_certainty_least(container.certainty, held->key.certainty);
        if (held->element.value.i != TK_BOTTOM.i)
            container.certainty = tk_certainty_least(container.certainty, held->element.certainty);
    }
    return container.certainty;
}

static tk_contents joined_contents(tk_infer *self, tk_contents a, tk_contents b)
{
    return (tk_contents){tk_join(self, a.key, b.key), tk_join(self, a.element, b.element)};
}

// Two containers of one class in one place become one: the rows of a list of lists have one content.
static void merge_objects(tk_infer *self, tk_object_id into, tk_object_id other)
{
    into = tk_object_root(&self->objects, into);
    other = tk_object_root(&self->objects, other);
    if (into.i == other.i)
        return;
    tk_object *kept = tk_object_of(&self->objects, into);
    tk_object *gone = tk_object_of(&self->objects, other);
    kept->now = joined_contents(self, kept->now, gone->now);
    kept->before = joined_contents(self, kept->before, gone->before);
    kept->base = joined_contents(self, kept->base, gone->base);
    merge_parts(self, kept, gone);
    kept->escaped |= gone->escaped;
    kept->grew |= gone->grew || kept->length != gone->length;
    if (kept->lifetime < gone->lifetime)
        kept->lifetime = gone->lifetime;
    gone->same_as = into.i;
    self->changes++;
}

static bool same_site(const tk_infer *self, tk_object_id a, tk_object_id b)
{
    return self->objects.list.at[a.i].site.i == self->objects.list.at[b.i].site.i;
}

// Containers of one class become one; `sited`: only those that one place makes.
static tk_value merge_containers(tk_infer *self, tk_value value, bool sited)
{
    tk_value members[TK_UNION_MOST], all = TK_BOTTOM;
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row row = *tk_value_of(self->pool, members[i]);   // merging moves the rows
        bool merged = false;
        for (uint32_t k = 0; k < i && row.object.i && !merged; k++) {
            const tk_value_row first = *tk_value_of(self->pool, members[k]);
            if (first.ref != row.ref || !first.object.i ||
                (sited && !same_site(self, first.object, row.object)))
                continue;
            merge_objects(self, first.object, row.object);
            merged = true;
        }
        if (!merged)
            all = tk_value_join(self->pool, all, members[i]);
    }
    return all;
}

// `apart`: what stands under a literal key stays a container of its own, as long as a union can tell
// them all.
static void add_fact(tk_infer *self, tk_fact *place, tk_fact fact, bool apart)
{
    fact.keyed = 0;
    tk_fact joined = tk_join(self, *place, fact);
    bool too_many = tk_value_has_unknown(self->pool, joined.value) &&
                    !tk_value_has_unknown(self->pool, place->value) &&
                    !tk_value_has_unknown(self->pool, fact.value);
    if (apart && too_many) {
        place->value = merge_containers(self, place->value, false);
        joined = tk_join(self, *place, fact);
    }
    if (tk_value_kind_of(self->pool, joined.value) == TK_VALUE_UNION && (!apart || too_many))
        joined.value = merge_containers(self, joined.value, false);
    if (!tk_fact_equal(joined, *place) && self->round == 1)
        self->changes++;
    *place = joined;
}

tk_value tk_container_merge_sites(tk_infer *self, tk_value value)
{
    return tk_value_kind_of(self->pool, value) == TK_VALUE_UNION
               ? merge_containers(self, value, true) : value;
}

// A container inside itself would have no least value: it is forgotten.
static tk_fact without(tk_infer *self, tk_fact fact, tk_object_id object)
{
    tk_object_id own = tk_value_of(self->pool, fact.value)->object;
    if (own.i && tk_object_root(&self->objects, own).i == tk_object_root(&self->objects, object).i)
        fact.value = TK_UNKNOWN;
    return fact;
}

// A function analysed on its own sees the containers of all its callers at once; what it puts into
// each of them is found by the calls, with that caller's values.
static bool is_borrowed(tk_infer *self, const tk_object *object)
{
    const tk_frame *frame = self->top;
    if (!frame || frame->context || !frame->def || object->lifetime != TK_LIFETIME_LOCAL)
        return false;
    tk_node def = self->program.defs.at[frame->def].node;
    return object->site.i < def.i || object->site.i >= tk_node_row_of(self->nodes, def)->stop;
}

void tk_container_add(tk_infer *self, tk_fact container, tk_fact key, tk_fact element)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container.value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_object_id id = tk_value_of(self->pool, members[i])->object;
        if (!id.i)
            continue;
        tk_object *object = tk_object_of(&self->objects, id);
        if (is_borrowed(self, object))
            continue;
        self->touched++;
        bool apart = is_literal_key(self, key.value) && object->parts.len < TK_PARTS_MOST;
        tk_family family = tk_value_family(self->pool, members[i]);
        bool table = family == TK_FAMILY_OBJECT;   // known by its labels only
        if (!table) {
            add_fact(self, &object->now.key, without(self, key, id), false);
            add_fact(self, &object->now.element, without(self, element, id), apart);
        }
        if (key.value.i != TK_BOTTOM.i || family == TK_FAMILY_MAPPING)
            add_part(self, object, key.value, without(self, element, id), TK_FACT_BOTTOM);
        tk_container_outlive(self, key, object->lifetime);
        tk_container_outlive(self, element, object->lifetime);
    }
}

tk_fact tk_container_adopt(tk_infer *self, tk_fact fact, tk_node site, uint32_t context)
{
    tk_value_row row = *tk_value_of(self->pool, fact.value);
    tk_family family = tk_value_family(self->pool, fact.value);
    bool mutable = family == TK_FAMILY_LIST || family == TK_FAMILY_SET ||
                   family == TK_FAMILY_MAPPING;
    if (!mutable || row.object.i || !site.i)
        return fact;
    tk_contents contents = items_of(self, fact, fact.value);
    row.object = tk_objects_at(&self->objects, site, context);
    row.items = (tk_seq){0};
    fact.value = tk_pool_intern(self->pool, row);
    tk_container_add(self, fact, contents.key, contents.element);
    return fact;
}

void tk_container_grow(tk_infer *self, tk_fact container)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, container.value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_object *object = object_in(self, members[i]);
        if (object && !object->grew) {
            object->grew = true;
            self->changes++;
        }
    }
}

int32_t tk_container_length(tk_infer *self, tk_value container)
{
    const tk_object *object = object_in(self, container);
    return object && !object->grew && !object->escaped ? object->length : -1;
}

void tk_container_escape(tk_infer *self, tk_fact fact)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, fact.value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_object *object = object_in(self, members[i]);
        if (object)
            object->escaped = true;
    }
}

void tk_container_outlive(tk_infer *self, tk_fact fact, tk_lifetime lifetime)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, fact.value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_object *object = object_in(self, members[i]);
        if (object && object->lifetime < lifetime)
            object->lifetime = lifetime;
    }
}

tk_lifetime tk_infer_lifetime(tk_infer *self, tk_value container)
{
    tk_value members[TK_UNION_MOST];
    tk_lifetime longest = TK_LIFETIME_UNKNOWN;
    uint32_t count = tk_value_members(self->pool, container, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_object *object = object_in(self, members[i]);
        if (object && object->lifetime > longest)
            longest = object->lifetime;
    }
    return longest;
}
