#include "syntax/syntax.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/grammar.h"
#include "syntax/lower.h"

void tk_syntax_open(tk_syntax *self, const tk_source *source, const tk_outline *outline)
{
    *self = (tk_syntax){.source = source, .outline = outline, .broken_at = UINT32_MAX};
    self->nodes.text = source->text;
    tk_vec_push(&self->nodes.rows, (tk_node_row){0});
    self->parser = ts_parser_new();
    bool understood = ts_parser_set_language(self->parser, tree_sitter_python());
    assert(understood);
    (void)understood;
    self->parses = tk_memory_zero(outline->regions.len, sizeof *self->parses);
}

void tk_syntax_close(tk_syntax *self)
{
    for (uint32_t i = 0; i < self->outline->regions.len; i++)
        ts_tree_delete(self->parses[i].tree);
    free(self->parses);
    ts_parser_delete(self->parser);
    tk_vec_free(&self->nodes.rows);
    tk_vec_free(&self->order);
    *self = (tk_syntax){0};
}

// A class region is its heading; a body is needed for the parser to see a class in it.
static TSTree *parse_class(TSParser *parser, const char *text, uint32_t len)
{
    static const char body[] = " pass\n";
    tk_text heading = {0};
    tk_text_add(&heading, text, len);
    tk_text_add(&heading, body, sizeof body - 1);
    TSTree *tree = ts_parser_parse_string(parser, NULL, heading.at, (uint32_t)heading.len);
    tk_text_free(&heading);
    return tree;
}

tk_node tk_region_tree(tk_syntax *self, tk_region_id id)
{
    assert(id.i && id.i <= self->outline->regions.len);
    struct tk_region_parse *parse = &self->parses[id.i - 1];
    if (parse->tree)
        return parse->root;
    const tk_region *region = &self->outline->regions.at[id.i - 1];
    const char *text = self->source->text + region->start;
    uint32_t len = region->end - region->start;
    parse->base = region->start;
    parse->tree = region->kind == TK_REGION_CLASS
                      ? parse_class(self->parser, text, len)
                      : ts_parser_parse_string(self->parser, NULL, text, len);
    assert(parse->tree);  // NULL only for a parser without language or a cancelled parse
    parse->root = (tk_node){self->nodes.rows.len};
    uint32_t broken = tk_lower_tree(&self->nodes, parse->tree, region->start, region->end);
    if (broken < self->broken_at)
        self->broken_at = broken;
    tk_vec_push(&self->order, id);
    return parse->root;
}

tk_region_id tk_syntax_region_of(const tk_syntax *self, tk_node node)
{
    // Regions are lowered one after the other, so `order` is sorted by root.
    uint32_t low = 0, high = self->order.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->parses[self->order.at[middle].i - 1].root.i <= node.i)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? self->order.at[low - 1] : (tk_region_id){0};
}

static uint32_t depth_of(const tk_node_table *nodes, tk_node node)
{
    uint32_t depth = 0;
    while ((node = tk_node_parent(nodes, node)).i)
        depth++;
    return depth;
}

// Moves to the child that holds bytes [start, end) of the tree. Every parent of a node of the table
// is in the table too, so both trees have the same depth.
static bool goto_child_around(TSTreeCursor *cursor, uint32_t start, uint32_t end)
{
    if (ts_tree_cursor_goto_first_child_for_byte(cursor, start) < 0 &&
        !ts_tree_cursor_goto_first_child(cursor))
        return false;
    do {
        TSNode child = ts_tree_cursor_current_node(cursor);
        if (ts_node_start_byte(child) <= start && ts_node_end_byte(child) >= end &&
            tk_grammar_kind(ts_node_symbol(child)) != TK_GRAMMAR_DROPPED)
            return true;
    } while (ts_tree_cursor_goto_next_sibling(cursor));
    return false;
}

TSNode tk_syntax_node(const tk_syntax *self, tk_node node, uint32_t *base)
{
    static const TSNode none;
    tk_region_id id = tk_syntax_region_of(self, node);
    *base = 0;
    if (!id.i)
        return none;
    const struct tk_region_parse *parse = &self->parses[id.i - 1];
    *base = parse->base;
    const tk_node_row *row = tk_node_row_of(&self->nodes, node);
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(parse->tree));
    bool found = true;
    for (uint32_t depth = depth_of(&self->nodes, node); depth && found; depth--)
        found = goto_child_around(&cursor, row->start - *base, row->end - *base);
    TSNode result = found ? ts_tree_cursor_current_node(&cursor) : none;
    ts_tree_cursor_delete(&cursor);
    return result;
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
    if (ts_node_eq(node, ts_tree_root_node(parse->tree)))
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

bool tk_syntax_broken(const tk_syntax *self, uint32_t *offset)
{
    *offset = self->broken_at;
    return self->broken_at != UINT32_MAX;
}
