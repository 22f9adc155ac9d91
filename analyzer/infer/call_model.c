// Calls of library functions by their model: arguments to roles, then what the model says.
#include "infer/call.h"

#include <string.h>

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

uint32_t tk_call_positional(const tk_argument *arguments, uint32_t count)
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
    if (call->node.i && tk_node_kind(self->nodes, call->node) == TK_KIND_BINARY_OPERATOR)
        call->role_nodes[TK_ROLE_X] = callee;
    if (call->node.i && tk_node_kind(self->nodes, call->node) == TK_KIND_CALL &&
        tk_node_kind(self->nodes, callee) == TK_KIND_ATTRIBUTE)
        call->role_nodes[TK_ROLE_X] = tk_node_first(self->nodes, callee);
}

static void bind_arguments(tk_infer *self, tk_call *call)
{
    const tk_function *function = call->function;
    uint32_t plain = tk_call_positional(call->arguments, call->count), at = 0;
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

static bool declares(const tk_function *function, tk_role role)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (function->params[i].role == role)
            return true;
    return false;
}

// A method's receiver is role x, unless the model says that an argument is (searchsorted).
tk_fact tk_call_function(tk_infer *self, tk_function_id id, tk_fact receiver,
                         const tk_argument *arguments, uint32_t count, tk_node node)
{
    tk_call call;   // set field by field: there are many roles, and each is written once
    call.function = tk_function_of(self->catalog, id);
    call.arguments = arguments;
    call.count = count;
    call.node = node;
    call.context = self->top ? self->top->context : 0;
    call.receiver = receiver;
    call.spread = false;
    memset(call.role_nodes, 0, sizeof call.role_nodes);
    for (int role = 0; role < TK_ROLE_END; role++)
        call.roles[role] = TK_FACT_BOTTOM;
    if (receiver.value.i != TK_BOTTOM.i && !declares(call.function, TK_ROLE_X))
        bind_receiver(self, &call);
    bind_arguments(self, &call);
    set_stage(self, &call);
    bool tries = call.function->hashing_count && call.function->hashing->site == TK_SITE_HASH_CALL;
    tk_guard guard = (tk_guard)call.function->guard;
    bool asks = guard != TK_GUARD_NONE && guard != TK_GUARD_ALL && guard != TK_GUARD_ANY;
    if ((asks || tries) && self->top)
        self->program.defs.at[self->top->def].asks_classes = true;
    for (uint32_t i = 0; i < call.function->hashing_count; i++)
        tk_call_hash(self, &call, &call.function->hashing[i]);
    tk_fact result = tk_transfer_apply(self, &call);
    if (call.function->eager && self->top && tk_call_eager(self, &call))
        result.origin = tk_origin_add(&self->origins, call.node, TK_HOW_DERIVED, result.origin);
    tk_call_store(self, &call);
    self->gave_keyed = call.function->mutates ? tk_call_change(self, &call) : 0;
    return result;
}
