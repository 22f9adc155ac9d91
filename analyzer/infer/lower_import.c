// Imports to IR.
#include "infer/lower.h"

// A module as it is spelled: `..a.b` without blanks. Level: the dots in front.
static tk_name module_name(tk_lower *self, tk_node node, uint32_t *level)
{
    tk_slice text = tk_node_text(self->nodes, node);
    tk_text spelled = {0};
    *level = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == ' ' || c == '\t')
            continue;
        if (c == '.' && spelled.len == *level)
            (*level)++;
        tk_text_add_char(&spelled, c);
    }
    tk_name name = {0};
    if (spelled.len)
        name = tk_names_add(self->program->names, (tk_slice){spelled.at, spelled.len});
    tk_text_free(&spelled);
    return name;
}

void tk_lower_import(tk_lower *self, tk_node node)
{
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        uint32_t level;
        tk_node dotted = child, target = tk_node_first(self->nodes, child);
        if (tk_node_kind(self->nodes, child) == TK_KIND_ALIASED_IMPORT) {
            dotted = tk_node_field(self->nodes, child, TK_FIELD_NAME);
            target = tk_node_field(self->nodes, child, TK_FIELD_ALIAS);
        } else {   // `import a.b` binds a
            dotted = target;
        }
        tk_name module = module_name(self, dotted, &level);
        tk_lower_store(self, target, tk_lower_emit(self, TK_OP_IMPORT, child, module.i, 0, 0));
    }
}

void tk_lower_import_from(tk_lower *self, tk_node node)
{
    uint32_t level;
    tk_node source = tk_node_field(self->nodes, node, TK_FIELD_MODULE_NAME);
    tk_name module = module_name(self, source, &level);
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        if (tk_node_kind(self->nodes, child) == TK_KIND_WILDCARD_IMPORT)
            tk_vec_push(&self->program->stars, ((tk_star_import){module, level}));
        if (tk_node_row_of(self->nodes, child)->field != TK_FIELD_NAME)
            continue;
        tk_node name = child, target = tk_node_first(self->nodes, child);
        if (tk_node_kind(self->nodes, child) == TK_KIND_ALIASED_IMPORT) {
            name = tk_node_field(self->nodes, child, TK_FIELD_NAME);
            target = tk_node_field(self->nodes, child, TK_FIELD_ALIAS);
        }
        tk_temp value = tk_lower_emit(self, TK_OP_IMPORT_FROM, child, module.i,
                                      tk_lower_name(self, name).i, level);
        tk_lower_store(self, target, value);
    }
}
