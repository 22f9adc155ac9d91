// Attributes: whose they are, and what storing one changes.
#include "infer/member.h"

#include "infer/fields.h"

bool tk_attribute_is_set(const tk_infer *self, tk_name name)
{
    return name.i < self->attributes_set.len && self->attributes_set.at[name.i];
}

static void remember_attribute(tk_infer *self, tk_name name)
{
    while (self->attributes_set.len <= name.i)
        tk_vec_push(&self->attributes_set, false);
    if (!self->attributes_set.at[name.i] && self->open_attributes)
        self->changes++;
    self->attributes_set.at[name.i] = true;
}

// A method that only one class of the models has says what an unknown receiver is.
static tk_fact evidence_member(tk_infer *self, tk_fact object, tk_name name, tk_node node)
{
    tk_class_id cls = tk_evidence_class(self, name);
    if (!cls.i)
        return TK_FACT_UNKNOWN;
    object.value = tk_value_instance(self->pool, cls);
    object.certainty = TK_LIKELY;
    if (!object.origin.i)
        object.origin = tk_origin_add(&self->origins, node, TK_HOW_EVIDENCE, (tk_origin){0});
    return tk_member_of_catalog(self, object, cls, name, node);
}

static tk_fact unbound_method(tk_infer *self, tk_function_id function)
{
    tk_value_row row = *tk_value_of(self->pool,
                                    tk_value_function(self->pool, function, TK_BOTTOM));
    row.flags |= TK_FLAG_UNBOUND;
    return tk_fact_of(tk_pool_intern(self->pool, row));
}

// What every function has of this name before anything is stored there (__doc__, __name__).
static tk_fact born_with(tk_infer *self, tk_fact stored, tk_name name)
{
    const tk_member *member =
        tk_class_member(self->catalog, tk_pool_builtin(self->pool, TK_BUILTIN_FUNCTION), name);
    if (!member || !member->type || member->function.i)
        return stored;
    return tk_join(self, stored,
                   tk_fact_of(tk_value_from_type(self->pool, member->type, TK_UNKNOWN)));
}

static tk_fact function_attribute(tk_infer *self, const tk_def *def, tk_name name)
{
    const tk_class_attribute *row = tk_class_rows_find(&def->attributes, name);
    tk_fact fact = !row ? TK_FACT_BOTTOM : self->round > 1 ? row->before : row->fact;
    if (fact.value.i != TK_BOTTOM.i)
        return born_with(self, fact, name);
    return born_with(self, TK_FACT_BOTTOM, name).value.i == TK_BOTTOM.i
               ? TK_FACT_UNKNOWN : born_with(self, TK_FACT_BOTTOM, name);
}

static tk_fact member_of_value(tk_infer *self, tk_fact object, tk_name name, tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, object.value);
    uint32_t project = tk_project_class_index(row.ref);
    switch ((tk_value_kind)row.kind) {
    case TK_VALUE_UNKNOWN:
        return evidence_member(self, object, name, node);
    case TK_VALUE_MODULE:
        return tk_member_of_module(self, object.value, name, node);
    case TK_VALUE_INSTANCE:
        if (tk_value_is_builtin(self->pool, object.value, TK_BUILTIN_NONE))
            return TK_FACT_BOTTOM;   // AttributeError: this way leads nowhere
        if (!project && row.dims.i) {
            tk_fact item = tk_fields_load(self, object, name);
            if (item.value.i != TK_BOTTOM.i)
                return item;
        }
        return project ? tk_member_of_project(self, object, project, name, node)
                       : tk_member_of_catalog(self, object, (tk_class_id){row.ref}, name, node);
    case TK_VALUE_CLASS:
        if (project) {
            const tk_fact *member = tk_project_member(self, project, name);
            if (member && tk_value_kind_of(self->pool, member->value) == TK_VALUE_DEF &&
                (tk_value_of(self->pool, member->value)->flags & TK_FLAG_CLASS_METHOD))
                return tk_member_bind(self, tk_fact_of(tk_project_instance(self, project)), *member,
                                   node);
            tk_class_id base = tk_project_catalog_base(self, project);
            if (member && base.i && tk_class_of(self->catalog, base)->enumeration &&
                tk_value_kind_of(self->pool, member->value) != TK_VALUE_DEF)
                return tk_fact_of(tk_project_instance(self, project));
            return member ? *member : TK_FACT_UNKNOWN;
        } else {
            tk_name cls = tk_class_of(self->catalog, (tk_class_id){row.ref})->name;
            tk_fact found = tk_module_member(self, cls, name, node);
            if (found.value.i != TK_UNKNOWN.i)
                return found;
            const tk_member *member =
                tk_class_member(self->catalog, (tk_class_id){row.ref}, name);
            return member && member->function.i ? unbound_method(self, member->function)
                                                : TK_FACT_UNKNOWN;
        }
    case TK_VALUE_DEF:
        return row.items.i ? TK_FACT_UNKNOWN
                           : function_attribute(self, &self->program.defs.at[row.ref], name);
    case TK_VALUE_FUNCTION: {
        // A function that is an object with methods: add.reduce.
        tk_class_id cls = row.items.i ? (tk_class_id){0}
                                      : tk_function_of(self->catalog,
                                                       (tk_function_id){row.ref})->cls;
        if (cls.i)
            return tk_member_of_catalog(self, object, cls, name, node);
        // chain.from_iterable: a class to Python, two functions to the models
        tk_name own = tk_function_of(self->catalog, (tk_function_id){row.ref})->name;
        return row.items.i ? TK_FACT_UNKNOWN : tk_module_member(self, own, name, node);
    }
    default:
        return TK_FACT_UNKNOWN;
    }
}

// Of what is not known, `shape` is most likely what it is of everything that has one: a tuple of numbers.
static tk_fact sizes(tk_infer *self, tk_fact object, tk_name name, tk_fact found, tk_node node)
{
    bool open = object.value.i == TK_UNKNOWN.i ||
                tk_project_class_index(tk_instance_class(self, object.value).i);
    if (!open || !tk_slice_is(tk_names_text(self->names, name), "shape"))
        return found;
    tk_value number = tk_value_builtin(self->pool, TK_BUILTIN_INT);
    tk_fact made = tk_made(self, tk_value_tuple_of(self->pool, number), node, TK_HOW_EVIDENCE, object);
    made.certainty = tk_certainty_least(object.certainty, TK_LIKELY);
    return made;
}

tk_fact tk_member_load(tk_infer *self, tk_fact object, tk_name name, tk_node node)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, object.value, members);
    for (uint32_t i = 0; i < count; i++) {
        tk_fact one = object;
        one.value = members[i];
        all = tk_join(self, all, member_of_value(self, one, name, node));
    }
    all.certainty = tk_certainty_least(all.certainty, object.certainty);
    return all.value.i == TK_UNKNOWN.i ? sizes(self, object, name, all, node) : all;
}

bool tk_member_is_known(tk_infer *self, tk_value object, tk_name name)
{
    tk_value found = tk_member_load(self, tk_fact_of(object), name, (tk_node){0}).value;
    return found.i != TK_BOTTOM.i && found.i != TK_UNKNOWN.i;
}

static void store_attribute(tk_infer *self, uint32_t project_class, tk_name name, tk_fact value)
{
    tk_class_attribute *place = tk_link_class_attribute(self, project_class, name);
    tk_project_class *made = &self->program.classes.at[project_class];
    if (!place)
        place = tk_class_rows_add(&made->attributes, (tk_class_attribute){
            .name = name, .fact = TK_FACT_BOTTOM, .before = TK_FACT_BOTTOM, .base = TK_FACT_BOTTOM});
    value.keyed = 0;
    if (made->home.module)   // other modules make objects of it too
        value.certainty = tk_certainty_least(value.certainty, TK_LIKELY);
    self->touched++;
    tk_fact joined = tk_join(self, place->fact, value);
    joined.value = tk_container_merge_sites(self, joined.value);
    if (!tk_fact_equal(joined, place->fact) && self->round == 1)
        self->changes++;
    place->fact = joined;
}

// `solve.memo = {}`: of a function of this file.
static void store_function_attribute(tk_infer *self, tk_def *def, tk_name name, tk_fact value)
{
    tk_class_attribute *place = tk_class_rows_find(&def->attributes, name);
    if (!place)
        place = tk_class_rows_add(&def->attributes, (tk_class_attribute){
            .name = name, .fact = TK_FACT_BOTTOM, .before = TK_FACT_BOTTOM, .base = TK_FACT_BOTTOM});
    value.keyed = 0;
    tk_fact joined = tk_join(self, place->fact, value);
    if (!tk_fact_equal(joined, place->fact) && self->round == 1)
        self->changes++;
    place->fact = joined;
}

void tk_member_store(tk_infer *self, tk_fact object, tk_name name, tk_fact value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, object.value, members);
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        uint32_t project = tk_project_class_index(row->ref);
        bool holds = row->kind == TK_VALUE_INSTANCE || row->kind == TK_VALUE_CLASS;
        bool function = row->kind == TK_VALUE_DEF && !row->items.i;
        if (holds && project)
            store_attribute(self, project, name, value);
        else if (function && !self->program.defs.at[row->ref].home.module)
            store_function_attribute(self, &self->program.defs.at[row->ref], name, value);
        else if (!tk_member_is_namespace(self, members[i]))
            remember_attribute(self, name);
    }
    bool table = tk_value_of(self->pool, object.value)->object.i &&
                 tk_value_family(self->pool, object.value) == TK_FAMILY_OBJECT;
    if (table)
        tk_container_add(self, object, tk_fact_of(tk_value_text(self->pool, TK_BUILTIN_STR, name)), value);
    tk_container_outlive(self, value, TK_LIFETIME_SELF);
}
