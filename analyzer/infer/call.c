// Calls: of library functions by their model, of classes, of the file's own functions.
#include <string.h>

#include "infer/infer.h"

// --- binding arguments to the parameters of a model -----------------------------------------------

static void bind_role(tk_call *call, tk_role role, const tk_argument *argument)
{
    if (role == TK_ROLE_NONE || call->roles[role].value.i != TK_BOTTOM.i)
        return;
    call->roles[role] = argument->fact;
    call->role_nodes[role] = argument->node;
}

// `*shape`: the remaining positional arguments as one tuple, or the only one as it is (x.view(2, 3),
// x.view((2, 3)) and x.view(6) all say a shape).
static void bind_rest(tk_infer *self, tk_call *call, tk_role role, const tk_argument *arguments,
                      uint32_t count)
{
    if (count == 0)
        return;
    if (count == 1) {
        bind_role(call, role, &arguments[0]);
        return;
    }
    tk_value items[TK_ITEMS_MOST];
    tk_argument rest = arguments[0];
    uint32_t kept = count < TK_ITEMS_MOST ? count : TK_ITEMS_MOST;
    for (uint32_t i = 0; i < kept; i++) {
        items[i] = arguments[i].fact.value;
        rest.fact.certainty =
            tk_certainty_least(rest.fact.certainty, arguments[i].fact.certainty);
    }
    rest.fact.value = kept == count ? tk_value_tuple(self->pool, items, kept)
                                    : tk_value_tuple_of(self->pool, TK_UNKNOWN);
    bind_role(call, role, &rest);
}

static const tk_parameter *parameter_named(const tk_function *function, tk_name name)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (function->params[i].name.i == name.i)
            return &function->params[i];
    return NULL;
}

static uint32_t positional_count(const tk_argument *arguments, uint32_t count)
{
    uint32_t n = 0;
    while (n < count && arguments[n].kind == TK_OPERAND_PLAIN)
        n++;
    return n;
}

static void bind_receiver(tk_infer *self, tk_call *call)
{
    tk_node callee = tk_node_first(self->nodes, call->node);
    call->roles[TK_ROLE_X] = call->receiver;
    if (call->node.i && tk_node_kind(self->nodes, call->node) == TK_KIND_CALL &&
        tk_node_kind(self->nodes, callee) == TK_KIND_ATTRIBUTE)
        call->role_nodes[TK_ROLE_X] = tk_node_first(self->nodes, callee);
}

static void bind_arguments(tk_infer *self, tk_call *call)
{
    const tk_function *function = call->function;
    uint32_t plain = positional_count(call->arguments, call->count), at = 0;
    for (uint32_t i = 0; i < function->param_count && at < plain; i++) {
        const tk_parameter *param = &function->params[i];
        if (param->keyword_only)
            break;
        if (param->variadic) {
            bind_rest(self, call, param->role, call->arguments + at, plain - at);
            at = plain;
        } else {
            bind_role(call, param->role, &call->arguments[at++]);
        }
    }
    for (uint32_t i = plain; i < call->count; i++) {
        const tk_argument *argument = &call->arguments[i];
        if (argument->kind == TK_OPERAND_KEYWORD) {
            const tk_parameter *param = parameter_named(function, argument->name);
            if (param)
                bind_role(call, param->role, argument);
        } else {
            call->spread = true;
        }
    }
    // What *args or **kwargs may hold is not known: no parameter counts as absent.
    for (uint32_t i = 0; call->spread && i < function->param_count; i++) {
        tk_role role = function->params[i].role;
        if (role != TK_ROLE_NONE && call->roles[role].value.i == TK_BOTTOM.i)
            call->roles[role] = TK_FACT_UNKNOWN;
    }
}

// --- what a call does besides giving a value -------------------------------------------------------

static void nominate_all(tk_infer *self, const tk_call *call, tk_site_kind site)
{
    for (uint32_t i = 0; i < call->count; i++)
        tk_nominate(self, self->top, (tk_nomination){
            .kind = site, .site = call->node, .key = call->arguments[i].node,
            .fact = call->arguments[i].fact, .container = TK_FACT_BOTTOM, .by_model = true});
}

// Edges may carry a third item, which is not hashed.
static void nominate_ends(tk_infer *self, const tk_call *call, const tk_hashing *hashing,
                          tk_fact fact, tk_node key)
{
    tk_fact edge = tk_iterate(self, fact, key);
    for (uint32_t end = 0; end < 2; end++)
        tk_nominate(self, self->top, (tk_nomination){
            .kind = hashing->site, .part = TK_PART_ENDS, .site = call->node, .key = key,
            .fact = tk_unpack(self, edge, end, 3, false, key), .container = call->receiver,
            .by_model = true});
}

// What iterating yields; of a tuple whose items are known, each of which is hashed, the first that
// does not hash by value.
static tk_fact worst_element(tk_infer *self, tk_fact whole, tk_node node)
{
    bool known = tk_value_family(self->pool, whole.value) == TK_FAMILY_TUPLE &&
                 !(tk_value_of(self->pool, whole.value)->flags & TK_FLAG_VARIADIC);
    uint32_t count = known ? tk_value_item_count(self->pool, whole.value) : 0;
    for (uint32_t i = 0; i < count; i++) {
        tk_fact one = tk_unpack(self, whole, i, count, false, node);
        tk_hash_set hash = tk_infer_hash(self, one.value);
        if ((hash.raises || hash.identity) && !hash.value && !hash.unknown)
            return one;
    }
    return tk_iterate(self, whole, node);
}

static void nominate_part(tk_infer *self, const tk_call *call, const tk_hashing *hashing,
                          tk_fact fact, tk_node key)
{
    if (fact.value.i == TK_BOTTOM.i || !key.i)
        return;
    // The display that is passed hashed them already: d.update({key: 1}), set({key}).
    tk_kind shape = tk_node_kind(self->nodes, key);
    if (hashing->site != TK_SITE_MODULE_KEY &&
        ((hashing->part == TK_PART_PAIRS && shape == TK_KIND_DICTIONARY) ||
        (hashing->part == TK_PART_ELEMENTS && shape == TK_KIND_SET)))
        return;
    if (hashing->part == TK_PART_ENDS) {
        nominate_ends(self, call, hashing, fact, key);
        return;
    }
    if (hashing->part == TK_PART_ELEMENTS)
        fact = worst_element(self, fact, key);
    else if (hashing->part == TK_PART_PAIRS)
        fact = tk_pair_key(self, fact, key);
    else if (hashing->part == TK_PART_FIRST) {
        bool pair = tk_value_family(self->pool, fact.value) == TK_FAMILY_TUPLE;
        fact = pair ? tk_unpack(self, fact, 0, 2, false, key) : TK_FACT_UNKNOWN;
        if (shape == TK_KIND_TUPLE)
            key = tk_node_first(self->nodes, key);
    }
    if (hashing->unless && tk_infer_class_is(self, fact.value, hashing->unless->cls))
        return;
    tk_nominate(self, self->top, (tk_nomination){
        .kind = hashing->site, .part = hashing->part, .site = call->node, .key = key,
        .asks = hashing->asks,
        .fact = fact, .container = call->receiver, .by_model = true});
}

// The arguments that `*others` took, one by one: set.update(a, b) hashes the elements of both.
// Returns how many there are; 0 for a parameter that takes one.
static uint32_t variadic_arguments(const tk_call *call, tk_role role, const tk_argument **first)
{
    uint32_t plain = positional_count(call->arguments, call->count);
    for (uint32_t i = 0; i < call->function->param_count; i++)
        if (call->function->params[i].role == role && call->function->params[i].variadic &&
            i < plain) {
            *first = call->arguments + i;
            return plain - i;
        }
    return 0;
}

static void nominate_hashing(tk_infer *self, const tk_call *call, const tk_hashing *hashing)
{
    const tk_argument *first;
    if (hashing->part == TK_PART_ALL) {
        nominate_all(self, call, hashing->site);
        return;
    }
    uint32_t count = variadic_arguments(call, hashing->role, &first);
    for (uint32_t i = 0; i < count; i++)
        nominate_part(self, call, hashing, first[i].fact, first[i].node);
    if (!count)
        nominate_part(self, call, hashing, call->roles[hashing->role],
                      call->role_nodes[hashing->role]);
}

static void store_part(tk_infer *self, int what, tk_fact fact, tk_node node, tk_contents *added)
{
    if (fact.value.i == TK_BOTTOM.i)
        return;
    switch (what) {
    case TK_STORE_ELEMENT:
    case TK_STORE_VALUE:
        added->element = tk_join(self, added->element, fact);
        break;
    case TK_STORE_ELEMENTS_OF:
        added->element = tk_join(self, added->element, tk_iterate(self, fact, node));
        break;
    case TK_STORE_KEY:
        added->key = tk_join(self, added->key, fact);
        break;
    case TK_STORE_KEYS_OF:
        added->key = tk_join(self, added->key, tk_iterate(self, fact, node));
        break;
    case TK_STORE_PAIRS_OF:
        added->key = tk_join(self, added->key, tk_pair_key(self, fact, node));
        added->element = tk_join(self, added->element, tk_pair_value(self, fact, node));
        break;
    }
}

// A method puts things into its receiver, a function (heapq.heappush) into role x.
static void store_into(tk_infer *self, const tk_call *call)
{
    tk_contents added = {TK_FACT_BOTTOM, TK_FACT_BOTTOM};
    const tk_argument *first;
    // xs[:] = ys takes the elements of ys
    bool slice = tk_value_is_builtin(self->pool, call->roles[TK_ROLE_INDEX].value,
                                     TK_BUILTIN_SLICE);
    for (uint32_t i = 0; i < call->function->storing_count; i++) {
        const tk_storing *storing = &call->function->storing[i];
        int what = slice && storing->what == TK_STORE_ELEMENT ? (int)TK_STORE_ELEMENTS_OF
                                                              : (int)storing->what;
        uint32_t count = variadic_arguments(call, storing->role, &first);
        for (uint32_t k = 0; k < count; k++)
            store_part(self, what, first[k].fact, first[k].node, &added);
        if (!count)
            store_part(self, what, call->roles[storing->role],
                       call->role_nodes[storing->role], &added);
    }
    if (call->function->storing_count || call->function->mutates)
        tk_container_grow(self, call->receiver.value.i != TK_BOTTOM.i ? call->receiver
                                                                      : call->roles[TK_ROLE_X]);
    if (call->function->storing_count)
        tk_container_add(self, call->receiver.value.i != TK_BOTTOM.i ? call->receiver
                                                                      : call->roles[TK_ROLE_X],
                         added.key, added.element);
}

// A function that is handed to a library runs when the library says.
static void set_stage(tk_infer *self, const tk_call *call)
{
    const tk_value_row *row = tk_value_of(self->pool, call->roles[TK_ROLE_FUNCTION].value);
    if (call->function->stage == TK_STAGE_NONE || row->kind != TK_VALUE_DEF)
        return;
    tk_def *def = &self->program.defs.at[row->ref];
    if (def->stage == TK_STAGE_NONE) {
        def->stage = (tk_stage)call->function->stage;
        self->changes++;
    }
}

static bool is_full(tk_infer *self, tk_value index)
{
    const tk_value_row *row = tk_value_of(self->pool, index);
    return (tk_value_is_builtin(self->pool, index, TK_BUILTIN_SLICE) &&
            row->flags & TK_FLAG_FULL_SLICE) ||
           tk_value_is_builtin(self->pool, index, TK_BUILTIN_ELLIPSIS);
}

// `x.mul_(2)`, `x += 1`, `x[0] = 1`, `copyto(x, y)`
static uint32_t change_in_place(tk_infer *self, const tk_call *call)
{
    tk_fact changed = call->receiver;
    tk_node node = {0};
    switch (tk_node_kind(self->nodes, call->node)) {
    case TK_KIND_CALL:
        node = tk_node_field(self->nodes, tk_node_field(self->nodes, call->node, TK_FIELD_FUNCTION),
                             TK_FIELD_OBJECT);
        break;
    case TK_KIND_AUGMENTED_ASSIGNMENT:
        node = tk_node_field(self->nodes, call->node, TK_FIELD_LEFT);
        break;
    case TK_KIND_SUBSCRIPT:
        node = tk_node_field(self->nodes, call->node, TK_FIELD_VALUE);
        break;
    default:
        return 0;
    }
    if (changed.value.i == TK_BOTTOM.i) {
        changed = call->roles[TK_ROLE_X];
        node = call->role_nodes[TK_ROLE_X];
    }
    bool whole = call->function->mutates == TK_MUTATES_WHOLE ||
                 is_full(self, call->roles[TK_ROLE_INDEX].value);
    return tk_keyed_change(self, self->top, changed, node, call->node, whole);
}

static bool declares(const tk_function *function, tk_role role)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (function->params[i].role == role)
            return true;
    return false;
}

// `x.eager()`, `asarray(x)` in code that is traced: x is known to be symbolic when it is a variable
// of that code, and not a constant that was made outside.
static bool remember_eager(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->receiver.value.i != TK_BOTTOM.i ? call->receiver : call->roles[TK_ROLE_X];
    const tk_type *type = call->function->type;
    tk_class_id cls = tk_value_catalog_class(self->pool, x.value);
    tk_node root = call->receiver.value.i != TK_BOTTOM.i
                       ? tk_node_field(self->nodes, call->node, TK_FIELD_FUNCTION)
                       : call->role_nodes[TK_ROLE_X];
    if (tk_value_family(self->pool, x.value) != TK_FAMILY_ARRAY || tk_node_is_foreign(call->node) ||
        (type && type->kind == TK_TYPE_CLASS && type->cls.i == cls.i) ||
        tk_stage_now(self, self->top) != TK_STAGE_TRACED)
        return false;
    // What an operation of the traced code gives is traced, whatever it was given.
    tk_node subject = root;
    if (call->receiver.value.i != TK_BOTTOM.i)
        subject = tk_node_first(self->nodes, root);
    tk_kind kind = subject.i ? tk_node_kind(self->nodes, subject) : TK_KIND_IDENTIFIER;
    bool computed = kind == TK_KIND_SUBSCRIPT || kind == TK_KIND_BINARY_OPERATOR;
    while (root.i && tk_node_kind(self->nodes, root) != TK_KIND_IDENTIFIER)
        root = tk_node_first(self->nodes, root);
    if (computed) {
        tk_vec_push(&self->eager, call->node);
        return true;
    }
    for (uint32_t i = 1; root.i && i < self->top->code->instrs.len; i++) {
        const tk_instr *instr = &self->top->code->instrs.at[i];
        if (instr->op == TK_OP_LOAD && instr->node.i == root.i) {
            tk_vec_push(&self->eager, call->node);
            return true;
        }
    }
    return false;
}

// A method's receiver is role x, unless the model says that an argument is (searchsorted).
static tk_fact call_function(tk_infer *self, tk_function_id id, tk_fact receiver,
                             const tk_argument *arguments, uint32_t count, tk_node node)
{
    tk_call call = {
        .function = tk_function_of(self->catalog, id),
        .arguments = arguments,
        .count = count,
        .node = node,
        .context = self->top ? self->top->context : 0,
        .receiver = receiver,
    };
    for (int role = 0; role < TK_ROLE_END; role++)
        call.roles[role] = TK_FACT_BOTTOM;
    if (receiver.value.i != TK_BOTTOM.i && !declares(call.function, TK_ROLE_X))
        bind_receiver(self, &call);
    bind_arguments(self, &call);
    set_stage(self, &call);
    if (call.function->guard != TK_GUARD_NONE && self->top)
        self->program.defs.at[self->top->def].asks_classes = true;
    for (uint32_t i = 0; i < call.function->hashing_count; i++)
        nominate_hashing(self, &call, &call.function->hashing[i]);
    tk_fact result = tk_transfer_apply(self, &call);
    if (call.function->eager && self->top && remember_eager(self, &call))
        result.origin = tk_origin_add(&self->origins, call.node, TK_HOW_DERIVED, result.origin);
    store_into(self, &call);
    self->gave_keyed = call.function->mutates ? change_in_place(self, &call) : 0;
    return result;
}

// --- dispatch --------------------------------------------------------------------------------------

static void escape_arguments(tk_infer *self, const tk_argument *arguments, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, arguments[i].fact.value);
        uint32_t project = tk_project_class_index(row->ref);
        tk_container_escape(self, arguments[i].fact);
        if (row->kind == TK_VALUE_CLASS && project)   // an unknown decorator may change anything
            self->program.classes.at[project].decorated_unknown = true;
    }
}

static tk_fact call_class(tk_infer *self, tk_class_ref ref, const tk_argument *arguments,
                          uint32_t count, tk_node node)
{
    uint32_t project = tk_project_class_index(ref.i);
    if (project)
        return tk_class_call(self, project, arguments, count, node);
    const tk_class *cls = tk_class_of(self->catalog, (tk_class_id){ref.i});
    // np.float64(array) is an array, int(array) an int
    tk_class_id number = tk_pool_builtin(self->pool, TK_BUILTIN_INT);
    bool foreign = cls->library.i != tk_class_of(self->catalog, number)->library.i;
    if (foreign && cls->family == TK_FAMILY_SCALAR && count == 1 &&
        tk_value_family(self->pool, arguments->fact.value) == TK_FAMILY_ARRAY &&
        tk_value_of(self->pool, arguments->fact.value)->rank != 0)
        return TK_FACT_UNKNOWN;
    if (cls->constructor.i) {
        tk_fact made = call_function(self, cls->constructor, TK_FACT_BOTTOM, arguments, count,
                                     node);
        return made;
    }
    if (cls->abstract)
        return TK_FACT_UNKNOWN;
    return tk_made(self, tk_value_instance(self->pool, (tk_class_id){ref.i}), node, TK_HOW_MADE,
                   TK_FACT_BOTTOM);
}

static tk_fact call_instance(tk_infer *self, tk_fact callee, const tk_argument *arguments,
                             uint32_t count, tk_node node)
{
    bool found;
    // A library's base class may say that calling an instance calls a method the subclass writes.
    uint32_t project = tk_project_class_index(tk_instance_class(self, callee.value).i);
    tk_class_id base = project ? tk_project_catalog_base(self, project) : (tk_class_id){0};
    tk_name calls = base.i ? tk_class_of(self->catalog, base)->calls : (tk_name){0};
    if (calls.i && tk_project_member(self, project, calls)) {
        tk_fact method = tk_member_load(self, callee, calls, node);
        if (tk_value_kind_of(self->pool, method.value) == TK_VALUE_DEF)
            return tk_call_value(self, method, arguments, count, node);
    }
    tk_fact result =
        tk_call_special(self, callee, "__call__", arguments, count, node, &found);
    if (found)
        return result;
    escape_arguments(self, arguments, count);
    return TK_FACT_UNKNOWN;
}

// dict.get(d, key) is d.get(key), while dict.fromkeys(keys) has no receiver: what is passed first is
// one unless it is known to be of another class.
static bool takes_receiver(tk_infer *self, uint32_t function, const tk_argument *arguments)
{
    tk_function_id id = {function};
    if (arguments->kind != TK_OPERAND_PLAIN)
        return false;
    return tk_function_of(self->catalog, id)->transfer != TK_TRANSFER_DICT_FROM_KEYS;
}

// --- bound arguments -------------------------------------------------------------------------------

// Kept as a tuple of three: the positional arguments, the names of the others, and these.
tk_fact tk_call_later(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count)
{
    tk_value_row row = *tk_value_of(self->pool, callee.value);
    tk_value items[TK_ITEMS_MOST], names[TK_ITEMS_MOST], values[TK_ITEMS_MOST], parts[3];
    uint32_t plain = 0, keywords = 0;
    bool callable = row.kind == TK_VALUE_FUNCTION || row.kind == TK_VALUE_DEF ||
                    row.kind == TK_VALUE_CLASS;
    if (!callable || row.dims.i)
        return TK_FACT_UNKNOWN;
    for (uint32_t i = 0; i < count; i++) {
        const tk_argument *argument = &arguments[i];
        tk_container_escape(self, argument->fact);
        if ((argument->kind != TK_OPERAND_PLAIN && argument->kind != TK_OPERAND_KEYWORD) ||
            plain == TK_ITEMS_MOST || keywords == TK_ITEMS_MOST)
            return TK_FACT_UNKNOWN;
        if (argument->kind == TK_OPERAND_PLAIN) {
            items[plain++] = argument->fact.value;
        } else {
            names[keywords] = tk_value_text(self->pool, TK_BUILTIN_STR, argument->name);
            values[keywords++] = argument->fact.value;
        }
        callee.certainty = tk_certainty_least(callee.certainty, argument->fact.certainty);
    }
    parts[0] = tk_value_tuple(self->pool, items, plain);
    parts[1] = tk_value_tuple(self->pool, names, keywords);
    parts[2] = tk_value_tuple(self->pool, values, keywords);
    tk_value bound = tk_value_tuple(self->pool, parts, 3);
    row.dims = tk_pool_seq(self->pool, &bound.i, 1);
    callee.value = tk_pool_intern(self->pool, row);
    return callee;
}

static tk_fact call_bound(tk_infer *self, tk_fact callee, const tk_argument *arguments,
                          uint32_t count, tk_node node)
{
    tk_value_row row = *tk_value_of(self->pool, callee.value);
    tk_value bound = {tk_seq_at(self->pool, row.dims, 0)};
    tk_value items = tk_value_item(self->pool, bound, 0), names = tk_value_item(self->pool, bound, 1),
             values = tk_value_item(self->pool, bound, 2);
    TK_VEC(tk_argument) all = {0};
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, items); i++)
        tk_vec_push(&all, ((tk_argument){.kind = TK_OPERAND_PLAIN,
                                         .fact = tk_fact_of(tk_value_item(self->pool, items, i))}));
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&all, arguments[i]);
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, names); i++) {
        tk_argument argument = {.kind = TK_OPERAND_KEYWORD,
                                .fact = tk_fact_of(tk_value_item(self->pool, values, i))};
        bool again = !tk_value_as_text(self->pool, tk_value_item(self->pool, names, i), &argument.name);
        for (uint32_t k = 0; k < count; k++)
            again |= arguments[k].kind == TK_OPERAND_KEYWORD &&
                     arguments[k].name.i == argument.name.i;
        if (!again)
            tk_vec_push(&all, argument);
    }
    row.dims = (tk_seq){0};
    callee.value = tk_pool_intern(self->pool, row);
    tk_fact result = tk_call_value(self, callee, all.at, all.len, node);
    tk_vec_free(&all);
    return result;
}

static tk_fact call_member(tk_infer *self, tk_fact callee, const tk_argument *arguments,
                           uint32_t count, tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, callee.value);
    if (row.dims.i && row.kind != TK_VALUE_INSTANCE)
        return call_bound(self, callee, arguments, count, node);
    switch ((tk_value_kind)row.kind) {
    case TK_VALUE_FUNCTION: {
        tk_fact receiver = TK_FACT_BOTTOM;
        if (row.items.i) {
            receiver = callee;
            receiver.value = tk_value_item(self->pool, callee.value, 0);
        } else if (row.flags & TK_FLAG_UNBOUND && count && takes_receiver(self, row.ref, arguments)) {
            receiver = arguments->fact;   // dict.get(d, key)
            arguments++;
            count--;
        }
        return call_function(self, (tk_function_id){row.ref}, receiver, arguments, count, node);
    }
    case TK_VALUE_DEF:
        return tk_def_call(self, callee.value, arguments, count, node);
    case TK_VALUE_CLASS:
        return call_class(self, (tk_class_ref){row.ref}, arguments, count, node);
    case TK_VALUE_INSTANCE:
        if (tk_value_is_builtin(self->pool, callee.value, TK_BUILTIN_NONE))
            return TK_FACT_BOTTOM;
        return call_instance(self, callee, arguments, count, node);
    default:
        escape_arguments(self, arguments, count);
        return TK_FACT_UNKNOWN;
    }
}

// Are these several things to call? Two objects of one class have one method.
static bool differ(tk_infer *self, const tk_value *members, uint32_t count)
{
    const tk_value_row *first = tk_value_of(self->pool, members[0]);
    for (uint32_t i = 1; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        if (row->kind != first->kind || row->ref != first->ref)
            return true;
    }
    return false;
}

tk_fact tk_call_value(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count,
                      tk_node node)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t member_count = tk_value_members(self->pool, callee.value, members);
    if (self->nesting >= TK_NESTING_MOST)   // a model that calls itself: iter(x) that iterates x
        return TK_FACT_UNKNOWN;
    uint32_t open = differ(self, members, member_count);
    self->nesting++;
    self->alternatives += open;
    for (uint32_t i = 0; i < member_count; i++) {
        tk_fact one = callee;
        one.value = members[i];
        all = tk_join(self, all, call_member(self, one, arguments, count, node));
    }
    self->alternatives -= open;
    self->nesting--;
    all.certainty = tk_certainty_least(all.certainty, callee.certainty);
    return all;
}

tk_fact tk_call_special(tk_infer *self, tk_fact object, const char *method,
                        const tk_argument *arguments, uint32_t count, tk_node node, bool *found)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t member_count = tk_value_members(self->pool, object.value, members);
    uint32_t open = differ(self, members, member_count);
    *found = false;
    self->alternatives += open;
    for (uint32_t i = 0; i < member_count; i++) {
        tk_fact callee = object;
        callee.value = tk_member_special(self, members[i], method);
        if (callee.value.i != TK_BOTTOM.i) {
            *found = true;
            all = tk_join(self, all, tk_call_value(self, callee, arguments, count, node));
        } else if (!tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE)) {
            all = tk_join(self, all, TK_FACT_UNKNOWN);
        }
    }
    self->alternatives -= open;
    return all;
}

tk_fact tk_call_simple(tk_infer *self, tk_fact callee, tk_fact argument, tk_node node)
{
    tk_argument one = {.fact = argument, .kind = TK_OPERAND_PLAIN, .node = node};
    return tk_call_value(self, callee, &one, 1, node);
}
