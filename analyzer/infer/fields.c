#include "infer/fields.h"

#include <string.h>

enum { BASES_DEEP = 16 };

// --- declarations ----------------------------------------------------------------------------------

// `ClassVar[...]` and `KW_ONLY` declare no field.
static bool declares_field(tk_infer *self, tk_node annotation)
{
    tk_slice text = tk_node_text(self->nodes, annotation);
    static const char *const others[] = {"ClassVar", "KW_ONLY"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        tk_slice word = tk_slice_of(others[i]);
        for (size_t at = 0; at + word.len <= text.len; at++)
            if (tk_slice_equal((tk_slice){text.at + at, word.len}, word))
                return false;
    }
    return true;
}

static bool is_field_call(tk_infer *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    return row->kind == TK_VALUE_INSTANCE && row->flags & TK_FLAG_FIELD;
}

// `x: T`, `x: T = v`, `x: T = field(...)`, `x = attr.ib(...)`; false for what is no field.
static bool read_field(tk_infer *self, const tk_frame *body, const tk_instr *store,
                       tk_class_field *field)
{
    const tk_instr *value = &body->code->instrs.at[store->b];
    bool typed = value->op == TK_OP_TYPED;
    tk_temp given = typed ? value->b : store->b;
    tk_fact fallback = given ? body->temps[given] : TK_FACT_BOTTOM;
    bool call = is_field_call(self, fallback.value);
    *field = (tk_class_field){.name = {store->c}, .fact = TK_FACT_BOTTOM, .fallback = fallback};
    if (call) {
        field->bits = (uint8_t)tk_value_of(self->pool, fallback.value)->literal;
        field->fallback = TK_FACT_BOTTOM;
    }
    if (!typed)
        return call;
    field->annotation = (tk_node){value->a};
    field->fact = tk_annotation_value(self, field->annotation, body->code->scope);
    return declares_field(self, field->annotation);
}

// The compiler compares what is static by `==` and hash, which arrays do not have.
static void nominate_static(tk_infer *self, tk_frame *body, const tk_class_field *field)
{
    tk_node site = tk_node_parent(self->nodes, field->annotation);
    if (!(field->bits & TK_FIELD_STATIC) || !field->annotation.i ||
        tk_value_family(self->pool, field->fact.value) != TK_FAMILY_ARRAY)
        return;
    tk_nominate(self, body, (tk_nomination){
        .kind = TK_SITE_STATIC_ARGUMENT, .part = TK_PART_ALL, .site = site,
        .key = field->annotation, .fact = field->fact, .container = TK_FACT_BOTTOM});
}

void tk_fields_registered(tk_infer *self, uint32_t project_class, tk_name static_name)
{
    for (uint32_t i = 0; i < self->program.classes.at[project_class].fields.len; i++) {
        tk_class_field field = self->program.classes.at[project_class].fields.at[i];
        bool is_static = static_name.i ? field.name.i == static_name.i : (field.bits & TK_FIELD_MARKED) != 0;
        if (!is_static)
            continue;
        field.bits |= TK_FIELD_STATIC;
        nominate_static(self, self->top, &field);
    }
}

void tk_fields_read(tk_infer *self, tk_frame *body, uint32_t project_class)
{
    self->program.classes.at[project_class].fields.len = 0;
    for (uint32_t i = 1; i < body->code->instrs.len; i++) {
        tk_class_field field;
        const tk_instr *instr = &body->code->instrs.at[i];
        if (instr->op != TK_OP_STORE || !read_field(self, body, instr, &field))
            continue;
        nominate_static(self, body, &field);
        tk_vec_push(&self->program.classes.at[project_class].fields, field);
    }
}

static void add_fields(tk_infer *self, uint32_t project_class, tk_field_list *list, int deep)
{
    const tk_project_class *made = &self->program.classes.at[project_class];
    for (uint32_t i = 0; deep > 0 && i < made->bases.len; i++) {
        const tk_value_row *row = tk_value_of(self->pool, made->bases.at[i].value);
        uint32_t base = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        if (base)
            add_fields(self, base, list, deep - 1);
    }
    for (uint32_t i = 0; i < made->fields.len; i++) {
        const tk_class_field *field = &made->fields.at[i];
        uint32_t k = 0;
        while (k < list->len && list->at[k]->name.i != field->name.i)
            k++;
        if (k < list->len)
            list->at[k] = field;
        else
            tk_vec_push(list, field);
    }
}

void tk_fields_of(tk_infer *self, uint32_t project_class, tk_field_list *list)
{
    add_fields(self, project_class, list, BASES_DEEP);
}

// --- instances -------------------------------------------------------------------------------------

// What a call passes for each field, in their order; BOTTOM where nothing is passed or known.
static bool passed_for(const tk_field_list *fields, const tk_argument *arguments, uint32_t count,
                       tk_fact *passed)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < fields->len; i++)
        passed[i] = fields->at[i]->fallback;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t k = 0;
        if (arguments[i].kind == TK_OPERAND_PLAIN) {
            while (next < fields->len && fields->at[next]->bits & TK_FIELD_NO_INIT)
                next++;
            k = next++;
        } else if (arguments[i].kind == TK_OPERAND_KEYWORD) {
            while (k < fields->len && fields->at[k]->name.i != arguments[i].name.i)
                k++;
        } else {
            return false;
        }
        if (k >= fields->len)
            return false;
        passed[k] = arguments[i].fact;
    }
    return true;
}

static bool by_value(tk_infer *self, tk_value value)
{
    tk_hash_set hash = tk_infer_hash(self, value);
    return hash.value && !hash.raises && !hash.identity && !hash.unknown;
}

// The hash of a dataclass is that of some fields: only those that do not hash by value matter.
static tk_fact with_items(tk_infer *self, tk_fact instance, const tk_field_list *fields,
                          const tk_fact *passed, bool all)
{
    tk_value_row row = *tk_value_of(self->pool, instance.value);
    uint32_t items[TK_ITEMS_MOST], count = 0;
    for (uint32_t i = 0; i < fields->len; i++) {
        tk_value value = passed[i].value.i == TK_BOTTOM.i ? TK_UNKNOWN : passed[i].value;
        bool skipped = fields->at[i]->bits & TK_FIELD_UNHASHED || by_value(self, value);
        if (!all && skipped)
            continue;
        if (count == TK_ITEMS_MOST)
            return instance;
        items[count++] = value.i;
        tk_hash_set hash = tk_infer_hash(self, value);
        if (hash.raises || hash.identity)
            instance.origin = passed[i].origin;
        instance.certainty = tk_certainty_least(instance.certainty, passed[i].certainty);
    }
    // None: another hash than that of unknown fields.
    if (!count && !all)
        items[count++] = tk_value_none(self->pool).i;
    row.items = tk_pool_seq(self->pool, items, count);
    instance.value = tk_pool_intern(self->pool, row);
    return instance;
}

static bool is_named_tuple(tk_infer *self, uint32_t project_class)
{
    tk_class_id base = tk_project_catalog_base(self, project_class);
    return base.i && tk_class_of(self->catalog, base)->family == TK_FAMILY_TUPLE;
}

// `object.__setattr__(self, "shape", tuple(shape))`: what is passed is not what the fields hold then.
static bool is_rebuilt(tk_infer *self, tk_value instance)
{
    tk_value method = tk_member_special(self, instance, "__post_init__");
    if (tk_value_kind_of(self->pool, method) != TK_VALUE_DEF)
        return false;
    uint32_t def = tk_value_of(self->pool, method)->ref;
    const tk_code *code = tk_code_of_def(self, def);
    for (uint32_t i = 1; code && i < code->instrs.len; i++)
        if (code->instrs.at[i].op == TK_OP_SET_ATTRIBUTE)
            return true;
    tk_slice text = tk_node_text(self->nodes, self->program.defs.at[def].node);
    tk_slice word = TK_SLICE("__setattr__");
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (memcmp(text.at + at, word.at, word.len) == 0)
            return true;
    return false;
}

tk_fact tk_fields_fill(tk_infer *self, tk_fact instance, const tk_argument *arguments,
                       uint32_t count)
{
    enum { MOST = 64 };
    tk_fact passed[MOST];
    tk_field_list fields = {0};
    uint32_t project = tk_project_class_index(tk_value_of(self->pool, instance.value)->ref);
    bool tuple = is_named_tuple(self, project);
    bool generated = tuple || tk_project_dataclass(self, project);
    bool own = tk_member_special(self, instance.value, tuple ? "__new__" : "__init__").i !=
               TK_BOTTOM.i;
    tk_fields_of(self, project, &fields);
    if (generated && !own && tk_project_bases_known(self, project) && fields.len &&
        fields.len <= MOST && passed_for(&fields, arguments, count, passed)) {
        for (uint32_t i = 0; i < fields.len; i++) {
            tk_fact value = passed[i];
            value.certainty = tk_certainty_least(value.certainty, TK_LIKELY);
            if (value.value.i != TK_BOTTOM.i && value.value.i != TK_UNKNOWN.i)
                tk_member_store(self, instance, fields.at[i]->name, value);
        }
        if (tk_class_ref_hash(self, (tk_class_ref){tk_value_of(self->pool, instance.value)->ref}) ==
                TK_HASH_ITEMS &&
            (tuple || !is_rebuilt(self, instance.value)))
            instance = with_items(self, instance, &fields, passed, tuple);
    }
    tk_vec_free(&fields);
    return instance;
}

tk_fact tk_fields_replace(tk_infer *self, tk_fact instance, const tk_argument *arguments, uint32_t count)
{
    TK_VEC(tk_argument) all = {0};
    tk_field_list fields = {0};
    tk_value_row row = *tk_value_of(self->pool, instance.value);
    uint32_t project = tk_project_class_index(row.ref);
    bool tuple = is_named_tuple(self, project);
    tk_fields_of(self, project, &fields);
    for (uint32_t i = 0; i < fields.len; i++) {
        tk_argument one = {.kind = TK_OPERAND_KEYWORD, .name = fields.at[i]->name, .fact = TK_FACT_UNKNOWN};
        if (tuple && tk_value_item_count(self->pool, instance.value) == fields.len)
            one.fact = tk_fact_at(tk_value_item(self->pool, instance.value, i), instance.origin,
                                  instance.certainty);
        bool init = !(fields.at[i]->bits & TK_FIELD_NO_INIT);
        for (uint32_t k = 0; k < count; k++)
            if (arguments[k].kind == TK_OPERAND_KEYWORD && arguments[k].name.i == one.name.i)
                one = arguments[k];
        if (init)
            tk_vec_push(&all, one);
    }
    row.items = (tk_seq){0};
    instance.value = tk_pool_intern(self->pool, row);
    instance = tk_fields_fill(self, instance, all.at, all.len);
    tk_vec_free(&all);
    tk_vec_free(&fields);
    return instance;
}

tk_fact tk_fields_load(tk_infer *self, tk_fact instance, tk_name name)
{
    const tk_value_row *row = tk_value_of(self->pool, instance.value);
    uint32_t project = row->kind == TK_VALUE_INSTANCE ? tk_project_class_index(row->ref) : 0;
    tk_field_list fields = {0};
    tk_fact found = TK_FACT_BOTTOM;
    bool tuple = tk_value_family(self->pool, instance.value) == TK_FAMILY_TUPLE;
    for (uint32_t i = 0; tuple && i < tk_seq_length(self->pool, row->dims); i++)
        if (tk_seq_at(self->pool, row->dims, i) == name.i &&
            i < tk_value_item_count(self->pool, instance.value)) {
            found = instance;
            found.value = tk_value_item(self->pool, instance.value, i);
            return found;
        }
    if (!project || !row->items.i || !is_named_tuple(self, project))
        return found;
    tk_fields_of(self, project, &fields);
    for (uint32_t i = 0; i < fields.len && fields.len == tk_value_item_count(self->pool, instance.value);
         i++)
        if (fields.at[i]->name.i == name.i) {
            found = instance;
            found.value = tk_value_item(self->pool, instance.value, i);
        }
    tk_vec_free(&fields);
    return found.value.i == TK_UNKNOWN.i ? TK_FACT_BOTTOM : found;
}
