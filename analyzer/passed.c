#include "passed.h"

#include <stdlib.h>

// What a condition asks of one call: the words it has for the called function (`to`), or for the parameter.
typedef struct asking {
    tk_program *program;
    const tk_node_table *nodes;
    const tk_condition *condition;
    bool to;
} asking;

static bool is_one_of(const asking *self, tk_node told)
{
    tk_slice text = told.i ? tk_node_text(self->nodes, told) : TK_SLICE("");
    for (uint16_t i = 0; i < self->condition->value_count && text.len; i++) {
        tk_name word = {(uint32_t)self->condition->values[i]};
        if (tk_slice_equal(tk_names_text(self->program->names, word), text))
            return true;
    }
    return false;
}

// Does the condition speak of what is given at this place in a list of arguments?
static bool speaks_of(const asking *self, tk_node argument)
{
    const tk_node_table *nodes = self->nodes;
    tk_node list = tk_node_parent(nodes, argument);
    if (tk_node_kind(nodes, list) != TK_KIND_ARGUMENT_LIST)
        return false;
    if (self->to)
        return is_one_of(self, tk_node_field(nodes, tk_node_parent(nodes, list), TK_FIELD_FUNCTION));
    return tk_node_kind(nodes, argument) == TK_KIND_KEYWORD_ARGUMENT &&
           is_one_of(self, tk_node_field(nodes, argument, TK_FIELD_NAME));
}

static bool is_display_passed(const asking *self, tk_node display)
{
    tk_node parent = tk_node_parent(self->nodes, display);
    bool keyword = tk_node_kind(self->nodes, parent) == TK_KIND_KEYWORD_ARGUMENT;
    return speaks_of(self, keyword ? parent : display);
}

// --- variables -------------------------------------------------------------------------------------

static int compare(const tk_passed_name *x, const tk_passed_name *y)
{
    if (x->root.i != y->root.i)
        return x->root.i < y->root.i ? -1 : 1;
    return x->name.i < y->name.i ? -1 : x->name.i > y->name.i;
}

static int by_content(const void *a, const void *b)
{
    return compare(a, b);
}

static void add_arguments(const asking *self, tk_node root, tk_node list, tk_passed_names *out)
{
    const tk_node_table *nodes = self->nodes;
    for (tk_node at = tk_node_first(nodes, list); at.i; at = tk_node_next(nodes, at)) {
        bool keyword = tk_node_kind(nodes, at) == TK_KIND_KEYWORD_ARGUMENT;
        tk_node value = keyword ? tk_node_field(nodes, at, TK_FIELD_VALUE) : at;
        if ((self->to || keyword) && tk_node_kind(nodes, value) == TK_KIND_IDENTIFIER && speaks_of(self, at)) {
            tk_slice text = tk_node_text(nodes, value);
            tk_vec_push(&out->list, ((tk_passed_name){root, tk_names_add(self->program->names, text)}));
        }
    }
}

// A file may have as many sites as statements: its calls are looked through once.
static void find_all(const asking *self, tk_passed_names *out)
{
    out->list.len = 0;
    out->seen = self->nodes->rows.len;
    for (tk_node root = {1}; root.i < out->seen; root.i = self->nodes->rows.at[root.i].stop)
        for (tk_node at = root; at.i < self->nodes->rows.at[root.i].stop; at.i++)
            if (tk_node_kind(self->nodes, at) == TK_KIND_ARGUMENT_LIST)
                add_arguments(self, root, at, out);
    if (out->list.len)
        qsort(out->list.at, out->list.len, sizeof *out->list.at, by_content);
}

static const tk_passed_names *names_of(const asking *self)
{
    tk_program *program = self->program;
    uint32_t i = 0;
    while (i < program->passed.len && program->passed.at[i].words != self->condition->values)
        i++;
    if (i == program->passed.len)
        tk_vec_push(&program->passed, ((tk_passed_names){.words = self->condition->values}));
    tk_passed_names *names = &program->passed.at[i];
    if (names->seen != self->nodes->rows.len)
        find_all(self, names);
    return names;
}

static bool is_variable_passed(const asking *self, tk_node root, tk_node variable)
{
    const tk_passed_names *names = names_of(self);
    if (!names->list.len)
        return false;
    tk_slice text = tk_node_text(self->nodes, variable);
    tk_passed_name wanted = {root, tk_names_add(self->program->names, text)};
    return bsearch(&wanted, names->list.at, names->list.len, sizeof wanted, by_content) != NULL;
}

bool tk_site_is_passed(tk_program *program, const tk_condition *condition, const tk_nomination *site, bool to)
{
    const tk_node_table *nodes = &program->syntax->nodes;
    asking self = {program, nodes, condition, to};
    if (tk_node_is_foreign(site->site))
        return false;
    if (is_display_passed(&self, tk_node_parent(nodes, site->site)))
        return true;
    tk_node container = site->container_node;
    return container.i && tk_node_kind(nodes, container) == TK_KIND_IDENTIFIER &&
           is_variable_passed(&self, tk_node_root(nodes, site->site), container);
}
