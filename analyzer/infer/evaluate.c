// One operation of the IR: the fact it makes and what it does to variables and containers.
#include "infer/evaluate.h"
#include "infer/trail.h"

#include <string.h>

static tk_fact builtin_fact(tk_infer *self, tk_builtin which)
{
    return tk_fact_of(tk_value_builtin(self->pool, which));
}

// The expression to point at: of `d[a, b]`, which has no tuple node, the item that cannot be hashed.
static tk_node key_node(tk_infer *self, tk_frame *frame, tk_temp key)
{
    const tk_instr *instr = &frame->code->instrs.at[key];
    if (instr->node.i || instr->op != TK_OP_TUPLE)
        return instr->node;
    const tk_operand *items = tk_frame_operands(frame, instr);
    for (uint32_t i = 0; i < instr->n; i++) {
        tk_hash_set set = tk_infer_hash(self, frame->temps[items[i].temp].value);
        if (set.raises || set.identity)
            return items[i].node;
    }
    return instr->n ? items[0].node : (tk_node){0};
}

// `for k in xs: xs[k]` makes sense for a mapping only: an annotation that says array is wrong.
static void doubt_annotation(tk_infer *self, tk_frame *frame, const tk_instr *instr,
                             tk_fact container, tk_fact key)
{
    const tk_instr *read = &frame->code->instrs.at[instr->a];
    if (read->op != TK_OP_LOAD || container.certainty == TK_DEFINITE || !key.origin.i ||
        tk_value_family(self->pool, container.value) != TK_FAMILY_ARRAY)
        return;
    const tk_origin_row *origin = &self->origins.rows.at[key.origin.i];
    if (origin->how != TK_HOW_ELEMENT || !origin->from.i || origin->from.i != container.origin.i)
        return;
    uint32_t slot = read->a;
    tk_frame_set(frame, slot, TK_FACT_UNKNOWN);
    // What the loop iterates over was read before it.
    for (uint32_t i = 1; i < frame->code->instrs.len; i++)
        if (frame->code->instrs.at[i].op == TK_OP_LOAD && frame->code->instrs.at[i].a == slot)
            frame->temps[i] = TK_FACT_UNKNOWN;
}

// A slice remembers its parts when one of them refuses to be hashed: its hash is made of theirs.
tk_fact tk_slicing(tk_infer *self, const tk_fact *parts, uint32_t count, bool full)
{
    tk_value_row row = *tk_value_of(self->pool, tk_value_builtin(self->pool, TK_BUILTIN_SLICE));
    tk_fact made = tk_fact_of(TK_UNKNOWN);
    uint32_t items[3];
    bool refused = false;
    if (row.kind != TK_VALUE_INSTANCE)
        return made;
    for (uint32_t i = 0; i < count && i < 3; i++) {
        tk_hash_set hash = tk_infer_hash(self, parts[i].value);
        items[i] = parts[i].value.i == TK_BOTTOM.i ? TK_UNKNOWN.i : parts[i].value.i;
        if (!hash.raises || hash.identity || refused)
            continue;
        refused = true;
        made = parts[i];
    }
    row.items = refused ? tk_pool_seq(self->pool, items, count < 3 ? count : 3) : (tk_seq){0};
    row.flags = full ? TK_FLAG_FULL_SLICE : 0;
    made.value = tk_pool_intern(self->pool, row);
    return made;
}

static tk_fact make_slice(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact parts[3];
    uint32_t count = instr->n < 3 ? instr->n : 3;
    for (uint32_t i = 0; i < count; i++)
        parts[i] = frame->temps[tk_frame_operands(frame, instr)[i].temp];
    return tk_slicing(self, parts, count, instr->flag);
}

// `boxes[:, 0]`: what takes this is no mapping, whatever an annotation says.
static bool is_array_index(tk_infer *self, tk_value key)
{
    uint32_t count = tk_value_known_items(self->pool, key);
    bool slice = tk_value_is_builtin(self->pool, key, TK_BUILTIN_SLICE) ||
                 tk_value_is_builtin(self->pool, key, TK_BUILTIN_ELLIPSIS);
    for (uint32_t i = 0; i < count && !slice; i++)
        slice = is_array_index(self, tk_value_item(self->pool, key, i));
    return slice;
}

static tk_fact subscript(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact container = frame->temps[instr->a];
    tk_argument arguments[2] = {
        tk_argument_plain(frame->temps[instr->b], key_node(self, frame, instr->b)),
        tk_argument_plain(instr->op == TK_OP_SET_SUBSCRIPT ? frame->temps[instr->c]
                                                           : TK_FACT_BOTTOM, (tk_node){0}),
    };
    bool found;
    if (container.certainty < TK_DEFINITE &&
        tk_value_family(self->pool, container.value) == TK_FAMILY_MAPPING &&
        is_array_index(self, arguments[0].fact.value))
        container = TK_FACT_UNKNOWN;
    switch ((tk_op)instr->op) {
    case TK_OP_SET_SUBSCRIPT:
        if (frame->places.len)
            tk_keyed_element(self, frame, instr->node, frame->temps[instr->c]);
        tk_call_special(self, container, "__setitem__", arguments, 2, instr->node, &found);
        return frame->temps[instr->c];
    case TK_OP_DELETE_SUBSCRIPT:
        tk_call_special(self, container, "__delitem__", arguments, 1, instr->node, &found);
        return TK_FACT_BOTTOM;
    default: {
        doubt_annotation(self, frame, instr, container, arguments[0].fact);
        // list[int], dict[str, T]: a class subscripted is a class.
        if (tk_value_kind_of(self->pool, container.value) == TK_VALUE_CLASS)
            return container;
        tk_fact result =
            tk_call_special(self, container, "__getitem__", arguments, 1, instr->node, &found);
        return found ? result : TK_FACT_UNKNOWN;
    }
    }
}

static tk_fact contains(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_argument key = tk_argument_plain(frame->temps[instr->a], key_node(self, frame, instr->a));
    bool found;
    tk_call_special(self, frame->temps[instr->b], "__contains__", &key, 1, instr->node, &found);
    return builtin_fact(self, TK_BUILTIN_BOOL);
}

// --- the rest --------------------------------------------------------------------------------------

// `f(*pair)`: the items where all are known, one argument each. Their number; 0: not known.
static uint32_t spread(tk_infer *self, const tk_argument *whole, tk_fact items[TK_ITEMS_MOST])
{
    return whole->kind == TK_OPERAND_STAR ? tk_all_elements(self, whole->fact, whole->node, items) : 0;
}

enum { ARGUMENTS_FEW = 16 };

// The arguments of a call, in `few` when they have room there, else on the heap.
typedef struct argument_list {
    tk_argument *at;
    uint32_t len, cap;
    tk_argument few[ARGUMENTS_FEW];
} argument_list;

static void add_argument(argument_list *self, tk_argument argument)
{
    if (self->len == self->cap) {
        self->cap *= 2;
        bool inside = self->at == self->few;
        self->at = tk_memory_grow(inside ? NULL : self->at, self->cap, sizeof *self->at);
        if (inside)
            memcpy(self->at, self->few, sizeof self->few);
    }
    self->at[self->len++] = argument;
}

static tk_fact call(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    argument_list arguments;
    arguments.at = arguments.few;
    arguments.len = 0;
    arguments.cap = ARGUMENTS_FEW;
    tk_fact items[TK_ITEMS_MOST];
    const tk_operand *operands = tk_frame_operands(frame, instr);
    for (uint32_t i = 0; i < instr->n; i++) {
        tk_argument argument = {frame->temps[operands[i].temp], operands[i].name,
                                operands[i].kind, operands[i].node};
        // An argument that cannot exist: the call is not reached.
        if (argument.fact.value.i == TK_BOTTOM.i)
            argument.fact = TK_FACT_UNKNOWN;
        uint32_t count = spread(self, &argument, items);
        for (uint32_t k = 0; k < count; k++)
            add_argument(&arguments, tk_argument_plain(items[k], argument.node));
        if (!count)
            add_argument(&arguments, argument);
    }
    tk_fact callee = frame->temps[instr->a];
    // The functions that one decorator wraps: which of them a wrapper calls is not told apart.
    if (frame->code->instrs.at[instr->a].op == TK_OP_LOAD_FREE &&
        tk_value_kind_of(self->pool, callee.value) == TK_VALUE_UNION)
        callee = TK_FACT_UNKNOWN;
    tk_expected_by_call(self, arguments.at, arguments.len);
    tk_fact result = tk_call_value(self, callee, arguments.at, arguments.len, instr->node);
    if (arguments.at != arguments.few)
        free(arguments.at);
    tk_assume_call(self, frame, instr);
    tk_trail_called(self, frame, instr);
    const tk_value_row *row = tk_value_of(self->pool, callee.value);
    if (frame->places.len && row->kind != TK_VALUE_FUNCTION && instr->node.i &&
        tk_node_kind(self->nodes, instr->node) == TK_KIND_CALL)
        tk_keyed_called(self, frame, instr->node);
    if (row->kind == TK_VALUE_FUNCTION &&
        tk_function_of(self->catalog, (tk_function_id){row->ref})->never_returns)
        frame->dead = true;
    return tk_container_adopt(self, result, instr->node, frame->context);
}

static tk_fact formatted(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    enum { MOST = 16 };
    tk_fact parts[MOST], text = builtin_fact(self, TK_BUILTIN_STR);
    tk_node nodes[MOST];
    const tk_operand *operands = tk_frame_operands(frame, instr);
    if (instr->n > MOST)
        return text;
    for (uint32_t i = 0; i < instr->n; i++) {
        parts[i] = frame->temps[operands[i].temp];
        nodes[i] = operands[i].node;
    }
    return tk_derive_text(self, parts, nodes, instr->n, instr->node, text);
}

static tk_fact imported(tk_infer *self, const tk_frame *frame, const tk_instr *instr)
{
    uint32_t module = self->program.scopes.list.at[frame->code->scope].module;
    if (!instr->a)
        return TK_FACT_UNKNOWN;
    if (instr->op == TK_OP_IMPORT_FROM)
        return tk_import_member(self, module, (tk_name){instr->a}, (tk_name){instr->b},
                                instr->node);
    tk_value own = tk_module_value(self, module, (tk_name){instr->a});
    return tk_fact_of(own.i ? own : tk_value_module(self->pool, (tk_name){instr->a}));
}

static tk_fact entered(tk_infer *self, tk_fact context, tk_node node)
{
    bool found;
    tk_fact value = tk_call_special(self, context, "__enter__", NULL, 0, node, &found);
    return found ? value : TK_FACT_UNKNOWN;
}

static tk_fact instance(tk_infer *self, tk_fact cls, tk_node node)
{
    const tk_value_row *row = tk_value_of(self->pool, cls.value);
    if (row->kind != TK_VALUE_CLASS)
        return TK_FACT_UNKNOWN;
    uint32_t project = tk_project_class_index(row->ref);
    tk_value value = project ? tk_project_instance(self, project)
                             : tk_value_instance(self->pool, (tk_class_id){row->ref});
    tk_fact fact = tk_made(self, value, node, TK_HOW_ANNOTATION, TK_FACT_BOTTOM);
    fact.certainty = TK_LIKELY;
    return fact;
}

static tk_fact typed(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact value = instr->b ? frame->temps[instr->b] : TK_FACT_UNKNOWN;
    // An attribute that is None at first is there to be something else.
    bool waits = (instr->c || (frame->project_class && !frame->def)) &&
                 tk_value_is_builtin(self->pool, value.value, TK_BUILTIN_NONE);
    if (instr->b && value.value.i != TK_UNKNOWN.i && !waits)
        return value;
    tk_fact said = tk_annotation_value(self, (tk_node){instr->a}, frame->code->scope);
    if (said.value.i == TK_BOTTOM.i || (waits && said.value.i == TK_UNKNOWN.i))
        return value;
    return waits ? tk_join(self, said, value) : said;
}

static void store(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    tk_fact value = frame->temps[instr->b];
    uint32_t scope = frame->code->scope;
    if (instr->a >= frame->code->slot_count)
        return;
    tk_stored *stored = &frame->stored[instr->a];
    stored->several |= stored->at && stored->at != index;
    stored->at = index;
    stored->temp = instr->b;
    tk_frame_set(frame, instr->a, value);
    tk_trail_bound(frame, instr->a);
    tk_keyed_bound(self, frame, (tk_name){instr->c});
    if (self->program.scopes.list.at[scope].has_inner || scope == 1)
        tk_cell_store(self, scope, instr->a, value);
    if (scope == 1)
        tk_container_outlive(self, value, TK_LIFETIME_MODULE);
    else if (self->program.scopes.list.at[scope].kind == TK_SCOPE_CLASS)
        tk_container_outlive(self, value, TK_LIFETIME_MODULE);
}

static void store_name(tk_infer *self, const tk_frame *frame, tk_name name, tk_fact value)
{
    bool own = !self->program.scopes.list.at[frame->code->scope].module;
    const tk_binding *binding = tk_scope_binding(&self->program.scopes, 1, name);
    if (own && binding && binding->kind == TK_BINDING_LOCAL)
        tk_cell_store(self, 1, binding->slot, value);
    tk_container_outlive(self, value, TK_LIFETIME_MODULE);
}

static tk_fact load(tk_infer *self, const tk_frame *frame, const tk_instr *instr)
{
    tk_fact fact = frame->slots[instr->a];
    if (frame->code->scope != 1)
        return fact.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : fact;
    // A module variable that the flow has not bound may be bound by a function.
    if (fact.value.i == TK_BOTTOM.i)
        return tk_name_load(self, 1, (tk_name){instr->b}, instr->node);
    const tk_binding *binding = tk_scope_binding(&self->program.scopes, 1, (tk_name){instr->b});
    return binding && binding->written_inside
               ? tk_join(self, fact, tk_cell_load(self, 1, binding->slot)) : fact;
}

static tk_fact load_free(tk_infer *self, const tk_instr *instr)
{
    tk_fact fact = tk_cell_load(self, instr->a, instr->b);
    tk_container_outlive(self, fact, TK_LIFETIME_CLOSURE);
    return fact;
}

static tk_fact evaluate(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    tk_fact *temps = frame->temps, followed;
    switch ((tk_op)instr->op) {
    case TK_OP_CONST:
        return tk_fact_of((tk_value){instr->a});
    case TK_OP_LOAD:
        return load(self, frame, instr);
    case TK_OP_LOAD_FREE:
        return load_free(self, instr);
    case TK_OP_LOAD_NAME:
        return tk_name_load(self, frame->code->scope, (tk_name){instr->a}, instr->node);
    case TK_OP_ATTRIBUTE:
        tk_assume_attribute(self, frame, instr);
        if (tk_trail_read(frame, index, &followed))
            return followed;
        return tk_member_load(self, temps[instr->a], (tk_name){instr->b}, instr->node);
    case TK_OP_SUBSCRIPT:
    case TK_OP_SET_SUBSCRIPT:
    case TK_OP_DELETE_SUBSCRIPT: {
        tk_fact item = subscript(self, frame, instr);
        tk_assume_indexed(self, frame, instr);
        if (instr->op != TK_OP_SUBSCRIPT)
            tk_trail_stored(self, frame, instr);
        else if (tk_trail_read(frame, index, &followed))
            return followed;
        return item;
    }
    case TK_OP_SLICE:
        return make_slice(self, frame, instr);
    case TK_OP_TUPLE:
        return tk_display_tuple(self, frame, instr);
    case TK_OP_LIST:
    case TK_OP_SET:
        return tk_display_list(self, frame, instr);
    case TK_OP_DICT:
        return tk_display_dict(self, frame, instr);
    case TK_OP_CALL:
        return call(self, frame, instr);
    case TK_OP_BINARY:
        return tk_container_adopt(self, tk_operator_binary(self, frame, instr), instr->node, frame->context);
    case TK_OP_COMPARE:
        return tk_operator_compare(self, frame, instr);
    case TK_OP_CONTAINS:
        return contains(self, frame, instr);
    case TK_OP_IDENTITY:
    case TK_OP_NOT:
        return builtin_fact(self, TK_BUILTIN_BOOL);
    case TK_OP_UNARY:
        return tk_operator_unary(self, frame, instr);
    case TK_OP_TEXT:
        return formatted(self, frame, instr);
    case TK_OP_VALUE:
        return temps[instr->a];
    case TK_OP_YIELD: {
        tk_fact value = temps[instr->a];
        if (instr->flag)
            value = tk_iterate(self, value, instr->node);
        frame->yielded = tk_join(self, frame->yielded, value);
        tk_trail_yielded(frame);
        return TK_FACT_UNKNOWN;
    }
    case TK_OP_ELEMENT:
        return tk_iterate(self, temps[instr->a], instr->node);
    case TK_OP_UNPACK:
        tk_assume_unpacked(self, frame, instr);
        return tk_unpack(self, temps[instr->a], instr->b, instr->c, instr->flag, instr->node);
    case TK_OP_FUNCTION:
        return tk_define_function(self, frame, index);
    case TK_OP_CLASS:
        return tk_define_class(self, frame, index);
    case TK_OP_IMPORT:
    case TK_OP_IMPORT_FROM:
        return imported(self, frame, instr);
    case TK_OP_ENTER:
        return entered(self, temps[instr->a], instr->node);
    case TK_OP_INSTANCE:
        return instance(self, temps[instr->a], instr->node);
    case TK_OP_TYPED:
        return typed(self, frame, instr);
    case TK_OP_STORE:
        store(self, frame, index);
        return temps[instr->b];
    case TK_OP_STORE_FREE:
        tk_cell_store(self, instr->a, instr->b, temps[instr->c]);
        return temps[instr->c];
    case TK_OP_STORE_NAME:
        store_name(self, frame, (tk_name){instr->a}, temps[instr->b]);
        return temps[instr->b];
    case TK_OP_DELETE:
        tk_frame_set(frame, instr->a, TK_FACT_BOTTOM);
        tk_trail_bound(frame, instr->a);
        return TK_FACT_BOTTOM;
    case TK_OP_SET_ATTRIBUTE:
        tk_member_store(self, temps[instr->a], (tk_name){instr->b}, temps[instr->c]);
        tk_trail_stored(self, frame, instr);
        if (frame->places.len || temps[instr->c].keyed)
            tk_keyed_attribute(self, frame, instr->node, (tk_name){instr->b}, temps[instr->c]);
        return temps[instr->c];
    case TK_OP_ADD_TO:
        tk_display_add(self, frame, instr);
        return TK_FACT_BOTTOM;
    default:
        return TK_FACT_UNKNOWN;
    }
}

// Only a variable that is read, and what a call or an operator gives back, is that very object.
tk_fact tk_evaluate(tk_infer *self, tk_frame *frame, uint32_t index)
{
    tk_op op = (tk_op)frame->code->instrs.at[index].op;
    self->gave_keyed = 0;
    tk_fact fact = evaluate(self, frame, index);
    if (op == TK_OP_CALL || op == TK_OP_BINARY)
        fact.keyed = self->gave_keyed;
    else if (op != TK_OP_LOAD && op != TK_OP_VALUE && op != TK_OP_STORE)
        fact.keyed = 0;
    return fact;
}
