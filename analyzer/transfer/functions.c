// Transfers of functions about functions, classes and Python numbers.
#include "transfer/transfer.h"

#include <string.h>

tk_fact tk_transfer_ARITHMETIC(tk_infer *self, const tk_call *call)
{
    tk_operand_array x = tk_array_of(self, call->roles[TK_ROLE_X].value);
    tk_operand_array y = tk_array_of(self, call->roles[TK_ROLE_Y].value);
    bool text = x.dtype == TK_DTYPE_STR || x.dtype == TK_DTYPE_BYTES ||
                y.dtype == TK_DTYPE_STR || y.dtype == TK_DTYPE_BYTES;
    if (!x.scalar || !y.scalar || text)
        return TK_FACT_UNKNOWN;
    tk_class_id cls = tk_value_catalog_class(self->pool, call->roles[TK_ROLE_Y].value);
    const tk_class *other = tk_class_of(self->catalog, cls);
    // A library's scalar beside a Python number gives that library's scalar.
    tk_class_id object = tk_pool_builtin(self->pool, TK_BUILTIN_INT);
    bool foreign = other->library.i != tk_class_of(self->catalog, object)->library.i;
    if (foreign)
        return TK_FACT_UNKNOWN;
    tk_dtype dtype = x.dtype > y.dtype ? x.dtype : y.dtype;
    tk_slice name = tk_names_text(self->names, call->function->name);
    bool divides = strstr(name.at, "truediv__") != NULL;
    if (dtype == TK_DTYPE_BOOL)
        dtype = TK_DTYPE_INT64;
    if (divides && dtype <= TK_DTYPE_INT64)
        dtype = TK_DTYPE_FLOAT64;
    tk_fact result = tk_fact_of(dtype == TK_DTYPE_UNKNOWN ? TK_UNKNOWN
                                                          : tk_python_scalar(self, dtype));
    result.certainty = tk_certainty_least(call->roles[TK_ROLE_X].certainty,
                                          call->roles[TK_ROLE_Y].certainty);
    return result;
}

tk_fact tk_transfer_CLASS_OF(tk_infer *self, const tk_call *call)
{
    tk_class_ref cls = tk_instance_class(self, call->roles[TK_ROLE_X].value);
    if (!cls.i || call->count != 1)
        return TK_FACT_UNKNOWN;
    // A subclass is possible: hashable all the same.
    return tk_fact_of(tk_value_class(self->pool, cls));
}

tk_fact tk_transfer_SUPER(tk_infer *self, const tk_call *call)
{
    (void)call;
    uint32_t project = self->top ? self->top->project_class : 0;
    tk_class_id base = project ? tk_project_catalog_base(self, project) : (tk_class_id){0};
    for (uint32_t i = 0; project && i < self->program.classes.at[project].bases.len; i++) {
        const tk_value_row *row =
            tk_value_of(self->pool, self->program.classes.at[project].bases.at[i].value);
        uint32_t own = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        if (own)
            return tk_fact_of(tk_project_instance(self, own));
    }
    return tk_fact_of(base.i ? tk_value_instance(self->pool, base) : TK_UNKNOWN);
}

// namedtuple("Point", "x y") gives the function itself, bound to say that a call makes an instance.
tk_fact tk_transfer_NAMED_TUPLE(tk_infer *self, const tk_call *call)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact made = tk_fact_of(TK_BOTTOM);
    tk_symbol symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (call->receiver.value.i == TK_BOTTOM.i)
        return symbol.kind != TK_SYMBOL_FUNCTION || tk_has_role(call, TK_ROLE_DEFAULT)
                   ? TK_FACT_UNKNOWN
                   : tk_fact_of(tk_value_function(self->pool, symbol.function,
                                                  tk_value_builtin(self->pool, TK_BUILTIN_TUPLE)));
    if (call->count > TK_ITEMS_MOST)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < call->count; i++) {
        if (call->arguments[i].kind != TK_OPERAND_PLAIN)
            return TK_FACT_UNKNOWN;   // in an order that only the names tell
        tk_fact item = call->arguments[i].fact;
        tk_hash_set hash = tk_infer_hash(self, item.value);
        if (!made.origin.i || hash.raises || hash.identity)
            made.origin = item.origin;
        made.certainty = tk_certainty_least(made.certainty, item.certainty);
        items[i] = item.value;
    }
    made.value = tk_value_tuple(self->pool, items, call->count);
    return made;
}

tk_fact tk_transfer_GETATTR(tk_infer *self, const tk_call *call)
{
    tk_name name;
    if (!tk_has_role(call, TK_ROLE_NAME) ||
        !tk_value_as_text(self->pool, call->roles[TK_ROLE_NAME].value, &name))
        return TK_FACT_UNKNOWN;
    tk_fact found = tk_member_load(self, call->roles[TK_ROLE_X], name, call->node);
    if (found.value.i == TK_BOTTOM.i)
        found = TK_FACT_UNKNOWN;
    if (tk_has_role(call, TK_ROLE_DEFAULT))
        found = tk_join(self, found, call->roles[TK_ROLE_DEFAULT]);
    return found;
}

tk_fact tk_transfer_CALL_OF(tk_infer *self, const tk_call *call)
{
    (void)self;
    (void)call;
    return TK_FACT_UNKNOWN;
}

// --- decorators ------------------------------------------------------------------------------------

static bool is_function(tk_infer *self, tk_fact fact)
{
    tk_value_kind kind = tk_value_kind_of(self->pool, fact.value);
    return kind == TK_VALUE_DEF || kind == TK_VALUE_FUNCTION || kind == TK_VALUE_CLASS;
}

static tk_fact flagged(tk_infer *self, tk_fact fact, uint8_t flags)
{
    tk_value_row row = *tk_value_of(self->pool, fact.value);
    if (row.kind != TK_VALUE_DEF)
        return fact.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : fact;
    row.flags |= flags;
    tk_def *def = &self->program.defs.at[row.ref];
    def->is_static |= (flags & TK_FLAG_STATIC) != 0;
    def->is_class_method |= (flags & TK_FLAG_CLASS_METHOD) != 0;
    def->is_property |= (flags & TK_FLAG_PROPERTY) != 0;
    fact.value = tk_pool_intern(self->pool, row);
    return fact;
}

// A decorator further out may hand the function something else than it is called with; those of a
// library are known not to.
static bool outer_decorators_known(tk_infer *self, tk_node node)
{
    if (tk_node_kind(self->nodes, node) != TK_KIND_DECORATOR)
        return true;
    tk_node at = tk_node_first(self->nodes, tk_node_parent(self->nodes, node));
    for (; at.i && at.i != node.i; at = tk_node_next(self->nodes, at)) {
        tk_node outer = tk_node_first(self->nodes, at);
        if (tk_node_kind(self->nodes, at) != TK_KIND_DECORATOR)
            continue;
        tk_value_kind kind = tk_value_kind_of(self->pool, tk_infer_fact(self, outer).value);
        if (kind != TK_VALUE_FUNCTION && kind != TK_VALUE_CLASS)
            return false;
    }
    return true;
}

// A parameter that must be an array, as its annotation says: no call can be answered from the cache.
// Containers are left to the calls, whose annotations often say list for a tuple.
static void nominate_annotations(tk_infer *self, const tk_call *call, uint32_t index)
{
    tk_def *def = &self->program.defs.at[index];
    for (uint32_t i = 0; i < def->param_count && outer_decorators_known(self, call->node); i++) {
        const tk_def_parameter *param = &def->params[i];
        if (!param->annotation.i || param->has_default)
            continue;
        tk_fact said = tk_annotation_value(self, param->annotation, def->parent_scope);
        if (tk_value_family(self->pool, said.value) != TK_FAMILY_ARRAY)
            continue;
        tk_nominate(self, self->top, (tk_nomination){
            .kind = TK_SITE_CACHED_ARGUMENT, .part = TK_PART_ALL, .site = call->node,
            .key = call->node, .fact = said, .container = TK_FACT_BOTTOM, .by_model = true});
        return;
    }
}

// `@lru_cache` is given the function, `@lru_cache(maxsize=8)` gives a decorator that is: called
// without a function, it is its own decorator.
tk_fact tk_transfer_FUNCTION(tk_infer *self, const tk_call *call)
{
    tk_fact function = call->roles[TK_ROLE_FUNCTION];
    if (call->count > 0 && call->arguments[0].kind == TK_OPERAND_PLAIN &&
        is_function(self, call->arguments[0].fact))
        function = call->arguments[0].fact;
    if (call->function->caches && tk_has_role(call, TK_ROLE_KEY))
        return TK_FACT_UNKNOWN;   // what is hashed is up to the key function
    const tk_value_row *row = tk_value_of(self->pool, function.value);
    if (call->function->caches && row->kind == TK_VALUE_DEF)
        nominate_annotations(self, call, row->ref);
    const tk_type *type = call->function->type;
    bool traces = call->function->stage == TK_STAGE_TRACED && type && type->kind == TK_TYPE_CLASS;
    if (traces && call->count == 1 && row->kind == TK_VALUE_DEF) {
        self->program.defs.at[row->ref].traced_as = type->cls;
        return flagged(self, function, TK_FLAG_TRACED);
    }
    if (is_function(self, function))
        return flagged(self, function, call->function->caches ? TK_FLAG_CACHED : 0);
    if (traces)   // options, of which some arguments may be static
        return TK_FACT_UNKNOWN;
    tk_symbol self_symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (self_symbol.kind == TK_SYMBOL_FUNCTION)
        return tk_fact_of(tk_value_function(self->pool, self_symbol.function, TK_BOTTOM));
    return TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_DECORATOR(tk_infer *self, const tk_call *call)
{
    // functools.wraps(f) decorates g: both are functions, so the call node tells the two apart.
    if (tk_node_kind(self->nodes, call->node) == TK_KIND_DECORATOR && call->count == 1)
        return call->arguments[0].fact;
    tk_symbol symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (symbol.kind == TK_SYMBOL_FUNCTION)
        return tk_fact_of(tk_value_function(self->pool, symbol.function, TK_BOTTOM));
    return TK_FACT_UNKNOWN;
}

tk_fact tk_transfer_PROPERTY(tk_infer *self, const tk_call *call)
{
    return flagged(self, call->roles[TK_ROLE_FUNCTION], TK_FLAG_PROPERTY);
}

tk_fact tk_transfer_STATIC_METHOD(tk_infer *self, const tk_call *call)
{
    return flagged(self, call->roles[TK_ROLE_FUNCTION], TK_FLAG_STATIC);
}

tk_fact tk_transfer_CLASS_METHOD(tk_infer *self, const tk_call *call)
{
    return flagged(self, call->roles[TK_ROLE_FUNCTION], TK_FLAG_CLASS_METHOD);
}

// eq=True (the default) without frozen or unsafe_hash sets __hash__ to None, unless the class
// defines one itself; frozen makes it the hash of the fields.
static uint8_t dataclass_hash(tk_infer *self, const tk_call *call, uint32_t project)
{
    tk_name hash = tk_names_add(self->names, TK_SLICE("__hash__"));
    int eq = tk_role_flag(self, call, TK_ROLE_EQ, 1);
    int frozen = tk_role_flag(self, call, TK_ROLE_FROZEN, 0);
    int unsafe = tk_role_flag(self, call, TK_ROLE_UNSAFE_HASH, 0);
    if (tk_project_member(self, project, hash) || call->spread)
        return TK_HASH_INHERIT;
    return eq == 1 && frozen == 0 && unsafe == 0 ? TK_HASH_RAISES : TK_HASH_VALUE;
}

tk_fact tk_transfer_DATACLASS(tk_infer *self, const tk_call *call)
{
    tk_fact first = call->count && call->arguments[0].kind == TK_OPERAND_PLAIN
                        ? call->arguments[0].fact : TK_FACT_BOTTOM;
    const tk_value_row *row = tk_value_of(self->pool, first.value);
    uint32_t project = tk_project_class_index(row->ref);
    if (row->kind != TK_VALUE_CLASS || !project)
        return TK_FACT_UNKNOWN;
    self->program.classes.at[project].hash = dataclass_hash(self, call, project);
    return first;
}
