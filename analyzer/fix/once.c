// A long key that would be written at several places of one function is made once, under a name, before the
// first of them: as long as the array is bound once, is not changed in place in sight, and that place is
// reached whenever the statement is.
#include <stdlib.h>
#include <string.h>

#include "fix/fix.h"

enum {
    LONG_KEY = 32,   // shorter ones are easier to read where they stand
    MOST_NAMED = 8,  // keys that get a name in one function
};

// A draft that writes a long key of a variable, in a function.
typedef struct writing {
    tk_node function;
    tk_name text;              // what it writes
    uint32_t draft;
    tk_node array;
} writing;

typedef TK_VEC(writing) writings;

typedef struct sharing {
    tk_fixer *fixer;
    const tk_group *group;
    tk_drafts *drafts;
    const writing *members;    // that write the same in the same function, by place
    uint32_t count;
    uint32_t turn;             // of the fixer's shared keys
    tk_drafts lines;           // that make keys: they are added when all names are written
} sharing;

// --- what is written several times -----------------------------------------------------------------

typedef struct way {
    tk_node node;              // what is replaced
    uint32_t target;
} way;

typedef TK_VEC(way) ways;

static int by_node(const void *a, const void *b)
{
    const way *x = a, *y = b;
    if (x->node.i != y->node.i)
        return x->node.i < y->node.i ? -1 : 1;
    return x->target < y->target ? -1 : x->target > y->target;
}

static ways ways_of(const tk_group *group)
{
    ways list = {0};
    for (uint32_t i = 0; i < group->targets.len; i++)
        for (uint32_t k = 0; k < group->targets.at[i].way_count; k++)
            tk_vec_push(&list, ((way){group->targets.at[i].ways[k].node, i}));
    if (list.len)
        qsort(list.at, list.len, sizeof *list.at, by_node);
    return list;
}

// The array that the replaced expression is, or is made of; none when it is no name.
static tk_node array_of(const sharing *self, const ways *list, tk_node replaced)
{
    uint32_t low = 0, high = list->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->at[middle].node.i < replaced.i)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == list->len || list->at[low].node.i != replaced.i)
        return (tk_node){0};
    tk_node array = self->group->targets.at[list->at[low].target].array;
    return tk_node_kind(self->fixer->nodes, array) == TK_KIND_IDENTIFIER ? array : (tk_node){0};
}

static int by_text(const void *a, const void *b)
{
    const writing *x = a, *y = b;
    if (x->function.i != y->function.i)
        return x->function.i < y->function.i ? -1 : 1;
    if (x->text.i != y->text.i)
        return x->text.i < y->text.i ? -1 : 1;
    return x->draft < y->draft ? -1 : x->draft > y->draft;
}

// Those that write the same in the same function stand together.
static writings long_keys(const sharing *self)
{
    const tk_node_table *nodes = self->fixer->nodes;
    ways list = ways_of(self->group);
    writings found = {0};
    for (uint32_t i = 0; i < self->drafts->len; i++) {
        const tk_draft *draft = &self->drafts->at[i];
        const tk_text *text = &draft->text;
        if (!draft->around.i || text->len < LONG_KEY || memchr(text->at, '\n', text->len))
            continue;
        tk_node array = array_of(self, &list, draft->around);
        tk_node function = tk_function_around(nodes, draft->around);
        if (array.i && tk_node_kind(nodes, function) == TK_KIND_FUNCTION_DEFINITION)
            tk_vec_push(&found, ((writing){function, tk_names_add(self->fixer->unit->names,
                                                                  (tk_slice){text->at, text->len}), i, array}));
    }
    tk_vec_free(&list);
    if (found.len)
        qsort(found.at, found.len, sizeof *found.at, by_text);
    return found;
}

// --- where ------------------------------------------------------------------------------------------

static bool holds(const tk_node_table *nodes, tk_node outer, tk_node node)
{
    return node.i >= outer.i && node.i < tk_node_row_of(nodes, outer)->stop;
}

static bool holds_all(const sharing *self, tk_node block)
{
    for (uint32_t i = 0; i < self->count; i++)
        if (!holds(self->fixer->nodes, block, self->drafts->at[self->members[i].draft].around))
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
    tk_node at = self->drafts->at[self->members[0].draft].around;
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
    tk_name_places(nodes, self->members[0].array, &places);
    for (uint32_t i = 0; i < places.len && good; i++) {
        bool binds = tk_name_is_bound_at(nodes, places.at[i]);
        bound += binds;
        good = binds ? comes_before(nodes, places.at[i], statement) : !is_changed_at(nodes, places.at[i]);
    }
    tk_vec_free(&places);
    return good && bound == 1;
}

// --- what is written instead -------------------------------------------------------------------------

// `key = ...`, and the beginning of the line that the statement then stands on.
static tk_text line_of(const sharing *self, tk_slice name, uint32_t start)
{
    const tk_source *source = self->fixer->unit->source;
    const tk_text *written = &self->drafts->at[self->members[0].draft].text;
    uint32_t line = start;
    while (line > 0 && source->text[line - 1] != '\n')
        line--;
    tk_text text = {0};
    tk_text_add(&text, name.at, name.len);
    tk_text_add_string(&text, " = ");
    tk_text_add(&text, written->at, written->len);
    tk_text_add_string(&text, line > 1 && source->text[line - 2] == '\r' ? "\r\n" : "\n");
    tk_text_add(&text, source->text + line, start - line);
    return text;
}

static void share(sharing *self)
{
    tk_node statement = place_of(self);
    if (!statement.i || !stays_as_it_is(self, statement))
        return;
    const writing *first = &self->members[0];
    tk_name name = tk_key_name(self->fixer, &(tk_shared_key){.function = first->function, .text = first->text,
                                                             .group = self->group->id, .turn = self->turn},
                               tk_node_text(self->fixer->nodes, first->array));
    if (!name.i)
        return;
    tk_slice word = tk_names_text(self->fixer->unit->names, name);
    uint32_t start = tk_node_row_of(self->fixer->nodes, statement)->start;
    tk_vec_push(&self->lines, ((tk_draft){start, start, {0}, line_of(self, word, start)}));
    for (uint32_t i = 0; i < self->count; i++) {
        tk_text *text = &self->drafts->at[self->members[i].draft].text;
        tk_text_free(text);
        tk_text_add(text, word.at, word.len);
    }
}

// All that are written in one function, by place: a name is taken by the first.
static void share_in_function(sharing *self, const writing *all, uint32_t count)
{
    uint32_t tried = 0, last = 0;
    for (;;) {
        uint32_t best = count;   // the run that begins first, of those behind the last one
        for (uint32_t i = 0; i < count; i++) {
            bool begins = i == 0 || all[i].text.i != all[i - 1].text.i;
            bool several = i + 1 < count && all[i + 1].text.i == all[i].text.i;
            if (begins && several && (!tried || all[i].draft > last) && (best == count || all[i].draft < all[best].draft))
                best = i;
        }
        if (best == count || tried++ == MOST_NAMED)
            return;
        last = all[best].draft;
        self->members = &all[best];
        for (self->count = 0; best + self->count < count && all[best + self->count].text.i == all[best].text.i;)
            self->count++;
        share(self);
    }
}

bool tk_drafts_share(tk_fixer *fixer, const tk_group *group, tk_drafts *drafts)
{
    sharing self = {.fixer = fixer, .group = group, .drafts = drafts, .turn = ++fixer->turn};
    writings all = long_keys(&self);
    for (uint32_t from = 0, to = 0; from < all.len; from = to) {
        while (to < all.len && all.at[to].function.i == all.at[from].function.i)
            to++;
        share_in_function(&self, &all.at[from], to - from);
    }
    bool added = true;
    for (uint32_t i = 0; i < self.lines.len; i++)
        added &= tk_drafts_add(drafts, self.lines.at[i]);
    tk_vec_free(&self.lines);
    tk_vec_free(&all);
    return added;
}
