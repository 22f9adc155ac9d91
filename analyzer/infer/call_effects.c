// What a call of a library function does besides giving a value: it hashes, stores, changes.
#include "infer/call.h"

#include "transfer/transfer.h"

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

static bool is_refused(tk_infer *self, tk_fact fact)
{
    tk_hash_set hash = tk_infer_hash(self, fact.value);
    return fact.value.i != TK_BOTTOM.i && (hash.raises || hash.identity) && !hash.value && !hash.unknown;
}

// What iterating yields; when several things certainly come, the first that does not hash by value.
static tk_fact worst_element(tk_infer *self, tk_fact whole, tk_node node)
{
    tk_fact one = tk_certain_element(self, whole, 0, node);
    for (uint32_t i = 1; one.value.i != TK_BOTTOM.i; i++) {
        if (is_refused(self, one))
            return one;
        one = tk_certain_element(self, whole, i, node);
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
    uint32_t plain = tk_call_positional(call->arguments, call->count);
    for (uint32_t i = 0; i < call->function->param_count; i++)
        if (call->function->params[i].role == role && call->function->params[i].variadic &&
            i < plain) {
            *first = call->arguments + i;
            return plain - i;
        }
    return 0;
}

// Columns of a table by their labels: the first whose cells do not hash by value.
static void nominate_columns(tk_infer *self, const tk_call *call, const tk_hashing *hashing)
{
    tk_fact table = call->roles[TK_ROLE_X], labels = call->roles[hashing->role], found = TK_FACT_BOTTOM;
    tk_node node = call->role_nodes[hashing->role];
    tk_fact named[TK_ITEMS_MOST];
    tk_value key;
    bool all = !tk_has_role(call, hashing->role);
    uint32_t count = 0;
    if (all) {
        tk_fact part;
        while (tk_container_part(self, table.value, count, &key, &part) && count < TK_ITEMS_MOST)
            named[count++] = tk_fact_of(key);
        node = call->role_nodes[TK_ROLE_X];
    } else if (tk_value_family(self->pool, labels.value) == TK_FAMILY_TEXT) {
        named[count++] = labels;
    } else {
        count = tk_all_elements(self, labels, node, named);
    }
    if (!node.i || (hashing->part == TK_PART_COLUMN && (all || count != 1)) ||
        (hashing->part == TK_PART_COLUMNS && count < 2))
        return;
    for (uint32_t i = 0; i < count && !is_refused(self, found); i++)
        found = tk_cells_under(self, table, named[i].value, node);
    if (is_refused(self, found))
        tk_nominate(self, self->top, (tk_nomination){
            .kind = hashing->site, .part = hashing->part, .site = call->node, .key = node,
            .fact = found, .container = call->receiver, .by_model = true});
}

void tk_call_hash(tk_infer *self, const tk_call *call, const tk_hashing *hashing)
{
    const tk_argument *first;
    if (hashing->part == TK_PART_ALL) {
        nominate_all(self, call, hashing->site);
        return;
    }
    if (hashing->part >= TK_PART_COLUMN) {
        nominate_columns(self, call, hashing);
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
void tk_call_store(tk_infer *self, const tk_call *call)
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
    tk_fact holder = call->receiver.value.i != TK_BOTTOM.i ? call->receiver : call->roles[TK_ROLE_X];
    if (call->function->storing_count || call->function->mutates)
        tk_container_grow(self, holder);
    if (call->function->storing_count)
        tk_container_add(self, holder, added.key, added.element);
    else if (call->function->mutates && tk_value_family(self->pool, holder.value) == TK_FAMILY_OBJECT)
        tk_container_escape(self, holder);   // a table, in a way that the model does not tell
}

static bool is_full(tk_infer *self, tk_value index)
{
    const tk_value_row *row = tk_value_of(self->pool, index);
    return (tk_value_is_builtin(self->pool, index, TK_BUILTIN_SLICE) &&
            row->flags & TK_FLAG_FULL_SLICE) ||
           tk_value_is_builtin(self->pool, index, TK_BUILTIN_ELLIPSIS);
}

// `x.mul_(2)`, `x += 1`, `x[0] = 1`, `copyto(x, y)`
uint32_t tk_call_change(tk_infer *self, const tk_call *call)
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

// `x.eager()`, `asarray(x)` in code that is traced: x is known to be symbolic when it is a variable
// of that code, and not a constant that was made outside.
bool tk_call_eager(tk_infer *self, const tk_call *call)
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
