// Fields of dataclasses and their like that hold arrays, which the hash of an instance is made of.
#include <string.h>

#include "fix/fix.h"

static const tk_project_class *class_of(const tk_fixer *self, tk_value value)
{
    const tk_infer *infer = self->unit->infer;
    const tk_value_row *row = tk_value_of(infer->pool, value);
    uint32_t index = row->kind == TK_VALUE_INSTANCE ? tk_project_class_index(row->ref) : 0;
    const tk_project_class *found = index ? &infer->program.classes.at[index] : NULL;
    return found && found->dataclass && !tk_node_is_foreign(found->node) ? found : NULL;
}

// The only decorator of the class; none when there are several.
static tk_node decorator_of(const tk_node_table *nodes, tk_node definition)
{
    tk_node around = tk_node_parent(nodes, definition), first = tk_node_first(nodes, around);
    bool only = tk_node_kind(nodes, around) == TK_KIND_DECORATED_DEFINITION &&
                tk_node_kind(nodes, tk_node_next(nodes, first)) != TK_KIND_DECORATOR;
    return only ? tk_node_first(nodes, first) : (tk_node){0};
}

static bool has_word(tk_slice text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++)
        if (memcmp(text.at + i, word, len) == 0)
            return true;
    return false;
}

bool tk_declared_fields(tk_fixer *self, tk_value instance, const tk_target *like, tk_targets *out)
{
    const tk_project_class *declared = class_of(self, instance);
    tk_node decorator = declared ? decorator_of(self->nodes, declared->node) : (tk_node){0};
    uint32_t before = out->len;
    for (uint32_t i = 0; decorator.i && i < declared->fields.len; i++) {
        const tk_class_field *field = &declared->fields.at[i];
        tk_node assignment = field->annotation;
        while (assignment.i && tk_node_kind(self->nodes, assignment) != TK_KIND_ASSIGNMENT)
            assignment = tk_node_parent(self->nodes, assignment);
        tk_hash_set hash = tk_infer_hash(self->unit->infer, field->fact.value);
        if (!assignment.i || (!hash.raises && !hash.identity))
            continue;
        tk_target target = *like;
        target.array = assignment;
        target.facts.culprit = field->fact.value;
        target.facts.inside.instance = true;
        target.ways[0].shape = TK_TARGET_FIELD;
        target.ways[0].node = assignment;
        target.ways[1].shape = TK_TARGET_DECORATOR;
        target.ways[1].node = decorator;
        // An instance that hashes by its fields whatever eq says gains nothing by that.
        target.way_count = has_word(tk_node_text(self->nodes, decorator), "unsafe_hash") ? 1 : 2;
        tk_vec_push(out, target);
    }
    return out->len > before;
}

// --- what is written -------------------------------------------------------------------------------

// "decorator module function option", as rules/fixes.yaml has it.
typedef struct spelling {
    tk_slice decorator, module, function, option;
} spelling;

static tk_slice next_word(const char **at)
{
    size_t len = strcspn(*at, " ");
    tk_slice word = {*at, len};
    *at += len + ((*at)[len] == ' ');
    return word;
}

static bool spelling_of(const tk_fixer *self, tk_node decorator, spelling *out)
{
    tk_node callee = tk_node_field(self->nodes, decorator, TK_FIELD_FUNCTION);
    tk_slice name = tk_node_text(self->nodes, callee.i ? callee : decorator);
    const tk_word_list *list = &self->fixes->words[TK_USE_FIELD_OPTIONS];
    for (uint16_t i = 0; i < list->count; i++) {
        const char *at = list->at[i];
        out->decorator = next_word(&at);
        out->module = next_word(&at);
        out->function = next_word(&at);
        out->option = tk_slice_of(at);
        if (tk_slice_equal(out->decorator, name))
            return true;
    }
    return false;
}

// The call that is there gets the option; another default goes into one.
static bool add_value(tk_fixer *self, tk_node value, const spelling *how, tk_text *out, tk_drafts *drafts)
{
    const tk_node_table *nodes = self->nodes;
    tk_slice text = value.i ? tk_node_text(nodes, value) : TK_SLICE("");
    tk_node arguments = value.i ? tk_node_field(nodes, value, TK_FIELD_ARGUMENTS) : value;
    tk_node callee = arguments.i ? tk_node_field(nodes, value, TK_FIELD_FUNCTION) : value;
    tk_slice name = callee.i ? tk_node_text(nodes, callee) : TK_SLICE("");
    bool declares = name.len >= how->function.len &&
                    memcmp(name.at + name.len - how->function.len, how->function.at, how->function.len) == 0;
    if (declares && text.at[text.len - 1] == ')') {
        tk_text_add_slice(out, (tk_slice){text.at, text.len - 1});
        tk_text_add_string(out, tk_node_child_count(nodes, arguments) ? ", " : "");
    } else {
        if (!tk_name_use(self, how->module, how->function, out, drafts))
            return false;
        tk_text_add_char(out, '(');
        if (value.i)
            tk_text_format(out, "default=%.*s, ", (int)text.len, text.at);
    }
    tk_text_add_slice(out, how->option);
    tk_text_add_char(out, ')');
    return true;
}

bool tk_declared_write(tk_fixer *self, const tk_target *target, tk_text *out, tk_drafts *drafts)
{
    const tk_node_table *nodes = self->nodes;
    tk_node assignment = target->ways[0].node, value = tk_node_field(nodes, assignment, TK_FIELD_RIGHT);
    spelling how;
    if (!spelling_of(self, target->ways[1].node, &how))
        return false;
    const tk_node_row *row = tk_node_row_of(nodes, assignment);
    uint32_t until = value.i ? tk_node_row_of(nodes, value)->start : row->end;
    tk_text_add(out, self->unit->source->text + row->start, until - row->start);
    tk_text_add_string(out, value.i ? "" : " = ");
    return add_value(self, value, &how, out, drafts);
}
