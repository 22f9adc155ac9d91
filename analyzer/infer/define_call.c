// Calls of the file's own functions and classes: arguments to parameters, and what is hashed or changed
// by the call itself.
#include "infer/define.h"

#include "infer/fields.h"

static int64_t parameter_index(const tk_def *def, tk_name name)
{
    for (uint32_t i = 0; i < def->param_count; i++)
        if (def->params[i].name.i == name.i && def->params[i].kind != TK_PARAMETER_POSITIONAL)
            return i;
    return -1;
}

// What `*rest` gets: a tuple of the arguments that no other parameter took.
static tk_fact rest_tuple(tk_infer *self, const tk_fact_list *rest)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact tuple = tk_fact_of(TK_BOTTOM);
    if (rest->len > TK_ITEMS_MOST)
        return tk_define_rest(self, TK_PARAMETER_STAR);
    for (uint32_t i = 0; i < rest->len; i++) {
        tk_hash_set hash = tk_infer_hash(self, rest->at[i].value);
        if (!tuple.origin.i || hash.raises || hash.identity)
            tuple.origin = rest->at[i].origin;
        tuple.certainty = tk_certainty_least(tuple.certainty, rest->at[i].certainty);
        items[i] = rest->at[i].value;
    }
    tuple.value = tk_value_tuple(self->pool, items, rest->len);
    return tuple;
}

// What `**rest` gets: the keyword arguments that no parameter has the name of.
static tk_fact rest_mapping(tk_infer *self, const tk_def *def, const tk_argument *arguments,
                            uint32_t count)
{
    tk_fact all = TK_FACT_BOTTOM, rest = tk_define_rest(self, TK_PARAMETER_STARSTAR);
    tk_value names = TK_BOTTOM;
    for (uint32_t i = 0; i < count; i++) {
        if (arguments[i].kind == TK_OPERAND_STARSTAR)
            return rest;
        if (arguments[i].kind != TK_OPERAND_KEYWORD || parameter_index(def, arguments[i].name) >= 0)
            continue;
        tk_value name = tk_value_text(self->pool, TK_BUILTIN_STR, arguments[i].name);
        names = tk_value_join(self->pool, names, name);
        all = tk_join(self, all, arguments[i].fact);
    }
    if (all.value.i == TK_BOTTOM.i)
        return rest;
    tk_value items[2] = {names, all.value};
    all.value = tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_DICT), items, 2);
    return all;
}

// `f(*rows)`: each parameter that is left gets what iterating yields, or keeps its default.
static void spread_elements(tk_infer *self, const tk_def *def, const tk_argument *argument, uint32_t at,
                            tk_fact_list *facts)
{
    tk_fact element = tk_iterate(self, argument->fact, argument->node);
    if (element.value.i == TK_BOTTOM.i || element.value.i == TK_UNKNOWN.i)
        return;
    for (; at < def->param_count && def->params[at].kind <= TK_PARAMETER_NORMAL; at++)
        facts->at[at] = def->params[at].has_default ? tk_join(self, element, def->params[at].fallback)
                                                    : element;
}

// One fact per parameter; what is not passed has its default, else BOTTOM.
static void bind_parameters(tk_infer *self, uint32_t index, tk_fact receiver,
                            const tk_argument *arguments, uint32_t count, tk_fact_list *facts)
{
    const tk_def row = self->program.defs.at[index], *def = &row;   // linking moves the rows
    uint32_t at = 0;
    bool spread = false;
    tk_fact_list rest = {0};
    for (uint32_t i = 0; i < def->param_count; i++)
        tk_vec_push(facts, TK_FACT_BOTTOM);
    if (receiver.value.i != TK_BOTTOM.i && def->param_count)
        facts->at[at++] = receiver;
    for (uint32_t i = 0; i < count; i++) {
        const tk_argument *argument = &arguments[i];
        int64_t place = -1;
        if (argument->kind == TK_OPERAND_KEYWORD)
            place = parameter_index(def, argument->name);
        else if (argument->kind != TK_OPERAND_PLAIN) {
            if (argument->kind == TK_OPERAND_STAR && !spread)
                spread_elements(self, def, argument, at, facts);
            spread = true;
        } else if (at < def->param_count && def->params[at].kind <= TK_PARAMETER_NORMAL && !spread)
            place = at++;
        if (place >= 0 && def->params[place].kind != TK_PARAMETER_STARSTAR)
            facts->at[place] = argument->fact;
        else if (argument->kind == TK_OPERAND_PLAIN && !spread)
            tk_vec_push(&rest, argument->fact);
        else
            tk_container_escape(self, argument->fact);
    }
    for (uint32_t i = 0; i < def->param_count; i++) {
        const tk_def_parameter *param = &def->params[i];
        if (param->kind == TK_PARAMETER_STAR && !spread)
            facts->at[i] = rest_tuple(self, &rest);
        else if (param->kind == TK_PARAMETER_STARSTAR)
            facts->at[i] = rest_mapping(self, def, arguments, count);
        else if (param->kind == TK_PARAMETER_STAR)
            facts->at[i] = tk_define_rest(self, param->kind);
        else if (facts->at[i].value.i == TK_BOTTOM.i)
            facts->at[i] = spread || !param->has_default ? TK_FACT_UNKNOWN : param->fallback;
    }
    tk_vec_free(&rest);
}

static void remember_passed(tk_infer *self, uint32_t index, const tk_fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++) {
        tk_def_parameter *param = &self->program.defs.at[index].params[i];
        tk_fact joined = tk_join(self, param->passed, facts->at[i]);
        if (!tk_fact_equal(joined, param->passed) && self->round == 1)
            self->changes++;
        param->passed = joined;
    }
}

// The argument that is passed for parameter `index`; NULL when that is not plain to see.
static const tk_argument *argument_for(const tk_def *def, uint32_t index, bool bound,
                                       const tk_argument *arguments, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (arguments[i].kind == TK_OPERAND_KEYWORD &&
            arguments[i].name.i == def->params[index].name.i)
            return &arguments[i];
        if (arguments[i].kind == TK_OPERAND_STAR)
            return NULL;
        if (arguments[i].kind == TK_OPERAND_PLAIN && i + bound == index &&
            def->params[index].kind <= TK_PARAMETER_NORMAL)
            return &arguments[i];
    }
    return NULL;
}

// `pipeline` of the call pipeline.steps(2): the receiver is an argument like the others.
static tk_node receiver_node(const tk_infer *self, tk_node call)
{
    tk_node function = tk_node_first(self->nodes, call);
    tk_node object = tk_node_first(self->nodes, function);
    return object.i ? object : function;
}

// Arguments of parameters that a compiler takes for parts of the program: it caches what it compiles
// by their hash.
static void nominate_static(tk_infer *self, tk_value_row callee, tk_fact receiver,
                            const tk_argument *arguments, uint32_t count, tk_node node)
{
    const tk_def row = self->program.defs.at[callee.ref], *def = &row;   // linking moves the rows
    bool bound = receiver.value.i != TK_BOTTOM.i;
    for (uint32_t i = 0; i < def->param_count && i < 32; i++) {
        if (!(callee.literal >> i & 1))
            continue;
        const tk_argument *passed = argument_for(def, i, bound, arguments, count);
        bool own = bound && i == 0 && tk_node_kind(self->nodes, node) == TK_KIND_CALL;
        if (passed || own)
            tk_nominate(self, self->top, (tk_nomination){
                .kind = TK_SITE_STATIC_ARGUMENT, .site = node,
                .key = own ? receiver_node(self, node) : passed->node,
                .fact = own ? receiver : passed->fact, .container = TK_FACT_BOTTOM,
                .by_model = true});
    }
}

// `f(x, **options)`: most calls leave most options as they are.
static void assume_defaults(tk_infer *self, uint32_t index, bool bound, const tk_argument *arguments,
                            uint32_t count, tk_fact_list *facts)
{
    const tk_def *def = &self->program.defs.at[index];
    bool options = false;
    for (uint32_t i = 0; i < count; i++) {
        if (arguments[i].kind == TK_OPERAND_STAR)
            return;
        options |= arguments[i].kind == TK_OPERAND_STARSTAR;
    }
    for (uint32_t i = 0; options && i < facts->len; i++)
        if (def->params[i].has_default && facts->at[i].value.i == TK_UNKNOWN.i &&
            !argument_for(def, i, bound, arguments, count)) {
            facts->at[i] = def->params[i].fallback;
            facts->at[i].certainty = tk_certainty_least(facts->at[i].certainty, TK_LIKELY);
        }
}

// What is passed to another module's function is marked with the argument it stands in, so that what
// is hashed there leads back to it.
static void mark_arguments(tk_infer *self, const tk_entry *call, tk_fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++)
        for (uint32_t k = 0; k < call->count; k++) {
            tk_fact passed = call->arguments[k].fact;
            if (passed.value.i != facts->at[i].value.i || passed.origin.i != facts->at[i].origin.i ||
                call->arguments[k].kind == TK_OPERAND_STAR)
                continue;
            facts->at[i].origin =
                tk_origin_add(&self->origins, call->arguments[k].node,
                              tk_origin_how(&self->origins, passed.origin), passed.origin);
            break;
        }
}

// The argument that a key was made of.
static tk_node argument_in(tk_infer *self, tk_fact key, const tk_argument *arguments, uint32_t count)
{
    for (tk_origin at = key.origin; at.i; at = self->origins.rows.at[at.i].from)
        for (uint32_t i = 0; i < count; i++)
            if (arguments[i].fact.origin.i == at.i)
                return arguments[i].node;
    return (tk_node){0};
}

// The cache has a function of its own that makes its keys.
static void nominate_made_key(tk_infer *self, tk_value makes_key, tk_fact receiver,
                              const tk_argument *arguments, uint32_t count, tk_node node)
{
    TK_VEC(tk_argument) all = {0};
    if (receiver.value.i != TK_BOTTOM.i)
        tk_vec_push(&all, ((tk_argument){.fact = receiver, .kind = TK_OPERAND_PLAIN}));
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&all, arguments[i]);
    tk_fact key = tk_call_value(self, tk_fact_of(makes_key), all.at, all.len, node);
    tk_nominate(self, self->top, (tk_nomination){
        .kind = TK_SITE_CACHED_ARGUMENT, .site = node, .key = argument_in(self, key, all.at, all.len),
        .fact = key, .container = TK_FACT_BOTTOM, .by_model = true});
    tk_vec_free(&all);
}

static void nominate_cached(tk_infer *self, tk_value_row callee, tk_fact receiver,
                            const tk_argument *arguments, uint32_t count, tk_node node)
{
    tk_value makes_key = self->program.defs.at[callee.ref].makes_key;
    if (makes_key.i != TK_BOTTOM.i) {
        nominate_made_key(self, makes_key, receiver, arguments, count, node);
        return;
    }
    if (callee.flags & TK_FLAG_KEYED)
        receiver = TK_FACT_BOTTOM;
    if (receiver.value.i != TK_BOTTOM.i && tk_node_kind(self->nodes, node) == TK_KIND_CALL)
        tk_nominate(self, self->top, (tk_nomination){
            .kind = TK_SITE_CACHED_ARGUMENT, .site = node, .key = receiver_node(self, node),
            .fact = receiver, .container = TK_FACT_BOTTOM, .by_model = true});
    for (uint32_t i = 0; i < count; i++) {
        tk_fact fact = arguments[i].fact;   // f(*args, **kwargs) hashes what is inside
        if (arguments[i].kind == TK_OPERAND_STAR)
            fact = tk_iterate(self, fact, arguments[i].node);
        else if (arguments[i].kind == TK_OPERAND_STARSTAR)
            fact = tk_container_contents(self, fact).element;
        tk_nominate(self, self->top, (tk_nomination){
            .kind = TK_SITE_CACHED_ARGUMENT, .site = node, .key = arguments[i].node,
            .fact = fact, .container = TK_FACT_BOTTOM, .by_model = true});
    }
}

static bool is_python_number(tk_infer *self, tk_value value)
{
    tk_class_id number = tk_pool_builtin(self->pool, TK_BUILTIN_INT);
    tk_class_id cls = tk_value_catalog_class(self->pool, value);
    return tk_class_of(self->catalog, cls)->library.i == tk_class_of(self->catalog, number)->library.i;
}

// A compiled function gets arrays of its library where it is called with others, or with numbers.
static void trace_arguments(tk_infer *self, const tk_def *def, uint32_t is_static, tk_fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++) {
        tk_value value = facts->at[i].value;
        tk_family family = tk_value_family(self->pool, value);
        bool array = family == TK_FAMILY_ARRAY && !tk_infer_class_is(self, value, def->traced_as) &&
                     tk_value_of(self->pool, value)->kind == TK_VALUE_INSTANCE;
        bool number = family == TK_FAMILY_SCALAR &&
                      !(def->keeps_numbers && is_python_number(self, value));
        if ((i < 32 && is_static >> i & 1) || (!array && !number) || !def->traced_as.i)
            continue;
        const tk_value_row *row = tk_value_of(self->pool, value);
        facts->at[i].value = tk_value_array(self->pool, (tk_class_ref){def->traced_as.i},
                                            array ? row->rank : 0, NULL,
                                            array ? row->dtype : TK_DTYPE_UNKNOWN);
    }
}

static void apply_effects(tk_infer *self, uint32_t context, bool bound,
                          const tk_argument *arguments, uint32_t count, tk_node node)
{
    uint32_t effects = context ? self->memos.at[context - 1].effects.len : 0;
    for (uint32_t i = 0; i < effects; i++) {
        tk_keyed_effect effect = self->memos.at[context - 1].effects.at[i];
        const tk_def *def = &self->program.defs.at[self->memos.at[context - 1].def];
        const tk_argument *passed = argument_for(def, effect.parameter, bound, arguments, count);
        if (passed)
            tk_keyed_apply(self, self->top, &effect, passed->fact, passed->node, node);
    }
}

// The first argument that is one of several kinds of the file's own objects; -1: none.
static int64_t divided(tk_infer *self, const tk_fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++) {
        tk_value members[TK_UNION_MOST];
        uint32_t count = tk_value_members(self->pool, facts->at[i].value, members), own = 0;
        for (uint32_t k = 0; k < count; k++)
            own += tk_project_class_index(tk_instance_class(self, members[k]).i) > 0;
        if (own == count && count > 1)
            return i;
    }
    return -1;
}

// Called once with each kind of object: what goes on with one has nothing to do with the others.
static tk_fact run(tk_infer *self, uint32_t index, tk_fact_list *facts, const tk_entry *call, bool bound)
{
    int64_t by = divided(self, facts);
    tk_fact result = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t count = by < 0 ? 1 : tk_value_members(self->pool, facts->at[by].value, members), context;
    for (uint32_t i = 0; i < count; i++) {
        if (by >= 0)
            facts->at[by].value = members[i];
        result = tk_join(self, result, tk_context_run(self, index, facts, call, &context));
        apply_effects(self, context, bound, call->arguments, call->count, call->node);
    }
    return result;
}

tk_fact tk_def_call(tk_infer *self, tk_value callee, const tk_argument *arguments, uint32_t count,
                    tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, callee);
    const tk_entry entry = {node, arguments, count};
    tk_fact_list facts = {0};
    tk_link_def(self, row.ref);
    tk_fact receiver = TK_FACT_BOTTOM;
    if (row.items.i)
        receiver = tk_fact_at(tk_value_item(self->pool, callee, 0), (tk_origin){0},
                              row.flags & TK_FLAG_OPEN ? TK_LIKELY : TK_DEFINITE);
    bool cached = row.flags & TK_FLAG_CACHED;
    if (cached) {
        nominate_cached(self, row, receiver, arguments, count, node);
        if (self->program.defs.at[row.ref].makes_key.i == TK_BOTTOM.i)
            tk_keyed_call(self, self->top, row.ref, arguments, count);
    }
    if (row.literal)
        nominate_static(self, row, receiver, arguments, count, node);
    bind_parameters(self, row.ref, receiver, arguments, count, &facts);
    if (row.flags & TK_FLAG_TRACED)
        trace_arguments(self, &self->program.defs.at[row.ref], row.literal, &facts);
    for (uint32_t i = 0; i < facts.len; i++)
        facts.at[i].keyed = 0;
    // What a test passes to see it refused is no evidence.
    if (!tk_expected_here(self->top, TK_EXPECTS_AN_ERROR))
        remember_passed(self, row.ref, &facts);
    assume_defaults(self, row.ref, receiver.value.i != TK_BOTTOM.i, arguments, count, &facts);
    // A parameter that is given something unknown is what its annotation says, or the documentation.
    for (uint32_t i = 0; i < facts.len; i++) {
        const tk_def *def = &self->program.defs.at[row.ref];
        if (facts.at[i].value.i == TK_UNKNOWN.i) {
            tk_fact said = tk_define_said(self, def, i);
            if (said.value.i != TK_BOTTOM.i)
                facts.at[i] = said;
        }
    }
    if (tk_context_entry(self, row.ref, &entry) == &entry)
        mark_arguments(self, &entry, &facts);
    if (self->top && self->program.defs.at[row.ref].asks_classes)
        self->program.defs.at[self->top->def].asks_classes = true;
    tk_fact result = run(self, row.ref, &facts, &entry, receiver.value.i != TK_BOTTOM.i);
    self->gave_keyed = cached ? tk_keyed_result(self, row.ref, node) : 0;
    tk_vec_free(&facts);
    return result;
}

tk_fact tk_class_call(tk_infer *self, uint32_t project_class, const tk_argument *arguments,
                      uint32_t count, tk_node node)
{
    tk_fact instance = tk_made(self, tk_project_instance(self, project_class), node, TK_HOW_MADE,
                               TK_FACT_BOTTOM);
    tk_value init = tk_member_special(self, instance.value, "__init__");
    if (tk_value_kind_of(self->pool, init) == TK_VALUE_DEF)
        tk_def_call(self, init, arguments, count, node);
    else
        for (uint32_t i = 0; i < count; i++)
            tk_container_escape(self, arguments[i].fact);
    return tk_fields_fill(self, instance, arguments, count);
}
