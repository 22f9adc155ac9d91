// Transfers of decorators that write the methods of a class, and of what its fields are declared with.
#include "transfer/transfer.h"

#include "infer/fields.h"

static bool defines_hash(tk_infer *self, uint32_t project)
{
    tk_name hash = tk_names_add(self->names, TK_SLICE("__hash__"));
    const tk_project_class *made = &self->program.classes.at[project];
    for (uint32_t i = 0; i < made->members.len; i++)
        if (made->members.at[i].name.i == hash.i)
            return true;
    return false;
}

// eq=True (the default) without frozen or unsafe_hash sets __hash__ to None, unless the class
// defines one itself; frozen makes it the hash of the fields.
static uint8_t dataclass_hash(tk_infer *self, const tk_call *call, uint32_t project, bool froze)
{
    int eq = tk_role_flag(self, call, TK_ROLE_EQ, 1);
    int frozen = froze ? 1 : tk_role_flag(self, call, TK_ROLE_FROZEN, 0);
    int unsafe = tk_role_flag(self, call, TK_ROLE_UNSAFE_HASH, 0);
    if (defines_hash(self, project) || call->spread)
        return TK_HASH_INHERIT;
    if (unsafe == 1 || (eq == 1 && frozen == 1))
        return TK_HASH_ITEMS;
    return eq == 1 && frozen == 0 && unsafe == 0 ? TK_HASH_RAISES : TK_HASH_VALUE;
}

static tk_fact dataclass(tk_infer *self, const tk_call *call, bool froze)
{
    tk_fact first = call->count && call->arguments[0].kind == TK_OPERAND_PLAIN
                        ? call->arguments[0].fact : TK_FACT_BOTTOM;
    const tk_value_row *row = tk_value_of(self->pool, first.value);
    uint32_t project = tk_project_class_index(row->ref);
    tk_symbol own = tk_catalog_symbol(self->catalog, call->function->name);
    if (first.value.i == TK_BOTTOM.i && own.kind == TK_SYMBOL_FUNCTION)   // @dataclass(frozen=True)
        return tk_call_later(self,
                             tk_fact_of(tk_value_function(self->pool, own.function, TK_BOTTOM)),
                             call->arguments, call->count);
    if (row->kind != TK_VALUE_CLASS || !project)
        return TK_FACT_UNKNOWN;
    self->program.classes.at[project].hash = dataclass_hash(self, call, project, froze);
    self->program.classes.at[project].dataclass = true;
    // What a library does with all instances of a class may need their hash.
    tk_nominate(self, self->top, (tk_nomination){
        .kind = TK_SITE_DATACLASS_FIELD, .part = TK_PART_ALL, .site = call->node,
        .key = call->node, .fact = tk_fact_of(tk_project_instance(self, project)),
        .container = TK_FACT_BOTTOM, .by_model = true});
    return first;
}

tk_fact tk_transfer_DATACLASS(tk_infer *self, const tk_call *call)
{
    return dataclass(self, call, false);
}

tk_fact tk_transfer_FROZEN_DATACLASS(tk_infer *self, const tk_call *call)
{
    return dataclass(self, call, true);
}

// The items of a tuple of named items, with those that keywords name replaced.
static tk_fact other_items(tk_infer *self, const tk_call *call, tk_fact x, tk_seq names)
{
    tk_value_row row = *tk_value_of(self->pool, x.value);
    uint32_t items[TK_ITEMS_MOST], count = tk_value_item_count(self->pool, x.value);
    for (uint32_t i = 0; i < count && i < TK_ITEMS_MOST; i++) {
        items[i] = tk_value_item(self->pool, x.value, i).i;
        for (uint32_t k = 0; k < call->count; k++) {
            const tk_argument *argument = &call->arguments[k];
            if (argument->kind != TK_OPERAND_KEYWORD || tk_seq_at(self->pool, names, i) != argument->name.i)
                continue;
            items[i] = argument->fact.value.i;
            x.certainty = tk_certainty_least(x.certainty, argument->fact.certainty);
            tk_hash_set hash = tk_infer_hash(self, argument->fact.value);
            if (hash.raises || hash.identity)
                x.origin = argument->fact.origin;
        }
    }
    row.items = tk_pool_seq(self->pool, items, count);
    x.value = tk_pool_intern(self->pool, row);
    return x;
}

tk_fact tk_transfer_REPLACED(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X];
    tk_value_row row = *tk_value_of(self->pool, x.value);
    uint32_t project = row.kind == TK_VALUE_INSTANCE ? tk_project_class_index(row.ref) : 0;
    uint32_t count = tk_value_item_count(self->pool, x.value);
    if (call->spread || count > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    if (!project)
        return row.dims.i && tk_seq_length(self->pool, row.dims) == count
                   ? other_items(self, call, x, row.dims) : x;
    return tk_fields_replace(self, x, call->arguments, call->count);
}

// register_dataclass(Point, meta_fields=["name"]), or @register_dataclass, which reads the metadata of fields.
tk_fact tk_transfer_REGISTERED(tk_infer *self, const tk_call *call)
{
    tk_fact cls = call->roles[TK_ROLE_FUNCTION], names[TK_ITEMS_MOST];
    const tk_value_row *row = tk_value_of(self->pool, cls.value);
    uint32_t project = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
    tk_name name;
    if (!project || call->spread)
        return cls.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : cls;
    if (!tk_has_role(call, TK_ROLE_STATIC_NAMES)) {
        tk_fields_registered(self, project, (tk_name){0});
        return cls;
    }
    uint32_t count = tk_all_elements(self, call->roles[TK_ROLE_STATIC_NAMES],
                                     call->role_nodes[TK_ROLE_STATIC_NAMES], names);
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_as_text(self->pool, names[i].value, &name))
            tk_fields_registered(self, project, name);
    return cls;
}

// `metadata={"static": True}`
static bool marks_static(tk_infer *self, const tk_call *call)
{
    tk_fact metadata = call->roles[TK_ROLE_STATIC];
    tk_name word = tk_names_add(self->names, TK_SLICE("static"));
    if (tk_value_family(self->pool, metadata.value) != TK_FAMILY_MAPPING)
        return false;
    tk_fact said = tk_container_at(self, metadata, tk_value_text(self->pool, TK_BUILTIN_STR, word));
    return said.value.i != TK_BOTTOM.i && tk_value_truth(self->pool, said.value) == 1;
}

tk_fact tk_transfer_FIELD(tk_infer *self, const tk_call *call)
{
    tk_value made = call->function->type
                        ? tk_value_from_type(self->pool, call->function->type, TK_BOTTOM) : TK_UNKNOWN;
    tk_value_row row = *tk_value_of(self->pool, made);
    bool none = !tk_has_role(call, TK_ROLE_HASHED) || tk_role_is_none(self, call, TK_ROLE_HASHED);
    // Compared by another function: what it makes of the value is what is hashed.
    int hashed = tk_role_flag(self, call, none ? TK_ROLE_COMPARED : TK_ROLE_HASHED, 1);
    if (row.kind != TK_VALUE_INSTANCE || call->spread)
        return TK_FACT_UNKNOWN;
    row.flags |= TK_FLAG_FIELD;
    row.literal = (hashed == 1 ? 0 : TK_FIELD_UNHASHED) |
                  (tk_role_flag(self, call, TK_ROLE_STATIC, 0) == 1 ||
                           tk_role_flag(self, call, TK_ROLE_DYNAMIC, 1) == 0
                       ? TK_FIELD_STATIC : 0) |
                  (marks_static(self, call) ? TK_FIELD_MARKED : 0) |
                  (tk_role_flag(self, call, TK_ROLE_INIT, 1) == 0 ? TK_FIELD_NO_INIT : 0);
    return tk_fact_of(tk_pool_intern(self->pool, row));
}
