#include "syntax/syntax.h"

#include <assert.h>
#include <stdlib.h>

#include "syntax/locate.h"
#include "syntax/lower.h"
#include "syntax/parse.h"
#include "syntax/scan.h"

// Trees are some ten times larger than the rows made of them. When they take more than this, they are
// not kept, but made again for the few regions of which somebody asks for the parser's nodes.
enum { MOST_KEPT = 12 << 20 };

void tk_syntax_open(tk_syntax *self, const tk_source *source, const tk_outline *outline)
{
    *self = (tk_syntax){.source = source,
                        .outline = outline,
                        .broken_at = UINT32_MAX,
                        .tangled_at = UINT32_MAX};
    self->nodes.source = source;
    self->nodes.text = source->text;
    tk_vec_push(&self->nodes.rows, (tk_node_row){0});
    self->parser = tk_memory_zero(1, sizeof *self->parser);
    tk_parser_open(self->parser, tree_sitter_python());
    self->parses = tk_memory_zero(outline->regions.len, sizeof *self->parses);
    self->locator = tk_locator_new();
}

void tk_syntax_borrow(tk_syntax *self, const tk_syntax *frozen)
{
    assert(self->nodes.rows.len == 1 &&
           self->outline->regions.len == frozen->outline->regions.len);
    tk_vec_free(&self->nodes.rows);
    self->nodes.rows.at = frozen->nodes.rows.at;
    self->nodes.rows.len = self->nodes.rows.cap = frozen->nodes.rows.len;
    self->borrowed = true;
    self->broken_at = frozen->broken_at;
    for (uint32_t i = 0; i < self->outline->regions.len; i++) {
        self->parses[i].root = frozen->parses[i].root;
        self->parses[i].base = frozen->parses[i].base;
    }
    for (uint32_t i = 0; i < frozen->order.len; i++)
        tk_vec_push(&self->order, frozen->order.at[i]);
}

void tk_syntax_freeze(tk_syntax *self)
{
    tk_locator_free(self->locator);
    self->locator = NULL;
    for (uint32_t i = 0; i < self->order.len; i++)
        self->parses[self->order.at[i].i - 1].tree = NULL;
    if (self->parser)
        tk_parser_close(self->parser);
    free(self->parser);
    self->parser = NULL;
}

void tk_syntax_close(tk_syntax *self)
{
    tk_syntax_freeze(self);
    free(self->parses);
    if (!self->borrowed)
        tk_vec_free(&self->nodes.rows);
    tk_vec_free(&self->nodes.foreign);
    tk_vec_free(&self->order);
    *self = (tk_syntax){0};
}

// A class region is its heading; a body is needed for the parser to see a class in it.
TSTree *tk_syntax_parse(const tk_syntax *self, tk_region_id id)
{
    const tk_region *region = &self->outline->regions.at[id.i - 1];
    tk_slice text = {self->source->text + region->start, region->end - region->start};
    // Deep nesting takes the parser some hundred bytes for each of the text's.
    if (text.len >= TK_REGION_BYTES &&
        tk_scan_too_deep(self->source->text, region->start, region->end))
        return NULL;
    tk_slice body = region->kind == TK_REGION_CLASS ? TK_SLICE(" pass\n") : TK_SLICE("");
    return tk_parser_parse(self->parser, text, body);
}

// What is too tangled to be parsed is an empty module, broken from its start.
static uint32_t lower_nothing(tk_syntax *self, const tk_region *region)
{
    tk_node_row row = {
        .start = region->start,
        .end = region->end,
        .stop = self->nodes.rows.len + 1,
        .kind = TK_KIND_MODULE,
        .broken = true,
    };
    tk_vec_push(&self->nodes.rows, row);
    if (region->start < self->tangled_at)
        self->tangled_at = region->start;
    return UINT32_MAX;
}

static void drop_trees(tk_syntax *self)
{
    for (uint32_t i = 0; i < self->order.len; i++)
        self->parses[self->order.at[i].i - 1].tree = NULL;
    tk_locator_leave(self->locator);
    tk_parser_renew(self->parser);
}

tk_node tk_region_tree(tk_syntax *self, tk_region_id id)
{
    assert(id.i && id.i <= self->outline->regions.len);
    struct tk_region_parse *parse = &self->parses[id.i - 1];
    if (parse->root.i)
        return parse->root;
    const tk_region *region = &self->outline->regions.at[id.i - 1];
    tk_heap *before = tk_parser_enter(self->parser);
    parse->base = region->start;
    parse->tree = tk_syntax_parse(self, id);
    parse->root = (tk_node){self->nodes.rows.len};
    uint32_t broken = parse->tree
                          ? tk_lower_tree(&self->nodes, parse->tree, region->start, region->end)
                          : lower_nothing(self, region);
    if (broken < self->broken_at)
        self->broken_at = broken;
    tk_vec_push(&self->order, id);
    tk_parser_leave(before);
    if (self->parser->heap.held > MOST_KEPT)
        drop_trees(self);
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

bool tk_syntax_broken(const tk_syntax *self, uint32_t *offset)
{
    *offset = self->broken_at;
    return self->broken_at != UINT32_MAX;
}

bool tk_syntax_tangled(const tk_syntax *self, uint32_t *offset)
{
    *offset = self->tangled_at;
    return self->tangled_at != UINT32_MAX;
}
