// Key functions: `lambda x, axis=0: (x.dtype.str, x.shape, x.tobytes(), axis)` for a function that
// remembers its results, from its parameters and what is passed for them.
#include <string.h>

#include "fix/fix.h"

static const tk_def *def_below(tk_fixer *self, tk_node decorator)
{
    const tk_program *program = tk_infer_program(self->unit->infer);
    tk_node definition = tk_node_parent(self->nodes, tk_node_parent(self->nodes, decorator));
    for (uint32_t i = 1; i < program->defs.len; i++)
        if (!tk_node_is_foreign(program->defs.at[i].node) &&
            tk_node_parent(self->nodes, program->defs.at[i].node).i == definition.i)
            return &program->defs.at[i];
    return NULL;
}

static tk_node name_of(const tk_node_table *nodes, tk_node parameter)
{
    switch (tk_node_kind(nodes, parameter)) {
    case TK_KIND_IDENTIFIER:
        return parameter;
    case TK_KIND_TYPED_PARAMETER: {
        tk_node first = tk_node_first(nodes, parameter);
        return tk_node_kind(nodes, first) == TK_KIND_IDENTIFIER ? first : (tk_node){0};
    }
    case TK_KIND_DEFAULT_PARAMETER:
    case TK_KIND_TYPED_DEFAULT_PARAMETER:
        return tk_node_field(nodes, parameter, TK_FIELD_NAME);
    default:
        return (tk_node){0};   // `*args`, a bare star
    }
}

// What calls pass; where there are none, what the function takes it for.
static tk_value value_of(tk_fixer *self, const tk_def_parameter *parameter, tk_node name)
{
    tk_value value = parameter->passed.value;
    tk_node_list places = {0};
    if (value.i == TK_BOTTOM.i || value.i == TK_UNKNOWN.i)
        tk_name_places(self->nodes, name, &places);
    for (uint32_t i = 0; i < places.len && (value.i == TK_BOTTOM.i || value.i == TK_UNKNOWN.i); i++)
        if (!tk_name_is_bound_at(self->nodes, places.at[i]))
            value = tk_infer_fact(self->unit->infer, places.at[i]).value;
    tk_vec_free(&places);
    return value;
}

typedef struct key_function {
    tk_fixer *fixer;
    tk_target target;          // with the parameter's value for the culprit
    tk_text parameters, items; // each with a comma behind what it holds
    uint32_t arrays;           // parameters whose content goes into the key
} key_function;

static bool add_content(key_function *self, tk_slice name, tk_drafts *drafts)
{
    static const tk_conversion parts[] = {TK_CONVERSION_DTYPE, TK_CONVERSION_SHAPE, TK_CONVERSION_DATA};
    for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!tk_form_convert(self->fixer, parts[i], &self->target, name, &self->items, drafts))
            return false;
        tk_text_add_string(&self->items, ", ");
    }
    return true;
}

static bool add_parameter(key_function *self, const tk_def_parameter *parameter, tk_node node, tk_drafts *drafts)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node name = name_of(nodes, node), fallback = tk_node_field(nodes, node, TK_FIELD_VALUE);
    if (!name.i || parameter->kind == TK_PARAMETER_STAR || parameter->kind == TK_PARAMETER_STARSTAR)
        return false;
    tk_slice text = tk_node_text(nodes, name);
    tk_text_add_slice(&self->parameters, text);
    tk_text_add_string(&self->parameters, fallback.i ? "=" : "");
    if (fallback.i)
        tk_text_add_slice(&self->parameters, tk_node_text(nodes, fallback));
    tk_text_add_string(&self->parameters, ", ");
    self->target.facts.culprit = value_of(self->fixer, parameter, name);
    if (tk_fixer_is_array(self->fixer, self->target.facts.culprit)) {
        self->arrays++;
        return add_content(self, text, drafts);
    }
    // An array among other things, or what nobody knows, has no such key.
    tk_hash_set hash = tk_infer_hash(self->fixer->unit->infer, self->target.facts.culprit);
    if (hash.raises || hash.identity || (hash.unknown && parameter->passed.value.i != TK_BOTTOM.i))
        return false;
    tk_text_add_slice(&self->items, text);
    tk_text_add_string(&self->items, ", ");
    return true;
}

// `a, b` of "a, b, ": a tuple of one keeps its comma.
static tk_slice trimmed(const tk_text *list, bool tuple)
{
    tk_slice text = {tk_text_string(list), list->len};
    size_t cut = text.len < 2 ? 0 : tuple && !memchr(text.at, ',', text.len - 2) ? 1 : 2;
    return (tk_slice){text.at, text.len - cut};
}

bool tk_parameters_write(tk_fixer *self, const tk_target *target, tk_text *out, tk_drafts *drafts)
{
    const tk_def *def = def_below(self, target->ways[0].node);
    tk_node list = def ? tk_node_field(self->nodes, def->node, TK_FIELD_PARAMETERS) : (tk_node){0};
    key_function state = {.fixer = self, .target = *target};
    bool good = list.i && !def->class_index;
    uint16_t done = 0;
    for (tk_node at = good ? tk_node_first(self->nodes, list) : list; good && at.i; at = tk_node_next(self->nodes, at)) {
        tk_kind kind = tk_node_kind(self->nodes, at);
        if (kind == TK_KIND_KEYWORD_SEPARATOR || kind == TK_KIND_POSITIONAL_SEPARATOR)
            tk_text_format(&state.parameters, "%c, ", kind == TK_KIND_KEYWORD_SEPARATOR ? '*' : '/');
        else
            good = done < def->param_count && add_parameter(&state, &def->params[done++], at, drafts);
    }
    good &= list.i && done == def->param_count && state.arrays > 0;
    if (good) {
        tk_slice names = trimmed(&state.parameters, false), items = trimmed(&state.items, true);
        tk_text_format(out, "lambda %.*s: (%.*s)", (int)names.len, names.at, (int)items.len, items.at);
    }
    tk_text_free(&state.parameters);
    tk_text_free(&state.items);
    return good;
}
