// From a kind of fix and a target to text: which form, with parentheses where the place needs them.
#include <string.h>

#include "fix/fix.h"

// An attribute can follow these as they are.
static bool is_primary(const tk_node_table *nodes, tk_node node)
{
    switch (tk_node_kind(nodes, node)) {
    case TK_KIND_IDENTIFIER:
    case TK_KIND_ATTRIBUTE:
    case TK_KIND_SUBSCRIPT:
    case TK_KIND_CALL:
    case TK_KIND_PARENTHESIZED_EXPRESSION:
    case TK_KIND_LIST:
    case TK_KIND_LIST_COMPREHENSION:
    case TK_KIND_SET:
    case TK_KIND_SET_COMPREHENSION:
        return true;
    case TK_KIND_TUPLE:
        return tk_node_text(nodes, node).at[0] == '(';
    default:
        return false;
    }
}

// Evaluating it again gives the same and costs nothing: names, attributes, subscripts of these.
static bool is_repeatable(const tk_node_table *nodes, tk_node node)
{
    uint32_t stop = tk_node_row_of(nodes, node)->stop;
    for (uint32_t i = node.i; i < stop; i++) {
        switch (tk_node_kind(nodes, (tk_node){i})) {
        case TK_KIND_IDENTIFIER:
        case TK_KIND_ATTRIBUTE:
        case TK_KIND_SUBSCRIPT:
        case TK_KIND_SLICE:
        case TK_KIND_INTEGER:
        case TK_KIND_UNARY_OPERATOR:
        case TK_KIND_PARENTHESIZED_EXPRESSION:
        case TK_KIND_STRING:
        case TK_KIND_STRING_CONTENT:
        case TK_KIND_OTHER:
            break;
        default:
            return false;
        }
    }
    return true;
}

// Longer than this, a repeated expression is hard to read.
enum { LONGEST_REPEATED = 40 };

static bool can_repeat(const tk_node_table *nodes, tk_node array)
{
    tk_slice text = tk_node_text(nodes, array);
    return is_repeatable(nodes, array) && text.len <= LONGEST_REPEATED &&
           !memchr(text.at, '\n', text.len);
}

// A text while it is written: which target, and what was used for it.
typedef struct writing {
    tk_fixer *fixer;
    const tk_target *target;
    tk_node node;              // what is replaced
    tk_text *out;
    tk_drafts *drafts;
    uint32_t arrays;           // how often the array was written
    tk_slice value;            // what is stored, of an entry
} writing;

static const tk_fix_form *form_of(tk_fixer *self, const tk_fix_forms *forms, const tk_case *facts)
{
    for (uint16_t i = 0; i < forms->count; i++)
        if (tk_condition_holds(self->unit->infer, forms->at[i].when, facts))
            return &forms->at[i];
    return NULL;
}

// The grammar takes `*a.b()` for a call of `*a.b`: the star is no part of what is rewritten.
static uint32_t splat_stars(const tk_node_table *nodes, tk_node node)
{
    return tk_node_text(nodes, node).at[0] == '*' ? 1 : 0;
}

static void add_primary(const tk_node_table *nodes, tk_node node, tk_text *out)
{
    bool wrap = !is_primary(nodes, node);
    if (wrap)
        tk_text_add_char(out, '(');
    tk_slice text = tk_node_text(nodes, node);
    uint32_t stars = splat_stars(nodes, node);
    tk_text_add_slice(out, (tk_slice){text.at + stars, text.len - stars});
    if (wrap)
        tk_text_add_char(out, ')');
}

// What stands between the brackets of a display, as a tuple wants it.
static bool add_items(const tk_node_table *nodes, tk_node display, tk_text *out)
{
    tk_slice text = tk_node_text(nodes, display);
    if (tk_node_kind(nodes, display) != TK_KIND_LIST || text.len < 2)
        return false;
    tk_slice inner = {text.at + 1, text.len - 2};
    tk_text_add_slice(out, inner);
    bool one = tk_node_child_count(nodes, display) == 1;
    if (one && !memchr(inner.at, ',', inner.len))
        tk_text_add_char(out, ',');
    return tk_node_child_count(nodes, display) > 0 && (!one || out->at[out->len - 1] == ',');
}

// Those of the decorator, which has to be one that the new one can stand for.
static bool add_arguments(const writing *self)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node list = tk_node_field(nodes, self->node, TK_FIELD_ARGUMENTS);
    tk_node callee = list.i ? tk_node_field(nodes, self->node, TK_FIELD_FUNCTION) : self->node;
    tk_slice name = tk_node_text(nodes, callee);
    if (!list.i && tk_fixes_has(self->fixer->fixes, TK_USE_UNBOUNDED_CACHES, name))
        tk_text_add_string(self->out, "(maxsize=None)");
    else if (tk_fixes_has(self->fixer->fixes, TK_USE_BOUNDED_CACHES, name))
        tk_text_add_string(self->out, list.i ? "" : "()");
    else
        return false;
    if (list.i)
        tk_text_add_slice(self->out, tk_node_text(nodes, list));
    return true;
}

// `called` of `called(a, b=1)`; what is no call is called without arguments.
static tk_node called_by(const writing *self)
{
    tk_node callee = tk_node_field(self->fixer->nodes, self->node, TK_FIELD_FUNCTION);
    return callee.i ? callee : self->node;
}

// Its arguments, with a comma behind them; not when one has the name already.
static bool add_options(const writing *self, tk_slice name)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node list = tk_node_field(nodes, self->node, TK_FIELD_ARGUMENTS);
    tk_node at = list.i ? tk_node_first(nodes, list) : list;
    for (; at.i; at = tk_node_next(nodes, at)) {
        tk_node keyword = tk_node_field(nodes, at, TK_FIELD_NAME);
        tk_kind kind = tk_node_kind(nodes, at);
        if (kind == TK_KIND_LIST_SPLAT || kind == TK_KIND_DICTIONARY_SPLAT ||
            (kind == TK_KIND_KEYWORD_ARGUMENT && tk_slice_equal(tk_node_text(nodes, keyword), name)))
            return false;
        tk_text_add_slice(self->out, tk_node_text(nodes, at));
        tk_text_add_string(self->out, ", ");
    }
    return true;
}

static bool fill(writing *self, const char *template, tk_slice variable);

bool tk_form_convert(tk_fixer *self, tk_conversion conversion, const tk_target *target, tk_slice variable,
                     tk_text *out, tk_drafts *drafts)
{
    const tk_fix_form *form = form_of(self, &self->fixes->conversions[conversion], &target->facts);
    writing state = {self, target, target->ways[0].node, out, drafts, 0, {NULL, 0}};
    return form && fill(&state, form->write, variable);
}

// A key function of the arguments, for a decorator that takes one.
static bool add_key_function(const writing *self)
{
    tk_slice name = tk_node_text(self->fixer->nodes, called_by(self));
    return tk_fixes_has(self->fixer->fixes, TK_USE_KEYED_CACHES, name) &&
           tk_parameters_write(self->fixer, self->target, self->out, self->drafts);
}

// `number` of the array, `number:v` of a variable.
static bool add_conversion(writing *self, int conversion, tk_slice word)
{
    const tk_fix_forms *forms = &self->fixer->fixes->conversions[conversion];
    const tk_fix_form *form = form_of(self->fixer, forms, &self->target->facts);
    const char *colon = memchr(word.at, ':', word.len);
    tk_slice variable = {NULL, 0};
    if (colon)
        variable = (tk_slice){colon + 1, (size_t)(word.at + word.len - colon - 1)};
    return form && fill(self, form->write, variable);
}

static bool add_word(writing *self, tk_slice word, tk_slice variable)
{
    const tk_node_table *nodes = self->fixer->nodes;
    if (tk_slice_is(word, "x") && variable.at) {
        tk_text_add_slice(self->out, variable);
        return true;
    }
    if (tk_slice_is(word, "x")) {
        add_primary(nodes, self->target->array, self->out);
        self->arrays++;
        return true;
    }
    if (tk_slice_is(word, "made") && self->node.i == self->target->array.i)
        return add_conversion(self, TK_CONVERSION_DATA, TK_SLICE("data"));
    if (tk_slice_is(word, "made")) {
        tk_text_add_slice(self->out, tk_node_text(nodes, self->node));
        self->arrays++;
        return true;
    }
    if (tk_slice_is(word, "value")) {
        tk_text_add_slice(self->out, self->value);
        return self->value.len > 0;
    }
    if (tk_slice_is(word, "items"))
        return add_items(nodes, self->node, self->out);
    if (tk_slice_is(word, "arguments"))
        return add_arguments(self);
    if (tk_slice_is(word, "field"))
        return tk_declared_write(self->fixer, self->target, self->out, self->drafts);
    if (tk_slice_is(word, "key-function"))
        return add_key_function(self);
    if (tk_slice_is(word, "called")) {
        tk_text_add_slice(self->out, tk_node_text(nodes, called_by(self)));
        return true;
    }
    if (tk_slice_starts(word, "options:")) {
        size_t skip = sizeof "options:" - 1;
        return add_options(self, (tk_slice){word.at + skip, word.len - skip});
    }
    if (tk_slice_starts(word, "module:")) {
        size_t skip = sizeof "module:" - 1;
        return tk_module_use(self->fixer, (tk_slice){word.at + skip, word.len - skip}, self->out,
                             self->drafts);
    }
    return add_conversion(self, tk_fixes_conversion(word), word);
}

// Conversions are written by forms that hold none, so this calls itself once.
static bool fill(writing *self, const char *template, tk_slice variable)
{
    while (*template) {
        const char *open = strchr(template, '{');
        const char *close = open ? strchr(open, '}') : NULL;
        if (!close) {
            tk_text_add_string(self->out, template);
            return true;
        }
        tk_text_add(self->out, template, (size_t)(open - template));
        if (!add_word(self, (tk_slice){open + 1, (size_t)(close - open - 1)}, variable))
            return false;
        template = close + 1;
    }
    return true;
}

// What is written binds like a primary, or is a sum or a generator (`a for b in c`), for which only a
// place between brackets of its own is good enough.
static bool needs_parentheses(const tk_node_table *nodes, tk_node node, tk_slice text)
{
    int depth = 0;
    bool loose = false;
    for (size_t i = 0; i < text.len && !loose; i++) {
        depth += strchr("([{", text.at[i]) != NULL;
        depth -= strchr(")]}", text.at[i]) != NULL;
        loose = depth == 0 && text.at[i] == ' ';
    }
    if (!loose || tk_node_kind(nodes, node) == TK_KIND_ASSIGNMENT)
        return false;
    tk_node parent = tk_node_parent(nodes, node);
    tk_kind kind = tk_node_kind(nodes, parent);
    bool alone = kind == TK_KIND_ARGUMENT_LIST && tk_node_child_count(nodes, parent) == 1;
    return !alone && kind != TK_KIND_PARENTHESIZED_EXPRESSION;
}

bool tk_form_write_pair(tk_fixer *self, const tk_fix_kind *kind, const tk_target *target, tk_slice value,
                        bool with_array, tk_text *out)
{
    const tk_fix_form *form = form_of(self, &kind->forms, &target->facts);
    writing state = {self, target, target->array, out, NULL, 0, value};
    return form && tk_condition_holds(self->unit->infer, kind->when, &target->facts) &&
           fill(&state, form->write, with_array ? (tk_slice){NULL, 0} : TK_SLICE("None"));
}

// The first way in which the kind can be written; -1: none.
static int way_for(const tk_fix_kind *kind, const tk_target *target)
{
    for (uint32_t i = 0; i < target->way_count; i++)
        if (kind->targets >> target->ways[i].shape & 1)
            return (int)i;
    return -1;
}

tk_node tk_form_place(const tk_fix_kind *kind, const tk_target *target)
{
    int way = way_for(kind, target);
    return way < 0 ? (tk_node){0} : target->ways[way].node;
}

bool tk_form_write(tk_fixer *self, const tk_fix_kind *kind, const tk_target *target, tk_drafts *out)
{
    int way = way_for(kind, target);
    tk_node node = tk_form_place(kind, target);
    if (!node.i || (target->ways[way].shape == TK_TARGET_DERIVED && target->used_otherwise && !(kind->keeps & target->type)) ||
        !tk_condition_holds(self->unit->infer, kind->when, &target->facts))
        return false;
    const tk_fix_form *form = form_of(self, &kind->forms, &target->facts);
    const tk_node_row *row = tk_node_row_of(self->nodes, node);
    tk_text text = {0};
    writing state = {self, target, node, &text, out, 0, {NULL, 0}};
    bool written = form && fill(&state, form->write, (tk_slice){NULL, 0}) &&
                   (state.arrays < 2 || can_repeat(self->nodes, target->array));
    if (!written) {
        tk_text_free(&text);
        return false;
    }
    if (needs_parentheses(self->nodes, node, (tk_slice){text.at, text.len})) {
        tk_text wrapped = {0};
        tk_text_format(&wrapped, "(%s)", tk_text_string(&text));
        tk_text_free(&text);
        text = wrapped;
    }
    return tk_drafts_add(out, (tk_draft){row->start + splat_stars(self->nodes, node), row->end, node, text});
}
