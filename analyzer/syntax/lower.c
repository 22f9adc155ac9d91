#include "syntax/lower.h"

// The parser's own structures: walking them costs less than half of what its cursor does, which counts
// lines and columns too.
#include <src/language.h>
#include <src/tree.h>

#include "syntax/grammar.h"

// What is nested deeper has no rows. (A sum of 100,000 terms nests as deep.)
enum { MOST_DEPTH = 1 << 18 };

// One of the parser's nodes while its children are walked. The parser has nodes that its grammar hides, such
// as those that hold a repetition together: what is in them belongs to the first node around them that is not.
typedef struct level {
    const Subtree *next, *end;               // the children that are left
    uint32_t at;                             // where `next` starts
    uint32_t place;                          // of `next`, as the grammar counts: comments and the like left out
    const TSSymbol *aliases;                 // by place: what the grammar calls a child here, 0: what it is; NULL
    const TSFieldMapEntry *fields, *fields_end;
    tk_field field;                          // of a hidden node: what stands in it has this field
    bool hidden;                             // it has no row
} level;

typedef struct lowering {
    tk_node_table *nodes;
    const TSLanguage *language;
    TK_VEC(level) levels;   // from the root to where the walk is
    uint32_t base, limit;
    uint32_t open;       // the row whose children are being lowered; 0 before the root
    uint32_t depth;      // of `open`
    uint32_t broken_at;  // first ERROR or MISSING node so far
    // The end of the last token seen, and that end without trailing comments. The parser lets a
    // block reach over comments behind its last statement; a row ends where its last token does.
    uint32_t seen, kept;
} lowering;

// A node that is not hidden, as its parent names it. Offsets are those of the file.
typedef struct shown {
    Subtree tree;
    uint16_t kind;
    tk_field field;
    uint32_t start, end;
} shown;

// False for kinds of which the grammar gives no child a field: asking the cursor for the field of one
// of very many children takes it logarithmic time.
static bool has_fields(tk_kind kind)
{
    switch (kind) {
    case TK_KIND_ARGUMENT_LIST:
    case TK_KIND_CONCATENATED_STRING:
    case TK_KIND_DICTIONARY:
    case TK_KIND_DOTTED_NAME:
    case TK_KIND_EXPRESSION_LIST:
    case TK_KIND_EXPRESSION_STATEMENT:
    case TK_KIND_LIST:
    case TK_KIND_MODULE:
    case TK_KIND_PARAMETERS:
    case TK_KIND_SET:
    case TK_KIND_STRING:
    case TK_KIND_TUPLE:
        return false;
    default:
        return true;
    }
}

static tk_field field_under(const TSTreeCursor *cursor, tk_kind parent)
{
    if (!has_fields(parent))
        return TK_FIELD_NONE;
    return tk_grammar_field(ts_tree_cursor_current_field_id(cursor));
}

bool tk_lower_keeps(const TSTreeCursor *cursor, tk_kind parent)
{
    uint16_t kind = tk_grammar_kind(ts_node_symbol(ts_tree_cursor_current_node(cursor)));
    if (kind == TK_GRAMMAR_TOKEN)
        return field_under(cursor, parent) != TK_FIELD_NONE;
    return kind != TK_GRAMMAR_DROPPED;
}

static void note_broken(lowering *self, uint32_t offset)
{
    if (offset < self->broken_at)
        self->broken_at = offset;
}

static void open_row(lowering *self, const shown *node, bool broken)
{
    tk_node_row row = {
        .start = node->start,
        .end = node->end,
        .parent = self->open,
        .kind = node->kind == TK_GRAMMAR_TOKEN ? TK_KIND_OTHER : node->kind,
        .field = (uint8_t)node->field,
        .broken = broken,
    };
    self->open = self->nodes->rows.len;
    self->depth++;
    tk_vec_push(&self->nodes->rows, row);
}

static void close_row(lowering *self)
{
    tk_node_row *row = &self->nodes->rows.at[self->open];
    uint32_t end = row->end;
    if (end == self->seen)
        row->end = self->kept > row->start ? self->kept : row->start;
    self->seen = end;
    self->kept = row->end;
    row->stop = self->nodes->rows.len;
    self->open = row->parent;
    self->depth--;
}

// Appends the row of a node; false for one that the table does not hold.
static bool enter(lowering *self, const shown *node)
{
    bool broken = ts_subtree_error_cost(node->tree) > 0;
    if (broken && (node->kind == TK_KIND_ERROR || ts_subtree_missing(node->tree)))
        note_broken(self, node->start);
    bool dropped = node->kind == TK_GRAMMAR_DROPPED;
    if (dropped || (node->kind == TK_GRAMMAR_TOKEN && node->field == TK_FIELD_NONE)) {
        self->seen = node->end;
        if (!dropped)
            self->kept = node->end;
        return false;
    }
    open_row(self, node, broken);
    return true;
}

// Goes on with the children of a node, the first of which starts where the node does. False: there are none.
static bool descend(lowering *self, Subtree tree, uint32_t at, bool hidden, tk_field field)
{
    uint32_t count = ts_subtree_child_count(tree);
    if (!count)
        return false;
    uint32_t production = ts_subtree_production_id(tree);
    const Subtree *children = ts_subtree_children(tree);
    level made = {
        .next = children,
        .end = children + count,
        .at = at,
        .aliases = ts_language_alias_sequence(self->language, production),
        .hidden = hidden,
        .field = field,
    };
    ts_language_field_map(self->language, production, &made.fields, &made.fields_end);
    tk_vec_push(&self->levels, made);
    return true;
}

static tk_field field_at(const level *self)
{
    for (const TSFieldMapEntry *entry = self->fields; entry < self->fields_end; entry++)
        if (!entry->inherited && entry->child_index == self->place)
            return tk_grammar_field(entry->field_id);
    return self->field;
}

// Takes the next child of the innermost level.
static void step(lowering *self)
{
    level *top = &self->levels.at[self->levels.len - 1];
    Subtree tree = *top->next++;
    bool extra = ts_subtree_extra(tree);
    TSSymbol alias = top->aliases && !extra ? top->aliases[top->place] : 0;
    uint32_t at = top->at, end = at + ts_subtree_size(tree).bytes;
    tk_field field = extra ? TK_FIELD_NONE : field_at(top);
    top->place += !extra;
    if (top->next < top->end)
        top->at = end + ts_subtree_padding(*top->next).bytes;
    if (alias || ts_subtree_visible(tree)) {
        shown node = {
            .tree = tree,
            .kind = tk_grammar_kind(alias ? alias : ts_subtree_symbol(tree)),
            .field = field,
            .start = tk_lower_offset(self->base + at, self->limit),
            .end = tk_lower_offset(self->base + end, self->limit),
        };
        if (enter(self, &node) &&
            (self->depth >= MOST_DEPTH || !descend(self, tree, at, false, TK_FIELD_NONE)))
            close_row(self);
    } else if (ts_subtree_visible_child_count(tree)) {
        descend(self, tree, at, true, field);
    }
}

uint32_t tk_lower_tree(tk_node_table *nodes, const TSTree *tree, uint32_t base, uint32_t limit)
{
    lowering self = {.nodes = nodes, .language = tree->language, .base = base, .limit = limit,
                     .broken_at = UINT32_MAX};
    level around = {.next = &tree->root, .end = &tree->root + 1, .hidden = true,
                    .at = ts_subtree_padding(tree->root).bytes};
    tk_vec_reserve(&self.levels, 64);
    tk_vec_push(&self.levels, around);
    while (self.levels.len) {
        const level *top = &self.levels.at[self.levels.len - 1];
        if (top->next < top->end) {
            step(&self);
            continue;
        }
        if (!top->hidden)
            close_row(&self);
        self.levels.len--;
    }
    tk_vec_free(&self.levels);
    return self.broken_at;
}
