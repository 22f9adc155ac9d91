// Containers whose keys are addresses, and that come to hold the array beside the value: what is stored becomes
// a pair, and whoever reads takes its second item. Every use of the container has to be one of a few kinds.
#include <string.h>

#include "fix/fix.h"

static const char SECOND[] = "[1]";

typedef struct entries {
    tk_fixer *fixer;
    const tk_group *group;
    const tk_fix_kind *kind;
    tk_drafts *drafts;
    uint32_t root;
    tk_node shown;             // the first value that became a pair
} entries;

// --- the array behind a key ------------------------------------------------------------------------

// The target of the site whose key this is; NULL: no site of the group, or nothing is known of its array.
static const tk_target *target_of_key(const entries *self, tk_node key)
{
    const tk_group *group = self->group;
    for (uint32_t i = 0; i < group->owners.len; i++)
        if (self->fixer->unit->sites.list.at[group->owners.at[i]].key.i == key.i)
            return &group->targets.at[i];
    return NULL;
}

// Does the name of the array mean at `place` what it meant where the key was made?
static bool is_still(const entries *self, tk_node array, tk_node place)
{
    const tk_node_table *nodes = self->fixer->nodes;
    if (tk_node_kind(nodes, array) != TK_KIND_IDENTIFIER)
        return false;
    if (tk_statement_around(nodes, array).i == tk_statement_around(nodes, place).i)
        return true;
    tk_node_list places = {0};
    uint32_t bound = 0;
    tk_name_places(nodes, array, &places);
    for (uint32_t i = 0; i < places.len; i++)
        bound += tk_name_is_bound_at(nodes, places.at[i]);
    tk_vec_free(&places);
    return bound == 1 && tk_function_around(nodes, array).i == tk_function_around(nodes, place).i;
}

// --- edits -----------------------------------------------------------------------------------------

static bool add(entries *self, uint32_t start, uint32_t end, tk_node around, tk_text text)
{
    return tk_drafts_add(self->drafts, (tk_draft){start, end, around, text});
}

static bool insert(entries *self, tk_node behind, const char *what)
{
    tk_text text = {0};
    uint32_t at = tk_node_row_of(self->fixer->nodes, behind)->end;
    tk_text_add_string(&text, what);
    return add(self, at, at, behind, text);
}

static bool uses_container(const entries *self, tk_node node)
{
    const tk_fixer *fixer = self->fixer;
    uint32_t stop = tk_node_row_of(fixer->nodes, node)->stop;
    for (uint32_t i = tk_uses_first(fixer->uses.at, fixer->uses.len, self->root);
         i < fixer->uses.len && fixer->uses.at[i].root == self->root; i++)
        if (fixer->uses.at[i].node.i >= node.i && fixer->uses.at[i].node.i < stop)
            return true;
    return false;
}

// The value becomes a pair with the array, or with nothing where it only stands for one that is not there.
static bool pair_up(entries *self, tk_node value, const tk_target *target, bool stored)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_kind kind = tk_node_kind(nodes, value);
    if (!value.i || !target || kind == TK_KIND_ASSIGNMENT || kind == TK_KIND_YIELD || kind == TK_KIND_LIST_SPLAT ||
        kind == TK_KIND_KEYWORD_ARGUMENT || kind == TK_KIND_DICTIONARY_SPLAT || uses_container(self, value))
        return false;
    tk_text inner = {0}, text = {0};
    tk_slice written = tk_node_text(nodes, value);
    bool bare = kind == TK_KIND_EXPRESSION_LIST || (kind == TK_KIND_TUPLE && written.at[0] != '(') ||
                kind == TK_KIND_NAMED_EXPRESSION;
    tk_text_add_string(&inner, bare ? "(" : "");
    tk_text_add_slice(&inner, written);
    tk_text_add_string(&inner, bare ? ")" : "");
    bool good = (!stored || is_still(self, target->array, value)) &&
                tk_form_write_pair(self->fixer, self->kind, target, (tk_slice){inner.at, inner.len}, stored, &text);
    tk_text_free(&inner);
    if (!good) {
        tk_text_free(&text);
        return false;
    }
    if (stored && !self->shown.i)
        self->shown = value;
    const tk_node_row *row = tk_node_row_of(nodes, value);
    return add(self, row->start, row->end, value, text);
}

// --- one use ---------------------------------------------------------------------------------------

// `d[key] = value`, `d[key]`, `del d[key]`
static bool subscript(entries *self, tk_node node)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node parent = tk_node_parent(nodes, node), key = tk_node_field(nodes, node, TK_FIELD_SUBSCRIPT);
    bool left = tk_node_row_of(nodes, node)->field == TK_FIELD_LEFT;
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_ASSIGNMENT:
        return left ? pair_up(self, tk_node_field(nodes, parent, TK_FIELD_RIGHT), target_of_key(self, key), true)
                    : insert(self, node, SECOND);
    case TK_KIND_DELETE_STATEMENT:
        return true;
    case TK_KIND_AUGMENTED_ASSIGNMENT:
    case TK_KIND_FOR_STATEMENT:
    case TK_KIND_FOR_IN_CLAUSE:
        return !left && insert(self, node, SECOND);
    case TK_KIND_PATTERN_LIST:
    case TK_KIND_TUPLE_PATTERN:
    case TK_KIND_LIST_PATTERN:
    case TK_KIND_LIST_SPLAT_PATTERN:
    case TK_KIND_AS_PATTERN_TARGET:
        return false;
    default:
        return insert(self, node, SECOND);
    }
}

// `d.get(key)`, `d.setdefault(key, value)`, `d.pop(key, default)`, and what has nothing to do with values.
static bool method(entries *self, tk_node attribute)
{
    tk_fixer *fixer = self->fixer;
    const tk_node_table *nodes = fixer->nodes;
    tk_node call = tk_node_parent(nodes, attribute);
    tk_slice name = tk_node_text(nodes, tk_node_field(nodes, attribute, TK_FIELD_ATTRIBUTE));
    if (tk_node_kind(nodes, call) != TK_KIND_CALL || tk_node_field(nodes, call, TK_FIELD_FUNCTION).i != attribute.i)
        return false;
    tk_node list = tk_node_field(nodes, call, TK_FIELD_ARGUMENTS);
    tk_node key = tk_node_first(nodes, list), other = key.i ? tk_node_next(nodes, key) : key;
    if (tk_slice_is(name, "clear") || tk_slice_is(name, "keys") || tk_slice_is(name, "__len__"))
        return true;
    if (!key.i || tk_node_child_count(nodes, list) > 2)
        return false;
    bool unused = tk_node_kind(nodes, tk_node_parent(nodes, call)) == TK_KIND_EXPRESSION_STATEMENT;
    const tk_target *target = target_of_key(self, key);
    bool good = false;
    if (unused && !tk_slice_is(name, "setdefault"))
        return tk_slice_is(name, "get") || tk_slice_is(name, "pop");
    if (tk_slice_is(name, "setdefault"))
        good = other.i && pair_up(self, other, target, true);
    else if (tk_slice_is(name, "get") || tk_slice_is(name, "pop"))
        good = other.i                  ? pair_up(self, other, target, false)
               : tk_slice_is(name, "get") ? insert(self, key, ", (None, None)")
                                          : true;
    return good && (unused || insert(self, call, SECOND));
}

// What is in the container from its beginning.
static bool made(entries *self, tk_node node)
{
    const tk_node_table *nodes = self->fixer->nodes;
    if (tk_node_kind(nodes, node) == TK_KIND_CALL)
        return tk_node_child_count(nodes, tk_node_field(nodes, node, TK_FIELD_ARGUMENTS)) == 0;
    for (tk_node pair = tk_node_first(nodes, node); pair.i; pair = tk_node_next(nodes, pair)) {
        tk_kind kind = tk_node_kind(nodes, pair);
        tk_node key = tk_node_field(nodes, pair, TK_FIELD_KEY), value = tk_node_field(nodes, pair, TK_FIELD_VALUE);
        if (kind == TK_KIND_FOR_IN_CLAUSE || kind == TK_KIND_IF_CLAUSE)
            continue;
        if (kind != TK_KIND_PAIR || !pair_up(self, value, target_of_key(self, key), true))
            return false;
    }
    return true;
}

static bool is_compared(const tk_node_table *nodes, tk_node comparison)
{
    for (tk_node at = tk_node_first(nodes, comparison); at.i; at = tk_node_next(nodes, at))
        if (tk_node_row_of(nodes, at)->field == TK_FIELD_OPERATORS &&
            !strchr("in", tk_node_text(nodes, at).at[0]))   // in, is, not in
            return true;
    return false;
}

static bool use(entries *self, tk_node node)
{
    const tk_node_table *nodes = self->fixer->nodes;
    tk_node parent = tk_node_parent(nodes, node);
    tk_field field = (tk_field)tk_node_row_of(nodes, node)->field;
    tk_kind kind = tk_node_kind(nodes, node);
    bool display = kind == TK_KIND_DICTIONARY || kind == TK_KIND_DICTIONARY_COMPREHENSION || kind == TK_KIND_CALL;
    if (display && (node.i != self->root || !made(self, node)))
        return false;
    tk_node callee = tk_node_field(nodes, tk_node_parent(nodes, parent), TK_FIELD_FUNCTION);
    switch (tk_node_kind(nodes, parent)) {
    case TK_KIND_SUBSCRIPT:
        return field == TK_FIELD_VALUE && subscript(self, parent);
    case TK_KIND_ATTRIBUTE:
        return method(self, parent);
    case TK_KIND_COMPARISON_OPERATOR:
        return !is_compared(nodes, parent);
    case TK_KIND_ARGUMENT_LIST:
        return callee.i && tk_fixes_has(self->fixer->fixes, TK_USE_HARMLESS_CALLS, tk_node_text(nodes, callee));
    case TK_KIND_FOR_STATEMENT:
    case TK_KIND_FOR_IN_CLAUSE:
        return field == TK_FIELD_RIGHT;
    case TK_KIND_EXPRESSION_LIST:   // `first, second = {}, {}`
        return display && tk_node_kind(nodes, tk_node_parent(nodes, parent)) == TK_KIND_ASSIGNMENT;
    case TK_KIND_PATTERN_LIST:
    case TK_KIND_ASSIGNMENT:
    case TK_KIND_EXPRESSION_STATEMENT:
    case TK_KIND_GLOBAL_STATEMENT:
    case TK_KIND_IF_STATEMENT:
    case TK_KIND_WHILE_STATEMENT:
    case TK_KIND_NOT_OPERATOR:
        return true;
    default:
        return false;
    }
}

bool tk_entries_write(tk_fixer *self, const tk_group *group, const tk_fix_kind *kind, tk_drafts *drafts,
                      tk_node *shown)
{
    entries state = {.fixer = self, .group = group, .kind = kind, .drafts = drafts};
    if (group->roots.len != 1 || group->elsewhere)
        return false;
    state.root = group->roots.at[0];
    uint32_t i = tk_uses_first(self->uses.at, self->uses.len, state.root), first = i;
    for (; i < self->uses.len && self->uses.at[i].root == state.root; i++)
        if (!use(&state, self->uses.at[i].node))
            return false;
    *shown = state.shown;
    return i > first && state.shown.i;
}
