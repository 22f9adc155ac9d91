// A long key that would be written at several places of one function is made once, under a name, before the
// first of them: as long as the array is bound once, is not changed in place in sight, and that place is
// reached whenever the statement is.
#include <string.h>

#include "fix/fix.h"

enum { LONG_KEY = 32 };   // shorter ones are easier to read where they stand

typedef struct sharing {
    tk_fixer *fixer;
    const tk_group *group;
    tk_drafts *drafts;
    tk_node function;
    TK_VEC(uint32_t) members;  // drafts that write the same, by place
    tk_node array;             // of the first one: a name
} sharing;

// The array that the replaced expression is, or is made of; none when it is no name.
static tk_node array_of(const sharing *self, tk_node replaced)
{
    for (uint32_t i = 0; i < self->group->targets.len; i++) {
        const tk_target *target = &self->group->targets.at[i];
        for (uint32_t k = 0; k < target->way_count; k++)
            if (target->ways[k].node.i == replaced.i)
                return tk_node_kind(self->fixer->nodes, target->array) == TK_KIND_IDENTIFIER ? target->array
                                                                                             : (tk_node){0};
    }
    return (tk_node){0};
}

// All drafts that write what this one does, of the same array and in the same function.
static bool gather(sharing *self, uint32_t first)
{
    const tk_node_table *nodes = self->fixer->nodes;
    const tk_draft *draft = &self->drafts->at[first];
    self->members.len = 0;
    if (!draft->around.i || draft->text.len < LONG_KEY || memchr(draft->text.at, '\n', draft->text.len))
        return false;
    self->array = array_of(self, draft->around);
    self->function = tk_function_around(nodes, draft->around);
    if (!self->array.i || tk_node_kind(nodes, self->function) != TK_KIND_FUNCTION_DEFINITION)
        return false;
    for (uint32_t i = first; i < self->drafts->len; i++) {
        const tk_draft *other = &self->drafts->at[i];
        if (other->around.i && other->text.len == draft->text.len &&
            memcmp(other->text.at, draft->text.at, draft->text.len) == 0 && array_of(self, other->around).i &&
            tk_function_around(nodes, other->around).i == self->function.i)
            tk_vec_push(&self->members, i);
    }
    return self->members.len > 1;
}

// --- where ------------------------------------------------------------------------------------------

static bool holds(const tk_node_table *nodes, tk_node outer, tk_node node)
{
    return node.i >= outer.i && node.i < tk_node_row_of(nodes, outer)->stop;
}

static bool holds_all(const sharing *self, tk_node block)
{
    for (uint32_t i = 0; i < self->members.len; i++)
        if (!holds(self->fixer->nodes, block, self->drafts->at[self->members.at[i]].around))
            return false;
    return true;
}

// Is `child` evaluated whenever its parent is?
static bool is_always_reached(const tk_node_table *nodes, tk_node child, tk_node parent)
{
    tk_kind around = tk_node_kind(nodes, tk_node_parent(nodes, parent));
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_BOOLEAN_OPERATOR:
        return tk_node_first(nodes, parent).i == child.i;
    case TK_KIND_BLOCK:   // of `try:` and `with ...:`
        return tk_node_first(nodes, parent).i == child.i &&
               (around == TK_KIND_TRY_STATEMENT || around == TK_KIND_WITH_STATEMENT);
    case TK_KIND_CONDITIONAL_EXPRESSION:
    case TK_KIND_LAMBDA:
    case TK_KIND_LIST_COMPREHENSION:
    case TK_KIND_SET_COMPREHENSION:
    case TK_KIND_DICTIONARY_COMPREHENSION:
    case TK_KIND_GENERATOR_EXPRESSION:
    case TK_KIND_ELIF_CLAUSE:
    case TK_KIND_ELSE_CLAUSE:
    case TK_KIND_EXCEPT_CLAUSE:
    case TK_KIND_FINALLY_CLAUSE:
    case TK_KIND_CASE_CLAUSE:
    case TK_KIND_FUNCTION_DEFINITION:
    case TK_KIND_CLASS_DEFINITION:
        return false;
    default:
        return true;
    }
}

static bool begins_its_line(const tk_source *source, uint32_t start)
{
    while (start > 0 && (source->text[start - 1] == ' ' || source->text[start - 1] == '\t'))
        start--;
    return start == 0 || source->text[start - 1] == '\n';
}

// The statement before which the key can be made; none when there is no such place.
static tk_node place_of(const sharing *self)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node at = self->drafts->at[self->members.at[0]].around;
    for (tk_node parent = tk_node_parent(nodes, at); parent.i; at = parent, parent = tk_node_parent(nodes, at)) {
        if (tk_node_kind(nodes, parent) == TK_KIND_BLOCK && holds_all(self, parent))
            return begins_its_line(self->fixer->unit->source, tk_node_row_of(nodes, at)->start) ? at : (tk_node){0};
        if (!is_always_reached(nodes, at, parent))
            return (tk_node){0};
    }
    return (tk_node){0};
}

// --- the array --------------------------------------------------------------------------------------

// `x[0] = 1`, `x.add_(1)`, `x.sort()`, `f(out=x)`
static bool is_changed_at(const tk_node_table *nodes, tk_node place)
{
    tk_node parent = tk_node_parent(nodes, place), around = tk_node_parent(nodes, parent);
    tk_kind kind = tk_node_kind(nodes, parent);
    if (kind == TK_KIND_SUBSCRIPT) {
        tk_kind whole = tk_node_kind(nodes, around);
        return tk_node_row_of(nodes, place)->field == TK_FIELD_VALUE &&
               tk_node_row_of(nodes, parent)->field == TK_FIELD_LEFT &&
               (whole == TK_KIND_ASSIGNMENT || whole == TK_KIND_AUGMENTED_ASSIGNMENT);
    }
    if (kind == TK_KIND_KEYWORD_ARGUMENT)
        return tk_node_is(nodes, tk_node_field(nodes, parent, TK_FIELD_NAME), "out");
    if (kind != TK_KIND_ATTRIBUTE || tk_node_kind(nodes, around) != TK_KIND_CALL)
        return kind == TK_KIND_ATTRIBUTE && tk_node_row_of(nodes, parent)->field == TK_FIELD_LEFT;
    tk_slice method = tk_node_text(nodes, tk_node_field(nodes, parent, TK_FIELD_ATTRIBUTE));
    return (method.len && method.at[method.len - 1] == '_') ||
           tk_node_kind(nodes, tk_node_parent(nodes, around)) == TK_KIND_EXPRESSION_STATEMENT;
}

// Does the place where the variable is bound come before `statement` on every way there?
static bool comes_before(const tk_node_table *nodes, tk_node bound, tk_node statement)
{
    tk_node at = bound;
    for (tk_node parent = tk_node_parent(nodes, at); parent.i; at = parent, parent = tk_node_parent(nodes, at)) {
        tk_kind kind = tk_node_kind(nodes, parent);
        if (kind == TK_KIND_PARAMETERS)
            return true;
        if (kind == TK_KIND_FOR_IN_CLAUSE || kind == TK_KIND_GLOBAL_STATEMENT || kind == TK_KIND_NONLOCAL_STATEMENT)
            return false;
        if (kind == TK_KIND_FOR_STATEMENT || kind == TK_KIND_WITH_STATEMENT)
            return holds(nodes, tk_node_field(nodes, parent, TK_FIELD_BODY), statement);
        if (kind == TK_KIND_BLOCK)
            return at.i < statement.i && holds(nodes, parent, statement);
    }
    return false;
}

static bool stays_as_it_is(const sharing *self, tk_node statement)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node_list places = {0};
    uint32_t bound = 0;
    bool good = true;
    tk_name_places(nodes, self->array, &places);
    for (uint32_t i = 0; i < places.len && good; i++) {
        bool binds = tk_name_is_bound_at(nodes, places.at[i]);
        bound += binds;
        good = binds ? comes_before(nodes, places.at[i], statement) : !is_changed_at(nodes, places.at[i]);
    }
    tk_vec_free(&places);
    return good && bound == 1;
}

// --- the name ---------------------------------------------------------------------------------------

static bool is_free(const sharing *self, const char *name)
{
    const tk_node_table *nodes = self->fixer->nodes;
    uint32_t stop = tk_node_row_of(nodes, self->function)->stop;
    for (tk_node at = self->function; at.i < stop; at.i++)
        if (tk_node_kind(nodes, at) == TK_KIND_IDENTIFIER && tk_node_is(nodes, at, name))
            return false;
    return true;
}

static const char *name_for(const sharing *self)
{
    static const char *const names[] = {"key", "content_key"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_free(self, names[i]))
            return names[i];
    return NULL;
}

// `key = ...`, and the beginning of the line that the statement then stands on.
static tk_text line_of(const sharing *self, const char *name, uint32_t start)
{
    const tk_source *source = self->fixer->unit->source;
    const tk_text *written = &self->drafts->at[self->members.at[0]].text;
    uint32_t line = start;
    while (line > 0 && source->text[line - 1] != '\n')
        line--;
    tk_text text = {0};
    tk_text_format(&text, "%s = ", name);
    tk_text_add(&text, written->at, written->len);
    tk_text_add_string(&text, line > 1 && source->text[line - 2] == '\r' ? "\r\n" : "\n");
    tk_text_add(&text, source->text + line, start - line);
    return text;
}

static bool share(sharing *self)
{
    tk_node statement = place_of(self);
    const char *name = statement.i && stays_as_it_is(self, statement) ? name_for(self) : NULL;
    if (!name)
        return false;
    uint32_t start = tk_node_row_of(self->fixer->nodes, statement)->start;
    tk_text line = line_of(self, name, start);
    for (uint32_t i = 0; i < self->members.len; i++) {
        tk_text *text = &self->drafts->at[self->members.at[i]].text;
        tk_text_free(text);
        tk_text_add_string(text, name);
    }
    return tk_drafts_add(self->drafts, (tk_draft){start, start, {0}, line});
}

void tk_drafts_share(tk_fixer *fixer, const tk_group *group, tk_drafts *drafts)
{
    sharing self = {.fixer = fixer, .group = group, .drafts = drafts};
    for (uint32_t i = 0; i < drafts->len; i++)
        if (gather(&self, i))
            share(&self);
    tk_vec_free(&self.members);
}
