// Transfers of functions about functions, classes and Python numbers.
#include "transfer/transfer.h"

#include <ctype.h>
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
    bool bitwise = strstr(name.at, "and__") || strstr(name.at, "or__");   // xor too
    if (dtype == TK_DTYPE_BOOL && !bitwise)
        dtype = TK_DTYPE_INT64;
    if (divides && dtype <= TK_DTYPE_INT64)
        dtype = TK_DTYPE_FLOAT64;
    tk_fact result = tk_fact_of(dtype == TK_DTYPE_UNKNOWN ? TK_UNKNOWN
                                                          : tk_python_scalar(self, dtype));
    result.certainty = tk_certainty_least(call->roles[TK_ROLE_X].certainty,
                                          call->roles[TK_ROLE_Y].certainty);
    int exponent;   // a negative one makes a float of an int
    bool natural = tk_role_int(self, call, TK_ROLE_Y, &exponent) && exponent >= 0;
    if (strstr(name.at, "pow__") && dtype <= TK_DTYPE_INT64 && !natural)
        result.certainty = tk_certainty_least(result.certainty, TK_LIKELY);
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

// Where the first parameter is the class: super() finds plain functions and binds them to nothing.
static bool in_class_method(const tk_infer *self)
{
    return self->top && self->top->code->slot_count &&
           tk_value_kind_of(self->pool, self->top->slots[0].value) == TK_VALUE_CLASS;
}

tk_fact tk_transfer_SUPER(tk_infer *self, const tk_call *call)
{
    uint32_t project = self->top ? self->top->project_class : 0;
    // super(Base, self) starts behind a class that is not the one around it.
    const tk_value_row *from =
        call->count ? tk_value_of(self->pool, call->arguments[0].fact.value) : NULL;
    if (from && (from->kind != TK_VALUE_CLASS || tk_project_class_index(from->ref) != project))
        return TK_FACT_UNKNOWN;
    tk_class_id base = project ? tk_project_catalog_base(self, project) : (tk_class_id){0};
    for (uint32_t i = 0; project && i < self->program.classes.at[project].bases.len; i++) {
        const tk_value_row *row =
            tk_value_of(self->pool, self->program.classes.at[project].bases.at[i].value);
        uint32_t own = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        if (own && in_class_method(self))
            return tk_fact_of(tk_value_class(self->pool, (tk_class_ref){row->ref}));
        if (own)
            return tk_fact_of(self->program.defs.at[self->top->def].is_class_method
                                  ? tk_value_class(self->pool, (tk_class_ref){row->ref})
                                  : tk_project_instance(self, own));
    }
    return tk_fact_of(base.i ? tk_value_instance(self->pool, base) : TK_UNKNOWN);
}

// The names in "x y" or ["x", "y"], as they stand in the source.
static tk_seq names_in(tk_infer *self, tk_node node)
{
    tk_kind kind = node.i ? tk_node_kind(self->nodes, node) : TK_KIND_NONE;
    if (kind != TK_KIND_STRING && kind != TK_KIND_LIST && kind != TK_KIND_TUPLE)
        return (tk_seq){0};
    tk_slice text = tk_node_text(self->nodes, node);
    uint32_t names[TK_ITEMS_MOST], count = 0;
    for (size_t i = 0; i < text.len;) {
        size_t stop = i;
        while (stop < text.len && (isalnum((unsigned char)text.at[stop]) || text.at[stop] == '_'))
            stop++;
        if (stop > i && count == TK_ITEMS_MOST)
            return (tk_seq){0};
        if (stop > i)
            names[count++] = tk_names_add(self->names, (tk_slice){text.at + i, stop - i}).i;
        i = stop + 1;
    }
    return tk_pool_seq(self->pool, names, count);
}

static tk_fact named_tuple_class(tk_infer *self, const tk_call *call)
{
    tk_symbol symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (symbol.kind != TK_SYMBOL_FUNCTION || tk_has_role(call, TK_ROLE_DEFAULT))
        return TK_FACT_UNKNOWN;
    tk_value_row row = *tk_value_of(self->pool, tk_value_builtin(self->pool, TK_BUILTIN_TUPLE));
    row.dims = names_in(self, call->role_nodes[TK_ROLE_NAME]);
    return tk_fact_of(tk_value_function(self->pool, symbol.function,
                                        tk_pool_intern(self->pool, row)));
}

// Where an argument goes; the count of items when that is not known.
static uint32_t place_of(const tk_infer *self, const tk_argument *argument, uint32_t i, tk_seq names)
{
    if (argument->kind == TK_OPERAND_PLAIN)
        return i;
    for (uint32_t k = 0; argument->kind == TK_OPERAND_KEYWORD && k < tk_seq_length(self->pool, names);
         k++)
        if (tk_seq_at(self->pool, names, k) == argument->name.i)
            return k;
    return TK_ITEMS_MOST;
}

// namedtuple("Point", "x y") gives the function itself, bound to say that a call makes an instance: a
// tuple that knows the names of its items.
tk_fact tk_transfer_NAMED_TUPLE(tk_infer *self, const tk_call *call)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact made = tk_fact_of(TK_BOTTOM);
    if (call->receiver.value.i == TK_BOTTOM.i)
        return named_tuple_class(self, call);
    tk_seq names = tk_value_of(self->pool, call->receiver.value)->dims;
    if (tk_attribute_is_set(self, tk_infer_name(self, "__hash__")))
        return TK_FACT_UNKNOWN;   // `Point.__hash__ = ...`
    if (call->count > TK_ITEMS_MOST || (names.i && call->count != tk_seq_length(self->pool, names)))
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < call->count; i++) {
        uint32_t place = place_of(self, &call->arguments[i], i, names);
        if (place >= call->count)
            return TK_FACT_UNKNOWN;
        tk_fact item = call->arguments[i].fact;
        tk_hash_set hash = tk_infer_hash(self, item.value);
        if (!made.origin.i || hash.raises || hash.identity)
            made.origin = item.origin;
        made.certainty = tk_certainty_least(made.certainty, item.certainty);
        items[place] = item.value;
    }
    tk_value_row row = *tk_value_of(self->pool, tk_value_tuple(self->pool, items, call->count));
    row.dims = names;
    made.value = tk_pool_intern(self->pool, row);
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
    if (!call->count || call->arguments[0].kind != TK_OPERAND_PLAIN)
        return TK_FACT_UNKNOWN;
    return tk_call_later(self, call->arguments[0].fact, call->arguments + 1, call->count - 1);
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

static void add_static_number(tk_infer *self, const tk_def *def, tk_value number, bool *known,
                              uint32_t *statics)
{
    int place;
    if (!tk_value_as_int(self->pool, number, &place)) {
        *known = false;
        return;
    }
    place += place < 0 ? def->param_count : 0;
    if (place >= 0 && place < 32)
        *statics |= 1u << place;
}

static void add_static_name(tk_infer *self, const tk_def *def, tk_value text, bool *known,
                            uint32_t *statics)
{
    tk_name name;
    if (!tk_value_as_text(self->pool, text, &name)) {
        *known = false;
        return;
    }
    for (uint32_t i = 0; i < def->param_count && i < 32; i++)
        if (def->params[i].name.i == name.i)
            *statics |= 1u << i;
}

// `static_argnums=1`, `static_argnames=("mode", "width")`. False when they are not all known.
static bool read_statics(tk_infer *self, const tk_call *call, uint32_t index, uint32_t *statics)
{
    const tk_def *def = &self->program.defs.at[index];
    bool known = !call->spread;
    static const tk_role roles[] = {TK_ROLE_STATIC_NUMBERS, TK_ROLE_STATIC_NAMES};
    for (int i = 0; i < 2 && tk_has_role(call, roles[0]) + tk_has_role(call, roles[1]); i++) {
        tk_value said = call->roles[roles[i]].value;
        if (said.i == TK_BOTTOM.i || tk_role_is_none(self, call, roles[i]))
            continue;
        bool tuple = tk_value_family(self->pool, said) == TK_FAMILY_TUPLE &&
                     !(tk_value_of(self->pool, said)->flags & TK_FLAG_VARIADIC);
        uint32_t count = tuple ? tk_value_item_count(self->pool, said) : 1;
        for (uint32_t k = 0; k < count; k++) {
            tk_value one = tuple ? tk_value_item(self->pool, said, k) : said;
            (i ? add_static_name : add_static_number)(self, def, one, &known, statics);
        }
    }
    return known;
}

static tk_fact with_statics(tk_infer *self, tk_fact function, uint32_t statics)
{
    tk_value_row row = *tk_value_of(self->pool, function.value);
    row.literal = statics;
    function.value = tk_pool_intern(self->pool, row);
    return function;
}

static const uint8_t cache_flags[] = {[TK_CACHES_NOTHING] = 0, [TK_CACHES_ARGUMENTS] = TK_FLAG_CACHED,
                                      [TK_CACHES_OTHERS] = TK_FLAG_CACHED | TK_FLAG_KEYED};

// `cached(cache, key=f)` makes a decorator, itself bound to f; what f gives for the arguments is hashed.
static tk_fact make_cached(tk_infer *self, const tk_call *call)
{
    tk_symbol own = tk_catalog_symbol(self->catalog, call->function->name);
    tk_value key = call->roles[TK_ROLE_KEY].value;
    bool keyed = tk_has_role(call, TK_ROLE_KEY) && !tk_role_is_none(self, call, TK_ROLE_KEY);
    if (call->receiver.value.i == TK_BOTTOM.i)
        return own.kind != TK_SYMBOL_FUNCTION || call->spread
                   ? TK_FACT_UNKNOWN
                   : tk_fact_of(tk_value_function(self->pool, own.function,
                                                  tk_value_tuple(self->pool, &key, keyed)));
    tk_fact function = call->count ? call->arguments[0].fact : TK_FACT_UNKNOWN;
    const tk_value_row *row = tk_value_of(self->pool, function.value);
    key = tk_value_item(self->pool, call->receiver.value, 0);
    if (row->kind != TK_VALUE_DEF || (key.i != TK_BOTTOM.i && !is_function(self, tk_fact_of(key))))
        return is_function(self, function) && key.i == TK_BOTTOM.i ? function : TK_FACT_UNKNOWN;
    self->program.defs.at[row->ref].makes_key = key;
    if (key.i == TK_BOTTOM.i)
        nominate_annotations(self, call, row->ref);
    return flagged(self, function, key.i == TK_BOTTOM.i ? cache_flags[call->function->caches]
                                                        : TK_FLAG_CACHED | TK_FLAG_KEYED);
}

static bool takes_function(const tk_function *function)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (function->params[i].role == TK_ROLE_FUNCTION)
            return true;
    return false;
}

// `@lru_cache` is given the function, `@lru_cache(maxsize=8)` gives a decorator that is: called
// without a function, it is its own decorator.
tk_fact tk_transfer_FUNCTION(tk_infer *self, const tk_call *call)
{
    tk_fact function = call->roles[TK_ROLE_FUNCTION];
    tk_symbol self_symbol = tk_catalog_symbol(self->catalog, call->function->name);
    if (call->count > 0 && call->arguments[0].kind == TK_OPERAND_PLAIN &&
        is_function(self, call->arguments[0].fact))
        function = call->arguments[0].fact;
    const tk_value_row *row = tk_value_of(self->pool, function.value);
    if (call->function->caches && !takes_function(call->function))
        return make_cached(self, call);
    if (call->function->caches && row->kind == TK_VALUE_DEF)
        nominate_annotations(self, call, row->ref);
    const tk_type *type = call->function->type ? call->function->type : call->function->scalar;
    bool traces = call->function->stage == TK_STAGE_TRACED && type && type->kind == TK_TYPE_CLASS;
    uint32_t statics = 0;
    if (traces && row->kind == TK_VALUE_DEF && read_statics(self, call, row->ref, &statics)) {
        self->program.defs.at[row->ref].traced_as = type->cls;
        self->program.defs.at[row->ref].keeps_numbers = !call->function->type;
        return with_statics(self, flagged(self, function, TK_FLAG_TRACED), statics);
    }
    if (is_function(self, function))
        return flagged(self, function, cache_flags[call->function->caches]);
    if (traces)   // the options of a decorator
        return call->spread || self_symbol.kind != TK_SYMBOL_FUNCTION
                   ? TK_FACT_UNKNOWN
                   : tk_call_later(self, tk_fact_of(tk_value_function(
                                             self->pool, self_symbol.function, TK_BOTTOM)),
                                   call->arguments, call->count);
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

// @contextmanager: calling the generator gives what `with` takes its first item from.
tk_fact tk_transfer_OPENER(tk_infer *self, const tk_call *call)
{
    tk_fact function = call->roles[TK_ROLE_FUNCTION];
    const tk_value_row *row = tk_value_of(self->pool, function.value);
    const tk_type *type = call->function->type;
    if (row->kind != TK_VALUE_DEF || !self->program.defs.at[row->ref].generator || !type ||
        type->kind != TK_TYPE_CLASS)
        return TK_FACT_UNKNOWN;
    self->program.defs.at[row->ref].opens = type->cls;
    return function;
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
