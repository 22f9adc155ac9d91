// The program of one file: code is lowered when somebody asks for it.
#include "infer/program.h"

#include <string.h>

#include "infer/lower.h"
#include "infer/trail.h"

static const char *const op_names[TK_OP_COUNT] = {
#define TK_OP(name, text) [TK_OP_##name] = text,
#include "infer/ir.def"
#undef TK_OP
};

const char *tk_op_name(tk_op op)
{
    return op_names[op];
}

void tk_program_init(tk_program *self, tk_syntax *syntax, tk_names *names, tk_pool *pool)
{
    memset(self, 0, sizeof *self);
    self->syntax = syntax;
    self->names = names;
    self->pool = pool;
    tk_scopes_init(&self->scopes);
    tk_vec_push(&self->defs, ((tk_def){.param_count = 0}));
    tk_vec_push(&self->classes, ((tk_project_class){.running = false}));
}

void tk_code_free(tk_code *self)
{
    if (!self)
        return;
    tk_vec_free(&self->instrs);
    tk_vec_free(&self->operands);
    tk_vec_free(&self->trails);
    free(self);
}

void tk_program_free(tk_program *self)
{
    for (uint32_t i = 0; i < self->defs.len; i++) {
        free(self->defs.at[i].params);
        tk_class_rows_free(&self->defs.at[i].attributes);
        tk_code_free(self->defs.at[i].code);
    }
    for (uint32_t i = 0; i < self->classes.len; i++) {
        tk_project_class *made = &self->classes.at[i];
        tk_code_free(made->code);
        tk_vec_free(&made->bases);
        tk_vec_free(&made->derived);
        tk_vec_free(&made->fields);
        tk_class_rows_free(&made->members);
        tk_class_rows_free(&made->attributes);
    }
    tk_vec_free(&self->defs);
    tk_vec_free(&self->classes);
    tk_vec_free(&self->stars);
    tk_vec_free(&self->searches);
    for (uint32_t i = 0; i < self->passed.len; i++)
        tk_vec_free(&self->passed.at[i].list);
    tk_vec_free(&self->passed);
    tk_code_free(self->module);
    tk_scopes_free(&self->scopes);
}

static tk_lower start(tk_program *self, uint32_t scope)
{
    tk_lower lower = {
        .program = self,
        .nodes = &self->syntax->nodes,
        .code = tk_memory_zero(1, sizeof *lower.code),
        .scope = scope,
    };
    lower.code->scope = scope;
    tk_lower_emit(&lower, TK_OP_NOP, (tk_node){0}, 0, 0, 0);
    return lower;
}

static tk_code *finish(tk_lower *lower)
{
    tk_code *code = lower->code;
    code->first_trail = lower->program->scopes.list.at[lower->scope].slot_count;
    tk_trails_find(code);
    code->slot_count = code->first_trail + code->trails.len;
    // There is one for each function and class, and most are short.
    tk_vec_trim(&lower->code->instrs);
    tk_vec_trim(&lower->code->operands);
    lower->program->code_bytes +=
        sizeof *lower->code + lower->code->instrs.cap * sizeof *lower->code->instrs.at +
        lower->code->operands.cap * sizeof *lower->code->operands.at;
    return lower->code;
}

// Region 0 stands for the module. Regions are in source order, so a class's children follow it.
static void each_region(tk_program *self, tk_region_id parent,
                        void (*visit)(tk_lower *lower, tk_region_id region), tk_lower *lower)
{
    const tk_outline *outline = self->syntax->outline;
    uint32_t end = parent.i ? outline->regions.at[parent.i - 1].whole_end : UINT32_MAX;
    for (uint32_t i = parent.i; i < outline->regions.len; i++) {
        if (outline->regions.at[i].start >= end)
            break;
        if (outline->regions.at[i].parent.i == parent.i)
            visit(lower, (tk_region_id){i + 1});
    }
}

static void collect_region(tk_lower *lower, tk_region_id region)
{
    tk_program *program = lower->program;
    tk_node root = tk_region_tree(program->syntax, region);
    tk_scope_collect(&program->scopes, lower->scope, lower->nodes, root, program->names);
}

static void lower_class_region(tk_lower *lower, tk_node statement, tk_region_id region)
{
    tk_node decorated = {0};
    if (tk_node_kind(lower->nodes, statement) == TK_KIND_DECORATED_DEFINITION) {
        decorated = statement;
        statement = tk_node_field(lower->nodes, statement, TK_FIELD_DEFINITION);
    }
    if (tk_node_kind(lower->nodes, statement) == TK_KIND_CLASS_DEFINITION)
        tk_lower_class(lower, statement, decorated, region);
}

static void lower_region(tk_lower *lower, tk_region_id region)
{
    tk_program *program = lower->program;
    tk_node root = tk_region_tree(program->syntax, region);
    bool is_class =
        program->syntax->outline->regions.at[region.i - 1].kind == TK_REGION_CLASS;
    for (tk_node child = tk_node_first(lower->nodes, root); child.i;
         child = tk_node_next(lower->nodes, child)) {
        if (is_class)
            lower_class_region(lower, child, region);
        else
            tk_lower_statement(lower, child);
    }
}

const tk_code *tk_program_module(tk_program *self)
{
    if (self->module)
        return self->module;
    uint32_t scope = tk_scope_add(&self->scopes, TK_SCOPE_MODULE, 0, (tk_node){0});
    tk_lower lower = start(self, scope);
    each_region(self, (tk_region_id){0}, collect_region, &lower);
    each_region(self, (tk_region_id){0}, lower_region, &lower);
    self->module = finish(&lower);
    return self->module;
}

const tk_code *tk_program_def(tk_program *self, uint32_t def)
{
    if (self->defs.at[def].code)
        return self->defs.at[def].code;
    tk_lower lower = start(self, self->defs.at[def].scope);
    tk_node body = self->defs.at[def].body;
    if (self->defs.at[def].is_lambda) {
        tk_temp value = tk_lower_expression(&lower, body);
        tk_lower_emit(&lower, TK_OP_RETURN, body, value, 0, 0);
    } else {
        tk_scope_collect(&self->scopes, lower.scope, lower.nodes, body, self->names);
        tk_lower_block(&lower, body);
    }
    self->defs.at[def].code = finish(&lower);
    self->defs.at[def].generator = lower.code->generator;
    return lower.code;
}

const tk_code *tk_program_class(tk_program *self, uint32_t project_class)
{
    tk_project_class made = self->classes.at[project_class];
    if (made.code)
        return made.code;
    tk_lower lower = start(self, made.scope);
    lower.class_index = project_class;
    if (made.region.i) {
        each_region(self, made.region, collect_region, &lower);
        each_region(self, made.region, lower_region, &lower);
    } else {
        tk_node body = tk_node_field(lower.nodes, made.node, TK_FIELD_BODY);
        if (body.i)
            tk_scope_collect(&self->scopes, lower.scope, lower.nodes, body, self->names);
        tk_lower_block(&lower, body);
    }
    self->classes.at[project_class].code = finish(&lower);
    return lower.code;
}

static bool is_too_large(const tk_program *self)
{
    const tk_node_table *nodes = &self->syntax->nodes;
    return self->bytes_most &&
           self->code_bytes + (uint64_t)nodes->rows.cap * sizeof *nodes->rows.at > self->bytes_most;
}

void tk_program_lower_all(tk_program *self)
{
    tk_program_module(self);
    uint32_t class = 1, def = 1;
    while ((class < self->classes.len || def < self->defs.len) && !is_too_large(self)) {
        for (; class < self->classes.len && !is_too_large(self); class++)
            tk_program_class(self, class);
        for (; def < self->defs.len && !is_too_large(self); def++)
            tk_program_def(self, def);
    }
}

void tk_code_dump(const tk_code *self, const tk_program *program, tk_text *out)
{
    for (uint32_t i = 1; i < self->instrs.len; i++) {
        const tk_instr *instr = &self->instrs.at[i];
        tk_text_format(out, "%4u %-16s %u %u %u", i, tk_op_name((tk_op)instr->op), instr->a,
                       instr->b, instr->c);
        for (uint32_t k = 0; instr->op != TK_OP_ADD_TO && k < instr->n; k++)
            tk_text_format(out, "%s%u", k ? " " : " : ", self->operands.at[instr->list + k].temp);
        tk_slice text = tk_node_text(&program->syntax->nodes, instr->node);
        if (instr->node.i && text.len <= 40)
            tk_text_format(out, "  ; %.*s", (int)text.len, text.at);
        tk_text_add_char(out, '\n');
    }
}
