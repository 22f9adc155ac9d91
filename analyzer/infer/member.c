// Attributes and names: of modules, instances, classes, the file and Python itself.
#include <string.h>

#include "base/hash.h"

#include "infer/fields.h"

static tk_name join_names(tk_infer *self, tk_name module, tk_name name)
{
    tk_slice left = tk_names_text(self->names, module), right = tk_names_text(self->names, name);
    tk_text text = {0};
    tk_text_add_slice(&text, left);
    if (!left.len || left.at[left.len - 1] != '.')
        tk_text_add_char(&text, '.');
    tk_text_add_slice(&text, right);
    tk_name joined = tk_names_add(self->names, (tk_slice){text.at, text.len});
    tk_text_free(&text);
    return joined;
}

// "package" and "part" give "package.part", "." and "part" give ".part". The same few are asked for again
// and again.
static tk_name joined_name(tk_infer *self, tk_name module, tk_name name)
{
    uint64_t hash = tk_hash_mix(module.i, name.i) >> 8;
    tk_joined_name *kept = &self->joined_names[hash % TK_NAMES_KEPT];
    if (!kept->joined.i || kept->module.i != module.i || kept->name.i != name.i)
        *kept = (tk_joined_name){module, name, join_names(self, module, name)};
    return kept->joined;
}

static tk_fact symbol_fact(tk_infer *self, tk_name qualified, tk_node node)
{
    tk_symbol symbol = tk_catalog_symbol(self->catalog, qualified);
    switch (symbol.kind) {
    case TK_SYMBOL_MODULE:
        return tk_fact_of(tk_value_module(self->pool, qualified));
    case TK_SYMBOL_CLASS:
        return tk_fact_of(tk_value_class(self->pool, (tk_class_ref){symbol.cls.i}));
    case TK_SYMBOL_FUNCTION:
        return tk_fact_of(tk_value_function(self->pool, symbol.function, TK_BOTTOM));
    case TK_SYMBOL_VALUE:
        return tk_made(self, tk_value_from_type(self->pool, symbol.type, TK_BOTTOM), node,
                       TK_HOW_MADE, TK_FACT_BOTTOM);
    default:
        return TK_FACT_UNKNOWN;
    }
}

tk_fact tk_module_member(tk_infer *self, tk_name module, tk_name name, tk_node node)
{
    return symbol_fact(self, joined_name(self, module, name), node);
}

tk_value tk_module_value(tk_infer *self, uint32_t link, tk_name spelled)
{
    int64_t found = tk_link_spelled(self, link, spelled);
    if (found <= 0)
        return TK_BOTTOM;
    tk_value_row row = *tk_value_of(self->pool, tk_value_module(self->pool, spelled));
    row.literal = (uint32_t)found;
    return tk_pool_intern(self->pool, row);
}

tk_fact tk_import_member(tk_infer *self, uint32_t link, tk_name spelled, tk_name name,
                         tk_node node)
{
    tk_fact found = tk_module_member(self, spelled, name, node);
    if (found.value.i != TK_UNKNOWN.i)
        return found;
    int64_t module = tk_link_spelled(self, link, spelled);
    found = module > 0 ? tk_link_member(self, (uint32_t)module, name) : TK_FACT_BOTTOM;
    if (found.value.i != TK_BOTTOM.i)
        return found;
    tk_value inner = tk_module_value(self, link, joined_name(self, spelled, name));
    return inner.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : tk_fact_of(inner);
}

bool tk_attribute_is_set(const tk_infer *self, tk_name name)
{
    return name.i < self->attributes_set.len && self->attributes_set.at[name.i];
}

// An attribute that the object has to be asked for, as a method without arguments has.
static tk_fact transferred(tk_infer *self, tk_fact object, const tk_member *member, tk_fact index,
                           tk_node node)
{
    tk_function attribute = {.transfer = member->transfer, .type = member->type,
                             .derives = member->derives};
    tk_call call = {.function = &attribute, .node = node, .receiver = object,
                    .context = self->top ? self->top->context : 0};
    for (int role = 0; role < TK_ROLE_END; role++)
        call.roles[role] = TK_FACT_BOTTOM;
    call.roles[TK_ROLE_X] = object;
    call.roles[TK_ROLE_INDEX] = call.roles[TK_ROLE_KEY] = index;
    return tk_transfer_apply(self, &call);
}

// `__getattr__` of a model: what attributes are that it does not list. The file may set others on an
// instance; those it sets anywhere are unknown everywhere.
static tk_fact open_attribute(tk_infer *self, tk_fact object, tk_class_id cls, tk_name name,
                              tk_node node)
{
    tk_name getter = tk_infer_name(self, "__getattr__");
    const tk_member *member = tk_class_member(self->catalog, cls, getter);
    bool typed = member && member->transfer == TK_TRANSFER_TYPE;
    if (!member || (typed && !member->type) || tk_names_text(self->names, name).at[0] == '_' ||
        tk_attribute_is_set(self, name))
        return TK_FACT_UNKNOWN;
    self->open_attributes = true;
    tk_fact made;
    if (typed)
        made = tk_made(self, tk_value_from_type(self->pool, member->type, object.value), node,
                       TK_HOW_DERIVED, object);
    else
        made = transferred(self, object, member,
                           tk_fact_of(tk_value_text(self->pool, TK_BUILTIN_STR, name)), node);
    made.certainty = tk_certainty_least(made.certainty, TK_LIKELY);
    return made;
}

static void remember_attribute(tk_infer *self, tk_name name)
{
    while (self->attributes_set.len <= name.i)
        tk_vec_push(&self->attributes_set, false);
    if (!self->attributes_set.at[name.i] && self->open_attributes)
        self->changes++;
    self->attributes_set.at[name.i] = true;
}

// A class without attributes of its own: those of an instance are what was stored under their names.
static bool is_namespace(tk_infer *self, tk_value value)
{
    tk_class_id cls = tk_value_catalog_class(self->pool, value);
    tk_name getter = tk_names_add(self->names, TK_SLICE("__getattr__"));
    const tk_member *member = cls.i ? tk_class_member(self->catalog, cls, getter) : NULL;
    return member && member->transfer == TK_TRANSFER_VALUE_OF && tk_value_of(self->pool, value)->object.i;
}

static tk_fact catalog_member(tk_infer *self, tk_fact object, tk_class_id cls, tk_name name,
                              tk_node node)
{
    const tk_member *member = tk_class_member(self->catalog, cls, name);
    if (tk_names_text(self->names, name).at[0] == '_' && is_namespace(self, object.value))
        tk_container_escape(self, object);   // its __dict__ may be changed
    if (!member)
        return open_attribute(self, object, cls, name, node);
    if (member->function.i) {
        tk_fact bound = object;
        bound.value = tk_value_function(self->pool, member->function, object.value);
        return bound;
    }
    bool own_type = member->type && member->type->kind == TK_TYPE_ITEM;
    if (member->transfer == TK_TRANSFER_TYPE && !own_type && !member->derives) {
        tk_fact made = tk_made(self, tk_value_from_type(self->pool, member->type, object.value), node,
                               TK_HOW_DERIVED, object);
        if (member->type && member->type->likely)
            made.certainty = tk_certainty_least(made.certainty, TK_LIKELY);
        return made;
    }
    return transferred(self, object, member, TK_FACT_BOTTOM, node);
}

// Binds a function found on the class to the instance it was asked of.
static tk_fact bind_member(tk_infer *self, tk_fact object, tk_fact found, tk_node node)
{
    const tk_value_row *row = tk_value_of(self->pool, found.value);
    if (row->kind != TK_VALUE_DEF || row->items.i || (row->flags & TK_FLAG_STATIC))
        return found;
    tk_value_row bound = *row;
    uint8_t flags = row->flags;   // interning moves the rows
    tk_value receiver = object.value;
    if (flags & TK_FLAG_CLASS_METHOD) {
        tk_class_ref cls = tk_instance_class(self, object.value);
        if (cls.i)
            receiver = tk_value_class(self->pool, cls);
    }
    bound.items = tk_pool_seq(self->pool, &receiver.i, 1);
    bound.flags &= (uint8_t)~TK_FLAG_PROPERTY;
    tk_fact method = tk_fact_at(tk_pool_intern(self->pool, bound), found.origin,
                                tk_certainty_least(found.certainty, object.certainty));
    if (flags & TK_FLAG_PROPERTY)
        return tk_call_value(self, method, NULL, 0, node);
    return method;
}

static tk_fact attribute_of(tk_infer *self, uint32_t project_class, tk_name name, int deep)
{
    const tk_class_attribute *own = tk_link_class_attribute(self, project_class, name);
    if (own) {
        tk_fact stored = self->round > 1 ? own->before : own->fact;
        self->touched += !tk_fact_equal(stored, own->base);
        if (stored.value.i != TK_BOTTOM.i)
            return stored;
    }
    for (uint32_t i = 0; deep > 0 && i < self->program.classes.at[project_class].bases.len; i++) {
        const tk_value_row *row = tk_value_of(
            self->pool, self->program.classes.at[project_class].bases.at[i].value);
        uint32_t base = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        tk_fact fact = base ? attribute_of(self, base, name, deep - 1) : TK_FACT_BOTTOM;
        if (fact.value.i != TK_BOTTOM.i)
            return fact;
    }
    return TK_FACT_BOTTOM;
}

// A class attribute that decides itself what the attribute of an instance is.
static bool is_descriptor(tk_infer *self, tk_value value)
{
    return tk_project_class_index(tk_instance_class(self, value).i) &&
           (tk_member_special(self, value, "__get__").i != TK_BOTTOM.i ||
            tk_member_special(self, value, "__set__").i != TK_BOTTOM.i);
}

static tk_fact descriptor_gives(tk_infer *self, tk_fact object, tk_fact descriptor, tk_node node)
{
    tk_fact owner = TK_FACT_UNKNOWN;
    bool found;
    owner.value = tk_value_class(self->pool, tk_instance_class(self, object.value));
    const tk_argument arguments[] = {{.fact = object, .kind = TK_OPERAND_PLAIN, .node = node},
                                     {.fact = owner, .kind = TK_OPERAND_PLAIN, .node = node}};
    tk_fact got = tk_call_special(self, descriptor, "__get__", arguments, 2, node, &found);
    return found ? got : TK_FACT_UNKNOWN;
}

// An annotation like `list[int] | Tensor`: what this file puts there need not be all of it.
static bool declares_several(tk_infer *self, tk_value annotated)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, annotated, members), things = 0;
    for (uint32_t i = 0; i < count; i++)
        things += !tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE);
    return things > 1;
}

static tk_fact project_member(tk_infer *self, tk_fact object, uint32_t project_class,
                              tk_name name, tk_node node)
{
    tk_fact item = tk_fields_load(self, object, name);
    if (item.value.i != TK_BOTTOM.i)
        return item;
    tk_fact stored = attribute_of(self, project_class, name, 16);
    const tk_fact *member = tk_project_member(self, project_class, name);
    // What the calls pass says more than what a field is annotated with, unless that is several things.
    if (member && !declares_several(self, member->value) && stored.value.i != TK_BOTTOM.i &&
        !tk_value_has_unknown(self->pool, stored.value) &&
        tk_origin_how(&self->origins, member->origin) == TK_HOW_ANNOTATION)
        member = NULL;
    if (member && tk_value_kind_of(self->pool, member->value) == TK_VALUE_DEF)
        return bind_member(self, object, *member, node);
    if (member && is_descriptor(self, member->value))
        return descriptor_gives(self, object, *member, node);
    if (member)
        stored = tk_join(self, stored, *member);
    // An attribute that is only annotated, of something that is only annotated: two guesses. The fields of a
    // dataclass are annotated for all who make one.
    if (object.certainty < TK_DEFINITE && object.origin.i &&   // a receiver has none
        !tk_project_dataclass(self, project_class) && tk_origin_how(&self->origins, stored.origin) == TK_HOW_ANNOTATION)
        stored.certainty = TK_POSSIBLE;
    stored.certainty = tk_certainty_least(stored.certainty, object.certainty);
    tk_fact used = stored.value.i == TK_UNKNOWN.i ? tk_evidence_attribute(self, project_class, name) : stored;
    if (used.value.i != TK_UNKNOWN.i)
        stored = used;
    if (stored.value.i != TK_BOTTOM.i)
        return stored;
    tk_class_id base = tk_project_catalog_base(self, project_class);
    return base.i ? catalog_member(self, object, base, name, node) : TK_FACT_UNKNOWN;
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
    return catalog_member(self, object, cls, name, node);
}

static tk_fact unbound_method(tk_infer *self, tk_function_id function)
{
    tk_value_row row = *tk_value_of(self->pool,
                                    tk_value_function(self->pool, function, TK_BOTTOM));
    row.flags |= TK_FLAG_UNBOUND;
    return tk_fact_of(tk_pool_intern(self->pool, row));
}

// A name that models know means the library; else the project's module, or one inside its package.
static tk_fact module_member(tk_infer *self, tk_value module, tk_name name, tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, module);
    tk_fact found = tk_module_member(self, (tk_name){row.ref}, name, node);
    if (found.value.i != TK_UNKNOWN.i)
        return found;
    found = row.literal ? tk_link_member(self, row.literal, name) : TK_FACT_BOTTOM;
    if (found.value.i != TK_BOTTOM.i)
        return found;
    uint32_t code = self->top ? self->program.scopes.list.at[self->top->code->scope].module : 0;
    tk_name dot = tk_names_add(self->names, TK_SLICE("."));
    tk_value part = row.literal   // a part that the package itself has imported
                        ? tk_module_value(self, row.literal, joined_name(self, dot, name)) : TK_BOTTOM;
    if (part.i != TK_BOTTOM.i)
        return tk_fact_of(part);
    tk_value inner = tk_module_value(self, code, joined_name(self, (tk_name){row.ref}, name));
    return inner.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : tk_fact_of(inner);
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
        return module_member(self, object.value, name, node);
    case TK_VALUE_INSTANCE:
        if (tk_value_is_builtin(self->pool, object.value, TK_BUILTIN_NONE))
            return TK_FACT_BOTTOM;   // AttributeError: this way leads nowhere
        if (!project && row.dims.i) {
            tk_fact item = tk_fields_load(self, object, name);
            if (item.value.i != TK_BOTTOM.i)
                return item;
        }
        return project ? project_member(self, object, project, name, node)
                       : catalog_member(self, object, (tk_class_id){row.ref}, name, node);
    case TK_VALUE_CLASS:
        if (project) {
            const tk_fact *member = tk_project_member(self, project, name);
            if (member && tk_value_kind_of(self->pool, member->value) == TK_VALUE_DEF &&
                (tk_value_of(self->pool, member->value)->flags & TK_FLAG_CLASS_METHOD))
                return bind_member(self, tk_fact_of(tk_project_instance(self, project)), *member,
                                   node);
            tk_class_id base = tk_project_catalog_base(self, project);
            if (member && base.i && tk_class_of(self->catalog, base)->enumeration &&
                tk_value_kind_of(self->pool, member->value) != TK_VALUE_DEF)
                return tk_fact_of(tk_project_instance(self, project));
            return member ? *member : TK_FACT_UNKNOWN;
        } else {
            tk_name cls = tk_class_of(self->catalog, (tk_class_id){row.ref})->name;
            tk_fact found = symbol_fact(self, joined_name(self, cls, name), node);
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
            return catalog_member(self, object, cls, name, node);
        // chain.from_iterable: a class to Python, two functions to the models
        tk_name own = tk_function_of(self->catalog, (tk_function_id){row.ref})->name;
        return row.items.i ? TK_FACT_UNKNOWN : symbol_fact(self, joined_name(self, own, name), node);
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
        else if (!is_namespace(self, members[i]))
            remember_attribute(self, name);
    }
    bool table = tk_value_of(self->pool, object.value)->object.i &&
                 tk_value_family(self->pool, object.value) == TK_FAMILY_OBJECT;
    if (table)
        tk_container_add(self, object, tk_fact_of(tk_value_text(self->pool, TK_BUILTIN_STR, name)), value);
    tk_container_outlive(self, value, TK_LIFETIME_SELF);
}

tk_value tk_member_special(tk_infer *self, tk_value instance, const char *name)
{
    const tk_value_row row = *tk_value_of(self->pool, instance);
    if (row.kind != TK_VALUE_INSTANCE)
        return TK_BOTTOM;
    tk_name method = tk_infer_name(self, name);
    tk_class_id cls = {row.ref};
    uint32_t project = tk_project_class_index(row.ref);
    if (project) {
        const tk_fact *found = tk_project_member(self, project, method);
        if (found)
            return bind_member(self, tk_fact_of(instance), *found, (tk_node){0}).value;
        cls = tk_project_catalog_base(self, project);
    }
    const tk_member *member = cls.i ? tk_class_member(self->catalog, cls, method) : NULL;
    return member && member->function.i
               ? tk_value_function(self->pool, member->function, instance) : TK_BOTTOM;
}

tk_fact tk_name_load(tk_infer *self, uint32_t scope, tk_name name, tk_node node)
{
    uint32_t module = self->program.scopes.list.at[scope].module;
    tk_fact found = TK_FACT_BOTTOM;
    if (module) {
        found = tk_link_member(self, module, name);
    } else {
        const tk_binding *binding = tk_scope_binding(&self->program.scopes, 1, name);
        if (binding && binding->kind == TK_BINDING_LOCAL)
            return tk_cell_load(self, 1, binding->slot);
        found = tk_link_starred(self, 0, name);
    }
    if (found.value.i != TK_BOTTOM.i)
        return found;
    tk_name builtins = tk_infer_name(self, "builtins");
    return tk_module_member(self, builtins, name, node);
}
