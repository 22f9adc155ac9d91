// Statements to IR.
#include "infer/lower.h"

static void lower_each(tk_lower *self, tk_node node)
{
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_kind kind = tk_node_kind(self->nodes, child);
        if (kind == TK_KIND_ASSIGNMENT || kind == TK_KIND_AUGMENTED_ASSIGNMENT)
            tk_lower_statement(self, child);
        else
            tk_lower_expression(self, child);
    }
}

static void lower_delete(tk_lower *self, tk_node target)
{
    tk_kind kind = tk_node_kind(self->nodes, target);
    if (kind == TK_KIND_EXPRESSION_LIST || kind == TK_KIND_TUPLE || kind == TK_KIND_LIST) {
        for (tk_node child = tk_node_first(self->nodes, target);
             child.i && self->depth < TK_LOWER_DEPTH; child = tk_node_next(self->nodes, child)) {
            self->depth++;
            lower_delete(self, child);
            self->depth--;
        }
    } else if (kind == TK_KIND_IDENTIFIER) {
        tk_lookup found = tk_scope_lookup(&self->program->scopes, self->scope,
                                          tk_lower_name(self, target));
        if (found.where == TK_FOUND_LOCAL)
            tk_lower_emit(self, TK_OP_DELETE, target, found.slot, 0, 0);
    } else {
        tk_temp whole = tk_lower_expression(self, target);
        tk_instr *read = tk_lower_at(self, whole);
        if (read->op == TK_OP_SUBSCRIPT)
            read->op = TK_OP_DELETE_SUBSCRIPT;
    }
}

static void lower_return(tk_lower *self, tk_node node)
{
    tk_node child = tk_node_first(self->nodes, node);
    tk_temp value =
        child.i ? tk_lower_expression(self, child)
                : tk_lower_emit(self, TK_OP_CONST, node, tk_value_none(self->program->pool).i, 0, 0);
    tk_lower_emit(self, TK_OP_RETURN, node, value, 0, 0);
}

static void lower_decorated(tk_lower *self, tk_node node)
{
    tk_node definition = tk_node_field(self->nodes, node, TK_FIELD_DEFINITION);
    if (tk_node_kind(self->nodes, definition) == TK_KIND_FUNCTION_DEFINITION)
        tk_lower_function(self, definition, node);
    else if (tk_node_kind(self->nodes, definition) == TK_KIND_CLASS_DEFINITION)
        tk_lower_class(self, definition, node, (tk_region_id){0});
}

static void lower_assert(tk_lower *self, tk_node node)
{
    tk_node test = tk_node_first(self->nodes, node);
    tk_temp value = tk_lower_expression(self, test);
    tk_lower_emit(self, TK_OP_ASSERT, node, value, 0, 0);
    tk_node message = tk_node_next(self->nodes, test);
    if (message.i)
        tk_lower_expression(self, message);
}

void tk_lower_statement(tk_lower *self, tk_node node)
{
    switch (tk_node_kind(self->nodes, node)) {
    case TK_KIND_EXPRESSION_STATEMENT:
    case TK_KIND_ERROR:
    case TK_KIND_PRINT_STATEMENT:
        lower_each(self, node);
        break;
    case TK_KIND_ASSIGNMENT:
        tk_lower_assignment(self, node);
        break;
    case TK_KIND_AUGMENTED_ASSIGNMENT:
        tk_lower_augmented(self, node);
        break;
    case TK_KIND_IF_STATEMENT:
        tk_lower_if(self, node);
        break;
    case TK_KIND_FOR_STATEMENT:
        tk_lower_for(self, node);
        break;
    case TK_KIND_WHILE_STATEMENT:
        tk_lower_while(self, node);
        break;
    case TK_KIND_TRY_STATEMENT:
        tk_lower_try(self, node);
        break;
    case TK_KIND_WITH_STATEMENT:
        tk_lower_with(self, node);
        break;
    case TK_KIND_MATCH_STATEMENT:
        tk_lower_match(self, node);
        break;
    case TK_KIND_FUNCTION_DEFINITION:
        tk_lower_function(self, node, (tk_node){0});
        break;
    case TK_KIND_CLASS_DEFINITION:
        tk_lower_class(self, node, (tk_node){0}, (tk_region_id){0});
        break;
    case TK_KIND_DECORATED_DEFINITION:
        lower_decorated(self, node);
        break;
    case TK_KIND_RETURN_STATEMENT:
        lower_return(self, node);
        break;
    case TK_KIND_DELETE_STATEMENT:
        lower_delete(self, tk_node_first(self->nodes, node));
        break;
    case TK_KIND_RAISE_STATEMENT:
        lower_each(self, node);
        tk_lower_emit(self, TK_OP_RAISE, node, 0, 0, 0);
        break;
    case TK_KIND_BREAK_STATEMENT:
        tk_lower_emit(self, TK_OP_BREAK, node, 0, 0, 0);
        break;
    case TK_KIND_CONTINUE_STATEMENT:
        tk_lower_emit(self, TK_OP_CONTINUE, node, 0, 0, 0);
        break;
    case TK_KIND_ASSERT_STATEMENT:
        lower_assert(self, node);
        break;
    case TK_KIND_IMPORT_STATEMENT:
        tk_lower_import(self, node);
        break;
    case TK_KIND_IMPORT_FROM_STATEMENT:
        tk_lower_import_from(self, node);
        break;
    case TK_KIND_BLOCK:
        tk_lower_block(self, node);
        break;
    default:
        break;
    }
}
