// Functions, classes, lambdas and comprehensions to IR.
#include <string.h>

#include "infer/lower.h"

// --- parameters ------------------------------------------------------------------------------------

typedef struct parameter_list {
    TK_VEC(tk_def_parameter) params;
    TK_VEC(tk_operand) defaults;   // of the FUNCTION operation: keyword = parameter
    tk_parameter_kind kind;        // of the next plain parameter
} parameter_list;

static void add_parameter(tk_lower *self, parameter_list *list, tk_node name, tk_node annotation,
                          tk_parameter_kind kind, tk_node fallback)
{
    tk_def_parameter param = {
        .name = tk_lower_name(self, name),
        .annotation = annotation,
        .kind = kind,
        .has_default = fallback.i != 0,
        .fallback = TK_FACT_UNKNOWN,
        .passed = TK_FACT_BOTTOM,
        .before = TK_FACT_BOTTOM,
    };
    if (fallback.i) {
        tk_operand operand = {.kind = TK_OPERAND_KEYWORD, .name = param.name, .node = fallback};
        operand.temp = tk_lower_expression(self, fallback);
        tk_vec_push(&list->defaults, operand);
    }
    tk_vec_push(&list->params, param);
}

static void add_parameter_node(tk_lower *self, parameter_list *list, tk_node child)
{
    const tk_node_table *nodes = self->nodes;
    tk_node name = tk_node_field(nodes, child, TK_FIELD_NAME);
    tk_node type = tk_node_field(nodes, child, TK_FIELD_TYPE);
    tk_node value = tk_node_field(nodes, child, TK_FIELD_VALUE);
    tk_kind kind = tk_node_kind(nodes, child);
    if (kind == TK_KIND_TYPED_PARAMETER) {
        name = tk_node_first(nodes, child);
        kind = tk_node_kind(nodes, name);
    } else if (kind != TK_KIND_DEFAULT_PARAMETER && kind != TK_KIND_TYPED_DEFAULT_PARAMETER) {
        name = child;
    }
    switch (kind) {
    case TK_KIND_LIST_SPLAT_PATTERN:
        add_parameter(self, list, tk_node_first(nodes, name), type, TK_PARAMETER_STAR, value);
        list->kind = TK_PARAMETER_KEYWORD;
        break;
    case TK_KIND_DICTIONARY_SPLAT_PATTERN:
        add_parameter(self, list, tk_node_first(nodes, name), type, TK_PARAMETER_STARSTAR, value);
        break;
    case TK_KIND_KEYWORD_SEPARATOR:
        list->kind = TK_PARAMETER_KEYWORD;
        break;
    case TK_KIND_POSITIONAL_SEPARATOR:
        for (uint32_t i = 0; i < list->params.len; i++)
            list->params.at[i].kind = TK_PARAMETER_POSITIONAL;
        break;
    default:
        add_parameter(self, list, name, type, list->kind, value);
    }
}

static parameter_list lower_parameters(tk_lower *self, tk_node parameters)
{
    parameter_list list = {.kind = TK_PARAMETER_NORMAL};
    for (tk_node child = tk_node_first(self->nodes, parameters); child.i;
         child = tk_node_next(self->nodes, child))
        if (list.params.len < UINT16_MAX)
            add_parameter_node(self, &list, child);
    return list;
}

// --- functions -------------------------------------------------------------------------------------

static bool starts_async(tk_lower *self, tk_node definition)
{
    return tk_slice_starts(tk_node_text(self->nodes, definition), "async");
}

// Adds the definition to the program; its body is lowered when somebody asks.
static uint32_t add_def(tk_lower *self, tk_node node, tk_node body, parameter_list *list)
{
    tk_program *program = self->program;
    uint32_t scope = tk_scope_add(&program->scopes, TK_SCOPE_FUNCTION, self->scope, node);
    for (uint32_t i = 0; i < list->params.len; i++)
        list->params.at[i].slot =
            tk_scope_bind(&program->scopes, scope, list->params.at[i].name);
    bool lambda = tk_node_kind(self->nodes, node) == TK_KIND_LAMBDA;
    tk_def def = {
        .node = node,
        .body = body,
        .scope = scope,
        .parent_scope = self->scope,
        .class_index = self->class_index,
        .returns = tk_node_field(self->nodes, node, TK_FIELD_RETURN_TYPE),
        .params = list->params.at,
        .param_count = (uint16_t)list->params.len,
        .is_lambda = lambda,
        .async = starts_async(self, node),
        .result = TK_FACT_BOTTOM,
    };
    if (!lambda)
        def.name = tk_lower_name(self, tk_node_field(self->nodes, node, TK_FIELD_NAME));
    tk_vec_push(&program->defs, def);
    return program->defs.len - 1;
}

static tk_temp lower_definition(tk_lower *self, tk_node node)
{
    parameter_list list =
        lower_parameters(self, tk_node_field(self->nodes, node, TK_FIELD_PARAMETERS));
    uint32_t def =
        add_def(self, node, tk_node_field(self->nodes, node, TK_FIELD_BODY), &list);
    tk_temp function = tk_lower_emit(self, TK_OP_FUNCTION, node, def, 0, 0);
    tk_lower_operands(self, function, list.defaults.at, list.defaults.len);
    tk_vec_free(&list.defaults);
    return function;
}

tk_temp tk_lower_lambda(tk_lower *self, tk_node lambda)
{
    return lower_definition(self, lambda);
}

// Decorators are evaluated top-down and applied bottom-up.
static tk_temp lower_decorators(tk_lower *self, tk_node decorated, tk_operands *decorators)
{
    for (tk_node child = tk_node_first(self->nodes, decorated); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_kind(self->nodes, child) != TK_KIND_DECORATOR)
            continue;
        tk_operand decorator = {.node = child};
        decorator.temp = tk_lower_expression(self, tk_node_first(self->nodes, child));
        tk_vec_push(decorators, decorator);
    }
    return 0;
}

static tk_temp apply_decorators(tk_lower *self, tk_operands *decorators, tk_temp made)
{
    while (decorators->len) {
        tk_operand decorator = decorators->at[--decorators->len];
        tk_operand argument = {.temp = made, .kind = TK_OPERAND_PLAIN, .node = decorator.node};
        made = tk_lower_emit(self, TK_OP_CALL, decorator.node, decorator.temp, 0, 0);
        tk_lower_operands(self, made, &argument, 1);
    }
    tk_vec_free(decorators);
    return made;
}

void tk_lower_function(tk_lower *self, tk_node definition, tk_node decorated)
{
    tk_operands decorators = {0};
    if (decorated.i)
        lower_decorators(self, decorated, &decorators);
    tk_temp made = lower_definition(self, definition);
    made = apply_decorators(self, &decorators, made);
    tk_lower_store(self, tk_node_field(self->nodes, definition, TK_FIELD_NAME), made);
}

// --- classes ---------------------------------------------------------------------------------------

static void add_bases(tk_lower *self, tk_node definition, tk_operands *bases)
{
    tk_node list = tk_node_field(self->nodes, definition, TK_FIELD_SUPERCLASSES);
    for (tk_node child = tk_node_first(self->nodes, list); list.i && child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_operand base = {.kind = TK_OPERAND_PLAIN, .node = child};
        tk_node inner = child;
        if (tk_node_kind(self->nodes, child) == TK_KIND_KEYWORD_ARGUMENT) {
            base.kind = TK_OPERAND_KEYWORD;
            base.name = tk_lower_name(self, tk_node_field(self->nodes, child, TK_FIELD_NAME));
            inner = tk_node_field(self->nodes, child, TK_FIELD_VALUE);
        }
        base.temp = tk_lower_expression(self, inner);
        tk_vec_push(bases, base);
    }
}

void tk_lower_class(tk_lower *self, tk_node definition, tk_node decorated, tk_region_id region)
{
    tk_program *program = self->program;
    tk_operands decorators = {0}, bases = {0};
    if (decorated.i)
        lower_decorators(self, decorated, &decorators);
    add_bases(self, definition, &bases);
    tk_node name = tk_node_field(self->nodes, definition, TK_FIELD_NAME);
    tk_project_class made = {
        .node = definition,
        .region = region,
        .name = tk_lower_name(self, name),
        .scope = tk_scope_add(&program->scopes, TK_SCOPE_CLASS, self->scope, definition),
        .parent_scope = self->scope,
    };
    tk_vec_push(&program->classes, made);
    tk_temp temp = tk_lower_emit(self, TK_OP_CLASS, definition, program->classes.len - 1, 0, 0);
    tk_lower_operands(self, temp, bases.at, bases.len);
    tk_vec_free(&bases);
    temp = apply_decorators(self, &decorators, temp);
    tk_lower_store(self, name, temp);
}

// --- comprehensions --------------------------------------------------------------------------------

typedef TK_VEC(tk_temp) open_ranges;

static void open_clause(tk_lower *self, tk_node clause, uint32_t outer, open_ranges *open)
{
    if (tk_node_kind(self->nodes, clause) == TK_KIND_IF_CLAUSE) {
        tk_temp test = tk_lower_expression(self, tk_node_first(self->nodes, clause));
        tk_vec_push(open, tk_lower_emit(self, TK_OP_IF, clause, test, 0, 0));
        return;
    }
    uint32_t inner = self->scope;
    if (open->len == 0)
        self->scope = outer;   // the first iterable is evaluated outside
    tk_temp iterable = tk_lower_expressions(self, clause, TK_FIELD_RIGHT);
    self->scope = inner;
    tk_vec_push(open, tk_lower_emit(self, TK_OP_FOR, clause, iterable, 0, 0));
    tk_node left = tk_node_field(self->nodes, clause, TK_FIELD_LEFT);
    tk_temp element = tk_lower_emit(self, TK_OP_ELEMENT, left, iterable, 0, 0);
    tk_lower_assign(self, left, element);
}

static void close_ranges(tk_lower *self, open_ranges *open)
{
    while (open->len) {
        tk_instr *instr = tk_lower_at(self, open->at[--open->len]);
        instr->b = instr->c = tk_lower_here(self);
    }
    tk_vec_free(open);
}

static void add_to_container(tk_lower *self, tk_node node, tk_temp container)
{
    tk_node body = tk_node_field(self->nodes, node, TK_FIELD_BODY);
    if (tk_node_kind(self->nodes, body) == TK_KIND_PAIR) {
        tk_node key_node = tk_node_field(self->nodes, body, TK_FIELD_KEY);
        tk_temp key = tk_lower_expression(self, key_node);
        tk_temp value =
            tk_lower_expression(self, tk_node_field(self->nodes, body, TK_FIELD_VALUE));
        tk_temp add = tk_lower_emit(self, TK_OP_ADD_TO, body, container, key, value);
        tk_lower_at(self, add)->list = key_node.i;
        return;
    }
    tk_temp element = tk_lower_expression(self, body);
    tk_temp add = tk_lower_emit(self, TK_OP_ADD_TO, node, container, element, 0);
    tk_lower_at(self, add)->list = body.i;
}

static tk_op container_op(tk_lower *self, tk_node node)
{
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_SET_COMPREHENSION:
        return TK_OP_SET;
    case TK_KIND_DICTIONARY_COMPREHENSION:
        return TK_OP_DICT;
    default:
        return TK_OP_LIST;
    }
}

tk_temp tk_lower_comprehension(tk_lower *self, tk_node node)
{
    uint32_t outer = self->scope;
    self->scope = tk_scope_add(&self->program->scopes, TK_SCOPE_COMPREHENSION, outer, node);
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child))
        if (tk_node_kind(self->nodes, child) == TK_KIND_FOR_IN_CLAUSE)
            tk_scope_bind_target(&self->program->scopes, self->scope, self->nodes,
                                 tk_node_field(self->nodes, child, TK_FIELD_LEFT),
                                 self->program->names);
    tk_temp container = tk_lower_emit(self, container_op(self, node), node, 0, 0, 0);
    tk_lower_at(self, container)->flag =
        tk_node_kind(self->nodes, node) == TK_KIND_GENERATOR_EXPRESSION;
    open_ranges open = {0};
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_kind kind = tk_node_kind(self->nodes, child);
        if (kind == TK_KIND_FOR_IN_CLAUSE || kind == TK_KIND_IF_CLAUSE)
            open_clause(self, child, outer, &open);
    }
    add_to_container(self, node, container);
    close_ranges(self, &open);
    self->scope = outer;
    // The loops filled it; this is the value of the whole.
    return tk_lower_emit(self, TK_OP_VALUE, node, container, 0, 0);
}
