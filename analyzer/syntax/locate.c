#include "syntax/locate.h"

#include <assert.h>
#include <stdlib.h>

#include "syntax/grammar.h"
#include "syntax/lower.h"

struct tk_locator {
    tk_region_id region;  // that of the cursor; none at first
    TSTreeCursor cursor;  // stands on the parser's node of row `at`
    uint32_t at;
    TSTree *own;  // the region's tree if the syntax did not keep it
    // All of these are in the parser's heap.
};

tk_locator *tk_locator_new(void)
{
    return tk_memory_zero(1, sizeof(tk_locator));
}

void tk_locator_leave(tk_locator *self)
{
    *self = (tk_locator){0};
}

void tk_locator_free(tk_locator *self)
{
    free(self);
}

static void leave_region(tk_locator *self)
{
    if (!self->region.i)
        return;
    ts_tree_cursor_delete(&self->cursor);
    ts_tree_delete(self->own);
    tk_locator_leave(self);
}

static bool enter_region(tk_locator *self, const tk_syntax *syntax, tk_region_id id)
{
    if (self->region.i == id.i)
        return true;
    leave_region(self);
    const struct tk_region_parse *parse = &syntax->parses[id.i - 1];
    TSTree *tree = parse->tree;
    if (!tree)
        tree = self->own = tk_syntax_parse(syntax, id);
    if (!tree)
        return false;
    self->region = id;
    self->cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    self->at = parse->root.i;
    return true;
}

// Moves the cursor over nodes that have no row.
static void skip_dropped(tk_locator *self, tk_kind parent)
{
    bool more = true;
    while (more && !tk_lower_keeps(&self->cursor, parent))
        more = ts_tree_cursor_goto_next_sibling(&self->cursor);
    assert(more);  // the row exists, so the node does
    (void)more;
}

static void goto_sibling(tk_locator *self, const tk_node_row *rows)
{
    ts_tree_cursor_goto_next_sibling(&self->cursor);
    skip_dropped(self, (tk_kind)rows[rows[self->at].parent].kind);
    self->at = rows[self->at].stop;
}

static void goto_row(tk_locator *self, const tk_node_row *rows, uint32_t target)
{
    while (target < self->at || target >= rows[self->at].stop) {
        uint32_t parent = rows[self->at].parent;
        if (target > self->at && target < rows[parent].stop) {
            goto_sibling(self, rows);
        } else {
            ts_tree_cursor_goto_parent(&self->cursor);
            self->at = parent;
        }
    }
    while (self->at != target) {
        ts_tree_cursor_goto_first_child(&self->cursor);
        skip_dropped(self, (tk_kind)rows[self->at].kind);
        self->at++;
        while (target >= rows[self->at].stop)
            goto_sibling(self, rows);
    }
}

TSNode tk_syntax_node(const tk_syntax *self, tk_node node, uint32_t *base)
{
    tk_region_id id = tk_syntax_region_of(self, node);
    TSNode found = {0};
    *base = 0;
    if (!self->parser)
        return found;
    tk_heap *before = tk_parser_enter(self->parser);
    if (id.i && enter_region(self->locator, self, id)) {
        *base = self->parses[id.i - 1].base;
        goto_row(self->locator, self->nodes.rows.at, node.i);
        found = ts_tree_cursor_current_node(&self->locator->cursor);
    }
    tk_parser_leave(before);
    return found;
}

// The first row of [low, high) that starts at `start` or later and, of several with that start,
// ends at `end` or before: rows are in preorder, so of the rows with one start the outer, longer
// ones come first. (Rows of no width break that order, so their neighbours may be passed over.)
static uint32_t first_row_in(const tk_node_row *rows, uint32_t low, uint32_t high, uint32_t start,
                             uint32_t end)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rows[middle].start < start || (rows[middle].start == start && rows[middle].end > end))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The comments at the end of a node are not part of its row, so a row may end before its node.
static tk_node find_row(const tk_node_row *rows, uint32_t low, uint32_t high, tk_node_row want)
{
    uint32_t i = first_row_in(rows, low, high, want.start, want.end);
    for (; i < high && rows[i].start == want.start; i++)
        if (rows[i].kind == want.kind && rows[i].end <= want.end)
            return (tk_node){i};
    return (tk_node){0};
}

tk_node tk_syntax_find(const tk_syntax *self, tk_node near, TSNode node)
{
    tk_region_id id = tk_syntax_region_of(self, near);
    if (!id.i || ts_node_is_null(node))
        return (tk_node){0};
    const struct tk_region_parse *parse = &self->parses[id.i - 1];
    if (ts_node_eq(node, ts_tree_root_node(node.tree)))
        return parse->root;
    uint32_t limit = self->outline->regions.at[id.i - 1].end;
    uint16_t kind = tk_grammar_kind(ts_node_symbol(node));
    tk_node_row want = {
        .start = tk_lower_offset(parse->base + ts_node_start_byte(node), limit),
        .end = tk_lower_offset(parse->base + ts_node_end_byte(node), limit),
        .kind = kind < TK_KIND_COUNT ? kind : TK_KIND_OTHER,
    };
    const tk_node_row *rows = self->nodes.rows.at;
    return find_row(rows, parse->root.i + 1, rows[parse->root.i].stop, want);
}
