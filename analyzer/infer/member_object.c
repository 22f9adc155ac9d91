// Attributes of instances: of the classes of libraries and of the project.
#include "infer/member.h"

#include "infer/fields.h"

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

bool tk_member_is_namespace(tk_infer *self, tk_value value)
{
    tk_class_id cls = tk_value_catalog_class(self->pool, value);
    tk_name getter = tk_infer_name(self, "__getattr__");
    const tk_member *member = cls.i ? tk_class_member(self->catalog, cls, getter) : NULL;
    return member && member->transfer == TK_TRANSFER_VALUE_OF && tk_value_of(self->pool, value)->object.i;
}

tk_fact tk_member_of_catalog(tk_infer *self, tk_fact object, tk_class_id cls, tk_name name,
                             tk_node node)
{
    const tk_member *member = tk_class_member(self->catalog, cls, name);
    if (tk_names_text(self->names, name).at[0] == '_' && tk_member_is_namespace(self, object.value))
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
tk_fact tk_member_bind(tk_infer *self, tk_fact object, tk_fact found, tk_node node)
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
    bound.flags |= tk_may_be_derived(self, object) ? TK_FLAG_OPEN : 0;
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

// A method that derived classes have to write, and of which nothing else is said: it raises, or has no
// statements but its documentation.
static bool is_abstract(tk_infer *self, tk_value method)
{
    const tk_def *def = &self->program.defs.at[tk_value_of(self->pool, method)->ref];
    bool empty = def->code && (def->code->instrs.len == 1 ||
                               (def->code->instrs.len == 2 && def->code->instrs.at[1].op == TK_OP_CONST));
    bool told = def->result.value.i > TK_UNKNOWN.i &&
                !tk_value_is_builtin(self->pool, def->result.value, TK_BUILTIN_NONE);
    return !told && (def->never_returns || empty);
}

// `self.key(x)` where derived classes write their own `key`: it may be any of them.
static tk_fact bind_overridden(tk_infer *self, tk_fact object, uint32_t project_class, tk_name name,
                               tk_fact found, tk_node node)
{
    uint32_t derived[TK_UNION_MOST];
    uint32_t count = tk_may_be_derived(self, object)
                         ? tk_project_overriding(self, project_class, name, derived, TK_UNION_MOST) : 0;
    if (count && tk_value_kind_of(self->pool, found.value) == TK_VALUE_DEF && is_abstract(self, found.value))
        found = TK_FACT_BOTTOM;
    for (uint32_t i = 0; i < count; i++) {
        const tk_fact *own = tk_project_member(self, derived[i], name);
        object.value = tk_project_instance(self, derived[i]);
        if (!own || tk_value_kind_of(self->pool, own->value) != TK_VALUE_DEF)
            continue;
        tk_fact method = tk_member_bind(self, object, *own, node);
        tk_value_row row = *tk_value_of(self->pool, method.value);
        if (row.kind == TK_VALUE_DEF) {
            row.flags |= TK_FLAG_OPEN | TK_FLAG_OVERRIDES;
            method.value = tk_pool_intern(self->pool, row);
        }
        found = tk_join(self, found, method);
    }
    return found;
}

tk_fact tk_member_of_project(tk_infer *self, tk_fact object, uint32_t project_class,
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
        return bind_overridden(self, object, project_class, name,
                               tk_member_bind(self, object, *member, node), node);
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
    return base.i ? tk_member_of_catalog(self, object, base, name, node) : TK_FACT_UNKNOWN;
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
            return tk_member_bind(self, tk_fact_of(instance), *found, (tk_node){0}).value;
        cls = tk_project_catalog_base(self, project);
    }
    const tk_member *member = cls.i ? tk_class_member(self->catalog, cls, method) : NULL;
    return member && member->function.i
               ? tk_value_function(self->pool, member->function, instance) : TK_BOTTOM;
}
