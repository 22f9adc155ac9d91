// What methods that are called on something say that it is.
#include "infer/infer.h"
#include "syntax/prefilter.h"

// The library whose name `qualified` begins with is imported somewhere in the file.
static bool is_imported(tk_infer *self, tk_slice qualified)
{
    const tk_outline *outline = self->program.syntax->outline;
    size_t len = 0;
    while (len < qualified.len && qualified.at[len] != '.')
        len++;
    for (uint32_t i = 0; outline && i < outline->imports.len; i++) {
        tk_slice module = tk_names_text(self->names, outline->imports.at[i].module);
        if (!outline->imports.at[i].level && module.len >= len &&
            tk_slice_equal((tk_slice){module.at, len}, (tk_slice){qualified.at, len}) &&
            (module.len == len || module.at[len] == '.'))
            return true;
    }
    return false;
}

tk_class_id tk_evidence_class(tk_infer *self, tk_name method)
{
    tk_class_id first = tk_catalog_evidence(self->catalog, method, 0), only = {0};
    if (!tk_catalog_evidence(self->catalog, method, 1).i)
        return first;
    for (uint32_t i = 0;; i++) {
        tk_class_id claim = tk_catalog_evidence(self->catalog, method, i);
        if (!claim.i)
            return only;
        tk_name name = tk_class_of(self->catalog, claim)->name;
        if (!is_imported(self, tk_names_text(self->names, name)))
            continue;
        if (only.i)
            return (tk_class_id){0};
        only = claim;
    }
}

// --- attributes ------------------------------------------------------------------------------------

// Somebody asks there whether the attribute has the method: then it may be something else.
static bool is_asked(const tk_infer *self, tk_node attribute)
{
    tk_slice text = tk_node_text(self->nodes, attribute);
    for (tk_node at = attribute; at.i; at = tk_node_parent(self->nodes, at)) {
        tk_kind kind = tk_node_kind(self->nodes, at);
        if (kind == TK_KIND_FUNCTION_DEFINITION)
            return false;
        if (kind == TK_KIND_TRY_STATEMENT || kind == TK_KIND_CONDITIONAL_EXPRESSION ||
            kind == TK_KIND_BOOLEAN_OPERATOR)
            return true;
        tk_node condition = kind == TK_KIND_IF_STATEMENT || kind == TK_KIND_ELIF_CLAUSE
                                ? tk_node_field(self->nodes, at, TK_FIELD_CONDITION) : (tk_node){0};
        if (condition.i && tk_prefilter_mentions(tk_node_text(self->nodes, condition), &text, 1))
            return true;
    }
    return false;
}

void tk_evidence_note(tk_infer *self, tk_frame *frame, tk_temp read, tk_class_id cls, tk_node node)
{
    const tk_instr *instr = &frame->code->instrs.at[read];
    if (!cls.i || instr->op != TK_OP_ATTRIBUTE || tk_node_is_foreign(node) ||
        frame->temps[read].value.i != TK_UNKNOWN.i)
        return;
    uint32_t made = tk_project_class_index(tk_instance_class(self, frame->temps[instr->a].value).i);
    tk_class_attribute *row =
        made ? tk_link_class_attribute(self, made, (tk_name){instr->b}) : NULL;
    if (!row || row->used.i || self->program.classes.at[made].home.module || is_asked(self, instr->node))
        return;
    row->used = cls;
    row->used_at = node;
    row->used_since = self->round;
    self->noted = true;
}

tk_fact tk_evidence_attribute(tk_infer *self, uint32_t project_class, tk_name name)
{
    const tk_class_attribute *row = tk_link_class_attribute(self, project_class, name);
    if (!row || !row->used.i || row->used_since >= self->round)
        return TK_FACT_UNKNOWN;
    self->touched++;
    return tk_fact_at(tk_value_instance(self->pool, row->used),
                      tk_origin_add(&self->origins, row->used_at, TK_HOW_EVIDENCE, (tk_origin){0}),
                      TK_LIKELY);
}
