#include "syntax/lower.h"

#include "syntax/grammar.h"

// What is nested deeper has no rows. (A sum of 100,000 terms nests as deep.)
enum { MOST_DEPTH = 1 << 18 };

typedef struct lowering {
    tk_node_table *nodes;
    TSTreeCursor cursor;
    uint32_t base, limit;
    uint32_t open;       // the row whose children are being lowered; 0 before the root
    uint32_t depth;      // of `open`
    uint32_t broken_at;  // first ERROR or MISSING node so far
    // The end of the last token seen, and that end without trailing comments. The parser lets a
    // block reach over comments behind its last statement; a row ends where its last token does.
    uint32_t seen, kept;
} lowering;

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

static void open_row(lowering *self, uint16_t kind, tk_field field, TSNode node, bool broken)
{
    tk_node_row row = {
        .start = tk_lower_offset(self->base + ts_node_start_byte(node), self->limit),
        .end = tk_lower_offset(self->base + ts_node_end_byte(node), self->limit),
        .parent = self->open,
        .kind = kind,
        .field = (uint8_t)field,
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

static void skip_node(lowering *self, TSNode node, bool comment)
{
    uint32_t end = tk_lower_offset(self->base + ts_node_end_byte(node), self->limit);
    self->seen = end;
    if (!comment)
        self->kept = end;
}

// Appends the row of the cursor's node; false for a node that the table does not hold.
static bool enter(lowering *self)
{
    TSNode node = ts_tree_cursor_current_node(&self->cursor);
    uint16_t kind = tk_grammar_kind(ts_node_symbol(node));
    bool broken = ts_node_has_error(node);
    if (broken && (kind == TK_KIND_ERROR || ts_node_is_missing(node)))
        note_broken(self, tk_lower_offset(self->base + ts_node_start_byte(node), self->limit));
    if (kind == TK_GRAMMAR_DROPPED) {
        skip_node(self, node, true);
        return false;
    }
    tk_kind parent = (tk_kind)self->nodes->rows.at[self->open].kind;
    tk_field field = field_under(&self->cursor, parent);
    if (kind == TK_GRAMMAR_TOKEN) {
        if (field == TK_FIELD_NONE) {
            skip_node(self, node, false);
            return false;
        }
        kind = TK_KIND_OTHER;
    }
    open_row(self, kind, field, node, broken);
    return true;
}

uint32_t tk_lower_tree(tk_node_table *nodes, const TSTree *tree, uint32_t base, uint32_t limit)
{
    lowering self = {.nodes = nodes, .base = base, .limit = limit, .broken_at = UINT32_MAX};
    self.cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    for (bool more = true; more;) {
        if (enter(&self)) {
            if (self.depth < MOST_DEPTH && ts_tree_cursor_goto_first_child(&self.cursor))
                continue;
            close_row(&self);
        }
        while (more && !ts_tree_cursor_goto_next_sibling(&self.cursor)) {
            more = ts_tree_cursor_goto_parent(&self.cursor);
            if (more)
                close_row(&self);
        }
    }
    ts_tree_cursor_delete(&self.cursor);
    return self.broken_at;
}
