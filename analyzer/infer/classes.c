// Classes of the catalog and of the file behind one face: subclassing, members, hashing.
#include "infer/fields.h"

enum { BASES_DEEP = 16 };   // levels of inheritance inside one file that are followed

tk_class_ref tk_instance_class(tk_infer *self, tk_value instance)
{
    const tk_value_row *row = tk_value_of(self->pool, instance);
    return (tk_class_ref){row->kind == TK_VALUE_INSTANCE ? row->ref : 0};
}

static bool ref_is(tk_infer *self, tk_class_ref cls, tk_class_ref base, int deep)
{
    if (cls.i == base.i)
        return cls.i != 0;
    uint32_t project = tk_project_class_index(cls.i);
    if (!project)
        return cls.i && !(base.i >> 31) &&
               tk_class_is(self->catalog, (tk_class_id){cls.i}, (tk_class_id){base.i});
    for (uint32_t i = 0; deep > 0 && i < self->program.classes.at[project].bases.len; i++) {
        const tk_value_row *row =
            tk_value_of(self->pool, self->program.classes.at[project].bases.at[i].value);
        if (row->kind == TK_VALUE_CLASS &&
            ref_is(self, (tk_class_ref){row->ref}, base, deep - 1))
            return true;
    }
    return false;
}

bool tk_class_ref_is(tk_infer *self, tk_class_ref cls, tk_class_ref base)
{
    return ref_is(self, cls, base, BASES_DEEP);
}

bool tk_infer_class_is(tk_infer *self, tk_value instance, tk_class_id base)
{
    return tk_class_ref_is(self, tk_instance_class(self, instance), (tk_class_ref){base.i});
}

static const tk_fact *own_member(tk_infer *self, uint32_t project_class, tk_name name)
{
    const tk_class_attribute *member = tk_link_class_member(self, project_class, name);
    self->touched += !self->program.classes.at[project_class].home.module;
    return member ? &member->fact : NULL;
}

static const tk_fact *member_of(tk_infer *self, uint32_t project_class, tk_name name, int deep)
{
    const tk_fact *found = own_member(self, project_class, name);
    for (uint32_t i = 0;
         !found && deep > 0 && i < self->program.classes.at[project_class].bases.len; i++) {
        const tk_value_row *row = tk_value_of(
            self->pool, self->program.classes.at[project_class].bases.at[i].value);
        uint32_t base = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        if (base)
            found = member_of(self, base, name, deep - 1);
    }
    return found;
}

const tk_fact *tk_project_member(tk_infer *self, uint32_t project_class, tk_name name)
{
    return member_of(self, project_class, name, BASES_DEEP);
}

bool tk_may_be_derived(const tk_infer *self, tk_fact object)
{
    const tk_value_row *row = tk_value_of(self->pool, object.value);
    uint32_t project_class = row->kind == TK_VALUE_INSTANCE ? tk_project_class_index(row->ref) : 0;
    return project_class && self->program.classes.at[project_class].derived.len &&
           object.certainty < TK_DEFINITE &&
           (!object.origin.i || tk_origin_how(&self->origins, object.origin) == TK_HOW_ANNOTATION);
}

// `left`: how many more classes are looked at.
static uint32_t overriding(tk_infer *self, uint32_t project_class, tk_name name, uint32_t *found,
                           uint32_t count, uint32_t most, int *left)
{
    uint32_t classes = self->program.classes.at[project_class].derived.len;
    for (uint32_t i = 0; count < most && *left > 0 && i < classes; i++) {
        uint32_t derived = self->program.classes.at[project_class].derived.at[i];
        --*left;
        if (own_member(self, derived, name))
            found[count++] = derived;
        count = overriding(self, derived, name, found, count, most, left);
    }
    return count;
}

uint32_t tk_project_overriding(tk_infer *self, uint32_t project_class, tk_name name, uint32_t *found,
                               uint32_t most)
{
    int left = 64;
    return overriding(self, project_class, name, found, 0, most, &left);
}

static tk_class_id catalog_base(tk_infer *self, uint32_t project_class, int deep)
{
    for (uint32_t i = 0; deep > 0 && i < self->program.classes.at[project_class].bases.len; i++) {
        const tk_value_row *row = tk_value_of(
            self->pool, self->program.classes.at[project_class].bases.at[i].value);
        if (row->kind != TK_VALUE_CLASS)
            continue;
        uint32_t base = tk_project_class_index(row->ref);
        tk_class_id found =
            base ? catalog_base(self, base, deep - 1) : (tk_class_id){row->ref};
        if (found.i && found.i != tk_pool_builtin(self->pool, TK_BUILTIN_OBJECT).i)
            return found;
    }
    return (tk_class_id){0};
}

tk_class_id tk_project_catalog_base(tk_infer *self, uint32_t project_class)
{
    return catalog_base(self, project_class, BASES_DEEP);
}

static bool bases_known(tk_infer *self, uint32_t project_class, int deep)
{
    const tk_project_class *made = &self->program.classes.at[project_class];
    if (!made->bases_known || made->decorated_unknown)
        return false;
    for (uint32_t i = 0; i < self->program.classes.at[project_class].bases.len; i++) {
        const tk_value_row *row = tk_value_of(
            self->pool, self->program.classes.at[project_class].bases.at[i].value);
        uint32_t base = tk_project_class_index(row->ref);
        if (base && (deep == 0 || !bases_known(self, base, deep - 1)))
            return false;
    }
    return true;
}

static bool is_dataclass(tk_infer *self, uint32_t project_class, int deep)
{
    const tk_project_class *made = &self->program.classes.at[project_class];
    bool found = made->dataclass;
    for (uint32_t i = 0; deep > 0 && !found && i < made->bases.len; i++) {
        const tk_value_row *row = tk_value_of(self->pool, made->bases.at[i].value);
        uint32_t base = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        found = base && is_dataclass(self, base, deep - 1);
    }
    return found;
}

bool tk_project_dataclass(tk_infer *self, uint32_t project_class)
{
    return is_dataclass(self, project_class, BASES_DEEP);
}

bool tk_is_tuple(tk_infer *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    uint32_t project = row->kind == TK_VALUE_INSTANCE ? tk_project_class_index(row->ref) : 0;
    tk_class_id base = project && row->items.i ? tk_project_catalog_base(self, project)
                                               : (tk_class_id){0};
    return base.i ? tk_class_of(self->catalog, base)->family == TK_FAMILY_TUPLE
                  : tk_value_family(self->pool, value) == TK_FAMILY_TUPLE;
}

bool tk_project_bases_known(tk_infer *self, uint32_t project_class)
{
    return bases_known(self, project_class, BASES_DEEP);
}

// Python's rule: the first class in the order of bases that defines __hash__ or __eq__ decides; a
// body with __eq__ and without __hash__ sets __hash__ to None.
static tk_hash project_hash(tk_infer *self, uint32_t project_class, int deep)
{
    tk_name eq = tk_infer_name(self, "__eq__");
    tk_name hash = tk_infer_name(self, "__hash__");
    const tk_project_class *made = &self->program.classes.at[project_class];
    if (made->hash != TK_HASH_INHERIT)
        return (tk_hash)made->hash;
    if (tk_catalog_trusts(self->catalog, made->name))
        return TK_HASH_VALUE;
    const tk_fact *own_hash = own_member(self, project_class, hash);
    if (own_hash)
        return tk_value_is_builtin(self->pool, own_hash->value, TK_BUILTIN_NONE)
                   ? TK_HASH_RAISES : TK_HASH_VALUE;
    if (!tk_project_bases_known(self, project_class))
        return TK_HASH_INHERIT;   // not known
    if (own_member(self, project_class, eq))
        return TK_HASH_RAISES;
    tk_hash inherited = TK_HASH_VALUE;
    for (uint32_t i = 0; deep > 0 && i < self->program.classes.at[project_class].bases.len; i++) {
        const tk_value_row *row = tk_value_of(
            self->pool, self->program.classes.at[project_class].bases.at[i].value);
        uint32_t base = tk_project_class_index(row->ref);
        inherited = base ? project_hash(self, base, deep - 1)
                         : (tk_hash)tk_class_of(self->catalog, (tk_class_id){row->ref})->hash;
        if (inherited != TK_HASH_VALUE)
            break;
    }
    return inherited;
}

tk_hash tk_class_ref_hash(tk_infer *self, tk_class_ref cls)
{
    uint32_t project = tk_project_class_index(cls.i);
    if (project)
        return project_hash(self, project, BASES_DEEP);
    return cls.i ? (tk_hash)tk_class_of(self->catalog, (tk_class_id){cls.i})->hash
                 : TK_HASH_INHERIT;
}

static void add_hash(tk_infer *self, tk_value value, tk_hash_set *set);

// The declared field of a dataclass whose hash raises, or goes by identity, as its annotation says;
// NULL when there is none.
static const tk_class_field *culprit_field(tk_infer *self, uint32_t ref, bool identity)
{
    uint32_t project = tk_project_class_index(ref);
    const tk_class_field *found = NULL;
    tk_field_list fields = {0};
    if (project && tk_project_dataclass(self, project))
        tk_fields_of(self, project, &fields);
    for (uint32_t i = 0; i < fields.len && !found; i++) {
        tk_hash_set one = {false, false, false, false};
        const tk_class_field *field = fields.at[i];
        if (field->bits & TK_FIELD_UNHASHED || field->fallback.value.i != TK_BOTTOM.i ||
            tk_value_family(self->pool, field->fact.value) != TK_FAMILY_ARRAY)
            continue;
        add_hash(self, field->fact.value, &one);
        if (identity ? one.identity && !one.raises : one.raises)
            found = field;
    }
    tk_vec_free(&fields);
    return found;
}

// What is known of an instance by its annotation is what is said of its fields.
static bool add_fields(tk_infer *self, uint32_t ref, tk_hash_set *set)
{
    bool raises = culprit_field(self, ref, false), identity = culprit_field(self, ref, true);
    set->raises |= raises;
    set->identity |= identity && !raises;
    return raises || identity;
}

static void add_hash(tk_infer *self, tk_value value, tk_hash_set *set)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    uint32_t count = tk_value_item_count(self->pool, value);
    switch ((tk_value_kind)row->kind) {
    case TK_VALUE_BOTTOM:
        return;
    case TK_VALUE_UNKNOWN:
        set->unknown = true;
        return;
    case TK_VALUE_UNION:
        for (uint32_t i = 0; i < count; i++)
            add_hash(self, tk_value_item(self->pool, value, i), set);
        return;
    case TK_VALUE_INSTANCE:
        break;
    default:
        set->value = true;
        return;
    }
    switch (tk_class_ref_hash(self, (tk_class_ref){row->ref})) {
    case TK_HASH_RAISES:
        set->raises = true;
        break;
    case TK_HASH_IDENTITY:
        set->identity = true;
        break;
    case TK_HASH_VALUE:
        set->value = true;
        break;
    case TK_HASH_ITEMS:
        if (count == 0 && add_fields(self, row->ref, set))
            break;
        if (count == 0) {
            // `tuple` without items: the empty one, or any when it came from a bare annotation
            set->value = true;
            break;
        }
        if (row->flags & TK_FLAG_VARIADIC) {
            add_hash(self, tk_value_item(self->pool, value, 0), set);
            break;
        }
        // One item that raises makes the whole raise, and likewise for identity.
        tk_hash_set items = {false, false, false, false};
        for (uint32_t i = 0; i < count; i++) {
            tk_hash_set one = {false, false, false, false};
            add_hash(self, tk_value_item(self->pool, value, i), &one);
            if (one.raises && !one.identity && !one.value && !one.unknown) {
                set->raises = true;
                return;
            }
            if (one.identity && !one.raises && !one.value && !one.unknown)
                items.identity = true;
            else if (one.raises || one.identity || one.unknown)
                items.unknown = true;
            items.raises |= one.raises;
        }
        if (items.identity && !items.raises)
            set->identity = true;
        else if (items.unknown || items.raises || items.identity)
            set->unknown = true;
        else
            set->value = true;
        set->raises |= items.raises;
        break;
    default:
        set->unknown = true;
    }
}

tk_hash_set tk_infer_hash(tk_infer *self, tk_value value)
{
    tk_hash_set set = {false, false, false, false};
    add_hash(self, value, &set);
    return set;
}

static tk_value culprit(tk_infer *self, tk_value value, tk_inside *inside, bool identity)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    uint32_t count = tk_value_item_count(self->pool, value), project = tk_project_class_index(row->ref);
    bool items = row->kind == TK_VALUE_INSTANCE &&
                 tk_class_ref_hash(self, (tk_class_ref){row->ref}) == TK_HASH_ITEMS;
    bool tuple = items && count > 0;
    bool instance = items && project && tk_project_dataclass(self, project);
    if (instance && count == 0) {
        const tk_class_field *field = culprit_field(self, row->ref, identity);
        inside->instance |= field != NULL;
        return field ? field->fact.value : TK_BOTTOM;
    }
    if (row->kind == TK_VALUE_UNION || tuple) {
        for (uint32_t i = 0; i < count; i++) {
            tk_value found =
                culprit(self, tk_value_item(self->pool, value, i), inside, identity);
            if (found.i != TK_BOTTOM.i) {
                inside->instance |= instance;
                inside->tuple |= tuple && !instance;
                return found;
            }
        }
        return TK_BOTTOM;
    }
    tk_hash_set set = tk_infer_hash(self, value);
    return (identity ? set.identity : set.raises) ? value : TK_BOTTOM;
}

tk_value tk_infer_culprit(tk_infer *self, tk_value value, tk_inside *inside)
{
    *inside = (tk_inside){false, false};
    tk_value found = culprit(self, value, inside, false);
    return found.i != TK_BOTTOM.i ? found : culprit(self, value, inside, true);
}

tk_slice tk_infer_class_prints(tk_infer *self, tk_value instance)
{
    tk_class_ref cls = tk_instance_class(self, instance);
    uint32_t project = tk_project_class_index(cls.i);
    if (project)
        return tk_names_text(self->names, self->program.classes.at[project].name);
    if (!cls.i)
        return TK_SLICE("object");
    return tk_names_text(self->names, tk_class_of(self->catalog, (tk_class_id){cls.i})->prints);
}
